"""Fetching from real servers: sound ones, broken ones, and ones that want to know too much."""

import hashlib
import random
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from core.model.problem import Category
from core.model.secrets import Secret
from core.network.asking import Login, Ways
from core.network.fetch_errors import FetchError, FetchStoppedError
from core.network.fetching import Fetcher, WantedFile
from core.network.trust import Trust
from tests.links import needs_links
from tests.network.certificates import Authority
from tests.network.file_server import Doing, FileServer, file_server
from tests.network.fixtures import authority, login_proxy, plain_proxy  # noqa: F401 - fixtures
from tests.network.forward_proxy import ForwardProxy
from tests.network.tls_index import package_index

DATA = random.Random(7).randbytes(300_000)  # noqa: S311 - filling, not a secret
SHA256 = f"sha256:{hashlib.sha256(DATA).hexdigest()}"
NAME = "one-1.0-py3-none-any.whl"


def _ways(
    login: Callable[[str], Login | None] = lambda _url: None,
    proxy: Callable[[str], str | None] = lambda _url: None,
    *,
    stall: float = 30.0,
    retries: int = 3,
    trust: Trust | None = None,
    insecure: tuple[str, ...] = (),
) -> Ways:
    return Ways(
        proxy=proxy, login=login, trust=trust or Trust(), insecure=insecure, stall=stall, retries=retries, connect=10
    )


def _wanted(server: FileServer, folder: Path, *, size: int | None = len(DATA), hash: str | None = SHA256) -> WantedFile:  # noqa: A002 - the field's name
    return WantedFile(url=server.url(), target=folder / NAME, hash=hash, size=size)


def _fetch(ways: Ways, wanted: WantedFile) -> list[int]:
    """Fetch and return the bytes that were told; they add up to the size of the file."""
    told: list[int] = []
    fetcher = Fetcher(ways)
    try:
        size = fetcher.fetch(wanted, told.append)
    finally:
        fetcher.close()
    assert size == sum(told)
    return told


def _is_whole(folder: Path) -> bool:
    return (folder / NAME).read_bytes() == DATA and [each.name for each in folder.iterdir()] == [NAME]


def test_a_sound_file_comes_whole_and_under_its_own_name(tmp_path: Path) -> None:
    """Nothing else is left in the folder, and nobody is asked to pack the file."""
    with file_server(DATA) as server:
        _fetch(_ways(), _wanted(server, tmp_path))
    assert _is_whole(tmp_path)
    assert [(asked.range, asked.encoding, asked.login) for asked in server.asked] == [(None, "identity", None)]


@pytest.mark.parametrize("doing", [Doing.HALF, Doing.RESET])
def test_a_broken_connection_goes_on_where_it_broke_off(tmp_path: Path, doing: Doing) -> None:
    """The rest is asked for, under the condition that it is still the same file."""
    with file_server(DATA, doing, Doing.GOOD) as server:
        _fetch(_ways(), _wanted(server, tmp_path))
    assert _is_whole(tmp_path)
    assert server.asked[1].range == f"bytes={len(DATA) // 2}-"
    assert server.asked[1].if_range == '"one"'


def test_what_an_earlier_run_left_is_not_fetched_again(tmp_path: Path) -> None:
    """The hash says in the end whether the two pieces were of one file."""
    (tmp_path / f"{NAME}.part").write_bytes(DATA[:100_000])
    with file_server(DATA) as server:
        told = _fetch(_ways(), _wanted(server, tmp_path))
    assert _is_whole(tmp_path)
    assert told[0] == 100_000
    assert [asked.range for asked in server.asked] == ["bytes=100000-"]


def test_a_piece_that_is_whole_already_asks_nobody(tmp_path: Path) -> None:
    """The run before it was ended between the last byte and the name."""
    (tmp_path / f"{NAME}.part").write_bytes(DATA)
    with file_server(DATA, Doing.NOT_FOUND) as server:
        _fetch(_ways(), _wanted(server, tmp_path, size=None))
    assert _is_whole(tmp_path)
    assert server.asked == []


