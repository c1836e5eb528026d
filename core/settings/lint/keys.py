"""Rules about keys that uv does not take: unknown ones, those in a wrong section, values that it cannot use."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.model.checks import Check
from core.settings.declared.declaration import Version
from core.settings.file_check import FileTrouble, troubles_in
from core.settings.known_keys import MEASURED_UP_TO, NOT_IN_UV_TOML, knows_key
from core.settings.lint.making import fail, listed, warn
from core.settings.lint.own_keys import IN_PROJECT, READ_WITH_THE_PROJECT
from core.settings.lint.subject import Subject, TomlFile
from core.settings.toml_places import line_of
from core.settings.uv_sources import UvSource

_STANDARD = frozenset(
    {
        "name", "version", "description", "readme", "requires-python", "license", "license-files", "authors",
        "maintainers", "keywords", "classifiers", "urls", "scripts", "gui-scripts", "entry-points", "dependencies",
        "optional-dependencies", "dynamic", "import-names", "import-namespaces",
    }
)  # fmt: skip
"""What may stand in ``[project]`` (PyPA, "pyproject.toml specification")."""


def unusable(subject: Subject) -> Iterator[Check]:
    """Find keys because of which uv passes over a whole ``[tool.uv]``, or ends."""
    sources = [*subject.sources.usable, *subject.sources.unused]
    own = subject.sources.project
    if own is not None and own.origin.path not in {source.origin.path for source in sources}:
        sources.append(own)  # no settings are read from it, and what belongs to the project is
    for source in sources:
        whole = {**source.table, **source.hidden}
        for key, value in whole.items():
            for trouble in troubles_in({key: value}, in_pyproject=bool(source.below), version=subject.version):
                if key == "index" and source.below and not trouble.hides:
                    continue  # two of one name, or two default ones: said by a rule that knows their lines
                if key not in source.hidden or trouble.stops:
                    yield _unusable(source, whole, trouble, subject.version)


def _unusable(source: UvSource, whole: dict[str, Any], trouble: FileTrouble, version: Version) -> Check:
    key, file = trouble.key, Path(source.origin.path or "")
    unknown = not knows_key(version, key)
    ident, said = ("setting-unknown" if unknown else "setting-bad-value"), [trouble.sentence]
    path: tuple[str, ...] = (key,)
    if key == "pip":
        path, ident = _in_pip(whole[key], version), "setting-in-wrong-section"
        if path == (key,):
            ident = "setting-bad-value"
        elif knows_key(MEASURED_UP_TO, path[-1]):
            said.append(f"{path[-1]} belongs into [tool.uv] itself.")
    elif unknown and _is_of_pip(key, whole[key], version):
        said = [f"{key} belongs into the section pip: [tool.uv.pip] of a pyproject.toml, [pip] of a uv.toml."]
        ident = "setting-in-wrong-section"
    elif unknown and key in IN_PROJECT:
        said, ident = [f"{key} belongs into [project] of the pyproject.toml."], "setting-in-wrong-section"
    elif not source.below and key in NOT_IN_UV_TOML:
        ident = "setting-not-in-uv-toml"
    elif not source.below and key in {"tool", "uv"}:
        said.append("In a uv.toml the settings stand at the top, without [tool.uv].")
        ident = "setting-in-wrong-section"
    title = f"uv does not know {key}" if unknown else f"uv cannot use {'.'.join(path)}"
    line = line_of(source.places, *source.below, *path) or line_of(source.places, *source.below, key)
    return fail(ident, title, " ".join((*said, _follows(source, trouble))), file=file, line=line)


def _in_pip(table: object, version: Version) -> tuple[str, ...]:
    """Return the path of the first key in ``pip`` that uv does not take."""
    for key, value in table.items() if isinstance(table, dict) else ():
        if not _is_of_pip(key, value, version):
            return "pip", key
    return ("pip",)


def _is_of_pip(key: str, value: object, version: Version) -> bool:
    return not troubles_in({"pip": {key: value}}, in_pyproject=True, version=version)


def _follows(source: UvSource, trouble: FileTrouble) -> str:
    if not source.below:
        return "uv ends with an error at this file, whatever it is asked to do."
    if not trouble.hides:
        return "uv ends with an error when it reads the project."
    others = [each for each in source.table if each != trouble.key]
    lost = [each for each in others if each not in READ_WITH_THE_PROJECT]
    kept = [each for each in others if each in READ_WITH_THE_PROJECT]
    sentence = "uv only warns, and passes over all settings of [tool.uv] because of it."
    if trouble.stops:
        sentence = "uv passes over all settings of [tool.uv] because of it, and ends when it reads the project."
    if lost:
        sentence += f" Lost are thereby: {listed(lost)}."
    if "index" in lost:
        sentence += " Of its indexes only those are still asked that a source names."
    return f"{sentence} What belongs to the project itself still counts: {listed(kept)}." if kept else sentence


def in_project_section(subject: Subject) -> Iterator[Check]:
    """Find settings of uv that stand in ``[project]``, where uv never looks."""
    for file in subject.pyprojects:
        for key in file.table_at("project"):
            if key not in _STANDARD and knows_key(MEASURED_UP_TO, key):
                yield warn(
                    "setting-in-project-section",
                    f"{key} stands in [project], where uv does not look",
                    f"{key} is a setting of uv and counts in [tool.uv] only. uv says nothing about it.",
                    file=file.path,
                    line=file.line("project", key),
                )


def in_other_tables(subject: Subject) -> Iterator[Check]:
    """Find tables that look like ``[tool.uv]`` and are not: ``[uv]``, ``[tool.uv-settings]``, ``[tool.UV]``."""
    for file in subject.pyprojects:
        for path in _tables_like_uv(file):
            keys = file.table_at(*path)
            if keys and all(knows_key(MEASURED_UP_TO, key) for key in keys):
                name = ".".join(path)
                yield warn(
                    "setting-in-wrong-section",
                    f"[{name}] is no section that uv reads",
                    f"In a pyproject.toml uv reads its settings from [tool.uv] only, so it takes no notice of "
                    f"{listed(list(keys))} in [{name}] and says nothing about it.",
                    file=file.path,
                    line=file.line(*path),
                )


def _tables_like_uv(file: TomlFile) -> Iterator[tuple[str, ...]]:
    if "uv" in file.table:
        yield ("uv",)
    for name in file.table_at("tool"):
        if name != "uv" and re.fullmatch(r"uv(?:[-_.].*)?", name, re.IGNORECASE):
            yield "tool", name
