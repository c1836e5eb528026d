"""Rules about files that uv does not read, or not all of: hidden, of a member, switched off, broken."""

from collections.abc import Iterator
from pathlib import Path

from core.model.checks import Check
from core.settings.lint.making import fail, listed, unset_variable, warn
from core.settings.lint.own_keys import READ_OF_A_MEMBER, READ_WITH_THE_PROJECT
from core.settings.lint.subject import Subject
from core.settings.lint.variables import is_on
from core.settings.toml_places import line_of


def hidden_by_uv_toml(subject: Subject) -> Iterator[Check]:
    """Find a ``[tool.uv]`` whose settings a ``uv.toml`` beside it hides."""
    for source in (*subject.sources.usable, *subject.sources.unused):
        hidden = [key for key in source.hidden if key not in READ_WITH_THE_PROJECT]
        if not hidden or source.origin.path is None:
            continue
        file = Path(source.origin.path)
        only = " Indexes still serve the packages whose sources name them." if "index" in hidden else ""
        yield warn(
            "uv-toml-hides",
            "The uv.toml hides settings of [tool.uv]",
            f"Beside {file} lies a uv.toml, so uv passes over {listed(hidden)} in [tool.uv], whatever the uv.toml "
            "holds."
            f"{only} Keep the settings of a project in one of the two.",
            file=file,
            line=line_of(source.places, *source.below, hidden[0]),
        )


def of_members(subject: Subject) -> Iterator[Check]:
    """Find settings in the folder of a workspace's member, where uv reads none."""
    files = [*subject.members]
    if subject.is_member and subject.pyproject is not None and subject.pyproject not in files:
        files.append(subject.pyproject)
    for file in files:
        ignored = [key for key in file.uv if key not in READ_OF_A_MEMBER]
        if ignored:
            yield warn(
                "member-settings-ignored",
                f"Settings of the member {file.path.parent.name} do not count",
                f"{file.path.parent} belongs to the workspace {subject.root}, and uv takes {listed(ignored)} from the "
                "files there only. It says nothing about it.",
                file=file.path,
                line=file.line("tool", "uv", ignored[0]),
            )
        beside = file.path.parent / "uv.toml"
        if subject.is_there(beside):
            yield warn(
                "member-uv-toml-ignored",
                f"The uv.toml of the member {file.path.parent.name} does not count",
                f"{file.path.parent} belongs to the workspace {subject.root}, and uv reads the files there only.",
                file=beside,
            )


def switched_off(subject: Subject) -> Iterator[Check]:
    """Find variables by which uv reads other files than it usually does, or none."""
    named = subject.environ.get("UV_CONFIG_FILE")
    if named:
        yield warn(
            "uv-config-file",
            "uv reads one settings file only",
            f"UV_CONFIG_FILE is set, so of all settings files only {named} counts: neither the project's nor yours nor "
            "the computer's.",
            remedies=(unset_variable("UV_CONFIG_FILE"),),
        )
    elif is_on(subject.environ.get("UV_NO_CONFIG")):
        yield warn(
            "uv-no-config",
            "uv reads no settings files",
            "UV_NO_CONFIG is set, so neither uv.toml nor the settings in [tool.uv] count: of the project, yours and "
            "the computer's.",
            remedies=(unset_variable("UV_NO_CONFIG"),),
        )


def broken(subject: Subject) -> Iterator[Check]:
    """Find files that are no TOML or cannot be read."""
    sources = subject.sources
    understood = {source.origin.path for source in (*sources.usable, *sources.unused)}
    understood |= {sources.project.origin.path} if sources.project is not None else set()
    for trouble in sources.troubles:
        if trouble.source in understood or trouble.source in subject.environ or trouble.source == "UV_CONFIG_FILE":
            continue  # keys and variables have rules of their own
        where = f" (line {trouble.line}, column {trouble.column})" if trouble.line is not None else ""
        file = Path(trouble.source)
        yield fail(
            "settings-file-broken",
            f"{file.name} cannot be read{where}",
            f"{file}: {trouble.sentence} uv ends with an error at it, or does without what it says.",
            file=file,
            line=trouble.line,
            column=trouble.column,
        )
