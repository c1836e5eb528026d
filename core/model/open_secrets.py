"""Secrets that a person typed among other settings, kept out of what is shown, logged and handed round."""

from msgspec.structs import replace

from core.model.commands import AnyCommand, ChangeSettings, CheckNetwork, ChooseSetting, PreviewSettings
from core.model.secrets import STARS, Secret, without_secrets
from core.model.setting_keys import SettingKey
from core.model.setting_values import SettingChange


def with_hidden_secrets(command: AnyCommand) -> AnyCommand:
    """Return a command in which no variable's value that looks secret is plain text, nor a login in an address.

    A command is part of events; its secrets are values that no encoder can write and that print as stars.
    """
    match command:
        case ChangeSettings() | PreviewSettings():
            return replace(command, changes=tuple(map(_hidden, command.changes)))
        case CheckNetwork():
            return replace(command, urls=tuple(map(without_secrets, command.urls)))
        case ChooseSetting(key=SettingKey.VARIABLES, then=None):
            change = SettingChange(key=command.key, scope=command.scope, value=command.value)
            hidden = _hidden(change)
            return command if hidden == change else ChangeSettings(project=command.project, changes=(hidden,))
        case _:
            return command


def _hidden(change: SettingChange) -> SettingChange:
    if change.key is not SettingKey.VARIABLES or change.value is None:
        return change
    lines: list[str] = []
    secrets = dict(change.secrets)
    for line in change.value.split("\n"):
        name, equals, text = line.strip().partition("=")
        if equals and text.strip() != STARS and without_secrets(line) != line:
            secrets[name.strip()] = Secret(text)
            lines.append(f"{name}={STARS}")
        else:
            lines.append(line)
    return replace(change, value="\n".join(lines), secrets=secrets)
