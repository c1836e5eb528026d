"""Scripts that are none, or made to hold a reader up."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.shells import ShellKind
from core.settings.shells.script_import import MOST_BYTES
from tests.unit.core.settings.shells.importing import imported

WORDS = (
    *"\n\r\t \"'`$%!^&|;(){}[]<>#=+,:~@*?.\\/\u2018\u201d",
    *("set ", "export ", "$env:", "UV_CACHE_DIR", "UV_OFFLINE", "=", "1", "%~dp0", "if ", "for ", "call ", "rem "),
    *("setx ", "Join-Path ", "${", "$(", "<#", "#>", "cd ", "then ", "fi", "C:\\x", "/x", "%X%", "%X:~0,-1%", "::"),
    *("[Environment]::SetEnvironmentVariable(", "\0", "\udcff", "\u65e5"),
)


@pytest.mark.parametrize("windows", [False, True])
@pytest.mark.parametrize("kind", list(ShellKind))
@given(words=st.lists(st.sampled_from(WORDS), max_size=30))
def test_any_text_is_read_to_its_end(words: list[str], kind: ShellKind, windows: bool) -> None:  # noqa: FBT001 - a column
    text = "".join(words)
    changes, passed = imported(text.encode("utf-8", "surrogatepass"), kind, windows=windows)
    lines = text.count("\n") + 1
    assert all(1 <= each.line <= lines and each.reason for each in passed)
    assert set(changes) <= {"cache", "offline", "variables"}


@pytest.mark.parametrize("kind", list(ShellKind))
@pytest.mark.parametrize(
    "piece",
    [
        "(",
        "{",
        '"',
        "'",
        "%",
        "^\n",
        "a^\n",
        " ",
        "\t|",
        "$(",
        "${",
        "<#",
        "`",
        "&",
        "set x=",
        "set UV_X=!y!\n",
        "if set UV_X=1\n",
        "$env:UV_X = (\n",
        "x\n",
    ],
)
def test_nothing_holds_a_reader_up(kind: ShellKind, piece: str) -> None:
    begun = time.monotonic()
    imported(piece * (MOST_BYTES // len(piece)), kind)
    lines = f"{piece.strip()}".join(["", *[" " * 200 + "\n"] * 800])
    imported(lines, kind)
    assert time.monotonic() - begun < 20


def test_a_line_beyond_every_shells_limit_is_named() -> None:
    changes, passed = imported("rem\nset UV_CACHE_DIR=" + "x" * 40000)
    assert changes == {}
    assert [each.line for each in passed] == [2]
