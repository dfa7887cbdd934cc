"""A class on one small server: a JupyterHub on this computer, and so many learners at work in it.

    python -m tests.classroom --learners 30 --seconds 300

Needs tests/requirements-classroom.txt and configurable-http-proxy (npm). Everything stays on
127.0.0.1 and in a folder of its own, which is taken away at the end. The hub is set up as
TEACHING.md says. Each learner logs in, pulls the course, runs all of notebook 01, then moves
sliders and checks answers. Afterwards the teacher mends a sentence, and everyone pulls again.
"""

import argparse
import asyncio
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

import aiohttp
import psutil

from tests.series import ROOT, cells

PORT, HUB_PORT, PROXY_PORT = 8763, 8764, 8765
ADDRESS = f"http://127.0.0.1:{PORT}"
PASSWORD = "a room full of neurons"
NOTEBOOK = "notebooks/01_forward_pass.ipynb"
PRACTICE = "notebooks/my_practice.jsonl"
MENDED = "Mended:"
CHECK = (
    "from helpers.tutor.marking import check\n"
    "from helpers.worked_example import worked_example\n"
    "print(check(worked_example, z_hidden=[{:.1f}, 1.1], a_hidden=[0.8, 1.1], y_pred=1.06))"
)
SETTINGS = """
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub_port}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy_port}"
c.ConfigurableHTTPProxy.command = {proxy!r}
c.JupyterHub.db_url = "sqlite:///{folder}/hub.sqlite"
c.JupyterHub.cookie_secret_file = "{folder}/cookie_secret"
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = {password!r}
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = "{folder}/homes/{{username}}"
c.Spawner.cmd = ["{python}", "-m", "jupyterhub.singleuser"]
c.Spawner.args = ["--allow-root"]
c.Spawner.environment = {{"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory",
                          "GIT_CONFIG_VALUE_0": "*", "HOME": "{folder}"}}
c.Spawner.start_timeout = 300
c.Spawner.http_timeout = 300
c.JupyterHub.concurrent_spawn_limit = 0
c.JupyterHub.log_level = "WARN"
"""


