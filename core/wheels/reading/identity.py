"""Whether a wheel's file name, its METADATA, its WHEEL and its folder of metadata agree, and what they say.

Source: the core metadata and binary distribution specifications of packaging.python.org; what stops uv was tried.
"""

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from core.wheels.reading.findings import Findings, and_others, shown
from core.wheels.reading.limits import REQUIREMENTS, TEXT
from core.wheels.reading.metadata_fields import one
from core.wheels.reading.name_table import NameTable
from core.wheels.reading.requirements import Validity, python_validity, requirement_validity
from core.wheels.reading.wheel_names import WheelName, expand_tags, parsed_version, same_name

_INFO = ".dist-info"
_KNOWN_FORMAT = (2, 5)
_FORMAT = re.compile(r"([0-9]{1,4})\.([0-9]{1,4})")


class Described(Struct, frozen=True, kw_only=True):
    """What METADATA says; ``name`` and ``version`` are as it has them, None where it does not."""

    name: str | None = None
    version: str | None = None
    requires_python: str | None = None
    requires: tuple[str, ...] = ()
    summary: str | None = None


def info_folders(firsts: Iterable[str], table: NameTable) -> list[str]:
    """Return those of the names at the top that are folders of metadata."""
    return [first for first in firsts if first.endswith(_INFO) and f"/{first}/" not in table.lines]


def check_folder(folder: str, wheel: WheelName | None, findings: Findings) -> None:
    """Note where the folder's name is for another project or version than the file's name."""
    name, _, version = folder.removesuffix(_INFO).partition("-")
    if wheel is None:
        return
    if not same_name(name, wheel.name):
        findings.add(
            "dist-info-name",
            f"The file is named for {wheel.name}, its metadata lies in {shown(folder)}; uv refuses that.",
        )
    elif parsed_version(version) != wheel.version:
        findings.add(
            "dist-info-version",
            f"The file is named for version {wheel.version}, its metadata lies in {shown(folder)}: it was renamed, or "
            "its version was changed by hand.",
            stops=False,
        )


def read_metadata(fields: Mapping[str, list[str]], wheel: WheelName | None, findings: Findings) -> Described:
    """Return what METADATA says, and note what is invalid in it and what differs from the file's name."""
    name, version = one(fields, "name"), one(fields, "version")
    if name is None or version is None:
        missing = " and ".join(word for word, value in (("Name", name), ("Version", version)) if value is None)
        findings.add("metadata", f"Its METADATA has no {missing}, or is no metadata at all; uv refuses that.")
    _check_format(one(fields, "metadata-version"), findings)
    if name is not None and wheel is not None and not same_name(name, wheel.name):
        findings.add(
            "name-differs",
            f"The file is named for {wheel.name}, its METADATA says {shown(name)}; uv refuses that. Give the file its "
            "right name again.",
        )
    if version is not None:
        _check_version(version, wheel, findings)
    python = one(fields, "requires-python")
    if python is not None:
        _check_python(python, findings)
    requires = tuple(" ".join(each.split()) for each in fields.get("requires-dist", ()) if each)
    _check_requirements(requires, findings)
    return Described(
        name=_kept(name),
        version=_kept(version),
        requires_python=_kept(python),
        requires=tuple([each[:TEXT] for each in requires[:REQUIREMENTS]]),
        summary=_kept(one(fields, "summary")),
    )


def check_wheel_file(fields: Mapping[str, list[str]], wheel: WheelName | None, findings: Findings) -> tuple[str, ...]:
    """Return the tags that WHEEL has, expanded and in order, and note what uv refuses and what differs."""
    written = one(fields, "wheel-version")
    found = _FORMAT.fullmatch(written or "")
    if found is None:
        findings.add(
            "wheel-file",
            f"Its WHEEL file has {shown(written) if written else 'nothing'} as Wheel-Version, not 1.0; uv refuses "
            "that.",
        )
    elif int(found[1]) != 1:
        findings.add(
            "wheel-version", f"It is a wheel of the format {written}, and uv knows 1.0; a newer uv may be needed."
        )
    elif found[2] != "0":
        findings.add(
            "wheel-version-newer",
            f"It is a wheel of the format {written}, newer than the 1.0 that uv knows.",
            stops=False,
        )
    each = tuple(sorted(fields.get("tag", ())[:REQUIREMENTS]))
    if wheel is not None and each == wheel.tags:
        return each
    tags = tuple(sorted({tag for written in each for tag in expand_tags(written) or ()}))
    if wheel is not None and tags != wheel.tags:
        differing = set(tags) ^ set(wheel.tags)
        first = and_others(shown(min(differing)), len(differing))
        findings.add(
            "wheel-tags",
            f"The tags in the file's name and in its WHEEL file differ by {first}; uv goes by the name. The file was "
            "renamed, or tagged by hand."
            if tags
            else "Its WHEEL file has no tags; uv goes by the file's name.",
            stops=False,
        )
    return tags


def _kept(text: str | None) -> str | None:
    return " ".join(text.split())[:TEXT] if text is not None else None


def _check_format(written: str | None, findings: Findings) -> None:
    found = _FORMAT.fullmatch(written or "")
    if found is None or (int(found[1]), int(found[2])) > _KNOWN_FORMAT:
        said = f"is of the format {shown(written)}" if written else "does not say of which format it is"
        findings.add("metadata-format", f"Its METADATA {said}; what is new in it is not understood here.", stops=False)


def _check_version(version: str, wheel: WheelName | None, findings: Findings) -> None:
    parsed = parsed_version(version)
    if parsed is None:
        findings.add(
            "version-invalid", f"Its METADATA has {shown(version)} as the version, which is none; uv refuses that."
        )
    elif wheel is not None and parsed != wheel.version:
        findings.add(
            "version-differs",
            f"The file is named for version {wheel.version}, its METADATA says {shown(version)}; uv refuses that. Give "
            "the file its right name again.",
        )


def _check_python(python: str, findings: Findings) -> None:
    validity = python_validity(python)
    if validity is Validity.INVALID:
        findings.add(
            "requires-python", f"Its Requires-Python is {shown(python)}, which says nothing valid; uv refuses that."
        )
    elif validity is Validity.LOOSE:
        findings.add(
            "requires-python-loose",
            f"Its Requires-Python is {shown(python)}, which is against the rules; uv takes it.",
            stops=False,
        )


def _check_requirements(requires: tuple[str, ...], findings: Findings) -> None:
    if len(requires) > REQUIREMENTS:
        findings.add("requirement", f"It has {len(requires):,} requirements; more than {REQUIREMENTS:,} are not read.")
    for requirement in requires[:REQUIREMENTS]:
        validity = requirement_validity(requirement)
        if validity is Validity.INVALID:
            findings.add(
                "requirement", f"{shown(requirement)} in its METADATA is no valid requirement; uv refuses that."
            )
        elif validity is Validity.LOOSE:
            findings.add(
                "requirement-loose",
                f"{shown(requirement)} in its METADATA is against the rules for requirements; uv takes it.",
                stops=False,
            )
