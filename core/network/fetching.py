"""Fetching files from servers: resumed where they broke off, and never taken for whole before their hash is right."""

import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import urllib3
from msgspec import Struct
from urllib3.exceptions import HTTPError

from core.model.problem import Category
from core.model.secrets import Secret
from core.network.address import address_of
from core.network.asking import Asker, Login, Ways, server_address
from core.network.fetch_errors import FetchError, cut_off, refused, shown, translated
from core.network.partial_file import KINDS, PartialFile

_PIECE = 128 << 10
_MOST_REDIRECTS = 8
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GOES_ON = 1 << 20
"""Bytes after which a broken connection counts as the first again: a large file on a bad line comes in the end."""
_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 15.0
_SLOWEST = 1024
"""Bytes that must come within the time of a stall."""
_MOST_BYTES = 32 << 30
"""The largest file where the lock does not say how large it is."""
_OVERHEAD = 64 << 10
"""What gzip may add to a file that cannot be made smaller."""
_OK, _PARTIAL, _NO_RANGE = 200, 206, 416


class WantedFile(Struct, frozen=True, kw_only=True):
    """A file to fetch to ``target``; ``hash`` is ``sha256:...`` or of another kind, ``size`` bytes; None if unknown."""

    url: str
    target: Path
    hash: str | None = None
    size: int | None = None


OnBytes = Callable[[int], None]
"""Is told how many more bytes are there; the number is negative where bytes had to be thrown away."""


class Fetcher:
    """Fetches for several threads at once; ``stop`` ends all of it from any thread."""

    def __init__(self, ways: Ways, connections: int = 4) -> None:
        self._asker = Asker(ways, connections)

    def fetch(self, wanted: WantedFile, on_bytes: OnBytes) -> int:
        """Fetch a file, going on where an earlier try broke off; return its size in bytes.

        Raises FetchError where the server or the network is to blame, OSError where the disk is, FetchStoppedError
        after ``stop``. Whatever it raises, what has come is kept in ``NAME.part``, unless it is known to be wrong.
        """
        if wanted.hash is not None and wanted.hash.partition(":")[0] not in KINDS:
            kind = wanted.hash.partition(":")[0]
            raise FetchError(
                f"The lock has a hash of an unknown kind: {kind}.", "Lock again.", Category.LOCKFILE_INVALID
            )
        with PartialFile(wanted.target, wanted.hash) as part:
            on_bytes(part.length)
            work = _Fetching(self._asker, wanted, part, on_bytes)
            work.run()
            part.finish()
            return part.length

    def stop(self) -> None:
        """End every fetching now; threads that wait for a server's next bytes are woken."""
        self._asker.stop()

    def close(self) -> None:
        """Close the connections."""
        self._asker.close()


