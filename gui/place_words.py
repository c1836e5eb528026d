"""Words about places and what they hold: inventories, the buckets of a cache, and what cleaning it frees."""

from PySide6.QtCore import QCoreApplication

from core.model.commands import CleanCache, PruneCache
from core.model.measurements import (
    CacheBucket,
    CacheContents,
    CachedPackage,
    CleaningReport,
    Held,
    PlaceInventory,
    Verdict,
)
from core.model.settings import PersonPlaceKind, PlaceKind
from gui.figures import files_text, size_text
from gui.place_names import place_label, place_word

translate = QCoreApplication.translate

_MOST_NAMED = 5
_LONG = 32


def kind_label(kind: PlaceKind | PersonPlaceKind) -> str:
    """Name a place of a project or of a person as a label."""
    match kind:
        case PersonPlaceKind.PYTHONS:
            return translate("places", "Managed Pythons")
        case PersonPlaceKind.TOOLS:
            return translate("places", "Tools")
        case PlaceKind():
            return place_label(kind)


def kind_word(kind: PlaceKind | PersonPlaceKind) -> str:
    """Name a place of a project or of a person inside a sentence."""
    match kind:
        case PersonPlaceKind.PYTHONS:
            return translate("places", "managed Pythons")
        case PersonPlaceKind.TOOLS:
            return translate("places", "tools")
        case PlaceKind():
            return place_word(kind)


def verdict_sentence(verdict: Verdict) -> str:
    """Say how renames fared in a place at the last probe."""
    match verdict:
        case Verdict.CLEAR:
            return translate("places", "renames pass at once")
        case Verdict.SLOW:
            return translate("places", "renames pass after a wait")
        case Verdict.REFUSED:
            return translate("places", "renames are refused")
        case Verdict.UNUSABLE:
            return translate("places", "cannot be written")


def held_text(held: Held) -> str:
    """Say bytes and files."""
    return translate("places", "{size} in {files}").format(size=size_text(held.bytes), files=files_text(held.files))


def holding_text(place: PlaceInventory) -> str:
    """Say what a place holds, as far as it is counted."""
    if not place.exists:
        return translate("places", "not there yet")
    if place.counting:
        return translate("places", "{held} so far …").format(held=held_text(place.held))
    if place.held.files == 0:
        return translate("places", "empty")
    return held_text(place.held)


def volume_text(place: PlaceInventory) -> str:
    """Say on which volume a place lies, and its file system, as far as they are known."""
    volume = "" if place.volume is None else _shortened(str(place.volume))
    if place.file_system and volume:
        return translate("places", "{file_system} on {volume}").format(file_system=place.file_system, volume=volume)
    if volume:
        return translate("places", "on {volume}").format(volume=volume)
    return place.file_system or ""


def _shortened(volume: str) -> str:
    """Return a mount point in one piece of a line; its end tells more than its middle."""
    return volume if len(volume) <= _LONG else f"{volume[:10]}…{volume[-_LONG + 11 :]}"


def bucket_text(bucket: CacheBucket) -> str:
    """Name a part of a cache."""
    match bucket:
        case CacheBucket.WHEELS:
            return translate("places", "Wheels")
        case CacheBucket.ARCHIVES:
            return translate("places", "Unpacked archives")
        case CacheBucket.SDISTS:
            return translate("places", "Source distributions")
        case CacheBucket.BUILDS:
            return translate("places", "Builds")
        case CacheBucket.INDEX_PAGES:
            return translate("places", "Index pages")
        case CacheBucket.OTHER:
            return translate("places", "Other")


def unreferenced_text(contents: CacheContents) -> str:
    """Say what nothing refers to any more, as it was counted; uv may find more, and its preview says that."""
    if contents.unreferenced.files == 0:
        return translate("places", "Something refers to every unpacked archive. Prune may still find other leftovers.")
    return translate("places", "Nothing refers to {held} any more: Prune would free that.").format(
        held=held_text(contents.unreferenced)
    )


def package_text(package: CachedPackage) -> str:
    """Name a package with its version and size."""
    name = f"{package.name} {package.version}" if package.version else package.name
    return translate("places", "{name} ({size})").format(name=name, size=size_text(package.held.bytes))


def preview_points(report: CleaningReport, link_mode: str | None) -> tuple[str, ...]:
    """Say what cleaning a cache will do, as uv and a count say it beforehand."""
    if report.after.files == 0:
        first = translate("places", "Removes {held}. The cache is empty then.").format(held=held_text(report.freed))
    else:
        first = translate("places", "Removes {held}. The cache keeps {rest}.").format(
            held=held_text(report.freed), rest=held_text(report.after)
        )
    points = [first, room_text(report)]
    shared = sharing_text(report)
    if shared:
        points.append(shared)
    if report.missing:
        points.append(translate("places", "Not in the cache: {names}.").format(names=", ".join(report.missing)))
    if report.packages:
        names = ", ".join(package_text(package) for package in report.packages[:_MOST_NAMED])
        more = len(report.packages) - _MOST_NAMED
        if more > 0:
            names = translate("places", "{names} and {count} more").format(names=names, count=more)
        points.append(translate("places", "Concerns {names}.").format(names=names))
    points.append(translate("places", "What a project needs again is downloaded and unpacked again."))
    if link_mode == "symlink":
        points.append(
            translate(
                "places",
                "The environment consists of links into the cache (link mode symlink): "
                "what is removed here is missing there until it is made anew.",
            )
        )
    return tuple(points)


def room_text(report: CleaningReport) -> str:
    """Say what comes free on the disk: a file leaves it only with its last name."""
    if report.room is None:
        return translate("places", "What of it environments have links to stays on the disk.")
    if report.room < report.freed.bytes:
        return translate("places", "Environments have links to part of it, so {size} come free on the disk.").format(
            size=size_text(report.room)
        )
    return translate("places", "As much comes free on the disk.")


def sharing_text(report: CleaningReport) -> str:
    """Say who else uses the cache; empty where nobody is known to."""
    said = []
    if report.others:
        listed = ", ".join(map(str, report.others[:_MOST_NAMED])) + (" …" if len(report.others) > _MOST_NAMED else "")
        said.append(translate("places", "Other projects use this cache, too: {folders}.").format(folders=listed))
    if report.serves_all:
        said.append(translate("places", "Every project of yours that names no other cache uses this one."))
    return " ".join(said)


def cleaning_sentence(command: CleanCache | PruneCache, report: CleaningReport) -> str:
    """Say what cleaning or pruning did."""
    held = report.freed
    if held.files == 0 and held.bytes == 0:
        if isinstance(command, PruneCache):
            return translate("places", "There was nothing to prune.")
        return translate("places", "There was nothing to remove.")
    if report.after.files == 0:
        gone = translate("places", "{held} were removed. The cache is empty.").format(held=held_text(held))
    else:
        gone = translate("places", "{held} were removed. The cache holds {rest}.").format(
            held=held_text(held), rest=held_text(report.after)
        )
    return gone if report.room == held.bytes else f"{gone} {room_text(report)}"
