"""Protects: moves in a row do not wait for one another; what this package adds to the server."""

import asyncio
import json
import statistics
import subprocess
import sys
import time
import urllib.request

import pytest
from jupyter_client.session import Session
from tornado.websocket import websocket_connect
from traitlets.config import Config

from helpers.server import PREPROCESSOR, SETTING, without_delay
from helpers.server import _load_jupyter_server_extension as load
from tests.browser.jupyter import jupyter_lab

SLIDER = """
from ipywidgets import FloatSlider, Label
slider, label = FloatSlider(min=-1e6, max=1e6), Label()
slider.observe(lambda change: setattr(label, "value", str(change.new)), "value")
print(slider.comm.comm_id)
"""
MOVES, GAP = 40, 0.02  # as a key that is held down sends them


def milliseconds_a_move(folder, stock):
    """From a move of a slider to the last message about it, moves in a row: the median."""
    folder.mkdir()
    with jupyter_lab(folder, stock) as server:
        request = urllib.request.Request(server.url("api/kernels"), data=b"{}", method="POST")
        with urllib.request.urlopen(request, timeout=30) as answer:
            kernel = json.load(answer)["id"]
        return asyncio.run(_move(server, kernel))


async def _move(server, kernel):
    address = server.url(f"api/kernels/{kernel}/channels").replace("http", "ws", 1)
    socket = await websocket_connect(address)
    session, sent, arrived, printed = Session(), {}, {}, []

    async def listen():
        while (text := await socket.read_message()) is not None:
            message = json.loads(text)
            content, parent = message["content"], message["parent_header"].get("msg_id")
            if message["msg_type"] == "stream":
                printed.append(content["text"])
            if content.get("execution_state") == "idle" and parent in sent:
                arrived[parent] = time.monotonic()

    async def say(kind, content):
        message = session.msg(kind, content)
        sent[message["msg_id"]] = time.monotonic()
        await socket.write_message(json.dumps({**message, "channel": "shell"}, default=str))
        return message["msg_id"]

    async def answered(name):
        while name not in arrived:
            await asyncio.sleep(0.01)

    listening = asyncio.create_task(listen())
    await answered(await say("execute_request", {"code": SLIDER, "silent": False}))
    comm, moves = printed[0].strip(), []
    for value in range(MOVES):
        data = {"method": "update", "state": {"value": value + 0.5}, "buffer_paths": []}
        moves.append(await say("comm_msg", {"comm_id": comm, "data": data}))
        await asyncio.sleep(GAP)
    await answered(moves[-1])
    socket.close()
    await listening  # it ends when the server has closed its side too
    return statistics.median(1000 * (arrived[name] - sent[name]) for name in moves)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the wait is that of Linux")
def test_moves_in_a_row_do_not_wait_for_one_another(tmp_path):
    """The same server without helpers/server.py lets each wait for the browser, up to 40 ms."""
    stock = milliseconds_a_move(tmp_path / "stock", stock=True)
    ours = milliseconds_a_move(tmp_path / "ours", stock=False)
    assert ours / stock < 0.6, (ours, stock)


class Server:
    """A server as the extension sees it: its settings and what its reader has configured."""

    def __init__(self, **settings):
        self.web_app = self
        self.settings, self.config = settings, Config()


def test_a_server_that_names_no_class_is_left_as_it_is():
    server = Server(other=1)
    load(server)
    assert server.settings == {"other": 1}


def test_what_the_reader_has_set_for_an_export_stays():
    server = Server()
    server.config.HTMLExporter.preprocessors = ["theirs"]
    load(server)
    assert server.config.HTMLExporter.preprocessors == ["theirs", PREPROCESSOR]


def test_another_class_that_a_server_names_keeps_what_it_does():
    said = []

    class Theirs:
        websocket_handler = property(lambda self: self)

        def set_nodelay(self, value):
            said.append(("nodelay", value))

        def connect(self):
            said.append("theirs")
            return 17

    server = Server(**{SETTING: Theirs})
    load(server)
    assert issubclass(server.settings[SETTING], Theirs)
    assert without_delay(Theirs)().connect() == server.settings[SETTING]().connect() == 17
    assert said == [("nodelay", True), "theirs"] * 2


def test_jupyter_finds_it_in_this_environment_and_it_brings_nothing_along():
    code = """
import json, pathlib, sys
from jupyter_core.paths import ENV_CONFIG_PATH
named = [pathlib.Path(p, "jupyter_server_config.d/backprop-by-hand.json") for p in ENV_CONFIG_PATH]
said = json.loads(named[0].read_text())["ServerApp"]
before = set(sys.modules)
import helpers.server
print(said, sorted(set(sys.modules) - before))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    expected = "{'jpserver_extensions': {'helpers.server': True}} ['helpers', 'helpers.server']\n"
    assert (done.stdout, done.stderr) == (expected, "")
