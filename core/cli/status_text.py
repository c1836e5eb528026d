"""What a job is doing now, in one line for a terminal; every figure came with an event."""

from core.cli.inventory_text import size
from core.model.activity import Activity
from core.model.events import FilesProgressed, PatienceProgressed, RelocationProgressed, Stage

_STAGES = {
    Stage.PLANNING: "Finding out what has to change",
    Stage.RESOLVING: "Resolving dependencies",
    Stage.PREPARING: "Preparing packages",
    Stage.INSTALLING: "Installing",
    Stage.EXPLAINING: "Finding out why it failed",
    Stage.PROBING: "Measuring whether renames work",
    Stage.MOVING: "Moving",
    Stage.VERIFYING: "Verifying the new place",
}
_MEASURING = (Stage.PROBING, Stage.EXPLAINING)


def status_text(activity: Activity) -> str:  # noqa: PLR0911 - one line a kind of work
    """Return the line; empty while there is nothing to say."""
    if activity.stage in _MEASURING and activity.probes:
        return _probing(activity)
    if activity.stage in (Stage.MOVING, Stage.VERIFYING) and activity.relocation is not None:
        return _moving(activity.relocation)
    if any(place.counting for place in activity.counted):
        return _counting(activity)
    if activity.probes and activity.stage is None:
        return _probing(activity)
    if activity.patience is not None and activity.stage is not Stage.INSTALLING:
        return _patiently(activity.patience)
    if activity.stage is None:
        return "" if activity.files is None else _files(activity.files)
    figures = _packages(activity)
    return f"{_STAGES[activity.stage]}: {figures}" if figures else _STAGES[activity.stage]


def of_bytes(done: int, total: int | None) -> str:
    """Return how many bytes of how many, the unit once where it is the same."""
    if total is None:
        return size(done)
    whole, part = size(total), size(min(done, total))
    figure, _, unit = part.partition(" ")
    return f"{figure} of {whole}" if whole.endswith(f" {unit}") else f"{part} of {whole}"


def _probing(activity: Activity) -> str:
    probes = activity.probes
    places = "1 place" if len(probes) == 1 else f"{len(probes)} places"
    done, rounds = sum(probe.done for probe in probes), sum(probe.rounds for probe in probes)
    refused = sum(probe.refused for probe in probes)
    return f"Probing {places}: {done} of {rounds} renames, {refused} refused"


def _moving(moving: RelocationProgressed) -> str:
    whole = "" if moving.total_files is None else f" of {moving.total_files:,}"
    step = moving.step[:1].upper() + moving.step[1:]
    if moving.waits_for is not None:
        return f"{step}; waits for {moving.waits_for}"
    if not moving.done_files and not moving.total_files:
        return step
    return f"{step}: {moving.done_files:,}{whole} files, {of_bytes(moving.done_bytes, moving.total_bytes)}"


def _files(files: FilesProgressed) -> str:
    whole = "" if files.total is None else f" of {files.total:,}"
    amount = f", {of_bytes(files.done_bytes, files.total_bytes)}" if files.done_bytes or files.total_bytes else ""
    return f"Files: {files.done:,}{whole}{amount}" + ("" if files.file is None else f"; {files.file}")


def _counting(activity: Activity) -> str:
    places = [place for place in activity.counted if place.counting]
    what = f"the {places[0].kind.words}" if len(places) == 1 else f"{len(places)} places"
    files, held = sum(place.held.files for place in places), sum(place.held.bytes for place in places)
    return f"Counting {what}: {files:,} files, {size(held)}"


def _patiently(patience: PatienceProgressed) -> str:
    parts = [f"{patience.landed} of {patience.packages} packages are in the cache"] if patience.packages else []
    if patience.package is not None:
        parts.append(f"trying {patience.package}")
    if patience.pause > 0:
        parts.append(f"waiting {max(1.0, patience.pause):.0f} s for the scanner")
    if not parts:
        return "Trying the whole again"
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]


def _packages(activity: Activity) -> str:
    totals = activity.totals()
    parts = []
    if totals.ended:
        whole = f" of {totals.packages}" if totals.packages is not None else ""
        parts.append(f"{totals.ended}{whole} installed")
    elif totals.to_prepare:
        parts.append(f"{totals.prepared} of {totals.to_prepare} prepared")
    elif totals.prepared:
        parts.append(f"{totals.prepared} prepared")
    if totals.done_bytes is not None and not totals.ended:
        parts.append(of_bytes(totals.done_bytes, totals.total_bytes))
    return ", ".join(parts)
