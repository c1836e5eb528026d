"""Where wheels come from besides indexes, and how they get into the environment."""

from core.model.setting_keys import Section, SettingKey
from core.model.setting_values import SettingValue
from core.model.settings import LinkMode
from core.settings import item_checks, uv_checks
from core.settings.bad_value import BadValueError
from core.settings.declared.declaration import Declaration, Name
from core.settings.kinds import Choice, Flag, Items


def _can_be_told(value: SettingValue) -> None:
    if value is False:
        raise BadValueError("uv takes false from its files only; take the choice back, or write it there.")


def _has_no_commas(value: SettingValue) -> None:
    comma = next((each for each in value if "," in str(each)), None) if isinstance(value, tuple) else None
    if comma is not None:
        raise BadValueError(f"a comma parts two places in uv's variable; write “{comma}” into a file of uv.")


WHEELS = (
    Declaration(
        key=SettingKey.LINK_MODE,
        section=Section.WHEELS,
        label="Link mode",
        help="How files get from the cache into the environment. `copy` works everywhere; the others need one volume.",
        kind=Choice(
            what=f"one of {', '.join(LinkMode)}",
            choices=tuple(map(str, LinkMode)),
            also={"reflink": LinkMode.CLONE.value},
        ),
        variables=(Name("UV_LINK_MODE", (0, 1, 40)),),
        keys=(Name("link-mode", (0, 2, 12)),),
        default="uv takes the fastest way that the volume allows",
        effect=lambda value: f"uv brings files from the cache into the environment by link mode {value}",
        without="uv's own files and variables decide about the link mode",
    ),
    Declaration(
        key=SettingKey.FIND_LINKS,
        section=Section.WHEELS,
        label="Folders of wheels",
        help="uv looks for packages in these folders, too, and on these pages.",
        kind=Items(
            what="a list of folders and URLs",
            check=item_checks.place_of_wheels,
            taken=uv_checks.place_of_files,
            separator=",",
        ),
        variables=(Name("UV_FIND_LINKS", (0, 4, 19)),),
        keys=(Name("find-links", (0, 2, 12)),),
        joined=True,
        profile_check=_has_no_commas,
        effect=lambda value: f"uv looks for packages in {value}, too",
        without="uv's own files and variables decide where it looks for packages besides its indexes",
    ),
    Declaration(
        key=SettingKey.NO_BUILD,
        section=Section.WHEELS,
        label="Wheels only",
        help="uv never builds a package from its source; one without a fitting wheel is refused.",
        kind=Flag(only_yes_by_variable=True),
        variables=(Name("UV_NO_BUILD", (0, 1, 40)),),
        keys=(Name("no-build", (0, 2, 12)),),
        standard=False,
        profile_check=_can_be_told,
        effect=lambda value: "uv takes wheels only" if value == "true" else "uv builds packages that have no wheel",
        without="uv's own files and variables decide whether it builds packages",
    ),
)
