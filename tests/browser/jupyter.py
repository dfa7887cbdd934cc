"""A real JupyterLab on a free loopback port, and a real browser found on this machine.

`python -m tests.browser.jupyter` fails where there is none: it needs nothing but Python.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

BROWSER_VARIABLE = "BROWSER_EXECUTABLE"
BROWSER_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
# What a browser needs where it runs as root and without a network.
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# JupyterLab asks about news and looks for updates at start; a test must not leave this machine.
QUIET = {
    "@jupyterlab/apputils-extension:notification": {"checkForUpdates": False, "fetchNews": "false"},
    "@jupyterlab/extensionmanager-extension:plugin": {"enabled": False},
}


def browser_path():
    """The browser to drive: what BROWSER_EXECUTABLE names, or the first on the PATH, or None."""
    named = os.environ.get(BROWSER_VARIABLE)
    found = (shutil.which(name) for name in ([named] if named else BROWSER_NAMES))
    return next(filter(None, found), None)


@contextmanager
def chromium():
    """That browser, without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=BROWSER_FLAGS)
        yield browser
        browser.close()


class Server:
    """Where a running JupyterLab answers, and the folder it serves."""

    patience = 1  # minutes to wait for a page or a kernel

    def __init__(self, folder, port, token):
        self.folder, self.host, self.token = folder, f"127.0.0.1:{port}", token

    def url(self, path):
        """The address of a page or of an API path, with the token that opens it."""
        return f"http://{self.host}/{path}?token={self.token}"

    def notebook(self, name):
        """The address of a notebook, in a workspace of its own.

        JupyterLab would open the notebooks of the last one beside it.
        """
        return self.url(f"lab/workspaces/{name}/tree/{name}.ipynb")

    def owns(self, url):
        """Whether a request to this address stays with this server or inside the page."""
        parts = urlsplit(url)
        return parts.scheme in ("data", "blob", "about") or parts.netloc == self.host


@contextmanager
def jupyter_lab(folder, stock=False):
    """JupyterLab serving `folder`; stock: without what this package adds to the server."""
    server = Server(folder, free_port(), token="by-hand")
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    options = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": server.host.split(":")[1],
        "ServerApp.port_retries": 0,
        "ServerApp.root_dir": folder,
        "IdentityProvider.token": server.token,
        "LabApp.expose_app_in_browser": True,
        "ServerApp.iopub_msg_rate_limit": 1e6,  # the benchmark makes 1,000 moves in a second
    }
    command += [f"--{name}={value}" for name, value in options.items()]
    if stock:
        command.append("--ServerApp.jpserver_extensions=helpers.server=False")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        said = Path(scratch, "jupyter.log")
        with said.open("w", encoding="utf-8") as log:
            settings = _environment(Path(scratch))
            process = subprocess.Popen(command, env=settings, stdout=log, stderr=log)
        try:
            _wait_until_it_answers(server, process, said)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=30)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _environment(scratch):
    """This environment with every folder that Jupyter reads or writes its settings in replaced."""
    folders = {
        "JUPYTER_CONFIG_DIR": scratch / "config",
        "JUPYTER_RUNTIME_DIR": scratch / "runtime",
        "JUPYTERLAB_SETTINGS_DIR": scratch / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": scratch / "workspaces",
        "IPYTHONDIR": scratch / "ipython",
    }
    for plugin, settings in QUIET.items():
        package, name = plugin.split(":")
        file = scratch / "settings" / package / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(settings), encoding="utf-8")
    return os.environ | {name: str(folder) for name, folder in folders.items()}


def _wait_until_it_answers(server, process, log, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(server.url("api/status"), timeout=5).close()
            return
        except urllib.error.URLError:
            time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')}")


if __name__ == "__main__":
    sys.exit(browser_path() is None)
