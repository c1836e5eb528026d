"""Which Python uv uses."""

from core.model.setting_keys import Section, SettingKey, SettingScope
from core.model.setting_values import SettingValue
from core.settings import item_checks
from core.settings.declared.declaration import Declaration, Name
from core.settings.kinds import Choice, Text


def _preference_variables(value: SettingValue) -> dict[str, str | None]:
    # uv ends with an error where one of these stands beside the preference (measured, uv 0.13.9).
    return {"UV_PYTHON_PREFERENCE": str(value), "UV_MANAGED_PYTHON": None, "UV_NO_MANAGED_PYTHON": None}


PYTHON = (
    Declaration(
        key=SettingKey.PYTHON,
        section=Section.PYTHON,
        label="Python",
        help="A version such as 3.12, or the path of a Python. For everyone it is written into .python-version.",
        kind=Text(what="a version such as 3.12, or the path of a Python", check=item_checks.python),
        variables=(Name("UV_PYTHON", (0, 1, 40)),),
        scopes=frozenset({SettingScope.PROFILE, SettingScope.PROJECT}),
        default="uv takes a Python that the project's requires-python allows",
        effect=lambda value: f"uv uses the Python {value}",
        without="uv's own files and variables decide which Python it uses",
    ),
    Declaration(
        key=SettingKey.PYTHON_PREFERENCE,
        section=Section.PYTHON,
        label="Python preference",
        help="Whether uv prefers the Pythons that it downloaded itself to those of this computer.",
        kind=Choice(
            what="one of only-managed, managed, system, only-system",
            choices=("only-managed", "managed", "system", "only-system"),
        ),
        variables=(Name("UV_PYTHON_PREFERENCE", (0, 3, 2)),),
        keys=(Name("python-preference", (0, 2, 22)),),
        standard="managed",
        tell=_preference_variables,
        effect=lambda value: f"uv's Python preference is {value}",
        without="uv's own files and variables decide which Pythons it prefers",
    ),
    Declaration(
        key=SettingKey.PYTHON_DOWNLOADS,
        section=Section.PYTHON,
        label="Download Pythons",
        help="Whether uv downloads a Python that is missing: by itself, only on `uv python install`, or never.",
        kind=Choice(
            what="one of automatic, manual, never",
            choices=("automatic", "manual", "never"),
            also={"auto": "automatic"},
            also_in_variables={"true": "automatic", "1": "automatic", "false": "never", "0": "never"},
        ),
        variables=(Name("UV_PYTHON_DOWNLOADS", (0, 3, 2)),),
        keys=(Name("python-downloads", (0, 2, 35)),),
        standard="automatic",
        effect=lambda value: f"uv's downloads of Pythons are {value}",
        without="uv's own files and variables decide whether it downloads Pythons",
    ),
)