@pytest.mark.parametrize("left", [b"x" * 1000, b"x" * len(DATA), b"x" * (len(DATA) + 9)])
def test_a_piece_of_another_file_is_thrown_away(tmp_path: Path, left: bytes) -> None:
    """What lies there may be anything; the file comes whole all the same."""
    (tmp_path / f"{NAME}.part").write_bytes(left)
    with file_server(DATA) as server:
        _fetch(_ways(), _wanted(server, tmp_path))
    assert _is_whole(tmp_path)


def test_without_a_hash_nothing_of_an_earlier_run_is_trusted(tmp_path: Path) -> None:
    """Nothing could tell whether the pieces fit."""
    (tmp_path / f"{NAME}.part").write_bytes(DATA[:100_000])
    with file_server(DATA) as server:
        _fetch(_ways(), _wanted(server, tmp_path, hash=None, size=None))
    assert _is_whole(tmp_path)
    assert server.asked[0].range is None


@needs_links
def test_a_link_in_the_place_of_a_piece_leads_nowhere(tmp_path: Path) -> None:
    """What it points at stays as it is."""
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    folder = tmp_path / "house"
    folder.mkdir()
    (folder / f"{NAME}.part").symlink_to(victim)
    with file_server(DATA) as server:
        _fetch(_ways(), _wanted(server, folder))
    assert _is_whole(folder)
    assert victim.read_bytes() == b"precious"


@pytest.mark.parametrize("doing", [Doing.NO_RANGES, Doing.NO_SUCH_PART, Doing.WRONG_PART])
def test_a_server_without_parts_sends_the_whole_file_again(tmp_path: Path, doing: Doing) -> None:
    """No byte of it is put in a wrong place."""
    (tmp_path / f"{NAME}.part").write_bytes(DATA[:100_000])
    with file_server(DATA, doing, Doing.GOOD) as server:
        _fetch(_ways(), _wanted(server, tmp_path))
    assert _is_whole(tmp_path)


def test_a_file_that_changed_between_two_pieces_is_fetched_anew(tmp_path: Path) -> None:
    """The condition of the request sees to it within a run."""
    with file_server(DATA, Doing.HALF, Doing.NO_RANGES) as server:
        _fetch(_ways(), _wanted(server, tmp_path))
    assert _is_whole(tmp_path)


@pytest.mark.parametrize("doing", [Doing.STALL, Doing.HALF_STALL, Doing.TRICKLE])
def test_a_server_that_says_nothing_more_is_asked_again(tmp_path: Path, doing: Doing) -> None:
    """A byte now and then is no answer either."""
    with file_server(DATA, doing, Doing.GOOD) as server:
        _fetch(_ways(stall=1.0), _wanted(server, tmp_path))
    assert _is_whole(tmp_path)
    assert len(server.asked) == 2


def test_a_server_that_never_answers_is_given_up(tmp_path: Path) -> None:
    """The tries are counted, and the sentence says what is missing."""
    with (
        file_server(DATA, Doing.STALL) as server,
        pytest.raises(FetchError, match="sent nothing for too long") as caught,
    ):
        _fetch(_ways(stall=0.3, retries=1), _wanted(server, tmp_path))
    assert caught.value.category is Category.NETWORK_UNREACHABLE
    assert len(server.asked) == 2
    assert list(tmp_path.iterdir()) == []


