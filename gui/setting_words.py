"""Words for settings: what holds, where it comes from, whom a choice is made for."""

import re

from PySide6.QtCore import QCoreApplication

from core.model.secrets import STARS, without_secrets
from core.model.setting_keys import Section, SettingScope
from core.model.setting_values import EffectiveSetting, Held, IndexEntry, SettingValue, SourceTrouble
from core.model.settings import Origin, OriginKind
from core.settings.declared.declaration import Declaration
from core.settings.kinds import Form, Number

translate = QCoreApplication.translate

_MOST_ITEMS = 4
_SEPARATORS = re.compile(r"[\\/]")


def section_title(section: Section) -> str:
    """Name a section."""
    match section:
        case Section.PLACES:
            return translate("settings", "Places")
        case Section.NETWORK:
            return translate("settings", "Network and certificates")
        case Section.WHEELS:
            return translate("settings", "Wheels")
        case Section.INDEXES:
            return translate("settings", "Indexes and credentials")
        case Section.PYTHON:
            return translate("settings", "Python")
        case Section.ADVANCED:
            return translate("settings", "Advanced")


def scope_text(scope: SettingScope) -> str:
    """Say whom a choice is made for, as a button does."""
    match scope:
        case SettingScope.PROFILE:
            return translate("settings", "Only for me in this project")
        case SettingScope.PROJECT:
            return translate("settings", "For everyone in this project")
        case SettingScope.USER:
            return translate("settings", "For all my projects")


def scope_hint(scope: SettingScope) -> str:
    """Say where a choice of a scope is kept."""
    match scope:
        case SettingScope.PROFILE:
            return translate("settings", "Kept by Wheelyard; no file of the project changes.")
        case SettingScope.PROJECT:
            return translate("settings", "Written into the project's own files, which others get, too.")
        case SettingScope.USER:
            return translate("settings", "Written into your own uv.toml.")


def origin_sentence(origin: Origin) -> str:  # noqa: PLR0911 - one line an origin
    """Say where a value comes from, in a short sentence; a file by its name alone."""
    where = _where(origin, whole=False)
    match origin.kind:
        case OriginKind.DEFAULT:
            return translate("settings", "The default.")
        case OriginKind.SYSTEM:
            return translate("settings", "From {where} (everyone on this computer).").format(where=where)
        case OriginKind.USER:
            return translate("settings", "From {where} (all your projects).").format(where=where)
        case OriginKind.PROJECT:
            return translate("settings", "From {where} (everyone in this project).").format(where=where)
        case OriginKind.ENVIRONMENT:
            return translate("settings", "From the variable {name}.").format(name=origin.path or "")
        case OriginKind.PROFILE:
            return translate("settings", "Chosen by you for this project.")
        case OriginKind.POLICY:
            return translate("settings", "Set by policy, in {where}.").format(where=where)


def _origin_part(origin: Origin) -> str:
    """Return the source of one part, with the whole path of a file."""
    match origin.kind:
        case OriginKind.PROFILE:
            return translate("settings", "your choice for this project")
        case OriginKind.ENVIRONMENT:
            return translate("settings", "the variable {name}").format(name=origin.path or "")
        case OriginKind.DEFAULT:
            return translate("settings", "the default")
        case _:
            return _where(origin, whole=True)


def _where(origin: Origin, *, whole: bool) -> str:
    path = origin.path or ""
    name = path if whole else _SEPARATORS.split(path)[-1]
    if origin.line is None:
        return name
    return translate("settings", "{file}, line {line}").format(file=name, line=origin.line)


def value_text(declaration: Declaration, value: SettingValue) -> str:
    """Return a value as a person reads it, on one line; what looks secret is stars, long lists are cut."""
    if isinstance(value, bool):
        return translate("settings", "yes") if value else translate("settings", "no")
    if isinstance(value, tuple):
        shown = [_item_text(declaration, item) for item in value[:_MOST_ITEMS]]
        if len(value) > _MOST_ITEMS:
            shown.append(translate("settings", "{count} more").format(count=len(value) - _MOST_ITEMS))
        return ", ".join(shown)
    kind = declaration.kind
    unit = kind.unit if isinstance(kind, Number) else ""
    return f"{value} {unit}" if unit else without_secrets(str(value))


def _item_text(declaration: Declaration, item: str | IndexEntry) -> str:
    if isinstance(item, IndexEntry):
        url = without_secrets(item.url)
        return f"{item.name} ({url})" if item.name else url
    if declaration.kind.form is Form.VARIABLES and looks_secret(item):
        return f"{item.partition('=')[0]}={STARS}"
    return without_secrets(item)


