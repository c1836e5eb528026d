"""Reading a wheel without unpacking it, and finding what is wrong with it.

Of a usual wheel two places are read: its end, which has the directory and the metadata, and what of METADATA lies
farther in front. A hostile file costs bounded time and memory (`limits.py`).
"""

from collections.abc import Sequence
from pathlib import Path

from core.model.wheels import FileKind, WheelFile
from core.wheels.reading.contents import Contents, hash_of
from core.wheels.reading.entry_checks import check_entries, entry_names
from core.wheels.reading.file_bytes import FileBytes, NotAFileError
from core.wheels.reading.findings import BadArchiveError, Findings, shown
from core.wheels.reading.identity import Described, check_folder, check_wheel_file, info_folders, read_metadata
from core.wheels.reading.limits import FIELDS, RECORD
from core.wheels.reading.metadata_fields import parse_fields
from core.wheels.reading.modules import top_level_modules
from core.wheels.reading.name_table import NameTable
from core.wheels.reading.native_checks import check_native
from core.wheels.reading.native_names import compiled_names
from core.wheels.reading.record import Row, compare_names, exempt_names, parse_record
from core.wheels.reading.stopping import ReadingStoppedError, Stopped, never
from core.wheels.reading.wheel_names import canonical, parse_wheel_name, parsed_version
from core.wheels.reading.windows_names import table_troubles
from core.wheels.reading.zip_directory import read_directory
from core.wheels.reading.zip_end import find_end
from core.wheels.reading.zip_entry import Directory
from core.wheels.reading.zip_member import BadMemberError, Members

__all__ = ["never", "read_wheel"]

_HEADER_ENDS = (b"\n\n", b"\n\r\n")
_UNSAFE = ("bomb", "encrypted")
_SCHEMES = ("purelib", "platlib", "headers", "scripts", "data")


def read_wheel(path: Path, *, thorough: bool = False, stopped: Stopped = never) -> WheelFile:
    """Return what a wheel says of itself; never raises, ``troubles`` say what is wrong or could not be read.

    The quick look compares names, sizes and places; RECORD is only looked for. ``thorough`` hashes the whole file and
    compares every content with the directory and with RECORD, unless the archive is one that must not be unpacked.
    ``stopped`` is asked now and then; when it says so, what was found so far is returned with the trouble ``stopped``.
    """
    reading = _Reading(path, thorough=thorough, stopped=stopped)
    findings = reading.findings
    try:
        reading.read()
    except BadArchiveError as error:
        findings.note(error.trouble)
    except ReadingStoppedError:
        findings.add("stopped", f"Reading {shown(path.name)} was stopped before its end.", stops=False)
    except NotAFileError as error:
        findings.add("unreadable", f"{shown(path.name)} is not read: {error.strerror}.")
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        findings.add(
            "unreadable",
            f"{shown(path.name)} cannot be read: {reason}. See whether its folder is there and open to you.",
        )
    return reading.result()


