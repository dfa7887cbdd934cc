"""An open notebook in JupyterLab, and the labs on it, driven as a reader with a keyboard would."""

import re
import time
from collections import Counter

from tests.browser import scripts

THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}


class NotebookPage:
    """One notebook open in JupyterLab, in one page of the browser."""

    def __init__(self, browser, server, name, width=1000, height=2000):
        self.server, self.name = server, name
        self.page = browser.new_page(viewport={"width": width, "height": height})
        self.requests, self.console_errors = [], []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("websocket", lambda socket: self.requests.append(_as_http(socket.url)))
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.console_errors.append(str(error)))
        self.page.goto(server.url(f"lab/workspaces/{name}/tree/{name}.ipynb"))
        self.wait_for_kernel()

    def wait_for_kernel(self):
        """Wait until the kernel is idle and connected: clicked earlier, "Run All" runs no cell."""
        self.page.wait_for_function(scripts.IDLE_AND_CONNECTED, timeout=60_000)

    def command(self, name, **arguments):
        """One command of JupyterLab's menus, waited for until it is done."""
        script = "([name, options]) => window.jupyterapp.commands.execute(name, options)"
        return self.page.evaluate(script, [name, arguments])

    def folded(self):
        """How many outputs are folded away now, as those under a Predict are before they run."""
        return self.page.locator(".jp-OutputPlaceholder").count()

    def run_all(self):
        """ "Run All Cells", until the last one is done and its widgets are on the page."""
        self.folded_before = self.folded()
        self.command("notebook:run-all-cells")
        self.wait_for_kernel()
        self.page.wait_for_function(
            """() => [...document.querySelectorAll(".jp-OutputArea-output")]
                .every((output) => !/Loading widget/.test(output.textContent))"""
        )

    def set_theme(self, theme):
        """Switch JupyterLab to "light" or "dark"."""
        self.command("apputils:change-theme", theme=THEMES[theme])
        light = "true" if theme == "light" else "false"
        self.page.wait_for_selector(f"body[data-jp-theme-light={light}]", state="attached")

    def errors(self):
        """Every error output, error in the console, and request that left this host, as text."""
        shown = self.page.locator(
            "[data-mime-type$=stderr], [data-mime-type$=error]"
        ).all_text_contents()
        away = [f"asked {url}" for url in self.requests if not self.server.owns(url)]
        return shown + self.console_errors + away

    def wider_than_the_page(self):
        """What would have to be scrolled sideways."""
        return self.page.locator(".jp-WindowedPanel-outer").evaluate(scripts.TOO_WIDE)

    def labs(self):
        """Every lab on the page, in the order of the notebook, each scrolled to when it comes."""
        for number, name in enumerate(self._lab_names()):
            yield Lab(self, number, name)

    def lab(self, name):
        """The first lab whose cell calls `name`, such as "ForwardLab"."""
        names = self._lab_names()
        assert name in names, f"no {name} in {self.name}, but {names} and {self.errors()}"
        return Lab(self, names.index(name), name)

    def close(self):
        """Shut the kernel down and close the page."""
        self.command("kernelmenu:shutdown")
        self.page.close()

    def _lab_names(self):
        return [
            re.findall(r"([A-Z]\w+)\(", cell)[-1] for cell in self.page.evaluate(scripts.LAB_VIEWS)
        ]

    def _note_console(self, message):
        if message.type == "error":
            self.console_errors.append(message.text)


