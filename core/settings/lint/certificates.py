"""The rule about two names of one setting: ``native-tls`` of old, ``system-certs`` by now."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from core.model.checks import Check
from core.model.setting_keys import SettingKey
from core.settings.lint.making import listed, unset_variable, warn
from core.settings.lint.subject import Subject
from core.settings.lint.variables import is_on

_OLD, _NEW = ("native-tls", "UV_NATIVE_TLS"), ("system-certs", "UV_SYSTEM_CERTS")


class _Said(Struct, frozen=True):
    name: str
    value: bool
    file: Path | None = None
    line: int | None = None

    def words(self) -> str:
        value = str(self.value).lower()
        if self.file is None:
            return f"the variable {self.name} says {value}"
        line = f", line {self.line}" if self.line is not None else ""
        return f"{self.name} in {self.file}{line} says {value}"


def at_odds(subject: Subject) -> Iterator[Check]:
    """Find both names with different values, in whatever files and variables they stand."""
    said = tuple(_said(subject))
    old = [each for each in said if each.name in _OLD]
    new = [each for each in said if each.name in _NEW]
    if not old or not new or {each.value for each in old} == {each.value for each in new}:
        return
    effective = subject.values.of(SettingKey.SYSTEM_CERTS)
    wins = "trusts this computer's certificates" if effective.value else "trusts the list that it brings"
    first = next((each for each in (*old, *new) if each.file is not None), None)
    yield warn(
        "certificates-at-odds",
        "native-tls and system-certs say different things",
        f"They are one setting, renamed with uv 0.11, and {listed([each.words() for each in (*old, *new)])}. The new "
        f"name counts where uv knows it, and a variable before a file; as it is, uv {wins}. Keep one of them.",
        key=SettingKey.SYSTEM_CERTS,
        remedies=tuple(unset_variable(each.name) for each in old if each.file is None),
        **({"file": first.file, "line": first.line} if first is not None else {}),
    )


def _said(subject: Subject) -> Iterator[_Said]:
    for name in (_OLD[1], _NEW[1]):
        if subject.environ.get(name):
            yield _Said(name, is_on(subject.environ[name]))
    for source in subject.sources.usable:
        for key in (_OLD[0], _NEW[0]):
            value = source.table.get(key)
            if isinstance(value, bool) and source.origin.path is not None:
                yield _Said(key, value, Path(source.origin.path), source.origin_of(key).line)
