"""The site of plain files on a bare web server, below a folder as on a school's server."""

import json
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from urllib.parse import urlsplit

FOLDER = "courses/by-hand"
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"


class Site:
    """Where the site answers, and the other host, if there is one, that its Python comes from."""

    patience = 4  # minutes to wait for a page or a kernel: the browser makes Python ready itself

    def __init__(self, folder, port):
        self.host = f"127.0.0.1:{port}"
        config = json.loads((folder / "jupyter-lite.json").read_text(encoding="utf-8"))
        kernel = config["jupyter-config-data"]["litePluginSettings"][KERNEL]
        self.python_host = urlsplit(kernel["loadPyodideOptions"]["indexURL"]).netloc

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


class Files(SimpleHTTPRequestHandler):
    """Hands out files, and says nothing about it."""

    def log_message(self, *_):
        pass


@contextmanager
def plain_files(site):
    """The files of the folder `site`, served as they are below another folder."""
    with (
        TemporaryDirectory() as top,
        ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=top)) as server,
    ):
        Path(top, FOLDER).parent.mkdir(parents=True)
        Path(top, FOLDER).symlink_to(site.resolve(), target_is_directory=True)
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield Site(site, server.server_port)
        finally:
            server.shutdown()
