"""Words about local files and yards: what a file is for, what is wrong with it, what a yard holds."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from core.model.wheel_commands import AddFiles, AnyWheelsChange, LeaveYard, LimitSource, RemoveSource, UseYard
from core.model.wheels import (
    CollectionReport,
    FileKind,
    FitTable,
    PlannedSource,
    Target,
    TargetPlatform,
    WheelFile,
    WheelsReport,
    Yard,
    YardUse,
)
from gui import figures
from gui.signs import Sign
from gui.theme import Tone

translate = QCoreApplication.translate

FITS = Sign("ok", Tone.OK)
FITS_NOT = Sign("cancelled", Tone.NEUTRAL)
UNKNOWN = Sign("unknown", Tone.NEUTRAL)
STOPS = Sign("bad", Tone.BAD)
DOUBTFUL = Sign("warning", Tone.WARN)

PLATFORMS = (
    TargetPlatform("win32", "AMD64"),
    TargetPlatform("linux", "x86_64"),
    TargetPlatform("darwin", "arm64"),
    TargetPlatform("darwin", "x86_64"),
    TargetPlatform("win32", "ARM64"),
    TargetPlatform("linux", "aarch64"),
)
"""The kinds of computers that a wheelhouse can be collected for, the usual ones first."""

_WINDOWS = {"win_amd64": "Windows x86-64", "win32": "Windows x86", "win_arm64": "Windows ARM64"}
_MACHINES = {"x86_64": "x86-64", "aarch64": "ARM64", "arm64": "ARM64", "i686": "x86", "universal2": "x86-64, ARM64"}
_MACHINE = re.compile(r"(x86_64|aarch64|arm64|i686|universal2|armv7l|ppc64le|s390x|riscv64|intel)$")
_INTERPRETER = re.compile(r"(cp|pp|py)(\d)(\d*)$")
_MOST_PYTHONS = 3


def platforms_text(file: WheelFile) -> str:
    """Say which systems a file is for in short words; an sdist is built where it is installed."""
    if file.kind is FileKind.SDIST:
        return translate("wheels", "Any system, from source")
    found = dict.fromkeys(_platform(tag.rsplit("-", 1)[-1]) for tag in file.tags)
    return ", ".join(found) if found else translate("wheels", "Unknown")


def pythons_text(file: WheelFile) -> str:
    """Say which Pythons a file is for in short words; empty where its name does not say."""
    if file.kind is FileKind.SDIST:
        return file.requires_python or ""
    found = list(dict.fromkeys(_python(tag) for tag in file.tags))
    shown = ", ".join(found[:_MOST_PYTHONS])
    return f"{shown}, …" if len(found) > _MOST_PYTHONS else shown


def for_text(file: WheelFile) -> str:
    """Say what a file is for: systems and Pythons."""
    return " · ".join(part for part in (platforms_text(file), pythons_text(file)) if part)


def _platform(tag: str) -> str:
    if tag == "any":
        return translate("wheels", "Any system")
    if tag in _WINDOWS:
        return _WINDOWS[tag]
    machine = _MACHINE.search(tag)
    if machine is None:
        return tag
    words = _MACHINES.get(machine[1], machine[1])
    for beginning, system in (("macosx", "macOS"), ("musllinux", "Linux (musl)"), ("linux", "Linux")):
        if tag.startswith(beginning):
            return f"{system} {words}"
    return f"Linux {words}" if tag.startswith("manylinux") else tag


def _python(tag: str) -> str:
    interpreter, _, rest = tag.partition("-")
    found = _INTERPRETER.match(interpreter)
    if found is None:
        return interpreter
    version = f"{found[2]}.{found[3]}" if found[3] else found[2]
    if found[1] == "pp":
        return f"PyPy {version}"
    if rest.startswith("abi3"):
        return translate("wheels", "Python {version} and later").format(version=version)
    return translate("wheels", "Python {version}").format(version=version)


def name_text(file: WheelFile) -> str:
    """Name the package of a file; a file that does not say it goes by its own name."""
    return file.name or file.path.name


def title_text(file: WheelFile) -> str:
    """Name package and version."""
    return " ".join(part for part in (name_text(file), file.version) if part)


def fits_text(fits: bool | None) -> str:  # noqa: FBT001 - the answer itself
    """Say in a word whether a file fits here."""
    if fits is None:
        return translate("wheels", "Unknown")
    return translate("wheels", "Yes") if fits else translate("wheels", "No")


def fits_sign(fits: bool | None) -> Sign:  # noqa: FBT001 - the answer itself
    """Return the icon of whether a file fits here."""
    if fits is None:
        return UNKNOWN
    return FITS if fits else FITS_NOT


def trouble_text(file: WheelFile) -> str:
    """Say how much is wrong with a file, and the worst of it."""
    if not file.troubles:
        return ""
    worst = worst_sentence(file)
    if len(file.troubles) == 1:
        return worst
    return translate("wheels", "{count}: {worst}").format(count=len(file.troubles), worst=worst)


def worst_sentence(file: WheelFile) -> str:
    """Return the sentence on what is worst about a file."""
    return min(file.troubles, key=lambda trouble: not trouble.stops).sentence if file.troubles else ""


def trouble_sign(file: WheelFile) -> Sign | None:
    """Return the icon of what is wrong with a file, None where nothing is."""
    if not file.troubles:
        return None
    return DOUBTFUL if file.is_usable else STOPS


def projects_text(folders: Sequence[Path]) -> str:
    """Name the projects that use a file."""
    return ", ".join(folder.name for folder in folders)


def yard_text(yard: Yard) -> str:
    """Say why a folder is a yard and what it holds."""
    why = ", ".join(origin.words for origin in yard.origins)
    held = figures.files_text(len(yard.files))
    size = figures.size_text(sum(each.file.size for each in yard.files))
    parts = [why, f"{held}, {size}" if yard.files else translate("wheels", "no wheels or sdists")]
    return " · ".join(part for part in parts if part)


def report_text(report: WheelsReport) -> str:
    """Say how much there is in all yards."""
    files = sum(len(yard.files) for yard in report.yards)
    if not report.yards:
        return translate("wheels", "This project draws from no local files yet")
    yards = len(report.yards)
    where = translate("wheels", "1 yard") if yards == 1 else translate("wheels", "{count} yards").format(count=yards)
    wrong = sum(bool(each.file.troubles) for yard in report.yards for each in yard.files)
    said = translate("wheels", "{files} in {yards}").format(files=figures.files_text(files), yards=where)
    if not wrong:
        return said
    return translate("wheels", "{said}; something is wrong with {wrong}").format(
        said=said, wrong=translate("wheels", "1 of them") if wrong == 1 else str(wrong)
    )


def facts(file: WheelFile) -> Iterable[tuple[str, str]]:
    """Yield what a file says of itself as captions and values."""
    yield translate("wheels", "File"), file.path.name
    yield translate("wheels", "Folder"), str(file.path.parent)
    yield translate("wheels", "Size"), figures.size_text(file.size)
    if file.tags:
        yield translate("wheels", "Tags"), ", ".join(file.tags)
    if file.native:
        yield translate("wheels", "Compiled for"), ", ".join(file.native)
    if file.requires_python:
        yield translate("wheels", "Requires Python"), file.requires_python
    yield translate("wheels", "Requires"), ", ".join(file.requires) or translate("wheels", "nothing")
    if file.top_level:
        yield translate("wheels", "Modules"), ", ".join(file.top_level)
    if file.needs_compiler:
        yield translate("wheels", "To install"), translate("wheels", "a compiler builds it first")
    if file.sha256:
        yield translate("wheels", "SHA-256"), file.sha256


def progress_text(done: int, total: int | None, done_bytes: int, total_bytes: int | None) -> str:
    """Say how many files, and how many bytes of them, are done."""
    files = figures.files_text(done) if total is None else figures.count_of_text(done, total)
    size = figures.size_of_text(done_bytes, total_bytes) if done_bytes or total_bytes else ""
    return " · ".join(part for part in (files, size) if part)


def cell_sentence(table: FitTable, target: Target) -> str:
    """Say which file serves a target, and why the others do not."""
    served = table.served.get(target)
    if served is not None:
        return translate("wheels", "{target}: {file} is installed.").format(target=target.words, file=served.name)
    reasons = dict.fromkeys(fit.why for fit in table.fits if fit.target == target)
    said = translate("wheels", "{target}: no file can be installed.").format(target=target.words)
    return " ".join((said, *reasons))


def table_sentence(table: FitTable) -> str:
    """Sum up which targets have a file."""
    targets = dict.fromkeys(fit.target for fit in table.fits)
    return translate("wheels", "{served} of {count} environments have a file of {package}.").format(
        served=len(table.served), count=len(targets), package=table.package
    )


def source_text(source: PlannedSource) -> str:
    """Say for which environments one file is written down."""
    if source.marker is None:
        return translate("wheels", "everywhere")
    return translate("wheels", "where {marker}").format(marker=source.marker)


def added_title(files: Sequence[Path], project: str) -> str:
    """Name what is added to which project."""
    if len(files) == 1:
        return translate("wheels", "Add {file} to {project}").format(file=files[0].name, project=project)
    return translate("wheels", "Add {files} to {project}").format(files=figures.files_text(len(files)), project=project)


def collected_text(report: CollectionReport) -> str:
    """Say what a collection brought together and where."""
    size = figures.size_text(sum(each.size for each in report.files))
    there = sum(each.state == "there" for each in report.files)
    said = translate("wheels", "{files}, {size}, in {folder}").format(
        files=figures.files_text(len(report.files)), size=size, folder=report.folder
    )
    if there:
        said = translate("wheels", "{said}; {there} of them since an earlier run").format(said=said, there=there)
    if not report.missing:
        return f"{said}."
    return translate("wheels", "{said}; {count} missing.").format(said=said, count=len(report.missing))


def change_title(change: AnyWheelsChange) -> str:
    """Name a change of local sources, as the title of its dialog."""
    match change:
        case UseYard(folder=folder, use=YardUse.FIND_LINKS):
            return translate("wheels", "Draw from {yard} by find-links").format(yard=folder.name)
        case UseYard(folder=folder):
            return translate("wheels", "Use {yard} as a flat index").format(yard=folder.name)
        case LeaveYard(folder=folder):
            return translate("wheels", "Leave {yard}").format(yard=folder.name)
        case RemoveSource(package=package):
            return translate("wheels", "Remove {package} from the local sources").format(package=package)
        case LimitSource(package=package):
            return translate("wheels", "Write the markers of {package} anew").format(package=package)
        case AddFiles(files=files):
            return translate("wheels", "Add {files}").format(files=", ".join(file.name for file in files))