class Lab:
    """One lab on the page: its controls by name, and what it shows."""

    def __init__(self, notebook, number, name):
        self.page, self.name = notebook.page, name
        self.selector = f"[data-lab='{number}']"
        self.area = self.page.locator(self.selector)
        self.driven, self.compared = set(), 0
        self.area.scroll_into_view_if_needed()  # JupyterLab skips what is out of sight

    def controls(self):
        """The keys of all controls shown and enabled now: "slider b1[0]", "button Reset"."""
        return self.area.evaluate(scripts.MARK_CONTROLS)

    def control(self, key):
        """The control with this key, noted as driven."""
        keys = self.controls()
        if key not in keys:
            raise KeyError(f"{self.name} shows no {key!r} now, only {keys}")
        self.driven.add(key)
        return self.area.locator(f'[data-control="{key}"]')

    def press(self, key, *keystrokes):
        """Put the keyboard on a control and press keys there."""
        self.control(key).focus()
        for keystroke in keystrokes:
            self.page.keyboard.press(keystroke)

    def type(self, label, value):
        """Type a number into the field with this label, and Enter."""
        self.press(f"field {label}", "ControlOrMeta+A")
        self.page.keyboard.type(str(value))
        self.page.keyboard.press("Enter")

    def slide(self, label, steps):
        """Move the slider with this label by so many steps of the keyboard, left if negative."""
        keystroke = "ArrowRight" if steps > 0 else "ArrowLeft"
        self.press(f"slider {label}", *[keystroke] * abs(steps))

    def click(self, label):
        """Press the button with this label, by keyboard."""
        self.press(f"button {label}", "Space")

    def options(self, label):
        """What can be chosen from the list with this label."""
        return self.control(f"choice {label}").evaluate(scripts.OPTIONS)

    def choose(self, label, option):
        """Choose an option from a list by keyboard: open it, go down to the option, Enter."""
        control = self.control(f"choice {label}")
        options = self.options(label)
        here = control.evaluate("list => list.selectedIndex")
        steps = options.index(option) - here
        keystroke = "ArrowDown" if steps > 0 else "ArrowUp"
        self.press(f"choice {label}", "Space", *[keystroke] * abs(steps), "Enter")

    def value(self, key):
        """What stands in a field or a choice: a number, or the text that is no number."""
        said = self.area.locator(f'[data-control="{key}"]').evaluate(scripts.SAID)
        try:
            return float(said)
        except ValueError:
            return said

    def drawing(self):
        """The visible text of the lab's drawings, one string a text element."""
        return self.area.evaluate(scripts.DRAWING_TEXT)

    def circles(self):
        """The middle of each circle that is drawn over a chart: (pixels from left, from top)."""
        return [tuple(middle) for middle in self.area.evaluate(scripts.CIRCLES)]

    def lines(self):
        """Everything the lab says outside its drawings and controls, line by line."""
        return [
            " ".join(line.split()) for line in self.area.inner_text().splitlines() if line.strip()
        ]

    def fields(self):
        """What stands in each field and each choice, by its label."""
        kinds = ("field ", "choice ")
        keys = [key for key in self.controls() if key.startswith(kinds)]
        return {key.split(" ", 1)[1]: self.value(key) for key in keys}

    def overlapping_texts(self):
        """Texts of a drawing that cover each other or leave the drawing."""
        return self.area.evaluate(scripts.OVERLAPS)

    def faint_texts(self):
        """Texts of a drawing that stand out too little from its panel."""
        return self.area.evaluate(scripts.FAINT)

    def pictures_without_a_name(self):
        """Pictures without a text alternative."""
        return self.area.evaluate(scripts.NAMELESS)

    def wider_than_its_room(self):
        """What in the lab would have to be scrolled sideways."""
        return self.area.evaluate(scripts.TOO_WIDE)

    def expect(self, seconds=5, **shown):
        """Wait until the lab shows all this; else AssertionError with what is missing.

        shown: what `drawing()`, `lines()` or `circles()` must contain, as often as it is given,
        or what `fields()` must be: `expect(drawing=["z₁ = 0.8"], fields={"b1[0]": 0.1})`.
        """
        deadline = time.monotonic() + seconds
        while missing := {name: lack for name in shown if (lack := self._lack(name, shown[name]))}:
            assert time.monotonic() < deadline, (
                f"{self.name} lacks {missing}: it shows {[getattr(self, n)() for n in missing]}"
            )
            self.page.wait_for_timeout(10)
        self.compared += sum(map(len, shown.values()))
        assert self.overlapping_texts() == []

    def wait_until(self, holds, seconds=5):
        """Wait until `holds()` is true; AssertionError if it is not."""
        deadline = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < deadline, f"{self.name}: waited {seconds} s in vain"
            self.page.wait_for_timeout(10)

    def _lack(self, name, wanted):
        found = getattr(self, name)()
        if isinstance(wanted, dict):
            return [(key, value) for key, value in wanted.items() if found.get(key) != value]
        return list((Counter(wanted) - Counter(found)).elements())


def _as_http(url):
    return re.sub(r"^ws", "http", url)
