"""Where in which file stands what uv could not use: the place that a remedy opens."""

import re
from pathlib import Path

from msgspec import Struct

from core.diagnosis.paths import plain
from core.diagnosis.situation import Situation

_LINE_AND_COLUMN = re.compile(r"\bat line (\d{1,7})(?:, column (\d{1,5}))?")
_FILE = re.compile(r"`([^`\n]{1,1024}\.(?:toml|lock))`|((?:[A-Za-z]:[\\/]|/)[^\s`'\"]{1,1024}\.toml)\b")
_KNOWN = re.compile(r"\b(pyproject|uv)\.toml\b")
_REQUEST = re.compile(
    r"\bPython (?:request )?`?[<>=~!]{0,2}(\d\.\d{1,2}(?:\.\d{1,3})?)\b|\bfor (?:Python )?(\d\.\d{1,2}(?:\.\d{1,3})?)\b"
)
_TAG = re.compile(r"-cp(\d)(\d{1,2})-")
_MOST_BYTES = 1 << 20


class SettingPlace(Struct, frozen=True):
    """A file of this computer, with line and column from 1; None for what is not known."""

    file: Path | None = None
    line: int | None = None
    column: int | None = None


def setting_place(situation: Situation) -> SettingPlace:
    """Return the place that the chain names; the project's own file where it names none."""
    text = f"{situation.chain_text}\n{situation.quoted_text[:2000]}"
    where = _LINE_AND_COLUMN.search(text)
    line = int(where[1]) if where is not None else None
    column = int(where[2]) if where is not None and where[2] else None
    return SettingPlace(_file_in(text, situation) or project_file(situation), line, column)


def project_file(situation: Situation) -> Path | None:
    """Return the project's ``pyproject.toml``, or None where the project is not known."""
    project = situation.context.project
    return project / "pyproject.toml" if project is not None else None


def line_of_package(situation: Situation) -> int | None:
    """Return the line of ``pyproject.toml`` that names the package, the one among its sources first; reads the file."""
    file, package = project_file(situation), situation.facts.package
    if file is None or package is None:
        return None
    try:
        lines = file.read_bytes()[:_MOST_BYTES].decode("utf-8-sig", "replace").splitlines()
    except OSError:
        return None
    name = re.compile(
        r"(?<![\w.-])" + re.sub(r"[-_.]+", "[-_.]+", re.escape(package).replace("\\-", "-")) + r"(?![\w-])",
        re.IGNORECASE,
    )
    named = [number for number, line in enumerate(lines, 1) if name.search(line)]
    sources = next((number for number, line in enumerate(lines, 1) if line.strip() == "[tool.uv.sources]"), None)
    in_sources = [number for number in named if sources is not None and number > sources]
    return next(iter(in_sources or named), None)


def wanted_python(text: str) -> str | None:
    """Return the version of Python that uv looked for, as it said it, or None."""
    found = _REQUEST.search(text)
    return next((group for group in found.groups() if group), None) if found is not None else None


def python_of_wheel(text: str) -> str | None:
    """Return the version of Python that a wheel's name in ``text`` was made for, or None where it fits several."""
    found = {f"{major}.{minor}" for major, minor in _TAG.findall(text)}
    return found.pop() if len(found) == 1 else None


def _file_in(text: str, situation: Situation) -> Path | None:
    for quoted, bare in _FILE.findall(text):
        path = Path(plain(quoted or bare))
        if path.is_absolute():
            return path
    project = situation.context.project
    known = _KNOWN.search(text)
    return project / known[0] if known is not None and project is not None else None
