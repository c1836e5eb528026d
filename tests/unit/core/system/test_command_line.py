"""Commands as a person can paste them."""

import shlex
import sys

import pytest

from core.system.command_line import pasteable

WORDS = ("wheelyard", "sync", "--project", "/works/R&D (neu)/größe's", "--", "-v")


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell's quotes")
def test_a_shell_reads_back_the_words() -> None:
    assert tuple(shlex.split(pasteable(WORDS))) == WORDS


def test_on_windows_all_but_plain_words_are_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    line = pasteable(("wheelyard", "relocate", "cache", "--to", r"D:\uv\cache", "--project", r"C:\R&D x"))
    assert line == r'wheelyard relocate cache --to D:\uv\cache --project "C:\R&D x"'