def test_what_has_come_is_kept_where_the_network_gives_up(tmp_path: Path) -> None:
    """The next run begins there."""
    with file_server(DATA, Doing.HALF, Doing.UNAVAILABLE) as server, pytest.raises(FetchError, match="503"):
        _fetch(_ways(retries=1), _wanted(server, tmp_path))
    assert (tmp_path / f"{NAME}.part").read_bytes() == DATA[: len(DATA) // 2]


def test_nobody_listens(tmp_path: Path) -> None:
    """A server that is switched off is a network in trouble."""
    with file_server(DATA) as server:
        wanted = _wanted(server, tmp_path)
    with pytest.raises(FetchError, match="No connection to http://127") as caught:
        _fetch(_ways(retries=0), wanted)
    assert caught.value.passing


@pytest.mark.parametrize("hash_known", [True, False])
def test_a_file_with_another_hash_is_not_kept(tmp_path: Path, *, hash_known: bool) -> None:
    """Only a hash can tell; without one the same bytes are taken."""
    with file_server(DATA, Doing.OTHER) as server:
        if not hash_known:
            _fetch(_ways(), _wanted(server, tmp_path, hash=None))
            assert (tmp_path / NAME).is_file()
            return
        with pytest.raises(FetchError, match="another hash") as caught:
            _fetch(_ways(), _wanted(server, tmp_path))
    assert caught.value.category is Category.HASH_MISMATCH
    assert not caught.value.passing
    assert list(tmp_path.iterdir()) == []
    assert len(server.asked) == 1


def test_a_wrong_file_on_top_of_a_piece_is_tried_once_more_and_no_oftener(tmp_path: Path) -> None:
    """The piece may have been wrong, or the server."""
    (tmp_path / f"{NAME}.part").write_bytes(DATA[:100_000])
    with file_server(DATA, Doing.OTHER) as server, pytest.raises(FetchError, match="another hash"):
        _fetch(_ways(), _wanted(server, tmp_path))
    # The first answer was the whole file already.
    assert len(server.asked) <= 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("doing", [Doing.LONGER, Doing.CHUNKED_LONGER])
def test_a_file_that_is_too_large_is_not_read_to_its_end(tmp_path: Path, doing: Doing) -> None:
    """The lock says how large it is."""
    with file_server(DATA, doing) as server, pytest.raises(FetchError, match="larger than the 300000 bytes"):
        _fetch(_ways(), _wanted(server, tmp_path))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("size", [len(DATA), None])
def test_a_file_that_was_packed_on_its_way_is_unpacked(tmp_path: Path, size: int | None) -> None:
    """Some servers pack whatever they are asked for."""
    with file_server(DATA, Doing.PACKED) as server:
        _fetch(_ways(), _wanted(server, tmp_path, size=size))
    assert _is_whole(tmp_path)


def test_an_archive_that_is_called_packed_stays_as_it_is(tmp_path: Path) -> None:
    """Servers call .tar.gz files packed, and the lock's hash is that of the .tar.gz."""
    import gzip  # noqa: PLC0415 - for this test alone

    packed = gzip.compress(DATA)
    wanted_hash = f"sha256:{hashlib.sha256(packed).hexdigest()}"
    with file_server(DATA, Doing.PACKED) as server:
        server.data = DATA
        fetcher = Fetcher(_ways())
        # The time in a gzip makes it another file each second.
        for _ in range(3):
            try:
                wanted = WantedFile(url=server.url(), target=tmp_path / NAME, hash=wanted_hash, size=len(packed))
                fetcher.fetch(wanted, lambda _bytes: None)
            except FetchError:
                packed = gzip.compress(DATA)
                wanted_hash = f"sha256:{hashlib.sha256(packed).hexdigest()}"
            else:
                break
        fetcher.close()
    assert (tmp_path / NAME).read_bytes() == packed


def test_a_bomb_in_the_packing_costs_no_more_than_the_file(tmp_path: Path) -> None:
    """It is unpacked up to the size that the lock knows."""
    with file_server(DATA, Doing.BOMB) as server, pytest.raises(FetchError, match="another hash"):
        _fetch(_ways(), _wanted(server, tmp_path))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("size", [len(DATA), 100])
def test_a_page_in_place_of_the_file_is_called_a_page(tmp_path: Path, size: int) -> None:
    """A log-in form of a proxy is the usual one."""
    with file_server(DATA, Doing.PAGE) as server, pytest.raises(FetchError, match="page for people") as caught:
        _fetch(_ways(), _wanted(server, tmp_path, size=size))
    assert caught.value.category is Category.INDEX_OTHER


@pytest.mark.parametrize(
    ("doing", "category"),
    [(Doing.NOT_FOUND, Category.INDEX_OTHER), (Doing.FORBIDDEN, Category.INDEX_AUTH)],
)
def test_what_a_second_try_does_not_help_is_tried_once(tmp_path: Path, doing: Doing, category: Category) -> None:
    """The status decides."""
    with file_server(DATA, doing) as server, pytest.raises(FetchError, match=doing.value) as caught:
        _fetch(_ways(), _wanted(server, tmp_path))
    assert caught.value.category is category
    assert len(server.asked) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_is_busy_is_asked_again(tmp_path: Path) -> None:
    """503 is about now, not about the file."""
    with file_server(DATA, Doing.UNAVAILABLE, Doing.UNAVAILABLE, Doing.GOOD) as server:
        _fetch(_ways(), _wanted(server, tmp_path))
    assert _is_whole(tmp_path)


def test_a_login_is_sent_where_it_belongs(tmp_path: Path) -> None:
    """Without it the file is refused, and the sentence tells the two cases apart."""
    with file_server(DATA) as server:
        server.login = ("anna", "s3cret-word")
        with pytest.raises(FetchError, match="no login is stored") as without:
            _fetch(_ways(), _wanted(server, tmp_path))
        with pytest.raises(FetchError, match="not accepted") as wrong:
            _fetch(_ways(lambda _url: Login("anna", Secret("wr0ng-word"))), _wanted(server, tmp_path))
        _fetch(_ways(lambda _url: Login("anna", Secret("s3cret-word"))), _wanted(server, tmp_path))
    assert _is_whole(tmp_path)
    assert without.value.category is wrong.value.category is Category.INDEX_AUTH
    assert "wr0ng-word" not in str(wrong.value)


def test_a_login_does_not_follow_a_redirect_to_another_host(tmp_path: Path) -> None:
    """Storage servers get a signed address, and nobody's password."""
    with file_server(DATA) as storage, file_server(DATA, Doing.REDIRECT) as index:
        index.elsewhere = f"{storage.url(host='localhost')}?X-Signature=abc123def"

        def login(url: str) -> Login | None:
            return Login("anna", Secret("s3cret-word")) if f":{index.port}/" in url else None

        _fetch(_ways(login), _wanted(index, tmp_path))
    assert _is_whole(tmp_path)
    assert index.asked[0].login is not None
    assert storage.asked[0].login is None
    assert storage.asked[0].path.endswith("?X-Signature=abc123def")


def test_the_signature_of_a_redirect_is_in_no_sentence(tmp_path: Path) -> None:
    """Whoever reads the sentence could fetch with it."""
    with file_server(DATA, Doing.FORBIDDEN) as storage, file_server(DATA, Doing.REDIRECT) as index:
        index.elsewhere = f"http://bob:pa55word@127.0.0.1:{storage.port}/files/x.whl?X-Signature=abc123def"
        with pytest.raises(FetchError, match="403") as caught:
            _fetch(_ways(), _wanted(index, tmp_path))
    assert storage.asked[0].login is not None
    assert "abc123def" not in str(caught.value)
    assert "pa55word" not in str(caught.value)


@pytest.mark.parametrize("doing", [Doing.LOOP, Doing.NOWHERE])
def test_redirects_end(tmp_path: Path, doing: Doing) -> None:
    """Neither a circle nor a file of this computer is followed."""
    with file_server(DATA, doing) as server, pytest.raises(FetchError, match="leads") as caught:
        _fetch(_ways(), _wanted(server, tmp_path))
    assert caught.value.category is Category.INDEX_OTHER
    assert len(server.asked) <= 10


def test_a_hash_of_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    """What cannot be checked is not fetched."""
    wanted = WantedFile(url="http://127.0.0.1:9/x.whl", target=tmp_path / NAME, hash="crc32:12345678")
    with pytest.raises(FetchError, match="unknown kind: crc32"):
        _fetch(_ways(), wanted)


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/x.whl", "https://", "http://a b/x.whl", "http://h:99999999/x"])
def test_what_is_no_address_is_said(tmp_path: Path, url: str) -> None:
    """A lock may hold anything."""
    with pytest.raises(FetchError, match=r"address|server"):
        _fetch(_ways(), WantedFile(url=url, target=tmp_path / NAME, hash=SHA256))


@pytest.mark.parametrize("doing", [Doing.STALL, Doing.HALF_STALL, Doing.UNAVAILABLE])
def test_stop_ends_a_fetching_and_keeps_what_has_come(tmp_path: Path, doing: Doing) -> None:
    """Also where the server says nothing: at once, or after the time of a stall."""
    with file_server(DATA, doing) as server:
        fetcher = Fetcher(_ways(stall=2.0))
        ended: list[BaseException] = []

        def run() -> None:
            try:
                fetcher.fetch(_wanted(server, tmp_path), lambda _bytes: None)
            except FetchStoppedError as error:
                ended.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        deadline = time.monotonic() + 20
        while not server.asked and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.3)
        fetcher.stop()
        thread.join(20)
        fetcher.close()
    assert len(ended) == 1
    part = tmp_path / f"{NAME}.part"
    assert part.exists() is (doing is Doing.HALF_STALL)
    assert not (tmp_path / NAME).exists()


