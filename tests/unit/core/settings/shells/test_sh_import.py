"""What scripts for POSIX shells amount to as settings."""

import pytest

from core.model.shells import ShellKind
from core.settings.shells.script_files import script_of
from tests.unit.core.settings.shells.importing import imported
from tests.unit.core.settings.shells.odd_texts import ODD, QUOTED, environment_with
from tests.unit.core.settings.shells.test_powershell_script import ROOT

SH = ShellKind.SH

USUAL = """\
#!/usr/bin/env bash
set -eu
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
export TMPDIR=/data/tmp TMP=/data/tmp  # both
export UV_CACHE_DIR="$here/.uv cache"
UV_NATIVE_TLS=1; export UV_NATIVE_TLS
mkdir -p "$TMPDIR"
UV_OFFLINE=1 uv lock
. .venv/bin/activate
uv sync
"""


def test_the_script_that_people_keep_is_taken_over_whole() -> None:
    changes, passed = imported(USUAL.replace(" TMP=/data/tmp", ""), SH, windows=False)
    assert changes == {"temp": "/data/tmp", "cache": "/proj x/scripts/.uv cache", "system-certs": "true"}
    assert passed == []


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("export UV_CACHE_DIR=$HOME/c", "/home/ada/c"),
        ("export UV_CACHE_DIR=~/c", "/home/ada/c"),
        ('export UV_CACHE_DIR="${HOME}/a \\"b\\" \\$x"', '/home/ada/a "b" $x'),
        ("export UV_CACHE_DIR='/a $HOME'\\''s'", "/a $HOME's"),
        ("export UV_CACHE_DIR=${NOWHERE:-/c}", "/c"),
        ('export UV_CACHE_DIR=$(dirname "$0")/c', "/proj x/scripts/c"),
        ("cd /work\nexport UV_CACHE_DIR=c", "/work/c"),
        ("export UV_CACHE_DIR=/a; export UV_CACHE_DIR=/b # x", "/b"),
        ("export UV_CACHE_DIR=/a\\ b", "/a b"),
    ],
)
def test_values_are_what_a_shell_would_make_of_them(line: str, value: str) -> None:
    assert imported(line, SH, windows=False) == ({"cache": value}, [])


@pytest.mark.parametrize(
    ("script", "line", "word"),
    [
        ("if true; then\n  export UV_CACHE_DIR=/c\nfi", 2, "condition"),
        ("f() {\n  export UV_CACHE_DIR=/c\n}", 2, "condition"),
        ("export UV_CACHE_DIR=$(mktemp -d)", 1, "running a program"),
        ("export UV_CACHE_DIR=`pwd`", 1, "running a program"),
        ("export UV_CACHE_DIR=$NOWHERE/c", 1, "NOWHERE"),
        ('cd "$1"\nexport UV_CACHE_DIR=c', 2, "relative"),
    ],
)
def test_what_cannot_be_told_is_passed_over_with_line_and_reason(script: str, line: int, word: str) -> None:
    changes, passed = imported(script, SH, windows=False)
    assert changes == {}
    assert [each.line for each in passed] == [line]
    assert word in passed[0].reason


def test_a_variable_of_one_command_alone_is_none_of_the_script() -> None:
    assert imported("UV_OFFLINE=1 uv sync", SH, windows=False) == ({}, [])


def test_the_shells_of_windows_write_drives_their_own_way() -> None:
    assert imported("export UV_CACHE_DIR=/d/my/cache", SH) == ({"cache": "D:\\my\\cache"}, [])
    assert imported("export UV_CACHE_DIR=c", SH) == ({"cache": "C:\\proj x\\scripts\\c"}, [])


def test_what_is_written_is_read_back() -> None:
    variables = {f"UV_X{number}": text for number, text in enumerate((*ODD, QUOTED)) if text == text.strip()}
    text = script_of(SH, environment_with(variables | {"UV_CACHE_DIR": "/c"}, root=ROOT, windows=False))
    changes, passed = imported(text, SH, windows=False)
    found = dict(line.split("=", 1) for line in (changes["variables"] or "").split("\n"))
    assert found == variables
    assert changes["cache"] == "/c"
    assert passed == []