class _Fetching:
    """The fetching of one file, through however many tries it takes."""

    def __init__(self, asker: Asker, wanted: WantedFile, part: PartialFile, on_bytes: OnBytes) -> None:
        self._asker = asker
        self._wanted = wanted
        self._part = part
        self._on_bytes = on_bytes
        self._validator: str | None = None
        self._is_packed = False
        self._is_page = False
        self._tries = 0

    def run(self) -> None:
        """Bring the file to its end; raises FetchError, FetchStoppedError and OSError."""
        if self._part.length and self._part.is_right():
            return
        for is_last in (False, True):
            self._bring_all()
            if self._part.is_right() or (self._is_packed and self._unpack()):
                return
            came_in_pieces = self._part.came_before > 0 or self._tries > 1
            self._begin_anew()
            # Pieces of two files may have met; only one that came in one go is wrong for sure.
            if is_last or not came_in_pieces:
                raise self._wrong()

    def _bring_all(self) -> None:
        part, self._tries = self._part, 0
        if self._wanted.size is not None and part.length >= self._wanted.size:
            self._begin_anew()
        failures = 0
        while True:
            before = part.length
            try:
                self._tries += 1
                self._attempt()
            except FetchError as error:
                if not error.passing:
                    raise
                failures = 1 if part.length - before >= _GOES_ON else failures + 1
                if failures > self._asker.ways.retries:
                    raise
            else:
                return
            self._asker.pause(min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** (failures - 1)))

    def _attempt(self) -> None:
        url = self._wanted.url
        for _ in range(_MOST_REDIRECTS + 1):
            login = _login_in(url) or self._asker.ways.login(url)
            answer = self._asker.ask(url, self._headers(login))
            try:
                if answer.status not in _REDIRECTS:
                    self._take(answer, url, with_login=login is not None)
                    return
                url = _next(url, answer)
            finally:
                self._asker.done(answer)
        raise FetchError(
            f"{shown(self._wanted.url)} leads from one address to the next and never to a file.",
            "Ask who runs the index.",
            Category.INDEX_OTHER,
        )

    def _headers(self, login: Login | None) -> dict[str, str]:
        # A file that is packed for the way would have another hash than the lock knows.
        headers = {"Accept-Encoding": "identity", "User-Agent": "wheelyard"}
        if login is not None:
            headers |= urllib3.make_headers(basic_auth=f"{login.user}:{login.secret.text}")
        if self._part.length:
            headers["Range"] = f"bytes={self._part.length}-"
            if self._validator is not None:
                headers["If-Range"] = self._validator
        return headers

    def _take(self, answer: urllib3.BaseHTTPResponse, url: str, *, with_login: bool) -> None:
        part = self._part
        if answer.status == _NO_RANGE and part.length:
            self._begin_anew()
            raise cut_off(url, "has no such part")
        if answer.status not in {_OK, _PARTIAL}:
            raise refused(answer.status, url, with_login=with_login)
        if answer.status == _PARTIAL:
            if not answer.headers.get("Content-Range", "").lower().startswith(f"bytes {part.length}-"):
                self._begin_anew()
                raise cut_off(url, "came with another part than the one that was asked for")
        elif part.length:
            self._begin_anew()
        etag = answer.headers.get("ETag", "")
        self._validator = etag if etag.startswith('"') else None
        self._is_packed = answer.headers.get("Content-Encoding", "").lower() in {"gzip", "x-gzip"}
        self._is_page = answer.headers.get("Content-Type", "").lower().startswith("text/html")
        length = answer.headers.get("Content-Length", "")
        expected = part.length + int(length) if length.isascii() and length.isdigit() else None
        if expected is not None and expected > self._most():
            raise self._too_large(url)
        self._read(answer, url)
        if expected is not None and part.length != expected:
            raise cut_off(url, f"ended after {part.length} of {expected} bytes")

    def _read(self, answer: urllib3.BaseHTTPResponse, url: str) -> None:
        stall = self._asker.ways.stall
        mark, since = self._part.length, time.monotonic()
        while True:
            self._asker.check()
            try:
                data = answer.read1(_PIECE, decode_content=False)
            except HTTPError as error:
                self._asker.check()
                raise translated(error, url) from None  # as above
            self._asker.check()
            if not data:
                return
            if self._part.length + len(data) > self._most():
                self._begin_anew()
                raise self._too_large(url)
            self._part.write(data)
            self._on_bytes(len(data))
            now = time.monotonic()
            if now - since >= stall:
                if self._part.length - mark < _SLOWEST:
                    raise cut_off(url, "came so slowly that it would never be whole")
                mark, since = self._part.length, now

    def _begin_anew(self) -> None:
        self._on_bytes(-self._part.length)
        self._part.begin_anew()
        self._validator = None

    def _unpack(self) -> bool:
        before = self._part.length
        right = self._part.unpack(self._wanted.size or _MOST_BYTES)
        self._on_bytes(self._part.length - before)
        return right

    def _most(self) -> int:
        if self._wanted.size is None:
            return _MOST_BYTES
        return self._wanted.size + (_OVERHEAD + self._wanted.size // 1000 if self._is_packed else 0)

    def _too_large(self, url: str) -> FetchError:
        if self._is_page:
            return self._wrong()
        return FetchError(
            f"{shown(url)} is larger than the {self._most()} bytes that it should have.",
            "Somebody replaced the file on the server: find out who and why, then lock again.",
            Category.HASH_MISMATCH,
        )

    def _wrong(self) -> FetchError:
        url = shown(self._wanted.url)
        if self._is_page:
            return FetchError(
                f"{url} is a page for people in a browser in place of the file, as proxies and log-in forms send.",
                "Open the address in a browser and see what it asks for.",
                Category.INDEX_OTHER,
            )
        return FetchError(
            f"{url} has another hash than the lock says.",
            "Somebody replaced the file on the server, or changed it on the way: find out which, then lock again.",
            Category.HASH_MISMATCH,
        )


def _login_in(url: str) -> Login | None:
    login = server_address(url).login
    return None if login is None else Login(login[0], Secret(login[1]))


def _next(url: str, answer: urllib3.BaseHTTPResponse) -> str:
    named = answer.headers.get("Location", "")
    try:
        following = urljoin(url, named)
    except ValueError:
        following = ""
    if not named or isinstance(address_of(following), str):
        raise FetchError(
            f"{shown(url)} leads to something that is no address.", "Ask who runs the index.", Category.INDEX_OTHER
        )
    return following