def looks_secret(assignment: str) -> bool:
    """Whether the value of ``NAME=value`` is one that is shown to nobody."""
    name, _, value = assignment.partition("=")
    if value == STARS:
        return True
    # A value of blanks or none says nothing; the name alone tells what will stand there.
    whole = f"{name}={value.strip() or 'x'}"
    return without_secrets(whole) != whole


def effective_sentence(declaration: Declaration, setting: EffectiveSetting) -> str:
    """Say what holds and where it comes from."""
    if setting.origin.kind is OriginKind.DEFAULT:
        words = setting.default
        if not words and setting.value is not None:
            words = value_text(declaration, setting.value)
        if not words:
            return translate("settings", "In effect: nothing is chosen, uv decides.")
        return translate("settings", "In effect: {value} (the default).").format(value=words)
    value = translate("settings", "nothing") if setting.value is None else value_text(declaration, setting.value)
    if setting.locked_by is not None:
        # Who locked it is said below.
        return translate("settings", "In effect: {value}.").format(value=value)
    if setting.joined and len(_counting(setting)) > 1:
        return translate("settings", "In effect: {value}. From {count} sources, joined.").format(
            value=value, count=len(_counting(setting))
        )
    return translate("settings", "In effect: {value}. {origin}").format(
        value=value, origin=origin_sentence(setting.origin)
    )


def parts_title(setting: EffectiveSetting) -> str:
    """Name what ``parts`` lists; empty where there is nothing to list."""
    if setting.joined and len(_counting(setting)) > 1:
        return translate("settings", "Where its parts come from ({count})").format(count=len(setting.held))
    if setting.overridden and all(held.note is not None for held in setting.overridden):
        return translate("settings", "What does not count ({count})").format(count=len(setting.overridden))
    if setting.overridden:
        return translate("settings", "What it overrides ({count})").format(count=len(setting.overridden))
    return translate("settings", "Where it stands") if setting.origin.path and setting.held else ""


def parts(declaration: Declaration, setting: EffectiveSetting) -> tuple[str, ...]:
    """Return a line for each source that says something of the setting, strongest first."""
    return tuple(_part_text(declaration, held) for held in setting.held)


def _part_text(declaration: Declaration, held: Held) -> str:
    text = translate("settings", "{source}: {value}").format(
        source=_origin_part(held.origin), value=value_text(declaration, held.value)
    )
    return f"{text} ({held.note})" if held.note else text


def _counting(setting: EffectiveSetting) -> tuple[Held, ...]:
    return tuple(held for held in setting.held if held.note is None)


def locked_sentence(locked_by: str) -> str:
    """Say that policy decides, and that nothing can be chosen here."""
    sentence = translate("settings", "Locked by policy, in {source}. Only your IT department can change it.")
    return sentence.format(source=locked_by)


def wrong_sentence(error: str, what: str) -> str:
    """Say what is wrong with a value, and what such a value is."""
    first = error[:1].upper() + error[1:]
    return translate("settings", "{wrong} It is {what}.").format(wrong=first, what=what) if what else first


def trouble_place(trouble: SourceTrouble) -> str:
    """Return the file or variable of a trouble, with line and column where they are known."""
    if trouble.line is None:
        return trouble.source
    if trouble.column is None:
        return translate("settings", "{file}, line {line}").format(file=trouble.source, line=trouble.line)
    return translate("settings", "{file}, line {line}, column {column}").format(
        file=trouble.source, line=trouble.line, column=trouble.column
    )


def trouble_title(trouble: SourceTrouble) -> str:
    """Say what a trouble does to uv."""
    if trouble.stops_uv:
        return translate("settings", "uv ends with an error because of this")
    return translate("settings", "uv passes over everything that this file says of its settings")


def changes_text(count: int) -> str:
    """Say how many choices are not saved yet."""
    if count == 0:
        return translate("settings", "Nothing is changed.")
    if count == 1:
        return translate("settings", "1 change, not saved yet.")
    return translate("settings", "{count} changes, not saved yet.").format(count=count)


def wrong_text(count: int) -> str:
    """Say how many values cannot be saved."""
    if count == 1:
        return translate("settings", "1 value cannot be saved as it is.")
    return translate("settings", "{count} values cannot be saved as they are.").format(count=count)


def unknown_sentence(unknown: str) -> str:
    """Say that the uv in use has no such setting, and from when on there is one."""
    return translate("settings", "The uv in use does not know this: {why}").format(why=unknown)


def move_hint() -> str:
    """Say what moving a place does, and how it is taken back."""
    return translate("settings", "Moving takes along what is there, and can be undone.")


def defaults_title() -> str:
    """Name the dialog of what holds for all projects."""
    return translate("settings", "Defaults for all projects")
