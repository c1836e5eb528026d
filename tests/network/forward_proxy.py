"""A real HTTP proxy as a process of its own: open, with a login (407), or turning hosts away (403)."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.network.proxy_plugin import REFUSED_HOSTS, SEEN_FILE, WatchingPlugin

_SECONDS_TO_START = 60.0


class ForwardProxy:
    """A running proxy: ``url`` for HTTPS_PROXY and its sisters, without a login."""

    def __init__(self, port: int, seen: Path) -> None:
        self.port = port
        self._seen = seen

    @property
    def url(self) -> str:
        """The address without a login."""
        return f"http://127.0.0.1:{self.port}"

    def url_with(self, user: str, password: str) -> str:
        """Return the address with a login written into it."""
        return f"http://{user}:{password}@127.0.0.1:{self.port}"

    @property
    def requests(self) -> list[str]:
        """What it was asked for so far by who passed the login, such as ``CONNECT localhost:8443``."""
        return self._seen.read_text("utf-8").splitlines()


@contextmanager
def forward_proxy(
    folder: Path, *, login: tuple[str, str] | None = None, refused: Sequence[str] = ()
) -> Iterator[ForwardProxy]:
    """Run a proxy until the block ends; its files lie in ``folder``.

    With ``login`` it answers 407 to who does not send it. It answers 403 for each host in ``refused``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    seen, port_file, log = folder / "seen.txt", folder / "port.txt", folder / "log.txt"
    seen.touch()
    port_file.unlink(missing_ok=True)
    plugin = f"{WatchingPlugin.__module__}.{WatchingPlugin.__qualname__}"
    command = [sys.executable, "-m", "proxy", "--hostname", "127.0.0.1", "--port", "0", "--port-file", str(port_file)]
    command += ["--num-acceptors", "1", "--num-workers", "1", "--threaded", "--plugins", plugin]
    command += ["--data-dir", str(folder / "data"), "--log-file", str(log)]
    if login is not None:
        command += ["--basic-auth", ":".join(login)]
    root = str(Path(__file__).parents[2])
    own = {"PYTHONPATH": root, SEEN_FILE: str(seen), REFUSED_HOSTS: ",".join(refused)}
    with (folder / "output.txt").open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **own},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            yield ForwardProxy(_port(process, port_file, folder / "output.txt"), seen)
        finally:
            _end(process)


def _port(process: subprocess.Popen[bytes], port_file: Path, output: Path) -> int:
    end = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < end and process.poll() is None:
        text = port_file.read_text("ascii") if port_file.exists() else ""
        if text.endswith("\n"):
            return int(text)
        time.sleep(0.02)
    said = output.read_text("utf-8", "replace")
    raise AssertionError(f"the proxy did not start:\n{said}")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(20)
