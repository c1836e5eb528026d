"""Commands that mend what made uv fail; each can be followed by the command that failed."""

from pathlib import Path

from core.model.programs import RunningProgram
from core.model.setting_keys import SettingKey, SettingScope
from core.model.uv_commands import AnyUvCommand, Command


class RepairCommand(Command, frozen=True, kw_only=True):
    """The base of repairs; ``then`` is submitted when the repair has succeeded: the command that failed before."""

    then: AnyUvCommand | None = None


class ChooseSetting(RepairCommand, frozen=True, kw_only=True):
    """Choose a setting in a scope; None takes the choice of that scope back.

    ``value`` is text as a person writes it: ``true``, a number, a URL, a path. A user name or password in a URL is
    refused: the keyring is their place.
    """

    key: SettingKey
    value: str | None = None
    scope: SettingScope = SettingScope.PROFILE


class StoreCredential(RepairCommand, frozen=True, kw_only=True):
    """Ask for the user name and the secret of an index and keep them in the system's keyring.

    ``index`` is the name or the URL of an index of the project. The secret never is part of a command: it is asked for.
    ``refused`` says that the server did not take the login that is kept.
    """

    index: str
    user: str | None = None
    refused: bool = False


class ForgetCredential(Command, frozen=True, kw_only=True):
    """Take the login of an index out of the system's keyring and out of Wheelyard's profile of the project.

    ``index`` is the name of an index, or the URL that its login was stored for.
    """

    index: str


class EndProgram(RepairCommand, frozen=True, kw_only=True):
    """End a program that holds a file, once the person has confirmed it."""

    program: RunningProgram


class RecreateEnvironment(RepairCommand, frozen=True, kw_only=True):
    """Put the environment's folder aside, so that the next sync makes it anew; it is removed after that sync."""


class InstallPython(RepairCommand, frozen=True, kw_only=True):
    """Let uv install a Python; ``request`` as uv understands it (``3.12``), None for what the project requires."""

    request: str | None = None


class OpenSetting(Command, frozen=True, kw_only=True):
    """Open a file at a line in the person's editor; line and column count from 1, None where they are not known."""

    file: Path
    line: int | None = None
    column: int | None = None


class PrepareRequest(Command, frozen=True, kw_only=True):
    """Write the request to the IT department about the last problem of the project.

    With ``url``, an address without a login, it is about that one in place of the last problem: it is checked anew.
    With ``out`` it is written into that file, too: as Markdown into one named ``.md``, else as plain text.
    """

    out: Path | None = None
    url: str | None = None
