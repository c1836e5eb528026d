"""The files of a project as a change makes them: read once, changed as text, written by nobody yet."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from core.model.project import InputError
from core.settings.writing.file_text import FileText, read_text, toml_of
from core.settings.writing.plan import PlannedFile


class Drafts:
    """Files by their paths, each as it was read and as it shall be."""

    def __init__(self) -> None:
        self._read: dict[Path, FileText] = {}
        self._texts: dict[Path, str] = {}

    def text(self, file: Path) -> str:
        """Return a file's text as it shall be so far; raises InputError for one that is none or is broken."""
        if file not in self._read:
            read = read_text(file)
            if read.data is None:
                raise InputError(f"There is no {file}.", "Make it with `uv init`, or choose the folder that has one.")
            toml_of(read)
            self._read[file] = read
            self._texts[file] = read.text
        return self._texts[file]

    def meaning(self, file: Path) -> dict[str, Any]:
        """Return what a file means as it shall be so far."""
        return toml_of(FileText(file=file, data=None, text=self.text(file)))

    def put(self, file: Path, text: str) -> None:
        """Let a file that was read become ``text``."""
        self._texts[file] = text

    def planned(self) -> tuple[PlannedFile, ...]:
        """Return the files that were read, in their order."""
        return tuple(PlannedFile(before=before, text=self._texts[file]) for file, before in self._read.items())


def entries_of(meaning: Mapping[str, Any], package: str) -> tuple[dict[str, Any], ...]:
    """Return the entries of ``[tool.uv.sources]`` for a normalised name, in their order; empty where there is none."""
    tool: Any = meaning.get("tool")
    uv = tool.get("uv") if isinstance(tool, dict) else None
    sources = uv.get("sources") if isinstance(uv, dict) else None
    for name, value in sources.items() if isinstance(sources, dict) else ():
        if canonicalize_name(name) == package:
            return tuple(each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict))
    return ()
