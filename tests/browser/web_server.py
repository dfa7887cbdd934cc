"""The site of plain files on a bare web server, below a folder as on a school's server."""

import json
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from urllib.error import URLError
from urllib.parse import urlsplit

from tests.browser.jupyter import free_port

FOLDER = "courses/by-hand"
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"


class Site:
    """Where the site answers, and the other host, if there is one, that its Python comes from."""

    patience = 4  # minutes to wait for a page or a kernel: the browser makes Python ready itself

    def __init__(self, folder, port):
        self.host = f"127.0.0.1:{port}"
        config = json.loads((folder / "jupyter-lite.json").read_text(encoding="utf-8"))
        kernel = config["jupyter-config-data"]["litePluginSettings"][KERNEL]
        self.python_host = urlsplit(kernel["pyodideUrl"]).netloc

    def url(self, path=""):
        """The address of a file of the site."""
        return f"http://{self.host}/{FOLDER}/{path}"

    def notebook(self, name):
        """The address of a notebook."""
        return self.url(f"lab/index.html?path={name}.ipynb")

    def owns(self, url):
        """Whether a request to this address stays with its hosts or inside the page."""
        parts = urlsplit(url)
        hosts = (self.host, self.python_host)
        return parts.scheme in ("data", "blob", "about") or parts.netloc in hosts


@contextmanager
def plain_files(site, scratch):
    """The files of the folder `site`, below the folder `scratch`, served as they are."""
    (scratch / FOLDER).parent.mkdir(parents=True)
    (scratch / FOLDER).symlink_to(site.resolve(), target_is_directory=True)
    running = Site(site, free_port())
    port = running.host.split(":")[1]
    command = [sys.executable, "-m", "http.server", port, "--bind", "127.0.0.1", "-d", scratch]
    with open(scratch / "log", "w", encoding="utf-8") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            _wait_until_it_answers(running)
            yield running
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait_until_it_answers(running, seconds=60):
    for _ in range(seconds * 10):
        try:
            urllib.request.urlopen(running.url(), timeout=5).close()
            return
        except URLError:
            time.sleep(0.1)
    raise RuntimeError("the web server did not start")
