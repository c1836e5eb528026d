"""Which indexes uv asks, and how."""

from core.model.setting_keys import Section, SettingKey
from core.model.setting_values import IndexEntry, SettingValue
from core.settings.bad_value import BadValueError
from core.settings.declared.declaration import Declaration, Name
from core.settings.index_kind import Indexes
from core.settings.kinds import Choice

_VARIABLE = Indexes()


def _entries(value: SettingValue) -> tuple[IndexEntry, ...]:
    return tuple(each for each in value if isinstance(each, IndexEntry)) if isinstance(value, tuple) else ()


def _index_variables(value: SettingValue) -> dict[str, str | None]:
    entries = _entries(value)
    others = tuple(each for each in entries if not each.default)
    told: dict[str, str | None] = {"UV_INDEX": _VARIABLE.to_variable(others)} if others else {}
    default = next((each for each in entries if each.default), None)
    if default is not None:
        told["UV_DEFAULT_INDEX"] = _VARIABLE.to_variable((default,))
    return told


def _can_be_told(value: SettingValue) -> None:
    for entry in _entries(value):
        if entry.explicit or entry.flat or entry.authenticate is not None:
            raise BadValueError(
                f"uv takes explicit, flat and authenticate from files only; write {entry.name or entry.url} "
                "for everyone in this project or for all your projects."
            )


INDEXES = (
    Declaration(
        key=SettingKey.INDEXES,
        section=Section.INDEXES,
        label="Indexes",
        help="uv asks them in this order and takes a package from the first that has it; the default one comes last.",
        kind=Indexes(),
        variables=(Name("UV_INDEX", (0, 4, 23)), Name("UV_EXTRA_INDEX_URL", (0, 1, 3))),
        keys=(Name("index", (0, 4, 23)), Name("extra-index-url", (0, 2, 12)), Name("index-url", (0, 2, 12))),
        joined=True,
        default="uv asks PyPI",
        tell=_index_variables,
        profile_check=_can_be_told,
        effect=lambda value: f"uv asks {value}",
        without="uv's own files and variables decide which indexes it asks",
    ),
    Declaration(
        key=SettingKey.INDEX_STRATEGY,
        section=Section.INDEXES,
        label="Index strategy",
        help="Whether uv stops at the first index that has a package. The unsafe ones let any index replace one.",
        kind=Choice(
            what="one of first-index, unsafe-first-match, unsafe-best-match",
            choices=("first-index", "unsafe-first-match", "unsafe-best-match"),
            also={"unsafe-any-match": "unsafe-first-match"},
        ),
        variables=(Name("UV_INDEX_STRATEGY", (0, 1, 29)),),
        keys=(Name("index-strategy", (0, 2, 12)),),
        standard="first-index",
        effect=lambda value: f"uv chooses among indexes by {value}",
        without="uv's own files and variables decide how it chooses among indexes",
    ),
    Declaration(
        key=SettingKey.KEYRING_PROVIDER,
        section=Section.INDEXES,
        label="Keyring",
        help="`subprocess` lets uv ask the program `keyring` for logins. Wheelyard hands them over itself.",
        kind=Choice(what="one of disabled, subprocess", choices=("disabled", "subprocess")),
        variables=(Name("UV_KEYRING_PROVIDER", (0, 1, 19)),),
        keys=(Name("keyring-provider", (0, 2, 12)),),
        standard="disabled",
        effect=lambda value: f"uv's keyring provider is {value}",
        without="uv's own files and variables decide whether it asks a keyring",
    ),
)
