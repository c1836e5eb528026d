"""Rules about values in uv's files: paths that are not what they seem, the version of uv, a cache that is off."""

from collections.abc import Callable, Iterator
from pathlib import Path

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import Version

from core.model.checks import Check
from core.model.setting_keys import SettingKey
from core.settings.lint.making import choose, fail, unset_variable, warn
from core.settings.lint.subject import Subject
from core.settings.lint.unexpanded import left_as_written
from core.settings.lint.variables import is_on
from core.settings.uv_sources import UvSource

SameVolume = Callable[[Path, Path], bool | None]


def unexpanded(subject: Subject) -> Iterator[Check]:
    """Find paths in files with ``~`` or the name of a variable, which uv does not replace there."""
    for source in subject.sources.usable:
        for key, text in _paths(source):
            piece = left_as_written(text, subject.environ)
            if piece is not None and source.origin.path is not None:
                yield fail(
                    f"{key}-unexpanded",
                    f"{key} holds {piece} as it is written",
                    f"In its files uv replaces neither ~ nor the names of variables: it takes {piece} in “{text}” "
                    "for a "
                    "folder of that name. Write the whole path.",
                    key=SettingKey.CACHE if key == "cache-dir" else None,
                    file=Path(source.origin.path),
                    line=source.origin_of(key).line,
                )


def relative_cache(subject: Subject) -> Iterator[Check]:
    """Find a cache in a file that is another folder wherever uv is started."""
    for source in subject.sources.usable:
        text = source.table.get("cache-dir")
        if (
            not isinstance(text, str)
            or source.origin.path is None
            or left_as_written(text, subject.environ) is not None
        ):
            continue
        if text and not Path(text).is_absolute():
            yield warn(
                "cache-dir-relative",
                "cache-dir is no absolute path",
                f"uv takes “{text}” from the folder in which it is started, not from the file it stands in. "
                "Started in a "
                "folder of the project, it makes another cache there.",
                key=SettingKey.CACHE,
                file=Path(source.origin.path),
                line=source.origin_of("cache-dir").line,
            )


def _paths(source: UvSource) -> Iterator[tuple[str, str]]:
    cache, links, entries = (source.table.get(key) for key in ("cache-dir", "find-links", "index"))
    if isinstance(cache, str):
        yield "cache-dir", cache
    for item in links if isinstance(links, list) else ():
        if isinstance(item, str) and "://" not in item:
            yield "find-links", item
    for entry in entries if isinstance(entries, list) else ():
        url = entry.get("url") if isinstance(entry, dict) else None
        if isinstance(url, str) and "://" not in url:
            yield "index", url


def required_version(subject: Subject) -> Iterator[Check]:
    """Find a demand on the version of uv that the uv in use does not meet, at which it ends."""
    source = next((each for each in subject.sources.usable if "required-version" in each.table), None)
    if source is None or source.origin.path is None or not subject.version:
        return
    text = str(source.table["required-version"])
    version = ".".join(map(str, subject.version))
    try:
        wanted = SpecifierSet(text if not text[:1].isdigit() else f"=={text}", prereleases=True)
    except InvalidSpecifier:
        return
    if not wanted.contains(Version(version)):
        yield fail(
            "required-version",
            f"This uv is {version}, and {text} is demanded",
            f"{source.origin.path} has required-version = {text}. uv ends with an error, whatever it is asked to do. "
            "Use a uv of that version, or change the line.",
            key=SettingKey.UV,
            file=Path(source.origin.path),
            line=source.origin_of("required-version").line,
        )


def cache_off(subject: Subject) -> Iterator[Check]:
    """Find a cache that is switched off: every run then downloads and unpacks anew."""
    detail = (
        "uv makes a cache in the temp folder for each run and removes it, so everything is downloaded and "
        "unpacked anew; "
        "a scanner meets it there just the same."
    )
    if is_on(subject.environ.get("UV_NO_CACHE")):
        yield warn(
            "cache-off", "UV_NO_CACHE is set", detail, key=SettingKey.CACHE, remedies=(unset_variable("UV_NO_CACHE"),)
        )
        return
    source = next((each for each in subject.sources.usable if "no-cache" in each.table), None)
    if source is not None and source.table["no-cache"] is True and source.origin.path is not None:
        yield warn(
            "cache-off",
            "no-cache is set",
            detail,
            key=SettingKey.CACHE,
            file=Path(source.origin.path),
            line=source.origin_of("no-cache").line,
        )


def volumes(subject: Subject, same_volume: SameVolume) -> Iterator[Check]:
    """Find a cache on another volume than the environment while uv is left to choose how to bring files over."""
    link_mode = subject.values.of(SettingKey.LINK_MODE)
    cache, environment = subject.values.of(SettingKey.CACHE), subject.values.of(SettingKey.ENVIRONMENT)
    if subject.project is None or link_mode.held or cache.value is None or environment.value is None:
        return
    if same_volume(Path(str(cache.value)), Path(str(environment.value))) is False:
        yield warn(
            "volumes-differ",
            "Cache and environment are on different volumes",
            f"The cache is {cache.value}, the environment {environment.value}. Files cannot be linked from one "
            "volume to "
            "another, so uv tries, warns and copies each. Choose the link mode copy, or move one of the two.",
            key=SettingKey.LINK_MODE,
            remedies=(choose(SettingKey.LINK_MODE, "copy", "Copy without trying first", subject.project),),
        )
