"""Indexes that answer something else than they should: no entry, no files, other addresses."""

import http.server
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from core.model.problem import Category
from tests.network.answers import Answer
from tests.network.tls_index import Index, package_index
from tests.reproductions.bench import Bench
from tests.reproductions.reproduction import Reproduction

_NET: dict[str, str | None] = {"UV_OFFLINE": None, "UV_HTTP_RETRIES": "0"}
_FILE = "/files/small_one-1.0-py3-none-any.whl"
_LOGIN = ("ada", "secret-token")


def _asked(
    bench: Bench,
    *words: str,
    answer: Answer = Answer.GOOD,
    login: tuple[str, str] | None = None,
    refusal: Answer = Answer.UNAUTHORIZED,
    url: Callable[[Index], str] = lambda index: index.url,
    path: str | None = None,
) -> str:
    bench.declare("small-one")
    variables = _NET if path is None else {**_NET, "PATH": path}
    with package_index(bench.folder / "index", answer=answer, login=login, refusal=refusal) as index:
        return bench.uv(*words, "--index-url", url(index), variables=variables)


@contextmanager
def _fixed_answers(answers: Mapping[str, tuple[int, dict[str, str], bytes]]) -> Iterator[str]:
    """Serve these answers (status, headers, body) by path, 404 for all others, and give the address of the index."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = answers.get(self.path, (404, {}, b"no such page"))
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_HEAD = do_GET  # noqa: N815 - the name that the library asks for

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/simple"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _file_answer(bench: Bench, status: int, headers: dict[str, str]) -> str:
    """Ask an index whose page is sound and whose file gets this answer."""
    bench.declare("small-one")
    link = f'<!DOCTYPE html><html><body><a href="{_FILE}">{_FILE.rpartition("/")[2]}</a></body></html>'
    page = (200, {"Content-Type": "text/html"}, link.encode())
    with _fixed_answers({"/simple/small-one/": page, _FILE: (status, headers, b"")}) as url:
        return bench.uv("sync", "--index-url", url, variables=_NET)


def _page_answer(bench: Bench, kind: str, body: bytes) -> str:
    bench.declare("small-one")
    with _fixed_answers({"/simple/small-one/": (200, {"Content-Type": kind}, body)}) as url:
        return bench.uv("lock", "--index-url", url, variables=_NET)


def _named_index(bench: Bench) -> str:
    with package_index(bench.folder / "index", login=_LOGIN) as index:
        bench.declare("small-one", more=f'[[tool.uv.index]]\nname = "firm"\nurl = "{index.url}"\ndefault = true\n')
        variables = {**_NET, "UV_INDEX_FIRM_USERNAME": "ada", "UV_INDEX_FIRM_PASSWORD": "expired-token"}
        return bench.uv("sync", variables=variables)


def _keyring(bench: Bench) -> str:
    """Name a user in the address, without whom uv asks no keyring program, where there is a Python and no keyring."""
    programs = bench.folder / "programs"
    programs.mkdir()
    python = getattr(sys, "_base_executable", sys.executable)
    (programs / "python3").symlink_to(python)
    asked = ("lock", "--keyring-provider", "subprocess", "-v")
    said = _asked(bench, *asked, login=_LOGIN, url=lambda index: index.url.replace("//", "//ada@"), path=str(programs))
    assert "Failure running" in said, said
    return said


_auth = partial(Reproduction, category=Category.INDEX_AUTH, package="small-one", url="http://*")
_other = partial(Reproduction, category=Category.INDEX_OTHER, package="small-one")
_AS_UNKNOWN = (Category.RESOLUTION_CONFLICT,)
"""uv says only that there is no such package, as it does where there is really none."""

REPRODUCTIONS = (
    _auth(name="none-given", how="an index that wants a login (401)", make=lambda b: _asked(b, "lock", login=_LOGIN)),
    _auth(
        name="wrong",
        how="a wrong password in its address",
        make=lambda b: _asked(b, "lock", login=_LOGIN, url=lambda index: index.url_with("ada", "wrong-token")),
    ),
    _auth(name="expired", how="a token in variables that no longer counts", make=_named_index),
    _auth(name="forbidden", how="an index that answers 403", make=lambda b: _asked(b, "lock", answer=Answer.FORBIDDEN)),
    _auth(
        name="pip",
        how="the same with 401, asked by uv pip",
        make=lambda b: _asked(b, "pip", "compile", "pyproject.toml", answer=Answer.UNAUTHORIZED),
    ),
    _auth(
        name="keyring",
        how="a keyring program that is not there, with uv's log",
        make=_keyring,
    ),
    _auth(
        name="files-unauthorized",
        how="an index that shows its pages to everyone and its files to some (401)",
        make=partial(_file_answer, status=401, headers={"WWW-Authenticate": 'Basic realm="files"'}),
    ),
    _auth(name="files-forbidden", how="the same with 403", make=partial(_file_answer, status=403, headers={})),
    _auth(
        name="hidden",
        how="an index that answers 404 to who is not logged in",
        make=lambda b: _asked(b, "lock", login=_LOGIN, refusal=Answer.NOT_FOUND),
        accept=_AS_UNKNOWN,
        url=None,
    ),
    _auth(
        name="empty-page",
        how="a page without files",
        make=lambda b: _asked(b, "lock", answer=Answer.EMPTY_PAGE),
        url=None,
    ),
    _other(
        name="login-page",
        how="a login page in the index's place",
        make=lambda b: _asked(b, "lock", answer=Answer.HTML_PAGE),
        accept=(Category.INDEX_AUTH,),
    ),
    _other(name="file-gone", how="a page with a file that is gone", make=partial(_file_answer, status=404, headers={})),
    _other(
        name="no-way-on",
        how="a file that is redirected to an address without a host",
        make=partial(_file_answer, status=302, headers={"Location": "http://"}),
    ),
    _other(
        name="other-type",
        how="a page of a type that is no index",
        make=partial(_page_answer, kind="application/pdf", body=b"%PDF-1.7"),
    ),
    _other(
        name="broken-json",
        how="a page of broken JSON",
        make=partial(_page_answer, kind="application/vnd.pypi.simple.v1+json", body=b'{"files": ['),
    ),
    _other(
        name="error",
        how="an index that is out of order (503)",
        make=lambda b: _asked(b, "lock", answer=Answer.SERVER_ERROR),
        accept=(Category.NETWORK_UNREACHABLE,),
    ),
    _other(
        name="wrong-address",
        how="an address with a wrong path",
        make=lambda b: _asked(b, "lock", url=lambda index: index.url.replace("simple", "pypi")),
        accept=_AS_UNKNOWN,
    ),
)
