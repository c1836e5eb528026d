"""RECORD: the list of a wheel's files with their hashes and sizes, and how it compares with what is there.

uv reads RECORD's rows and no more, so it refuses only rows that it cannot read; other differences are told, since
they say that the wheel was changed after it was built.
Source: the recording of installed projects and the binary distribution format of packaging.python.org.
"""

import csv
import io
from collections.abc import Collection, Mapping

from msgspec import Struct

from core.wheels.reading.findings import Findings, and_others, shown
from core.wheels.reading.limits import ASK_EVERY
from core.wheels.reading.stopping import Stopped, go_on

STRONG = ("sha256", "sha384", "sha512")
"""What hashes RECORD may hold: sha256 or better."""

_SIGNATURES = ("RECORD", "RECORD.jws", "RECORD.p7s")


class Row(Struct, frozen=True):
    """One row: ``digest`` is base64 as it stands, without padding; both are empty, and ``size`` None, where unsaid."""

    method: str
    digest: str
    size: int | None


def parse_record(data: bytes, findings: Findings, stopped: Stopped) -> dict[str, Row]:
    """Return the rows by their path with ``/`` between folders; what cannot be read becomes a trouble."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        findings.add("record-row", "Its RECORD is no UTF-8 text; uv refuses that.")
        return {}
    rows: dict[str, Row] = {}
    try:
        for number, fields in enumerate(csv.reader(io.StringIO(text, newline=""))):
            if not number % ASK_EVERY:
                go_on(stopped)
            if not fields:
                continue
            if len(fields) != 3 or (fields[2] and not (fields[2].isascii() and fields[2].isdigit())):
                findings.add(
                    "record-row",
                    f"Row {number + 1:,} of its RECORD is not path, hash and size: {shown(','.join(fields))}; "
                    "uv refuses that.",
                )
                continue
            path, hashed, size = fields
            method, _, digest = hashed.partition("=")
            rows[path.replace("\\", "/")] = Row(method.lower(), digest.rstrip("="), int(size[:20]) if size else None)
    except csv.Error:
        findings.add("record-row", "Its RECORD has a row that is no list of fields; uv refuses that.")
    return rows


def exempt_names(info: str) -> frozenset[str]:
    """Return the files below the folder ``info`` that need no row with a hash: RECORD and its signatures."""
    return frozenset(f"{info}/{name}" for name in _SIGNATURES)


def compare_names(rows: Mapping[str, Row], names: Collection[str], exempt: Collection[str], findings: Findings) -> None:
    """Note files that RECORD lacks, and rows whose file is not there."""
    there = {name.replace("\\", "/") for name in names}
    lacking = [name for name in there if name not in rows and name not in exempt and not name.endswith("/")]
    if lacking:
        findings.add(
            "record-lacks",
            f"{and_others(shown(min(lacking)), len(lacking))} is in it but not in its RECORD: it was put in after the "
            "wheel was built, and uninstalling may leave it behind.",
            stops=False,
        )
    missing = [path for path in rows if path not in there and path not in exempt]
    if missing:
        findings.add(
            "record-names-missing",
            f"{and_others(shown(min(missing)), len(missing))} stands in its RECORD but is not in it: something was "
            "taken "
            "out after the wheel was built.",
            stops=False,
        )


def note_weak_row(name: str, row: Row, findings: Findings) -> None:
    """Note a row without a hash, or with one that proves nothing any more."""
    if not row.digest:
        findings.add(
            "record-hash-missing",
            f"Its RECORD has no hash for {shown(name)}, so nobody can tell whether it is what was built.",
            stops=False,
        )
    elif row.method not in STRONG:
        findings.add(
            "record-hash-weak",
            f"Its RECORD has a hash of the kind {shown(row.method)} for {shown(name)}; sha256 or better has to be "
            "used.",
            stops=False,
        )