def test_certificates_are_checked_as_they_are_chosen(tmp_path: Path, authority: Authority) -> None:  # noqa: F811 - the fixture
    """A private authority is not trusted, unless a file names it or the host is not checked at all."""
    with package_index(tmp_path / "wheels", authority) as index:
        (wheel,) = (tmp_path / "wheels").glob("*.whl")
        wanted = WantedFile(
            url=index.url.replace("/simple", f"/files/{wheel.name}"),
            target=tmp_path / wheel.name,
            hash=f"sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}",
        )
        with pytest.raises(FetchError, match="certificate of https://localhost") as caught:
            _fetch(_ways(), wanted)
        assert caught.value.category is Category.TLS_UNTRUSTED_ISSUER
        _fetch(_ways(trust=Trust(file=authority.root_file)), wanted)
        assert wanted.target.is_file()
        wanted.target.unlink()
        _fetch(_ways(insecure=("localhost",)), wanted)
    assert wanted.target.is_file()


def test_a_proxy_is_gone_through_with_its_login(tmp_path: Path, login_proxy: ForwardProxy) -> None:  # noqa: F811 - the fixture
    """Its login is sent to it, and a refusal is called one of the proxy."""
    folder = tmp_path / "house"
    folder.mkdir()
    with file_server(DATA) as server:
        with pytest.raises(FetchError, match="proxy asks for a login") as caught:
            _fetch(_ways(proxy=lambda _url: login_proxy.url), _wanted(server, folder))
        assert caught.value.category is Category.PROXY
        named = login_proxy.url_with("proxy-user", "proxy-pass")
        _fetch(_ways(proxy=lambda _url: named), _wanted(server, folder))
    assert _is_whole(folder)


def test_a_proxy_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    """A SOCKS proxy serves uv and not this program, so it is no silent way around it."""
    with file_server(DATA) as server, pytest.raises(FetchError, match="SOCKS") as caught:
        _fetch(_ways(proxy=lambda _url: "socks5://user:pa55word@127.0.0.1:9"), _wanted(server, tmp_path))
    assert caught.value.category is Category.PROXY
    assert "pa55word" not in str(caught.value)
    assert server.asked == []
