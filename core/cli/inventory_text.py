"""What the headless face says of places and of cleaning a cache: tables with units, and the JSON shapes of the same."""

from collections.abc import Iterable
from typing import Any

from core.model.events import InventoryCounted
from core.model.measurements import CacheBucket, CacheContents, CachedPackage, CleaningReport, Held, PlaceInventory
from core.model.settings import Origin, OriginKind
from core.store.documents import to_builtins

Shape = dict[str, Any]

_MOST_LISTED = 10
_BUCKETS = {
    CacheBucket.WHEELS: "wheels (pointers and metadata)",
    CacheBucket.ARCHIVES: "unpacked wheels",
    CacheBucket.SDISTS: "source distributions and what was built of them",
    CacheBucket.BUILDS: "builds under way or left over",
    CacheBucket.INDEX_PAGES: "index pages",
    CacheBucket.OTHER: "interpreters, tools' environments and the rest",
}
_ORIGINS = {
    OriginKind.DEFAULT: "uv's own choice",
    OriginKind.PROFILE: "chosen with Wheelyard for this project",
    OriginKind.POLICY: "set by policy",
}


def size(count: int) -> str:
    """Return bytes in the unit a person reads."""
    amount = float(count)
    for unit in ("bytes", "KiB", "MiB"):
        if amount < 1024:
            return f"{count} byte{'' if count == 1 else 's'}" if unit == "bytes" else f"{amount:.1f} {unit}"
        amount /= 1024
    return f"{amount:.1f} GiB"


def amount(held: Held) -> str:
    """Return files and bytes in words."""
    return f"{size(held.bytes)} in {held.files:,} file{'' if held.files == 1 else 's'}"


def place_shape(place: PlaceInventory) -> Shape:
    """Return one entry of ``places``; bytes and files are null where the place could not be looked at."""
    return {
        "kind": place.kind,
        "path": str(place.path),
        "origin": {"kind": place.origin.kind, "path": place.origin.path},
        "exists": place.exists,
        "volume": str(place.volume) if place.volume is not None else None,
        "file_system": place.file_system,
        "free_bytes": place.free_bytes,
        "bytes": place.held.bytes,
        "files": place.held.files,
        "verdict": place.verdict,
        "contents": to_builtins(place.contents) if place.contents is not None else None,
        "trouble": place.trouble,
    }


def counted_shape(event: InventoryCounted) -> Shape:
    """Return the progress of a count in a command whose result is its events."""
    return {
        "event": "stage",
        "stage": "counting",
        "place": str(event.place.path),
        "files": event.place.held.files,
        "bytes": event.place.held.bytes,
        "counting": event.place.counting,
    }


def cleaning_shape(report: CleaningReport) -> Shape:
    """Return the fields that ``finished`` carries for a cleaning."""
    return {
        "cache": str(report.cache),
        "preview": report.preview,
        "before": to_builtins(report.before),
        "after": to_builtins(report.after),
        "freed": to_builtins(report.freed),
        "packages": [to_builtins(package) for package in report.packages],
        "missing": list(report.missing),
        "others": [str(project) for project in report.others],
        "serves_all": report.serves_all,
        "linked": to_builtins(report.linked),
    }


def inventory_lines(places: Iterable[PlaceInventory]) -> Iterable[str]:
    """Yield a table of the places, then what the cache holds."""
    found = tuple(places)
    rows = [("place", "size", "files", "free there", "file system", "renames", "folder"), *map(_row, found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    for row in rows:
        cells = [
            cell.rjust(width) if 1 <= column <= 3 else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=False))
        ]
        yield f"{'  '.join(cells)}  {row[-1]}"
    for place in found:
        if place.trouble is not None:
            yield f"{place.kind.words}: {place.trouble}"
    for place in found:
        if place.contents is not None:
            yield from _contents_lines(place.contents)


def cleaning_lines(report: CleaningReport, *, done: bool) -> Iterable[str]:
    """Yield what a cleaning frees, or freed when it is ``done``, and whom else it concerns."""
    if not report.freed.files and not report.missing:
        said = "Nothing was removed" if done else "Nothing is to be removed"
        yield f"{said}: the cache {report.cache} holds {amount(report.before)}."
        return
    if done:
        yield f"{_freed(report, 'Freed', 'Removed')}. The cache {report.cache} holds {amount(report.after)} now."
        return
    yield f"The cache {report.cache} holds {amount(report.before)}. {_freed(report, 'This frees', 'This removes')}."
    for name in report.missing:
        yield f"  {name} is not in the cache."
    yield from _package_lines(report.packages)
    if report.serves_all and report.freed.files:
        yield "  All projects of yours use this cache that name no other; what they need of it is fetched again."
    if report.others and report.freed.files:
        named = ", ".join(map(str, report.others[:_MOST_LISTED]))
        rest = f" and {len(report.others) - _MOST_LISTED} more" if len(report.others) > _MOST_LISTED else ""
        yield f"  Used by {named}{rest}, too."


def _freed(report: CleaningReport, frees: str, removes: str) -> str:
    """Say what goes and what of it comes free: a file leaves the disk only with its last name."""
    held = amount(report.freed)
    if report.room is None:
        return f"{removes} {held}; what of it environments have links to stays on the disk"
    if report.room < report.freed.bytes:
        return f"{removes} {held}; environments have links to part of it, so {size(report.room)} come free on the disk"
    return f"{frees} {held}"


def _row(place: PlaceInventory) -> tuple[str, str, str, str, str, str, str]:
    counted = place.exists
    return (
        place.kind.words,
        size(place.held.bytes) if counted else "not there",
        f"{place.held.files:,}" if counted else "",
        size(place.free_bytes) if place.free_bytes is not None else "unknown",
        place.file_system or "unknown",
        place.verdict.value if place.verdict is not None else "not measured",
        f"{place.path}  ({_origin(place.origin)})",
    )


def _origin(origin: Origin) -> str:
    if origin.kind in _ORIGINS:
        return _ORIGINS[origin.kind]
    where = origin.path or ""
    return f"the variable {where}" if origin.kind is OriginKind.ENVIRONMENT else f"set in {where}"


def _contents_lines(contents: CacheContents) -> Iterable[str]:
    yield ""
    yield "In the cache:"
    for bucket, held in contents.buckets.items():
        yield f"  {size(held.bytes):>12}  {held.files:>9,} files  {_BUCKETS[bucket]}"
    if contents.largest:
        yield "Largest packages:"
        yield from _package_lines(contents.largest)
    if contents.unreferenced.files:
        yield f"No pointer refers to {amount(contents.unreferenced)} any more."
    yield "`wheelyard prune --dry-run` says what pruning would free."


def _package_lines(packages: tuple[CachedPackage, ...]) -> Iterable[str]:
    for package in packages[:_MOST_LISTED]:
        version = f" {package.version}" if package.version is not None else ""
        yield f"  {size(package.held.bytes):>12}  {package.held.files:>9,} files  {package.name}{version}"
    if len(packages) > _MOST_LISTED:
        rest = packages[_MOST_LISTED:]
        yield f"  {size(sum(package.held.bytes for package in rest)):>12}  {'':>9}        {len(rest)} more packages"
