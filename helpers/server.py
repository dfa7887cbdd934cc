"""JupyterLab's server sends each message at once, so that a held key or a drag does not stall.

Left alone, it holds a small message back until the browser has confirmed the one before (Nagle's
algorithm), up to 40 ms on Linux: so do all messages of a move that follows another. Installed with
this package, `server-extension.json` makes the Jupyter server of this environment, and no other,
load this file. No notebook needs it; a server without it works as any other does.
"""

SETTING = "kernel_websocket_connection_class"
PREPROCESSOR = "helpers.export.PicturesWithWords"


def _jupyter_server_extension_points():
    return [{"module": "helpers.server"}]


def _load_jupyter_server_extension(server):
    """Put `without_delay` round what joins page and kernel, if this server names a class for it.

    What JupyterLab exports or prints gets words for its pictures, too.
    """
    settings = server.web_app.settings
    if settings.get(SETTING):
        settings[SETTING] = without_delay(settings[SETTING])
    server.config.HTMLExporter.setdefault("preprocessors", []).append(PREPROCESSOR)


def without_delay(connection_class):
    """A kernel connection like this one that tells its socket to send what it has.

    connection_class: with `websocket_handler` and `connect`, as Jupyter's own. Returns a class.
    """

    class WithoutDelay(connection_class):
        def connect(self):
            self.websocket_handler.set_nodelay(True)
            return super().connect()

    return WithoutDelay
