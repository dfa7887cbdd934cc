"""An open notebook in JupyterLab, and the labs on it, driven as a reader with a keyboard would."""

import re
import time
from collections import Counter

from tests.browser import scripts
from tests.refresh import as_text, normalise

THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
WAIT = 30  # seconds at most for anything that has to appear; on a busy machine it takes some


class NotebookPage:
    """One notebook open in JupyterLab, in one page of the browser.

    options: what else the browser is told of its reader, such as `has_touch=True`.
    """

    def __init__(self, browser, server, name, width=1366, height=1000, **options):
        self.server, self.name = server, name
        self.page = browser.new_page(viewport={"width": width, "height": height}, **options)
        self.page.context.set_default_timeout(60_000 * server.patience)  # and what it opens
        self.page.add_init_script(scripts.LIBRARY)
        self.requests, self.console_errors = [], []
        # The whole context: what workers ask as well, in which the site's Python runs.
        self.page.context.on("request", lambda request: self.requests.append(request.url))
        self.page.on("websocket", lambda it: self.requests.append(re.sub("^ws", "http", it.url)))
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.console_errors.append(str(error)))
        self.page.goto(server.notebook(name))
        self.wait_for_kernel()

    def wait_for_kernel(self):
        """Wait until the kernel is idle and connected: clicked earlier, "Run All" runs no cell."""
        self.page.wait_for_function("() => byHand.idleAndConnected()")

    def command(self, name, **arguments):
        """One command of JupyterLab's menus, waited for until it is done."""
        return self.page.evaluate(scripts.COMMAND, [name, arguments])

    def settle(self):
        """Wait until the kernel has done everything that it was sent, and the page shows it."""
        self.page.evaluate(scripts.ASK_KERNEL)

    def folded(self):
        """How many outputs are folded away now, as those under a Predict are before they run."""
        return self.page.evaluate("() => byHand.folded()")

    def run_all(self):
        """ "Run All Cells", until the last one is done and its widgets are on the page."""
        self.folded_before = self.folded()
        self.command("notebook:run-all-cells")
        self.wait_for_kernel()
        self.page.wait_for_function(scripts.LOADED)
        self.page.evaluate(scripts.LISTEN)

    def run(self, source):
        """Run some code in the kernel, in no cell. Returns what it has printed.

        Raises AssertionError with the kernel's error.
        """
        printed, error = self.page.evaluate(scripts.RUN, source)
        assert error is None, error
        return printed

    def document(self):
        """The notebook as JupyterLab would save it now."""
        return self.page.evaluate("() => byHand.saved()")

    def until(self, look, holds):
        """What `look()` gives as soon as that `holds`, or after some time in any case."""
        deadline = time.monotonic() + WAIT
        while not holds(seen := look()) and time.monotonic() < deadline:
            self.page.wait_for_timeout(5)
        return seen

    def resize(self, width, height):
        """Give the window another size, and wait until the page has taken it."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.evaluate(scripts.TWO_FRAMES)

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
        """What sticks out of the notebook or would have to be scrolled sideways."""
        return self.page.locator(".jp-WindowedPanel-outer").evaluate("byHand.tooWide")

    def widget_outputs(self):
        """How many outputs of the notebook are widgets, whether they can be seen or not."""
        return self.page.evaluate("() => byHand.widgetOutputs()")

    def labs(self):
        """Every lab on the page, in the order of the notebook, each scrolled to when it comes."""
        for number, source in enumerate(self.page.evaluate("() => byHand.views()")):
            yield Lab(self, number, re.findall(r"([A-Z]\w+)\(", source)[-1])

    def turn_to(self, name):
        """Close the notebook, with its kernel, and open another one in the same JupyterLab."""
        self.command("kernelmenu:shutdown")
        self.page.evaluate(scripts.CLOSE)
        self.name = name
        self.console_errors.clear()
        self.command("docmanager:open", path=f"{name}.ipynb")
        self.wait_for_kernel()

    def close(self):
        """Shut the kernel down and close the page."""
        self.command("kernelmenu:shutdown")
        self.page.close()

    def _note_console(self, message):
        if message.type == "error":
            self.console_errors.append(message.text)


def run_cells(browser, server, name, *sources, **options):
    """A new notebook with these code cells, opened and run: its `NotebookPage`."""
    blank = {"cell_type": "code", "outputs": []}
    cells = [{**blank, "id": f"cell-{n}", "source": source} for n, source in enumerate(sources)]
    text = as_text(normalise({"cells": cells}))
    (server.folder / f"{name}.ipynb").write_text(text, encoding="utf-8")
    notebook = NotebookPage(browser, server, name, **options)
    notebook.run_all()
    return notebook


class Lab:
    """One lab on the page: its controls by name, and what it shows."""

    def __init__(self, notebook, number, name):
        self.notebook, self.page, self.name = notebook, notebook.page, name
        self.until = notebook.until
        self.selector = f"[data-lab='{number}']"
        self.area = self.page.locator(self.selector)
        self._element = self.area.element_handle()
        self.driven = self.compared = 0
        self.come_into_view()

    def come_into_view(self):
        """Scroll to it, and wait until it is drawn: JupyterLab skips what is out of sight."""
        self.area.scroll_into_view_if_needed()
        assert self.until(self.is_drawn, bool), f"{self.name} is not drawn"

    def is_drawn(self):
        """Whether it is in view, and all of it is there."""
        return self._ask("drawn")

    def controls(self):
        """The keys of all controls shown and enabled now: "slider b1[0]", "button Reset"."""
        return self._ask("keys")

    def undriven(self):
        """The keys of those that were never pressed, typed into or opened."""
        return self._ask("undriven")

    def press(self, key, *keystrokes):
        """Put the keyboard on a control and press keys there: it is counted as driven.

        Raises KeyError if no such control comes.
        """
        first = self.until(lambda: self._ask("drive", key), lambda first: first is not None)
        if first is None:
            raise KeyError(f"{self.name} shows no {key!r} now, only {self.controls()}")
        self.driven += first
        for keystroke in keystrokes:
            self.page.keyboard.press(keystroke)

    def type(self, label, value):
        """Type a number into the field with this label, and Enter."""
        self.press(f"field {label}", "ControlOrMeta+A")
        self.page.keyboard.type(str(value))
        self.page.keyboard.press("Enter")

    def click(self, label):
        """Press the button with this label, by keyboard."""
        self.press(f"button {label}", "Space")

    def look(self):
        """What the lab shows now, all at one moment.

        drawing: the text of its drawings, one string a text element. lines: everything it says,
        line by line. circles: the middle of each circle drawn over a chart, in pixels from left and
        top. fields: what stands in each field and choice, by its label. focus: what has the
        keyboard. places: where each control stands in the lab, in pixels from left and top.
        overlaps: texts that cover each other.
        """
        seen = self._ask("look")
        seen["circles"] = [tuple(middle) for middle in seen["circles"]]
        seen["fields"] = {label: _as_number(said) for label, said in seen["fields"].items()}
        return seen

    def lines(self):
        """Everything the lab says, line by line."""
        return self.look()["lines"]

    def fields(self):
        """What stands in each field and each choice, by its label."""
        return self.look()["fields"]

    def faults(self, *besides):
        """What is wrong with how it looks, and stays so; besides: the kinds that do not count.

        Covered, cut off, too faint, without a name.
        """
        return self.until(lambda: self._ask("faults", besides), lambda faults: not faults)

    def unreachable(self):
        """The keys of controls that something lies on, once they are scrolled to."""
        return self._ask("unreachable")

    def expect(self, **shown):
        """Wait until the lab shows all this; else AssertionError with what is missing. The look.

        shown: what stands in some fields, {"b1[0]": 0.1}; all texts of the drawing and all circles,
        no other; lines that are among its lines, as often as they are given.
        """
        seen = self.until(self.look, lambda seen: not _missing(shown, seen))
        missing = _missing(shown, seen)
        there = {name: seen[name] for name in missing}
        assert not missing, f"{self.name} lacks {missing}: it shows {there}"
        self.compared += sum(map(len, shown.values()))
        assert seen["overlaps"] == []
        return seen

    def _ask(self, question, argument=None):
        """What one function of `scripts.LIBRARY` says about this lab."""
        script = "([area, question, argument]) => byHand[question](area, argument)"
        return self.page.evaluate(script, [self._element, question, argument])

    def wait_until(self, holds):
        """Wait until `holds(look())` is true; AssertionError if it is not. Returns the look."""
        seen = self.until(self.look, holds)
        assert holds(seen), f"{self.name}: waited in vain, it shows {seen}"
        return seen


def _missing(shown, seen):
    """What of `shown` is not in `seen`, by name; empty if everything is there."""
    lacks = {}
    for name, wanted in shown.items():
        if name == "fields":
            lack = [(key, value) for key, value in wanted.items() if seen[name].get(key) != value]
        else:
            lack = list((Counter(wanted) - Counter(seen[name])).elements())
            if name != "lines":
                too_many = (Counter(seen[name]) - Counter(wanted)).elements()
                lack += [f"too many: {text}" for text in too_many]
        if lack:
            lacks[name] = lack
    return lacks


def _as_number(said):
    """What stands in a field: a number, or the text that is no number."""
    try:
        return float(said)
    except ValueError:
        return said
