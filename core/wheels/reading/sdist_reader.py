"""A source distribution as it describes itself, read without unpacking it onto disk and without running any of it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from core.model.wheels import FileKind, FileTrouble, WheelFile
from core.wheels.reading.file_bytes import FileBytes
from core.wheels.reading.findings import BadArchiveError, Findings, shown
from core.wheels.reading.sdist_build import build_needs
from core.wheels.reading.sdist_contents import PKG_INFO, PYPROJECT, TOP_LEVEL, SdistContents
from core.wheels.reading.sdist_metadata import MOST_OF_PYPROJECT, SdistMetadata, parse_pyproject, read_metadata
from core.wheels.reading.sdist_names import TAKEN_ENDINGS, split_ending, split_stem
from core.wheels.reading.sdist_tar import read_tar
from core.wheels.reading.sdist_zip import read_zip
from core.wheels.reading.stopping import ReadingStoppedError, Stopped, never
from core.wheels.reading.windows_names import name_troubles

_MOST_MODULES = 100


def read_sdist(path: Path, *, thorough: bool = False, stopped: Stopped = never) -> WheelFile:
    """Return what a .tar.gz or .zip says of itself; never raises, ``troubles`` say what is wrong or not known.

    Bounded in memory and in what is unpacked, whatever the file claims. Without ``thorough`` a large .tar.gz is read
    only until its metadata and some 16 MiB were seen; ``unpacked``, ``entries`` and ``longest`` are None then. With it
    all of the file is read and hashed.
    """
    found = WheelFile(path=path, kind=FileKind.SDIST, size=0, modified_ns=0)
    contents = SdistContents()
    findings = Findings()
    sha256: str | None = None
    try:
        with FileBytes(path) as file:
            found = replace(found, size=file.size, modified_ns=file.modified_ns)
            sha256 = _read(file, path, contents, thorough=thorough, stopped=stopped)
    except BadArchiveError as error:
        findings.note(error.trouble)
    except ReadingStoppedError:
        findings.add("stopped", f"Reading {path.name} was stopped before its end.", stops=False)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        findings.add("unreadable", f"{path.name} cannot be read: {reason}.")
    found = replace(found, sha256=sha256, thorough=sha256 is not None)
    return _described(found, contents, findings)


def _read(file: FileBytes, path: Path, contents: SdistContents, *, thorough: bool, stopped: Stopped) -> str | None:
    if not file.size:
        raise BadArchiveError("empty", "The file has no bytes; copy or download it again.")
    split = split_ending(path.name)
    ending = split[1].lower() if split is not None else ""
    if ending == ".zip":
        return read_zip(file, contents, thorough=thorough, stopped=stopped)
    if ending == ".tar.gz":
        return read_tar(file, contents, thorough=thorough, stopped=stopped)
    raise BadArchiveError(
        "refused-ending",
        f"uv takes source distributions as .tar.gz or .zip only; {path.name} has to be packed anew as one of them.",
    )


def _described(found: WheelFile, contents: SdistContents, findings: Findings) -> WheelFile:
    pyproject = parse_pyproject(contents.texts.get(PYPROJECT))
    metadata = read_metadata(contents.texts.get(PKG_INFO), pyproject or {})
    name, version = _name_and_version(found.path, metadata)
    needs = build_needs(contents, pyproject)
    for trouble in (*contents.troubles(), *_of_names(contents), *_of_file_name(found.path, metadata)):
        findings.note(trouble)
    for trouble in (*_of_metadata(contents, metadata, pyproject), *needs.troubles):
        findings.note(trouble)
    whole = contents.whole
    return replace(
        found,
        name=canonicalize_name(name),
        written_name=metadata.name or name,
        version=version,
        requires_python=metadata.requires_python,
        requires=metadata.requires or (),
        summary=metadata.summary,
        top_level=_top_level(contents),
        needs_compiler=needs.needs_compiler,
        unpacked=contents.unpacked if whole else None,
        entries=len(contents.names) if whole else None,
        longest=max(map(len, contents.names), default=0) if whole else None,
        troubles=findings.troubles,
    )


def _name_and_version(path: Path, metadata: SdistMetadata) -> tuple[str, str]:
    """Return both as the file's name has them, which is what uv goes by, else as the metadata has them."""
    split = split_ending(path.name)
    parts = split_stem(split[0], metadata.name or "") if split is not None else None
    if parts is not None:
        return parts[0], str(parts[1])
    version = metadata.version or ""
    try:
        return metadata.name or "", str(Version(version))
    except InvalidVersion:
        return metadata.name or "", version


def _of_file_name(path: Path, metadata: SdistMetadata) -> tuple[FileTrouble, ...]:
    split = split_ending(path.name)
    parts = split_stem(split[0], metadata.name or "") if split is not None else None
    if parts is None:
        sentence = (
            f"{path.name} is not named NAME-VERSION{TAKEN_ENDINGS[0]}: uv takes it where a source names it, but never "
            "from a folder of files."
        )
        return (_trouble("file-name", sentence, stops=metadata.name is None),)
    name, version = parts
    troubles = []
    if metadata.name is not None and canonicalize_name(metadata.name) != canonicalize_name(name):
        sentence = f"The file is named for {name}, its PKG-INFO says {shown(metadata.name)}; uv refuses that."
        troubles.append(_trouble("name-differs", sentence))
    if metadata.version is not None and not _is_version(metadata.version, version):
        told = shown(metadata.version)
        sentence = f"The file is named for version {version}, its PKG-INFO says {told}; uv refuses that."
        troubles.append(_trouble("version-differs", sentence))
    return tuple(troubles)


def _of_names(contents: SdistContents) -> Iterator[FileTrouble]:
    for trouble in name_troubles(contents.names):
        # Unlike in a wheel, uv takes the last of two files with one name here.
        yield replace(trouble, stops=False) if trouble.id == "duplicate-name" else trouble


def _of_metadata(
    contents: SdistContents, metadata: SdistMetadata, pyproject: Mapping[str, Any] | None
) -> tuple[FileTrouble, ...]:
    troubles = []
    if len(contents.texts.get(PYPROJECT, b"")) > MOST_OF_PYPROJECT:
        sentence = f"Its pyproject.toml has more than {MOST_OF_PYPROJECT:,} bytes and was not looked into."
        troubles.append(_trouble("long-pyproject", sentence, stops=False))
    elif pyproject is None:
        troubles.append(_trouble("bad-pyproject", "Its pyproject.toml is no valid TOML, so uv cannot build it."))
    if contents.whole and PKG_INFO not in contents.texts:
        sentence = "It has no PKG-INFO, so what it says of itself is only known once it is built."
        troubles.append(_trouble("no-metadata", sentence, stops=False))
    elif metadata.requires is None and PKG_INFO in contents.texts:
        sentence = "Its requirements are only known once it is built."
        troubles.append(_trouble("dynamic-requires", sentence, stops=False))
    return tuple(troubles)


def _is_version(written: str, version: Version) -> bool:
    try:
        return Version(written) == version
    except InvalidVersion:
        return False


def _top_level(contents: SdistContents) -> tuple[str, ...]:
    lines = contents.texts.get(TOP_LEVEL, b"").decode("utf-8", "replace").split()
    return tuple(lines[:_MOST_MODULES])


def _trouble(kind: str, sentence: str, *, stops: bool = True) -> FileTrouble:
    return FileTrouble(id=kind, sentence=sentence, stops=stops)
