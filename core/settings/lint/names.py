"""Rules about packages: one name in several spellings, sources that nothing asks for."""

from collections.abc import Iterator

from core.model.checks import Check
from core.settings.lint.making import fail, listed, warn
from core.settings.lint.packages import Named, built_with, direct, limits, sources
from core.settings.lint.subject import Subject, TomlFile

_MOST_NAMED = 8


def spelled_differently(subject: Subject) -> Iterator[Check]:
    """Find packages that one file spells with ``_`` here and with ``-`` there."""
    for file in subject.pyprojects:
        found: dict[str, list[Named]] = {}
        for named in (*direct(file), *limits(file), *sources(file)):
            spellings = found.setdefault(named.known, [])
            if all(each.spelled.lower() != named.spelled.lower() for each in spellings):
                spellings.append(named)
        several = [spellings for spellings in found.values() if len(spellings) > 1]
        if several:
            last = several[0][-1]
            more = f", and {len(several) - _MOST_NAMED} more" if len(several) > _MOST_NAMED else ""
            pairs = "; ".join(listed([each.spelled for each in each_one]) for each_one in several[:_MOST_NAMED])
            yield warn(
                "names-spelled-differently",
                f"{len(several)} package{'s are' if len(several) > 1 else ' is'} spelled in two ways",
                f"In {file.path.name}: {pairs}{more}. uv takes them for the same; people and searches do not.",
                file=file.path,
                line=file.line(*last.where),
            )


def source_twice(subject: Subject) -> Iterator[Check]:
    """Find packages with two sources under two spellings, at which uv ends."""
    for file in subject.pyprojects:
        seen: dict[str, str] = {}
        for named in sources(file):
            if named.known in seen:
                yield fail(
                    "source-twice",
                    f"{named.known} has two sources",
                    f"[tool.uv.sources] names {seen[named.known]} and {named.spelled}, which are one package. uv ends "
                    "with an error when it reads the project.",
                    file=file.path,
                    line=file.line(*named.where),
                )
            seen.setdefault(named.known, named.spelled)


def without_dependency(subject: Subject) -> Iterator[Check]:
    """Find sources of packages that nothing asks for: they have no effect.

    The root of a workspace names sources for its members, too.
    """
    for file in subject.pyprojects:
        is_root = file is subject.root_pyproject or file.path == getattr(subject.root_pyproject, "path", None)
        asking = subject.pyprojects if is_root else (file,)
        if any(_is_open(each) for each in asking):
            continue
        wanted = {named.known for each in asking for named in (*direct(each), *limits(each), *built_with(each))}
        own = file.table_at("project").get("name")
        for named in sources(file):
            if named.known not in wanted and named.spelled != own:
                yield warn(
                    "source-without-dependency",
                    f"{named.spelled} has a source, and nothing asks for it",
                    f"{named.spelled} is neither among the dependencies nor in an extra, a group or a constraint, "
                    "so its "
                    "source has no effect: where another package brings it, uv takes it from an index.",
                    file=file.path,
                    line=file.line(*named.where),
                )


def _is_open(file: TomlFile) -> bool:
    """Whether dependencies come from elsewhere, so that the file does not tell what is asked for."""
    dynamic = file.table_at("project").get("dynamic")
    open_ones = {"dependencies", "optional-dependencies"}
    return isinstance(dynamic, list) and bool(open_ones & {each for each in dynamic if isinstance(each, str)})
