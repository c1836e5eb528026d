"""What uv takes where nothing is said, as far as it depends on the computer or the project."""

from collections.abc import Mapping
from pathlib import Path

from core.model.setting_keys import SettingKey
from core.model.setting_values import SettingValue
from core.settings.declared.declaration import Declaration
from core.settings.workspace import settings_folder
from core.system.uv_folders import default_temp, default_uv_cache, uv_data_folder


def default_value(declaration: Declaration, project: Path | None, environ: Mapping[str, str]) -> SettingValue | None:
    """Return the value that holds where no source says anything, None where uv decides by what it meets."""
    match declaration.key:
        case SettingKey.CACHE:
            return str(default_uv_cache(environ))
        case SettingKey.TEMP:
            return str(default_temp(environ))
        case SettingKey.ENVIRONMENT:
            return str(settings_folder(project) / ".venv") if project is not None else None
        case SettingKey.PYTHONS:
            return str(uv_data_folder(environ) / "python")
        case SettingKey.TOOLS:
            return str(uv_data_folder(environ) / "tools")
        case _:
            return declaration.standard