@contextmanager
def hub(folder):
    """A JupyterHub that runs while this lasts; gives its process."""
    proxy = shutil.which("configurable-http-proxy") or sys.exit(
        "configurable-http-proxy is missing: npm install -g configurable-http-proxy"
    )
    settings = folder / "jupyterhub_config.py"
    values = {"port": PORT, "hub_port": HUB_PORT, "proxy_port": PROXY_PORT, "folder": folder}
    values |= {"proxy": [proxy], "password": PASSWORD, "python": sys.executable}
    settings.write_text(SETTINGS.format(**values), encoding="utf-8")
    command = [sys.executable, "-m", "jupyterhub", "-f", str(settings)]
    with (folder / "hub.log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            yield psutil.Process(process.pid)
        finally:
            family = psutil.Process(process.pid).children(recursive=True)
            process.terminate()
            process.wait(30)
            for child in psutil.wait_procs(family, 5)[1]:
                child.kill()


def course(folder):
    """A clone of the course as it is now, for the teacher, and a bare one that learners pull."""
    teacher, public = folder / "teacher", folder / "course.git"
    _git(folder, "clone", "-q", str(ROOT), str(teacher))
    _git(teacher, "checkout", "-q", "-B", "main")
    _git(folder, "clone", "-q", "--bare", str(teacher), str(public))
    return teacher, public


def mend(teacher, public):
    """The teacher mends the title of notebook 01 and publishes it."""
    path = teacher / NOTEBOOK
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"# ', f'"# {MENDED} ', 1), encoding="utf-8")
    _git(teacher, "-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "-qam", "mend")
    _git(teacher, "push", "-q", str(public), "main")


def _git(folder, *words):
    subprocess.run(["git", *words], cwd=folder, check=True)


class Learner:
    """One learner: a browser session, a server, a kernel. Times are seconds."""

    def __init__(self, number, public):
        self.name, self.public = f"learner{number:02}", public
        self.arrived = self.ready = None
        self.moves, self.checks, self.errors, self.wrong = [], [], [], 0
        self.sliders, self.random = {}, random.Random(number)

    async def work(self, seconds, everyone):
        """Arrive, run the notebook, wait for the others, then move and check for a while."""
        timeout = aiohttp.ClientTimeout(total=None)
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(ADDRESS, timeout=timeout, cookie_jar=jar) as self.page:
            begin = time.monotonic()
            await self.log_in()
            self.arrived = time.monotonic() - begin
            await self.pull()
            async with await self.kernel() as self.socket:
                for cell in cells(ROOT / NOTEBOOK, "code"):
                    await self.execute(cell["source"])
                self.ready = time.monotonic() - begin
                await everyone.wait()
                end = time.monotonic() + seconds
                while time.monotonic() < end:
                    await self.gesture()

    async def log_in(self):
        """The login form of the hub, then the learner's own server, waited for."""
        async with self.page.get("/hub/login") as answer:
            xsrf = re.search(r'name="_xsrf" value="([^"]*)"', await answer.text())
        form = {"username": self.name, "password": PASSWORD, "_xsrf": xsrf[1] if xsrf else ""}
        async with self.page.post("/hub/login", data=form) as answer:
            answer.raise_for_status()
            await answer.read()
        for _ in range(600):
            async with self.page.get(self._at("/lab")) as answer:
                await answer.read()  # hands the hub's login on to the learner's server
            async with self.page.get(f"/user/{self.name}/api/status") as answer:
                if answer.status == 200 and "kernels" in await answer.text():
                    break
            await asyncio.sleep(0.5)
        else:
            raise TimeoutError("the server did not start within 300 s")

    async def pull(self):
        """What the nbgitpuller link does."""
        query = {"repo": str(self.public), "targetpath": "course", "branch": "main"}
        async with self.page.get(self._at("/git-pull/api"), params=query) as answer:
            said = await answer.text()
        if '"phase": "finished"' not in said:
            self.errors.append(f"pull: {said[-300:]}")

    async def kernel(self):
        """A kernel for notebook 01, and the socket to it."""
        body = {"name": "python3", "path": f"course/{NOTEBOOK}"}
        headers = {"X-XSRFToken": self._xsrf()}
        async with self.page.post(self._at("/api/kernels"), json=body, headers=headers) as answer:
            answer.raise_for_status()
            kernel = (await answer.json())["id"]
        self.session = uuid.uuid4().hex
        address = self._at(f"/api/kernels/{kernel}/channels?session_id={self.session}")
        return self.page.ws_connect(address, max_msg_size=0)

    async def execute(self, source):
        content = {"code": source, "silent": False, "store_history": True}
        content |= {"user_expressions": {}, "allow_stdin": False, "stop_on_error": False}
        replies = await self._ask("execute_request", content)
        for reply in replies:
            if reply["msg_type"] == "error":
                self.errors.append(reply["content"]["evalue"])
            if reply["msg_type"] == "comm_open":
                self._remember(reply["content"])
        return replies

    async def gesture(self):
        """One move of a slider, or in one case of ten an answer that is checked; then a rest."""
        begin = time.monotonic()
        if self.random.random() < 0.1:
            replies = await self.execute(CHECK.format(self.random.randint(1, 20) / 10))
            self.checks.append(time.monotonic() - begin)
            said = "".join(str(reply["content"].get("text", "")) for reply in replies)
            self.wrong += "b2" not in said
        else:
            comm, (low, high, step, at) = self.random.choice(list(self.sliders.items()))
            places = [round(low + step * k, 6) for k in range(1, round((high - low) / step) + 1)]
            value = self.random.choice([one for one in places if one != at])  # that is a move
            self.sliders[comm] = (low, high, step, value)
            data = {"method": "update", "state": {"value": value}, "buffer_paths": []}
            replies = await self._ask("comm_msg", {"comm_id": comm, "data": data})
            self.moves.append(time.monotonic() - begin)
            self.wrong += not any(_says(reply, value) for reply in replies)
        await asyncio.sleep(self.random.random() * 2)

    def practice(self, homes):
        """The learner's practice file."""
        return homes / self.name / "course" / PRACTICE

    async def _ask(self, kind, content):
        """Send one message; all replies to it until the kernel is idle again."""
        identity = uuid.uuid4().hex
        header = {"msg_id": identity, "msg_type": kind, "session": self.session}
        header |= {"username": self.name, "version": "5.3", "date": ""}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
        await self.socket.send_json({**message, "channel": "shell", "buffers": []})
        replies = []
        while True:
            received = await self.socket.receive(timeout=300)
            if received.type is not aiohttp.WSMsgType.TEXT:
                raise ConnectionError(f"{received.type.name} while it worked: {received.data!r}")
            reply = json.loads(received.data)
            if reply["parent_header"].get("msg_id") != identity:
                continue
            replies.append(reply)
            if reply["msg_type"] == "status" and reply["content"]["execution_state"] == "idle":
                return replies

    def _remember(self, opened):
        state = opened["data"]["state"]
        if state.get("_model_name") == "FloatSliderModel":
            known = ("min", "max", "step", "value")
            self.sliders[opened["comm_id"]] = tuple(state[key] for key in known)

    def _at(self, path):
        return f"/user/{self.name}{path}"

    def _xsrf(self):
        found = [m.value for m in self.page.cookie_jar if m.key == "_xsrf"]
        paths = [m for m in self.page.cookie_jar if m.key == "_xsrf" and self.name in m["path"]]
        return paths[0].value if paths else found[0]


def _says(reply, value):
    """Whether a reply of the kernel carries a number to the page."""
    written = f"{value:.4g}".replace("-", "−")
    return written in json.dumps(reply["content"], ensure_ascii=False)


def memory(process):
    """Megabytes of all processes below one, shared pages counted once (PSS)."""
    total = 0
    for one in [process, *process.children(recursive=True)]:
        try:
            total += one.memory_full_info().pss
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return total / 1e6


async def lesson(learners, seconds, process):
    """All learners at once. Gives the memory while they work."""
    everyone = asyncio.Event()
    work = [asyncio.ensure_future(one.work(seconds, everyone)) for one in learners]
    while not all(one.ready or task.done() for one, task in zip(learners, work, strict=True)):
        await asyncio.sleep(0.5)
    everyone.set()
    await asyncio.sleep(seconds / 2)
    used, load = memory(process), os.getloadavg()[0]
    results = await asyncio.gather(*work, return_exceptions=True)
    for one, result in zip(learners, results, strict=True):
        if result is not None:
            one.errors.append(repr(result))
    return used, load


async def pull_again(learners):
    """Every learner opens the link once more."""
    for one in learners:
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(ADDRESS, cookie_jar=jar) as one.page:
            await one.log_in()
            await one.pull()


def report(learners, used, load, kept):
    moves = sorted(1000 * t for one in learners for t in one.moves)
    checks = sorted(1000 * t for one in learners for t in one.checks)
    ready = [one.ready or float("inf") for one in learners]
    arrived = [one.arrived or float("inf") for one in learners]
    print(f"learners {len(learners)}")
    print(f"server there after {statistics.median(arrived):.0f} s, the last {max(arrived):.0f} s")
    print(f"01 run after {statistics.median(ready):.0f} s, the last {max(ready):.0f} s")
    print(f"moves {_spread(moves)}")
    print(f"answers {_spread(checks)}")
    print(f"memory {used:.0f} MB, load {load:.1f}")
    wrong = sum(one.wrong for one in learners)
    print(f"wrong {wrong}")
    print(f"practice files after a pull of the teacher's mend: {kept} of {len(learners)} kept")
    errors = [f"{one.name}: {error}" for one in learners for error in one.errors]
    print(f"errors {len(errors)}", *errors[:10], sep="\n  ")
    return 1 if errors or wrong or kept < len(learners) else 0


def _spread(times):
    if not times:
        return "0"
    at = [times[min(len(times) - 1, int(len(times) * part))] for part in (0.5, 0.9, 0.99)]
    return "{}: median {:.0f} ms, p90 {:.0f}, p99 {:.0f}".format(len(times), *at)


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.classroom", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--learners", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=300, help="of moving and checking")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "homes").mkdir()
        teacher, public = course(folder)
        learners = [Learner(number, public) for number in range(1, chosen.learners + 1)]
        with hub(folder) as process:
            _until_it_answers()
            used, load = asyncio.run(lesson(learners, chosen.seconds, process))
            there = [one for one in learners if not one.errors]
            for one in there:
                one.practice(folder / "homes").write_text("mine\n", encoding="utf-8")
            mend(teacher, public)
            asyncio.run(pull_again(there))
            kept = sum(_kept(one, folder / "homes") for one in there)
        if any(one.errors for one in learners):
            print((folder / "hub.log").read_text(encoding="utf-8")[-3000:])
    sys.exit(report(learners, used, load, kept))


def _kept(learner, homes):
    """Whether the practice file is as it was, and the teacher's title has come."""
    practice = learner.practice(homes)
    mended = (practice.parent / "01_forward_pass.ipynb").read_text(encoding="utf-8")
    return practice.read_text(encoding="utf-8") == "mine\n" and MENDED in mended


def _until_it_answers():
    for _ in range(120):
        with suppress(OSError), urlopen(f"{ADDRESS}/hub/api/"):
            return
        time.sleep(0.5)
    sys.exit("the hub did not start within 60 s")


if __name__ == "__main__":
    main()
