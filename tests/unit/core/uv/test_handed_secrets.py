"""The secrets of a run in what it prints: as they are, percent-encoded, and cut by chunks and by a terminal's rows."""

import time
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.secrets import Secret
from core.ports import Stream
from core.uv.handed_secrets import HandedSecrets
from core.uv.output_pipes import PipeOutput
from core.uv.output_terminal import TerminalOutput
from core.uv.said import LinesSaid, UvSaid

PASSWORD = 'p@ss/w0rd+"é'  # noqa: S105 - of nothing


def _handed(*texts: str) -> HandedSecrets:
    return HandedSecrets({f"UV_INDEX_{number}_PASSWORD": Secret(text) for number, text in enumerate(texts)})


@pytest.mark.parametrize(
    "written",
    [
        PASSWORD,
        quote(PASSWORD, safe=""),
        quote(PASSWORD, safe="").lower(),
        quote(PASSWORD, safe="/+"),
        quote_plus(PASSWORD),
        PASSWORD.replace('"', '\\"'),
    ],
)
def test_every_spelling_becomes_stars(written: str) -> None:
    assert _handed(PASSWORD).starred(f"curl -u anna:{written} x") == "curl -u anna:**** x"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=4).map(str.strip))
def test_any_secret_is_found_as_it_is_and_encoded(text: str) -> None:
    if len(text) < 4:
        return
    for written in (text, quote(text, safe="")):
        assert _handed(text).starred(f"<{written}>") == "<****>"


def test_the_longer_of_two_goes_first() -> None:
    assert _handed("secret", "secret-and-more").starred("secret-and-more, secret") == "****, ****"


def test_what_is_too_short_would_be_in_every_word() -> None:
    assert _handed("abc", "").starred("abc") == "abc"
    assert _handed("abcd").starred("abcd") == "****"


def test_a_secret_of_several_lines_is_one_on_each_of_them() -> None:
    key = '{\n  "private_key": "-----BEGIN",\n  "id": "x1y2"\n}'
    assert [_handed(key).starred(line) for line in key.split("\n")] == ["{", "  ****", "  ****", "}"]


def test_the_name_of_a_user_stays_because_paths_have_it_too() -> None:
    handed = HandedSecrets({"UV_INDEX_CORP_USERNAME": Secret("anna"), "UV_INDEX_CORP_PASSWORD": Secret("s3cret")})
    assert handed.starred("/home/anna/x s3cret") == "/home/anna/x ****"


def test_bytes_that_are_no_text_stay() -> None:
    assert _handed("s3cret").starred_bytes(b"\xff s3cret \xfe") == b"\xff **** \xfe"
    assert HandedSecrets({}).starred_bytes(b"\xff") == b"\xff"


@pytest.mark.parametrize("size", [1, 3, 10_000])
@pytest.mark.parametrize("columns", [20, 240])
@pytest.mark.parametrize("terminal", [True, False])
def test_no_cut_of_the_output_lets_one_through(size: int, columns: int, *, terminal: bool) -> None:
    secret = "0123456789abcdefghijklmnopqrstuvwxyz"  # noqa: S105 - of nothing
    handed = _handed(secret)
    output = TerminalOutput(columns, 10, handed) if terminal else PipeOutput(handed)
    text = f"first\r\ncurl -u anna:{secret} https://host\r\nDownloading {secret} (3.0MiB)\r\n{secret}\r\n" * 30
    data, stream = text.encode(), Stream.TERMINAL if terminal else Stream.ERR
    said: list[UvSaid] = []
    for start in range(0, len(data), size):
        said += output.feed(stream, data[start : start + size])
    said += output.finish()
    lines = [line for value in said if isinstance(value, LinesSaid) for line in value.lines]
    assert secret not in repr(said)
    assert lines.count("curl -u anna:**** https://host") == 30
    assert lines.count("first") == 30


def test_it_costs_time_in_proportion_to_the_text() -> None:
    handed = _handed("a" * 500, "ab" * 200)
    begun = time.monotonic()
    handed.starred(("a" * 400 + " ") * 5000)
    assert time.monotonic() - begun < 20
