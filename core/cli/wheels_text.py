"""What the headless face says of yards, files and wheelhouses: sentences, and the JSON shapes of the same."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from core.cli.inventory_text import size
from core.model.wheels import CollectionReport, FitTable, Target, WheelsReport, Yard, YardFile
from core.store.documents import to_builtins
from core.system.command_line import pasteable
from core.wheels.fit_words import ONLY_FOR

Shape = dict[str, Any]

_MOST_TAGS = 4


def report_files(report: WheelsReport) -> Iterator[YardFile]:
    """Yield every file of a report once: those of the yards, then those that were named."""
    seen: set[Path] = set()
    for entry in (*(file for yard in report.yards for file in yard.files), *report.files):
        if entry.file.path not in seen:
            seen.add(entry.file.path)
            yield entry


def report_shape(report: WheelsReport) -> Shape:
    """Return the result of ``wheels scan`` and ``wheels inspect``."""
    return {
        "files": [_file_shape(entry) for entry in report_files(report)],
        "problems": [
            {"id": "yard", "status": "warn", "title": f"The yard {yard.folder}", "detail": yard.trouble, "remedies": []}
            for yard in report.yards
            if yard.trouble is not None
        ],
        "yards": [_yard_shape(yard) for yard in report.yards],
        "packages": [_table_shape(table) for table in report.tables],
    }


def report_lines(report: WheelsReport) -> Iterator[str]:
    """Yield the files of each yard as a person reads them, then which targets the project's packages serve."""
    for yard in report.yards:
        yield from _yard_lines(yard)
        yield ""
    for entry in report.files:
        yield from _file_lines(entry)
    for table in report.tables:
        yield from _table_lines(table)
    if not report.yards and not report.files:
        yield "The project has no yard: none of its sources is a file, and no find-links names a folder."


def collection_shape(report: CollectionReport) -> Shape:
    """Return the result of ``wheels collect``."""
    shape: Shape = to_builtins(report)
    return shape


def collection_lines(report: CollectionReport) -> Iterator[str]:
    """Yield what is in a wheelhouse, what is not, and how it is installed from."""
    whole = sum(file.size for file in report.files)
    counts = [
        f"{number} {word}"
        for state, word in (("fetched", "fetched"), ("copied", "copied"), ("there", "there already"))
        if (number := sum(file.state == state for file in report.files))
    ]
    files = f"{len(report.files)} file{'' if len(report.files) == 1 else 's'}"
    platforms = ", ".join(platform.words for platform in report.platforms)
    yield f"{report.folder} holds {files}, {size(whole)}, for {platforms}: {', '.join(counts) or 'nothing new'}."
    if report.missing:
        yield "Not in it:"
        yield from (f"  {sentence}" for sentence in report.missing)
    if report.how:
        yield "Without a network it is installed by:"
        yield from (f"  {pasteable(command)}" for command in report.how)


def _file_shape(entry: YardFile) -> Shape:
    file = entry.file
    return {
        "path": str(file.path),
        "kind": file.kind.value,
        "name": file.name,
        "version": file.version,
        "tags": list(file.tags),
        "requires_python": file.requires_python,
        "requires": list(file.requires),
        "bytes": file.size,
        "unpacked_bytes": file.unpacked,
        "sha256": file.sha256,
        "top_level": list(file.top_level),
        "native": list(file.native),
        "fits": entry.fits,
        "why": entry.why,
        "used_by": [str(folder) for folder in entry.used_by],
        "problems": [to_builtins(trouble) for trouble in file.troubles],
    }


def _yard_shape(yard: Yard) -> Shape:
    return {
        "folder": str(yard.folder),
        "origins": [origin.value for origin in yard.origins],
        "files": len(yard.files),
        "bytes": sum(entry.file.size for entry in yard.files),
        "read": yard.read,
        "seconds": round(yard.seconds, 3),
        "projects": [str(folder) for folder in yard.projects],
        "trouble": yard.trouble,
    }


def _table_shape(table: FitTable) -> Shape:
    return {
        "package": table.package,
        "fits": [
            {
                "file": str(fit.file),
                "platform": {
                    "sys_platform": fit.target.platform.sys_platform,
                    "platform_machine": fit.target.platform.platform_machine,
                },
                "python": fit.target.python,
                "fits": fit.fits,
                "why": fit.why,
            }
            for fit in table.fits
        ],
    }


def _yard_lines(yard: Yard) -> Iterator[str]:
    why = f" ({', '.join(origin.words for origin in yard.origins)})" if yard.origins else ""
    count = f"{len(yard.files)} file{'' if len(yard.files) == 1 else 's'}"
    yield f"{yard.folder}{why}: {count}, {size(sum(entry.file.size for entry in yard.files))}"
    if yard.trouble is not None:
        yield f"  {yard.trouble}"
    for entry in yard.files:
        yield from (f"  {line}" for line in _file_lines(entry))


def _file_lines(entry: YardFile) -> Iterator[str]:
    file = entry.file
    mark = {True: "fits", False: "no", None: "?"}[entry.fits]
    tags = ", ".join(file.tags[:_MOST_TAGS]) + (", ..." if len(file.tags) > _MOST_TAGS else "")
    named = f"{file.name} {file.version}".strip() or file.path.name
    yield f"{mark:<5} {named}  {tags or file.kind.value}  {size(file.size)}  {file.path.name}"
    if not entry.fits and entry.why:
        yield f"      {entry.why}"
    for trouble in file.troubles:
        yield f"      {trouble.sentence}"


def _table_lines(table: FitTable) -> Iterator[str]:
    """Yield for each platform which file serves which Pythons, and why the rest has none, in as few lines as can be."""
    served = table.served
    targets = list(dict.fromkeys(fit.target for fit in table.fits))
    files = {served.get(target) for target in targets}
    if len(files) == 1 and (only := next(iter(files))) is not None:
        yield f"{table.package}: {only.name} everywhere."
        return
    yield f"{table.package}:"
    for platform in dict.fromkeys(target.platform for target in targets):
        own = [target for target in targets if target.platform == platform]
        for file in dict.fromkeys(served.get(target) for target in own):
            those = [target for target in own if served.get(target) == file]
            where = platform.words if len(those) == len(own) else f"{platform.words}, {_pythons(those)}"
            yield f"  {where}: {file.name if file is not None else _reason(table, those)}"


def _pythons(targets: Sequence[Target]) -> str:
    return f"Python {', '.join(target.python for target in targets)}"


def _reason(table: FitTable, targets: Sequence[Target]) -> str:
    """Say why no file serves the targets, in the words about the file that comes closest."""
    reasons = [fit for fit in table.fits if fit.target == targets[0]]
    close = next((fit for fit in reasons if ONLY_FOR in fit.why or "and later; this is" in fit.why), reasons[0])
    # One sentence stands for several Pythons here, which are named before it.
    why = close.why.replace(f"{ONLY_FOR}{targets[0].python}", " only").replace(f"; this is {targets[0].python}", "")
    return f"no file{f' of {len(reasons)}' if len(reasons) > 1 else ''}. {close.file.name}: {why}"