class _Reading:
    """One wheel while it is read: what is known of it so far."""

    def __init__(self, path: Path, *, thorough: bool, stopped: Stopped) -> None:
        self.findings = Findings()
        self._path = path
        self._thorough = thorough
        self._stopped = stopped
        self._wheel = parse_wheel_name(path.name)
        self._size = 0
        self._modified_ns = 0
        self._sha256: str | None = None
        self._described = Described()
        self._table = NameTable("", [], None)
        self._top_level: tuple[str, ...] = ()
        self._tags: tuple[str, ...] = self._wheel.tags if self._wheel is not None else ()
        self._native: tuple[str, ...] = ()
        self._unpacked: int | None = None
        self._compared = False

    def read(self) -> None:
        """Read as much as can be read; raises what `read_wheel` makes troubles of."""
        if self._wheel is None:
            self.findings.add(
                "file-name",
                f"{shown(self._path.name)} is no name of a wheel (NAME-VERSION-PYTHON-ABI-PLATFORM.whl), and uv goes "
                "by "
                "it: give the file the name it had.",
            )
        with FileBytes(self._path) as file:
            self._size, self._modified_ns = file.size, file.modified_ns
            if self._thorough:
                self._sha256 = hash_of(file, self._stopped)
            end = find_end(file)
            directory = read_directory(file, end, self._stopped)
            self._unpacked = directory.unpacked
            self._table = entry_names(directory, self.findings)
            check_entries(directory, self._table, file.size, self.findings, self._stopped)
            for trouble in table_troubles(self._table, self._stopped):
                self.findings.note(trouble)
            self._read_inside(Members(file, end), directory)

    def _read_inside(self, members: Members, directory: Directory) -> None:
        firsts = self._table.first_parts()
        self._top_level = top_level_modules(self._table, firsts)
        folder = self._info_folder(firsts)
        rows: dict[str, Row] | None = None
        exempt: frozenset[str] = frozenset()
        if folder is not None:
            check_folder(folder, self._wheel, self.findings)
            self._check_schemes(folder)
            self._read_identity(members, directory, folder)
            exempt = exempt_names(folder)
            rows = self._read_record(members, directory, self._table.number(f"{folder}/RECORD"))
        compiled = compiled_names(self._table)
        by_content = None
        if self._thorough and not self.findings.has(*_UNSAFE):
            names = self._table.names
            contents = Contents(members, directory, names, self.findings, self._stopped)
            by_content = contents.compare(rows or {}, exempt, frozenset(compiled))
            if rows is not None:
                compare_names(rows, names, exempt, self.findings)
            self._compared = True
        self._native = check_native(compiled, self._tags, by_content, self.findings)

    def _info_folder(self, firsts: Sequence[str]) -> str | None:
        folders = info_folders(firsts, self._table)
        if not folders:
            self.findings.add(
                "no-dist-info",
                "It has no folder of metadata (NAME-VERSION.dist-info), so it is no wheel: another archive was "
                "renamed.",
            )
            return None
        if len(folders) > 1:
            self.findings.add(
                "two-dist-infos",
                f"It has {len(folders)} folders of metadata, {shown(folders[0])} and {shown(folders[1])}; uv refuses "
                "that. "
                "Have it built anew, one wheel for each project.",
            )
        if self._wheel is not None:
            for folder in folders:
                name, _, version = folder.removesuffix(".dist-info").partition("-")
                if canonical(name) == self._wheel.name and parsed_version(version) == self._wheel.version:
                    return folder
        return folders[0]

    def _check_schemes(self, folder: str) -> None:
        start = "/" + folder.removesuffix(".dist-info") + ".data/"
        if not self._table.has(start):
            return
        for line in self._table.lines:
            scheme, _, rest = line.removeprefix(start).partition("/")
            if rest and line.startswith(start) and scheme not in _SCHEMES:
                self.findings.add(
                    "data-scheme",
                    f"{shown(line[1:-1])} in it is to be installed as {shown(scheme)}, which nobody knows; uv refuses "
                    "that.",
                )

    def _read_identity(self, members: Members, directory: Directory, folder: str) -> None:
        metadata = self._head(members, directory, self._table.number(f"{folder}/METADATA"), "metadata", "METADATA")
        if metadata is not None:
            self._described = read_metadata(parse_fields(metadata), self._wheel, self.findings)
        wheel_file = self._head(members, directory, self._table.number(f"{folder}/WHEEL"), "wheel-file", "WHEEL")
        if wheel_file is not None:
            tags = check_wheel_file(parse_fields(wheel_file), self._wheel, self.findings)
            self._tags = self._tags or tags

    def _head(self, members: Members, directory: Directory, number: int | None, kind: str, file: str) -> bytes | None:
        """Return the fields of one of the files about the wheel; None, with a trouble, where they cannot be had."""
        if number is None:
            self.findings.add(f"no-{kind}", f"It has no {file} file; uv refuses that. Have it built anew.")
            return None
        entry = directory.entry(number)
        if not entry.is_readable:
            return None
        try:
            head = members.head(entry, FIELDS + 1, _HEADER_ENDS)
        except BadMemberError as error:
            self.findings.add(
                "damaged-content", f"Its {file} file {error}: the wheel is damaged. Copy or download it again."
            )
            return None
        if len(head) > FIELDS:
            self.findings.add(
                kind, f"The fields of its {file} file take more than {FIELDS:,} bytes; they are not read."
            )
            return None
        return head

    def _read_record(self, members: Members, directory: Directory, number: int | None) -> dict[str, Row] | None:
        """Return RECORD's rows in a thorough reading; None where they are not read, or cannot be."""
        if number is None:
            self.findings.add("no-record", "It has no RECORD file; uv refuses that. Have it built anew.")
            return None
        entry = directory.entry(number)
        if not self._thorough or not entry.is_readable:
            return None
        if entry.size > RECORD:
            self.findings.add(
                "record-row", f"Its RECORD claims {entry.size:,} bytes; more than {RECORD:,} are not read."
            )
            return None
        try:
            data = members.head(entry, RECORD)
        except BadMemberError:
            return None  # the look at every content says it
        return parse_record(data, self.findings, self._stopped)

    def result(self) -> WheelFile:
        """Return what is known."""
        wheel, described = self._wheel, self._described
        written = described.name or (wheel.written_name if wheel is not None else "")
        parsed = parsed_version(described.version or "")
        version = wheel.version if wheel is not None else parsed
        return WheelFile(
            path=self._path,
            kind=FileKind.WHEEL,
            size=self._size,
            modified_ns=self._modified_ns,
            name=wheel.name if wheel is not None else canonical(written),
            written_name=written,
            version=str(version) if version is not None else described.version or "",
            build=wheel.build if wheel is not None else "",
            tags=self._tags,
            requires_python=described.requires_python,
            requires=described.requires,
            summary=described.summary,
            top_level=self._top_level,
            native=self._native,
            unpacked=self._unpacked,
            entries=len(self._table.lines) if self._unpacked is not None else None,
            longest=self._table.longest,
            sha256=self._sha256,
            thorough=self._compared,
            troubles=self.findings.troubles,
        )
