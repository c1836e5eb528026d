"""Kinds of values that are paths with a rule of their own."""

from typing_extensions import override

from core.model.setting_values import SettingValue
from core.settings.bad_value import BadValueError
from core.settings.kinds import Folder, Form, Kind, absolute


class OwnFolder(Folder, frozen=True, kw_only=True):
    """The absolute path of a folder; a variable without text counts as not set."""

    @override
    def from_variable(self, text: str) -> SettingValue | None:
        return text or None


class ExistingFile(Kind, frozen=True, kw_only=True):
    """The absolute path of a file that is there."""

    form: Form = Form.FILE
    what: str = "the absolute path of a file"

    @override
    def parse(self, text: str) -> SettingValue:
        path = absolute(text)
        if not path.is_file():
            raise BadValueError(f"there is no file {path}.")
        return str(path)
