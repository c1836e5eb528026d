"""Wheels made on the spot and a slow index on 127.0.0.1, so that a real uv downloads without a network."""

import base64
import hashlib
import http.server
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PIECE = 32 << 10


def make_wheel(folder: Path, name: str, version: str, payload: bytes = b"x = 1\n") -> Path:
    """Write a pure wheel whose only module holds ``payload``, uncompressed."""
    folder.mkdir(parents=True, exist_ok=True)
    module = name.replace("-", "_")
    info = f"{module}-{version}.dist-info"
    files = {
        f"{module}/__init__.py": b"",
        f"{module}/payload.bin": payload,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},sha256={_digest(data)},{len(data)}\n" for path, data in files.items())
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    wheel = folder / f"{module}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_STORED) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    return wheel


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


class _SlowFiles(http.server.BaseHTTPRequestHandler):
    folder: Path
    bytes_per_second: int
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with an index page for a project, or with a file at a set speed."""
        parts = self.path.split("?")[0].strip("/").split("/")
        # A client that was cancelled goes away in the middle of its file.
        with suppress(ConnectionError):
            if parts[0] == "simple" and len(parts) == 2:
                self._page(parts[1])
            elif parts[0] == "files" and parts[-1].endswith(".whl.metadata"):
                self._metadata(self.folder / parts[-1].removesuffix(".metadata"))
            elif parts[0] == "files" and (self.folder / parts[-1]).is_file():
                self._file(self.folder / parts[-1])
            else:
                self.send_error(404)

    def _page(self, project: str) -> None:
        files = sorted(self.folder.glob(f"{project.replace('-', '_')}-*.whl"))
        links = "".join(
            f'<a href="/files/{file.name}#sha256={hashlib.sha256(file.read_bytes()).hexdigest()}"'
            f' data-core-metadata="true">{file.name}</a>'
            for file in files
        )
        self._answer(f"<!DOCTYPE html><html><body>{links}</body></html>".encode(), "text/html")

    def _metadata(self, wheel: Path) -> None:
        with zipfile.ZipFile(wheel) as archive:
            path = next(path for path in archive.namelist() if path.endswith("/METADATA"))
            self._answer(archive.read(path), "text/plain")

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _file(self, path: Path) -> None:
        data = path.read_bytes()
        wanted = self.headers.get("Range")
        if wanted is not None and wanted.startswith("bytes="):
            first, _, last = wanted.removeprefix("bytes=").partition("-")
            start = int(first) if first else len(data) - int(last)
            end = int(last) if first and last else len(data) - 1
            part = data[start : end + 1]
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {start}-{start + len(part) - 1}/{len(data)}")
        else:
            part = data
            self.send_response(200)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        for position in range(0, len(part), _PIECE):
            piece = part[position : position + _PIECE]
            self.wfile.write(piece)
            time.sleep(len(piece) / self.bytes_per_second)


@contextmanager
def slow_index(folder: Path, bytes_per_second: int) -> Iterator[str]:
    """Serve the wheels of a folder as an index and give its address."""
    settings = {"folder": folder, "bytes_per_second": bytes_per_second, "log_message": lambda *_: None}
    handler = type("Handler", (_SlowFiles,), settings)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/simple"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
