"""What is chosen rarely: resolution, concurrency, waiting, variables."""

from typing_extensions import override

from core.model.setting_keys import Section, SettingKey
from core.model.setting_values import SettingValue
from core.settings import item_checks, uv_checks
from core.settings.declared.declaration import PROFILE_ONLY, PROJECT_ONLY, Declaration, Name
from core.settings.kinds import Choice, Form, Items, Number, Text

_MOST = 1000
_REQUIREMENTS = Items(
    what="a list of requirements such as numpy<2, one a line",
    check=item_checks.requirement,
    taken=uv_checks.requirement,
)


class _WhoseUv(Choice, frozen=True, kw_only=True):
    """The uv that Wheelyard brings, or what the variable names: the path of a program."""

    @override
    def from_variable(self, text: str) -> SettingValue | None:
        return text or None


def _nothing(_value: SettingValue) -> dict[str, str | None]:
    return {}


def _assignments(value: SettingValue) -> dict[str, str | None]:
    pairs = (str(each).partition("=") for each in value) if isinstance(value, tuple) else ()
    return {name: text for name, _, text in pairs}


def _concurrent(key: SettingKey, label: str, what: str, since: tuple[int, ...], standard: int | None) -> Declaration:
    return Declaration(
        key=key,
        section=Section.ADVANCED,
        label=label,
        help=f"How many {what} uv does at once, at most.",
        kind=Number(what=f"how many {what} uv does at once", minimum=1, maximum=_MOST),
        variables=(Name(f"UV_{key.value.replace('-', '_').upper()}", since),),
        keys=(Name(key.value, (0, 3)),),
        standard=standard,
        default="" if standard is not None else "as many as there are processors",
        effect=lambda value: f"uv does at most {value} {what} at once",
        without=f"uv decides how many {what} it does at once",
    )


ADVANCED = (
    Declaration(
        key=SettingKey.DEFAULT_GROUPS,
        section=Section.ADVANCED,
        label="Default groups",
        help="The dependency groups that a sync installs without being asked; `all` for all of them.",
        kind=Items(
            what="a list of dependency groups, or all",
            check=item_checks.name,
            taken=uv_checks.package_name,
            commas=True,
            whole="all",
        ),
        keys=(Name("default-groups", (0, 4, 27)),),
        scopes=PROJECT_ONLY,
        project_only=True,
        standard=("dev",),
        effect=lambda value: f"a sync installs the groups {value}",
        without="a sync installs the group dev",
    ),
    Declaration(
        key=SettingKey.EXTRAS,
        section=Section.ADVANCED,
        label="Extras",
        help="The optional dependencies of the project that your syncs install, too; `all` for all of them.",
        kind=Items(what="a list of extras, or all", check=item_checks.name, commas=True, whole="all"),
        scopes=PROFILE_ONLY,
        tell=_nothing,
        default="none",
        effect=lambda value: f"a sync installs the extras {value}",
        without="a sync installs no extras",
    ),
    Declaration(
        key=SettingKey.ENVIRONMENTS,
        section=Section.ADVANCED,
        label="Environments to lock for",
        help="The platforms that the lock file covers, as markers; without any it covers all of them.",
        kind=Items(
            what="a list of markers such as sys_platform == 'win32', one a line",
            check=item_checks.marker,
            taken=uv_checks.marker,
            single=True,
        ),
        keys=(Name("environments", (0, 3)),),
        scopes=PROJECT_ONLY,
        project_only=True,
        default="all platforms",
        effect=lambda value: f"uv locks for {value}",
        without="uv locks for all platforms",
    ),
    Declaration(
        key=SettingKey.CONSTRAINTS,
        section=Section.ADVANCED,
        label="Constraints",
        help="Versions that are allowed where a package is needed at all.",
        kind=_REQUIREMENTS,
        keys=(Name("constraint-dependencies", (0, 2, 28)),),
        scopes=PROJECT_ONLY,
        project_only=True,
        default="none",
        effect=lambda value: f"uv resolves within {value}",
        without="uv resolves without constraints",
    ),
    Declaration(
        key=SettingKey.OVERRIDES,
        section=Section.ADVANCED,
        label="Overrides",
        help="Requirements that replace what packages themselves ask for.",
        kind=_REQUIREMENTS,
        keys=(Name("override-dependencies", (0, 2, 6)),),
        scopes=PROJECT_ONLY,
        project_only=True,
        default="none",
        effect=lambda value: f"uv replaces requirements by {value}",
        without="uv replaces no requirements",
    ),
    Declaration(
        key=SettingKey.EXCLUDE_NEWER,
        section=Section.ADVANCED,
        label="Nothing newer than",
        help="uv passes over files uploaded later than a date, a time with its zone, or a duration such as 2 weeks.",
        kind=Text(
            what="a date such as 2026-01-31, a time such as 2026-01-31T12:00:00Z, or a duration such as 2 weeks",
            check=item_checks.moment,
            taken=uv_checks.moment,
            empty_is_refused=True,
        ),
        variables=(Name("UV_EXCLUDE_NEWER", (0, 2, 12)),),
        keys=(Name("exclude-newer", (0, 2, 12)),),
        effect=lambda value: f"uv passes over files newer than {value}",
        without="uv's own files and variables decide whether it passes over newer files",
    ),
    _concurrent(SettingKey.CONCURRENT_DOWNLOADS, "Downloads at once", "downloads", (0, 1, 43), 50),
    _concurrent(SettingKey.CONCURRENT_BUILDS, "Builds at once", "builds", (0, 1, 43), None),
    _concurrent(SettingKey.CONCURRENT_INSTALLS, "Installs at once", "installs", (0, 1, 45), None),
    Declaration(
        key=SettingKey.LOCK_TIMEOUT,
        section=Section.ADVANCED,
        label="Wait for other uvs",
        help="How long uv waits while another uv uses the cache or the environment.",
        kind=Number(
            what="how many seconds uv waits for another uv", minimum=1, maximum=24 * 3600, least=0, unit="seconds"
        ),
        variables=(Name("UV_LOCK_TIMEOUT", (0, 9, 4)),),
        scopes=PROFILE_ONLY,
        standard=300,
        effect=lambda value: f"uv waits up to {value} seconds for another uv",
        without="uv decides how long it waits for another uv",
    ),
    Declaration(
        key=SettingKey.VARIABLES,
        section=Section.ADVANCED,
        label="Variables of your own",
        help="Set for uv and in the terminals of this project. A value that looks secret is kept in the keyring.",
        kind=Items(
            what="a list of variables such as NAME=value, one a line", check=item_checks.assignment, form=Form.VARIABLES
        ),
        scopes=PROFILE_ONLY,
        tell=_assignments,
        default="none",
        effect=lambda value: f"uv runs with {value}",
        without="uv runs without variables of your own",
    ),
    Declaration(
        key=SettingKey.UV,
        section=Section.ADVANCED,
        label="uv",
        help="`wheelyard` takes the uv that Wheelyard brings, whatever WHEELYARD_UV names.",
        kind=_WhoseUv(
            what="wheelyard, for the uv that Wheelyard brings whatever WHEELYARD_UV names", choices=("wheelyard",)
        ),
        variables=(Name("WHEELYARD_UV"),),
        scopes=PROFILE_ONLY,
        tell=_nothing,
        default="the uv that Wheelyard brings",
        effect=lambda _value: "the uv that Wheelyard brings is used",
        without="the uv that WHEELYARD_UV names is used where it names one",
    ),
)
