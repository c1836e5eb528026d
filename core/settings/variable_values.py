"""What the variables of a person's environment say of settings, as uv takes them."""

import os
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from core.model.setting_keys import SettingKey
from core.model.setting_values import Held, SettingValue, SourceTrouble
from core.model.settings import Origin, OriginKind
from core.settings.bad_value import BadValueError
from core.settings.declared.declaration import Declaration, Version
from core.settings.index_kind import default_index
from core.settings.kinds import Flag
from core.settings.old_index_keys import extra_indexes, index_url
from core.settings.proxy_values import proxies_of, proxyless_of
from core.system.uv_folders import temp_variables

_Read = Callable[[str], SettingValue | None]
_PASSED_OVER = frozenset({SettingKey.LOCK_TIMEOUT})
"""What uv does without where it cannot read it."""
_FOLDERS = frozenset({SettingKey.CACHE, SettingKey.TEMP, SettingKey.ENVIRONMENT, SettingKey.PYTHONS, SettingKey.TOOLS})


def of_variables(
    declaration: Declaration, environ: Mapping[str, str], version: Version, base: Path | None
) -> tuple[list[Held], list[SourceTrouble]]:
    """Return what variables say of one setting, strongest first, and those that uv refuses.

    ``base`` is the folder that relative paths are taken from.
    """
    if declaration.key is SettingKey.PROXY:
        return proxies_of(environ), []
    if declaration.key is SettingKey.NO_PROXY:
        return proxyless_of(environ), []
    held, troubles = list[Held](), list[SourceTrouble]()
    for name, read in _readers(declaration, version):
        text = environ.get(name)
        if text is None:
            continue
        try:
            value = read(text)
        except BadValueError as error:
            passed_over = declaration.key in _PASSED_OVER
            sentence = f"{name} cannot be used: {error}"
            troubles.append(SourceTrouble(source=name, sentence=sentence, stops_uv=not passed_over))
            continue
        if value is not None:
            if declaration.key in _FOLDERS and base is not None:
                value = below(base, str(value))
            held.append(Held(value, Origin(OriginKind.ENVIRONMENT, name)))
            if declaration.key is SettingKey.SYSTEM_CERTS:
                break  # uv looks at the older variable only where the newer one is not set
    if declaration.key is SettingKey.PYTHON_PREFERENCE:
        troubles += _at_odds(held)
    return held, troubles


def _at_odds(held: list[Held]) -> Iterator[SourceTrouble]:
    names = [each.origin.path for each in held if each.origin.path]
    if "UV_PYTHON_PREFERENCE" in names and len(names) > 1:
        sentence = f"uv ends where {names[0]} stands beside UV_PYTHON_PREFERENCE: they decide the same."
        yield SourceTrouble(source=names[0], sentence=sentence, stops_uv=True)


def below(folder: Path, named: str) -> str:
    """Return ``named`` as an absolute path, from ``folder``; links in the way stay as they were named."""
    return os.path.normpath(folder / named)


def _readers(declaration: Declaration, version: Version) -> Iterator[tuple[str, _Read]]:
    kind = declaration.kind
    match declaration.key:
        case SettingKey.TEMP:
            names: tuple[str, ...] = temp_variables()
        case SettingKey.INDEXES:
            yield "UV_DEFAULT_INDEX", default_index
            yield "UV_INDEX", kind.from_variable
            yield "UV_EXTRA_INDEX_URL", extra_indexes
            yield "UV_INDEX_URL", index_url
            return
        case SettingKey.PYTHON_PREFERENCE:
            yield "UV_MANAGED_PYTHON", partial(_where_true, "only-managed")
            yield "UV_NO_MANAGED_PYTHON", partial(_where_true, "only-system")
            names = ("UV_PYTHON_PREFERENCE",)
        case _:
            names = tuple(name.text for name in declaration.variables if name.known_to(version))
    for name in names:
        yield name, kind.from_variable


def _where_true(meant: str, text: str) -> SettingValue | None:
    return meant if Flag().from_variable(text) else None
