"""The work of choosing one setting: for the person in a project, for everyone in it, for all the person's projects."""

from pathlib import Path

from core.model.commands import ChooseSetting
from core.model.setting_keys import SettingScope
from core.model.setting_values import SettingChange
from core.procedures.procedure import Procedure
from core.procedures.services import Services
from core.procedures.settings_work import changing


def procedure(command: ChooseSetting, services: Services) -> Procedure:
    """Return the procedure: the choice is made while nothing else of the project runs."""
    here = command.project if command.scope is SettingScope.USER else command.project or Path.cwd()
    change = SettingChange(key=command.key, scope=command.scope, value=command.value)
    return changing((change,), here, {}, services)
