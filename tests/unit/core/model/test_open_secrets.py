"""No command that goes round carries a secret as text."""

from pathlib import Path

import pytest

from core.model.commands import AnyCommand, ChangeSettings, CheckNetwork, ChooseSetting, PreviewSettings, Sync
from core.model.open_secrets import with_hidden_secrets
from core.model.secrets import Secret
from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import SettingChange

HERE = Path("/home/ada/project")
WRITTEN = "PLAIN=1\nMY_TOKEN=tr0ub4dor-and-3\nOLD_PASSWORD=****"
CHANGE = SettingChange(key=SettingKey.VARIABLES, scope=SettingScope.PROFILE, value=WRITTEN)


@pytest.mark.parametrize(
    "command",
    [
        ChangeSettings(project=HERE, changes=(CHANGE,)),
        PreviewSettings(project=HERE, changes=(CHANGE,)),
        ChooseSetting(project=HERE, key=SettingKey.VARIABLES, value=WRITTEN),
    ],
)
def test_a_variable_that_looks_secret_is_stars_and_its_value_apart(command: AnyCommand) -> None:
    hidden = with_hidden_secrets(command)
    assert "tr0ub4dor" not in repr(hidden)
    assert isinstance(hidden, ChangeSettings | PreviewSettings)
    (change,) = hidden.changes
    assert change.value == "PLAIN=1\nMY_TOKEN=****\nOLD_PASSWORD=****"
    assert change.secrets == {"MY_TOKEN": Secret("tr0ub4dor-and-3")}
    assert with_hidden_secrets(hidden) == hidden


def test_other_commands_stay_as_they_are() -> None:
    plain = SettingChange(key=SettingKey.LINK_MODE, scope=SettingScope.PROFILE, value="copy")
    for command in (
        Sync(project=HERE),
        ChangeSettings(project=HERE, changes=(plain,)),
        ChooseSetting(project=HERE, key=SettingKey.VARIABLES, value="A=1"),
    ):
        assert with_hidden_secrets(command) == command


def test_an_address_to_check_loses_its_login() -> None:
    command = CheckNetwork(project=HERE, urls=("https://ada:tr0ub4dor@one.example/", "corp"))
    assert with_hidden_secrets(command) == CheckNetwork(project=HERE, urls=("https://****@one.example/", "corp"))
