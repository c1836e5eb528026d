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


def github(text: str) -> str:
    """Print as a raw log of GitHub Actions."""
    return _each(text, lambda number, line: f"2026-03-04T05:06:{number % 60:02d}.1234567Z {line}")


def azure(text: str) -> str:
    """Print as Azure DevOps shows what went to stderr."""
    return _each(text, lambda number, line: f"2026-03-04T05:06:{number % 60:02d}.1234567Z ##[error]{line}")


def gitlab(text: str) -> str:
    """Print as GitLab does with time stamps switched on."""
    return _each(text, lambda number, line: f"2026-03-04T05:06:{number % 60:02d}.123456Z 01E {line}")


def jenkins(text: str) -> str:
    """Print as Jenkins does with time stamps."""
    return _each(text, lambda number, line: f"[2026-03-04T05:06:{number % 60:02d}.123Z] {line}")


def buildkit(text: str) -> str:
    """Print as a build of a container image does, in plain progress."""
    return _each(text, lambda number, line: f"#14 {12 + number / 10:.2f} {line}")


def compose(text: str) -> str:
    """Print as the logs of several containers."""
    return _each(text, lambda _, line: f"app-1  | {line}")


def journal(text: str) -> str:
    """Print as the system's journal does."""
    return _each(text, lambda number, line: f"Mar  4 05:06:{number % 60:02d} host uv-sync[4711]: {line}")


def pushed(text: str) -> str:
    """Print as git prints what a hook of a server says."""
    return _each(text, lambda _, line: f"remote: {line}        ")


def coloured(text: str) -> str:
    """Print with the codes of a terminal."""
    return _each(text, lambda _, line: f"\x1b[1m\x1b[31m{line}\x1b[0m\x1b[39m")


def redrawn(text: str) -> str:
    """Print behind spinners that were drawn over."""
    return f"⠋ Resolving dependencies...\r\x1b[2K⠙ part==1.0\r\x1b[2K{text}"


def powershell(text: str, where: str = "At line:1 char:1") -> str:
    """Print as Windows PowerShell does when it reads stderr: decoration below the first line."""
    first, _, rest = text.partition("\n")
    decoration = (
        f"uv : {first}\n{where}\n+ uv sync 2>&1\n+ ~~~~~~~~~~~~\n"
        "    + CategoryInfo          : NotSpecified: (error: ...:String) [], RemoteException\n"
        "    + FullyQualifiedErrorId : NativeCommandError\n \n"
    )
    return decoration + rest


def powershell_7(text: str) -> str:
    """Print as PowerShell 7 does when a program ends with an error."""
    return (
        f"{text}\nNativeCommandExitException: \nLine |\n   1 |  uv sync\n     |  ~~~~~~~\n"
        '     | Program "uv.exe" ended with non-zero exit code: 2 (0x00000002).\n'
    )


DRESSES: tuple[Callable[[str], str], ...] = (
    github,
    azure,
    gitlab,
    jenkins,
    buildkit,
    compose,
    journal,
    pushed,
    coloured,
    redrawn,
    powershell_7,
)
PLACES_OF_CALLS = (
    "At line:1 char:1",
    "In Zeile:1 Zeichen:1",
    "Au caractère Ligne:1 : 1",
    "En línea: 1 Carácter: 1",
    "所在位置 行:1 字符: 1",
    "発生場所 行:1 文字:1",
    r"At C:\builds\my project\sync.ps1:12 char:5",
    r"In C:\builds\sync.ps1:12 Zeichen:5",
)


def _each(text: str, change: Callable[[int, str], str]) -> str:
    return "\n".join(change(number, line) for number, line in enumerate(text.splitlines()))
