"""Two starts of the window: what the second says reaches the first, and nobody else's bytes do harm."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from gui.instances.client import ask
from gui.instances.messages import MOST_BYTES, Answer, Request, Wish, answer_of, request_of, server_name, to_line
from gui.instances.server import InstanceServer

ASKING = """
import sys
from gui.instances.client import ask
from gui.instances.messages import request_of, to_line
answer = ask(sys.argv[1], request_of(sys.argv[2].encode()), seconds=60)
sys.stdout.buffer.write(to_line(answer) if answer else b"nobody")
"""


@pytest.fixture
def server(tmp_path: Path, qtbot: QtBot) -> InstanceServer:
    made = InstanceServer(server_name(tmp_path))
    assert made.is_listening
    return made


def asked(qtbot: QtBot, name: str, request: Request) -> Answer | None:
    """Ask from another process; a thread that waits in Qt would hold up the interpreter that is to answer."""
    command = [sys.executable, "-c", ASKING, name, to_line(request).decode()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]) as asking:
        qtbot.waitUntil(lambda: asking.poll() is not None, timeout=90_000)
        assert asking.stdout is not None
        return answer_of(asking.stdout.read())


def test_a_folder_reaches_the_first_window(server: InstanceServer, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(server.show_asked, timeout=60_000) as heard:
        answer = asked(qtbot, server_name(tmp_path), Request(Wish.SHOW, "elsewhere", str(tmp_path / "größe & 100 %")))
    assert answer == Answer(os.getpid(), agreed=True)
    assert heard.args == [tmp_path / "größe & 100 %"]


def test_quit_is_for_the_own_installation_alone(server: InstanceServer, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(server.quit_asked):
        answer = asked(qtbot, server_name(tmp_path), Request(Wish.QUIT, "another installation"))
        assert answer == Answer(os.getpid(), agreed=False)
    with qtbot.waitSignal(server.quit_asked, timeout=60_000):
        asked(qtbot, server_name(tmp_path), Request(Wish.QUIT, sys.prefix))


@pytest.mark.parametrize("line", [b"{}\n", b"\xff\xfe\n", b'{"wish":"format","installation":""}\n', b"[1]\n"])
def test_other_bytes_are_no_wish(server: InstanceServer, tmp_path: Path, qtbot: QtBot, line: bytes) -> None:
    with qtbot.assertNotEmitted(server.show_asked), qtbot.assertNotEmitted(server.quit_asked):
        socket = QLocalSocket()
        socket.connectToServer(server_name(tmp_path))
        assert socket.waitForConnected(30_000)
        socket.write(line)
        socket.flush()
        qtbot.waitUntil(lambda: socket.state() is QLocalSocket.LocalSocketState.UnconnectedState, timeout=60_000)


def test_a_flood_is_cut_off(server: InstanceServer, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(server.show_asked):
        socket = QLocalSocket()
        socket.connectToServer(server_name(tmp_path))
        assert socket.waitForConnected(30_000)
        socket.write(b"x" * (4 * MOST_BYTES))
        qtbot.waitUntil(lambda: socket.state() is QLocalSocket.LocalSocketState.UnconnectedState, timeout=60_000)


def test_nobody_there_is_no_answer(tmp_path: Path) -> None:
    assert ask(server_name(tmp_path / "nobody"), Request(Wish.SHOW, sys.prefix)) is None


def test_what_a_killed_window_left_is_no_obstacle(tmp_path: Path, qtbot: QtBot) -> None:
    first = InstanceServer(server_name(tmp_path))
    second = InstanceServer(server_name(tmp_path))  # as after a kill, where the name is taken and nobody answers
    assert second.is_listening
    with qtbot.waitSignal(second.show_asked, timeout=60_000):
        asked(qtbot, server_name(tmp_path), Request(Wish.SHOW, sys.prefix))
    first.close()


def test_a_home_has_one_name_however_it_is_written(tmp_path: Path) -> None:
    assert server_name(tmp_path) == server_name(tmp_path / "x" / "..") or os.name == "posix"
    assert server_name(tmp_path) != server_name(tmp_path / "x")


def test_messages_come_back_as_they_went() -> None:
    request = Request(Wish.QUIT, "C:\\Program Files\\Wheelyard\\python")
    assert request_of(to_line(request)) == request
    assert answer_of(to_line(Answer(7, agreed=True))) == Answer(7, agreed=True)
    assert answer_of(b"nonsense") is None
