"""What changes of settings do to files: computed whole before anything is written."""

import difflib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from core.model.secrets import without_secrets
from core.model.setting_values import FileDiff, SettingChange, SettingValue
from core.settings.bad_value import BadValueError
from core.settings.declared.all import declared
from core.settings.declared.declaration import Declaration, Version
from core.settings.known_keys import NOT_HIDDEN
from core.settings.writing.choice import chosen_value
from core.settings.writing.edits import edited
from core.settings.writing.file_text import FileText, read_text, toml_of
from core.settings.writing.key_edits import key_edits, values_in
from core.settings.writing.pin import with_pin
from core.settings.writing.targets import TOOL_UV, Target, passed_over_above, target_of


class PlannedFile(Struct, frozen=True, kw_only=True):
    """A file as it was read and as it shall be."""

    before: FileText
    text: str
    note: str | None = None

    @property
    def file(self) -> Path:
        """The file's path."""
        return self.before.file

    @property
    def data(self) -> bytes:
        """What the file shall hold."""
        return self.before.bytes_of(self.text)

    @property
    def changed(self) -> bool:
        """Whether anything in it becomes another."""
        return self.text != self.before.text

    def diff(self) -> FileDiff:
        """Return the change as a person reads it, with stars for secrets."""
        name = str(self.file)
        lines = difflib.unified_diff(_lines(self.before.text), _lines(self.text), name, name, lineterm="")
        return FileDiff(
            file=self.file,
            lines=tuple(without_secrets(line) for line in lines),
            made=self.before.data is None,
            note=self.note,
            digest=self.before.digest,
        )


def plan_files(
    changes: Sequence[SettingChange], project: Path | None, environ: Mapping[str, str], version: Version
) -> tuple[PlannedFile, ...]:
    """Return the files that changes of the scopes project and user lead to, in the order of the changes.

    Reads the files and writes none. Raises InputError for a change that cannot be made, and where a file is broken.
    """
    read: dict[Path, FileText] = {}
    texts: dict[Path, str] = {}
    for change in changes:
        declaration = declared(change.key)
        target = target_of(declaration, change.scope, project, environ)
        if target.file not in read:
            read[target.file] = read_text(target.file)
            texts[target.file] = read[target.file].text
        texts[target.file] = _changed(texts[target.file], target, declaration, change.value, version)
    return tuple(
        PlannedFile(before=before, text=texts[file], note=_note(before, texts[file])) for file, before in read.items()
    )


def _changed(text: str, target: Target, declaration: Declaration, value: str | None, version: Version) -> str:
    if target.table is None:
        chosen = chosen_value(declaration, value, None) if value is not None else None
        return with_pin(text, str(chosen) if chosen is not None else None)
    whole = toml_of(FileText(file=target.file, data=None, text=text))
    table = _table(whole, target.table)
    new = chosen_value(declaration, value, _held(declaration, table)) if value is not None else None
    return edited(text, target.table, key_edits(declaration, new, table, version), str(target.file))


def _held(declaration: Declaration, table: Mapping[str, Any]) -> SettingValue | None:
    try:
        return values_in(declaration, table)
    except BadValueError:
        return None


def _table(whole: Mapping[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    inner: Any = whole
    for part in path:
        inner = inner.get(part) if isinstance(inner, Mapping) else None
    return inner if isinstance(inner, dict) else {}


def _lines(text: str) -> list[str]:
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    return lines[:-1] if lines[-1] == "" else lines


def _note(before: FileText, text: str) -> str | None:
    """Return a sentence on what a change does besides what it says, None where it does nothing."""
    if before.file.name == "pyproject.toml":
        return _hiding(before, text)
    if before.file.name == "uv.toml" and text != before.text:
        beside = before.file.parent / "pyproject.toml"
        hidden = [key for key in _uv_of(read_text(beside)) if key not in NOT_HIDDEN] if before.data else []
        if hidden and not toml_of(FileText(file=before.file, data=None, text=text)):
            return f"{before.file} is empty then, and uv goes on passing over {', '.join(hidden)} in {beside}."
    return None


def _hiding(before: FileText, text: str) -> str | None:
    was, becomes = (
        "uv" in toml_of(FileText(file=before.file, data=None, text=each)).get("tool", {})
        for each in (before.text, text)
    )
    above = passed_over_above(before.file) if was != becomes else None
    if above is None or (before.file.parent / "uv.toml").is_file():
        return None
    if becomes:
        return f"uv takes settings of this project from {above} so far, and passes over that file from then on."
    return f"uv takes settings of this project from {above} from then on."


def _uv_of(source: FileText) -> dict[str, Any]:
    return _table(toml_of(source), TOOL_UV)
