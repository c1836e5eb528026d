"""Rules about folders and files that are named and not there."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from core.model.checks import Check
from core.model.setting_keys import SettingKey
from core.model.setting_values import EffectiveSetting, Held, IndexEntry
from core.model.settings import Origin, OriginKind
from core.settings.lint.making import fail, unset_variable, warn
from core.settings.lint.subject import Subject, TomlFile
from core.settings.lint.unexpanded import left_as_written


def certificates(subject: Subject) -> Iterator[Check]:
    """Find lists of certificates that are named and not there: uv then trusts nobody."""
    setting = subject.values.of(SettingKey.CERTIFICATE_FILE)
    file = Path(str(setting.value)) if setting.value else None
    if file is not None and _is_sound(setting, subject) and subject.is_there(_from(subject, file)) is False:
        chosen = setting.origin.kind is OriginKind.PROFILE
        yield fail(
            "certificate-file-missing",
            "The certificate file does not exist",
            f"{_named_by(setting.origin)} names {file}. Where that is missing uv trusts no certificate at all, so "
            "every "
            "https:// address fails.",
            key=SettingKey.CERTIFICATE_FILE,
            remedies=() if chosen else (unset_variable("SSL_CERT_FILE"),),
        )
    folders = [Path(text) for text in subject.environ.get("SSL_CERT_DIR", "").split(os.pathsep) if text]
    if folders and file is None and all(subject.is_there(_from(subject, each)) is False for each in folders):
        yield fail(
            "ssl-cert-dir-missing",
            "The folder of certificates does not exist",
            f"SSL_CERT_DIR names {subject.environ['SSL_CERT_DIR']}. Where that is missing uv trusts no certificate at "
            "all, so every https:// address fails.",
            remedies=(unset_variable("SSL_CERT_DIR"),),
        )


def places(subject: Subject) -> Iterator[Check]:
    """Find a cache or a temp folder whose folder is not there, which may be a name that was mistyped."""
    cache, temp = subject.values.of(SettingKey.CACHE), subject.values.of(SettingKey.TEMP)
    if cache.origin.kind is not OriginKind.DEFAULT and _is_sound(cache, subject):
        parent = Path(str(cache.value)).parent
        if subject.is_there(Path(str(cache.value))) is False and subject.is_there(parent) is False:
            yield warn(
                "cache-parent-missing",
                "The folder that the cache should lie in does not exist",
                f"{_named_by(cache.origin)} names {cache.value}, and {parent} is not there. uv makes both where "
                "it may; "
                "see that the name and the drive are right.",
                key=SettingKey.CACHE,
                **_where(cache.origin),
            )
    if temp.origin.kind is not OriginKind.DEFAULT and _is_sound(temp, subject):
        folder = _from(subject, Path(str(temp.value)))
        if subject.is_there(folder) is False:
            yield warn(
                "temp-folder-missing",
                "The temp folder does not exist",
                f"{_named_by(temp.origin)} names {folder}. No program makes it: what needs a temporary file, such as a "
                "build, fails or takes another folder.",
                key=SettingKey.TEMP,
            )


def config_file(subject: Subject) -> Iterator[Check]:
    """Find a UV_CONFIG_FILE that is not there, at which uv ends."""
    named = subject.environ.get("UV_CONFIG_FILE")
    if named and named.strip("\"' ") == named and subject.is_there(_from(subject, Path(named))) is False:
        yield fail(
            "config-file-missing",
            "The file that UV_CONFIG_FILE names does not exist",
            f"There is no {named}. Every command of uv ends with an error before it does anything.",
            remedies=(unset_variable("UV_CONFIG_FILE"),),
        )


def find_links(subject: Subject) -> Iterator[Check]:
    """Find folders of wheels that are not there, at which uv ends."""
    for held in subject.values.of(SettingKey.FIND_LINKS).held:
        if held.note is not None or not isinstance(held.value, tuple):
            continue
        for item in held.value:
            folder = _local(str(item), held, subject)
            if folder is not None and subject.is_there(folder) is False:
                yield fail(
                    "find-links-missing",
                    "A folder of wheels does not exist",
                    f"{_named_by(held.origin)} names {item} in find-links, and there is no {folder}. uv ends with an "
                    "error, also where nothing is wanted from it.",
                    key=SettingKey.FIND_LINKS,
                    **_where(held.origin),
                )


def index_folders(subject: Subject) -> Iterator[Check]:
    """Find folders that are named as an index and are not there, at which uv ends."""
    for held in subject.values.of(SettingKey.INDEXES).held:
        if held.note is not None or not isinstance(held.value, tuple):
            continue
        for entry in held.value:
            folder = _local(entry.url, held, subject) if isinstance(entry, IndexEntry) and entry.flat else None
            if folder is not None and isinstance(entry, IndexEntry) and subject.is_there(folder) is False:
                yield fail(
                    "index-folder-missing",
                    f"The folder of the index {entry.name or entry.url} does not exist",
                    f"{_named_by(held.origin)} names {entry.url} as an index, and there is no {folder}. uv ends "
                    "with an "
                    "error when it looks for packages there.",
                    key=SettingKey.INDEXES,
                    **_where(held.origin),
                )


def source_files(subject: Subject) -> Iterator[Check]:
    """Find packages whose own file or folder, as ``[tool.uv.sources]`` names it, is not there."""
    for file in subject.pyprojects:
        for package, source in file.table_at("tool", "uv", "sources").items():
            for path in _paths_in(source):
                if left_as_written(path, subject.environ) is not None:
                    continue
                place = Path(os.path.normpath(file.path.parent / path))
                if subject.is_there(place) is False:
                    yield fail(
                        "source-file-missing",
                        f"The file of {package} does not exist",
                        f"The source of {package} names {path}, and there is no {place}. uv reads it when it locks, "
                        "also where it is for another platform.",
                        file=file.path,
                        line=_line(file, package),
                    )


def _paths_in(source: object) -> Iterator[str]:
    for each in source if isinstance(source, list) else [source]:
        path = each.get("path") if isinstance(each, dict) else None
        if isinstance(path, str) and path:
            yield path


def _line(file: TomlFile, package: str) -> int | None:
    return file.line("tool", "uv", "sources", package)


def _local(text: str, held: Held, subject: Subject) -> Path | None:
    """Return the folder that a text names, from the file it stands in; None for a URL and what uv cannot mean."""
    if text.lower().startswith("file:"):
        return Path(url2pathname(urlsplit(text).path))
    if "://" in text or left_as_written(text, subject.environ) is not None:
        return None
    in_file = held.origin.kind is not OriginKind.ENVIRONMENT or (held.origin.path or "").endswith(".toml")
    base = Path(held.origin.path).parent if in_file and held.origin.path else subject.project or Path()
    return Path(os.path.normpath(base / text))


def _from(subject: Subject, path: Path) -> Path:
    return (subject.project or Path()) / path


def _is_sound(setting: EffectiveSetting, subject: Subject) -> bool:
    """Whether the path of a setting is one that no other rule speaks of."""
    text = subject.environ.get(setting.origin.path or "") or str(setting.value)
    parts = Path(text.strip("\"' ")).parts
    return text.strip("\"' ") == text and all(left_as_written(part, subject.environ) is None for part in parts)


def _named_by(origin: Origin) -> str:
    return (
        "Your profile of this project" if origin.kind is OriginKind.PROFILE else str(origin.path or origin.kind.value)
    )


def _where(origin: Origin) -> dict[str, Any]:
    path = origin.path or ""
    return {"file": Path(path), "line": origin.line} if path.endswith(".toml") else {}
