"""What a check of a project and of its configuration found."""

from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from core.model.commands import AnyRepair, ChangeWheels, Lock
from core.model.setting_keys import SettingKey


class CheckStatus(StrEnum):
    """How a check ended; ``unknown`` where it could not be made."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"
    UNKNOWN = "unknown"


class CheckRemedy(Struct, frozen=True, kw_only=True):
    """What would mend a finding: a title, the command line that does it, and the Command for the window."""

    title: str
    command: tuple[str, ...] = ()
    action: AnyRepair | ChangeWheels | Lock | None = None


class Check(Struct, frozen=True, kw_only=True):
    """One check; ``id`` is stable, ``title`` says what was found in a few words, ``detail`` in sentences.

    ``file``, ``line`` and ``column`` (from 1) name the place of a finding, ``key`` the setting that it is about.
    """

    id: str
    status: CheckStatus
    title: str
    detail: str = ""
    file: Path | None = None
    line: int | None = None
    column: int | None = None
    key: SettingKey | None = None
    remedies: tuple[CheckRemedy, ...] = ()
