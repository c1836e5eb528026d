"""The shapes in which versions of uv print one chain, and what terminals and build servers make of it."""

import textwrap
from collections.abc import Callable, Sequence

Shape = Callable[[Sequence[str]], str]

_RENAME = r"failed to rename file from D:\uv\cache\.tmpq7Rk2A to D:\uv\cache\archive-v0\b0Zp3-xT_c9LmQw2"
REFUSED = (
    "Failed to download `weather-tools==4.2`",
    "Failed to write to the distribution cache",
    f"{_RENAME}: {{said}} (os error 5)",
)
LANGUAGES = (
    "Access is denied.",
    "Zugriff verweigert",
    "Accès refusé.",
    "Acceso denegado.",
    "拒绝访问。",
    "アクセスが拒否されました。",
)


def refused(said: str = "Access is denied.") -> tuple[str, ...]:
    """Return a refused rename with the words of one Windows."""
    return (*REFUSED[:2], REFUSED[2].replace("{said}", said))


def caused_by(chain: Sequence[str]) -> str:
    """Print as uv does outside of resolving and preparing up to 0.12."""
    return "\n".join((f"error: {chain[0]}", *(f"  Caused by: {cause}" for cause in chain[1:])))


def cause(chain: Sequence[str]) -> str:
    """Print as uv 0.13 does."""
    return "\n".join((f"error: {chain[0]}", *(f"  cause: {text}" for text in chain[1:])))


def tree(chain: Sequence[str]) -> str:
    """Print as a tree with box-drawing signs."""
    middle = [f"  ├─▶ {text}" for text in chain[1:-1]]
    return "\n".join((f"  \u00d7 {chain[0]}", *middle, *(f"  ╰─▶ {text}" for text in chain[1:][-1:])))


def ascii_tree(chain: Sequence[str]) -> str:
    """Print as a tree of a console that knows only ASCII."""
    middle = [f"  |-> {text}" for text in chain[1:-1]]
    return "\n".join((f"  x {chain[0]}", *middle, *(f"  `-> {text}" for text in chain[1:][-1:])))


SHAPES: tuple[Shape, ...] = (caused_by, cause, tree, ascii_tree)


def wrapped(text: str, width: int) -> str:
    """Wrap as uv wraps its trees: at blanks, continuation lines indented."""
    lines = []
    for line in text.splitlines():
        bar = "  │   " if line.startswith("  ├") else "      "
        lines += textwrap.wrap(line, width, subsequent_indent=bar, break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines)


def cut_by_terminal(text: str, width: int) -> str:
    """Cut as a terminal does: at its last column, wherever that is; blanks at a line's end are lost."""
    lines = []
    for line in text.splitlines():
        lines += [line[start : start + width].rstrip() for start in range(0, len(line), width)] or [""]
    return "\n".join(lines)
