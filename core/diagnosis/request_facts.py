"""The facts of a request: what fails, since when and how often, what was measured, what was found, what was tried."""

from datetime import UTC, datetime

from core.diagnosis.request_material import RequestMaterial
from core.diagnosis.request_page import Block, Heading, Mono, Table, Words, listed, said
from core.diagnosis.request_privacy import Privacy
from core.diagnosis.wanted_evidence import EvidenceKind
from core.model.history import ProbeRun
from core.model.named_product import NamedProduct
from core.model.problem import Evidence

MOST_ROWS = 10
_MOST_FINDINGS = 6
_MOST_CHARACTERS = 400
_TOLD = frozenset(
    {
        EvidenceKind.UV_RETRIES,
        EvidenceKind.HOLDERS,
        EvidenceKind.VOLUME,
        EvidenceKind.CLOUD_FOLDER,
        EvidenceKind.PATH_LENGTH,
        EvidenceKind.TEMP_FOLDER,
        EvidenceKind.ROOM,
        EvidenceKind.START,
        EvidenceKind.PROXY,
        EvidenceKind.TLS,
        EvidenceKind.CACHE_LOCK,
    }
)
"""What an IT department has to know; probes and products have parts of their own, logins are nobody's business."""

_MEANINGS_ON_WINDOWS = {
    2: "the file is not there",
    3: "the folder is not there",
    5: "access is denied, ERROR_ACCESS_DENIED",
    32: "another process uses the file, ERROR_SHARING_VIOLATION",
    33: "another process locked a part of the file, ERROR_LOCK_VIOLATION",
    112: "the volume is full, ERROR_DISK_FULL",
    145: "the folder is not empty, ERROR_DIR_NOT_EMPTY",
    206: "the path is too long, ERROR_FILENAME_EXCED_RANGE",
    225: "the scanner takes the file for a virus, ERROR_VIRUS_INFECTED",
    1224: "the file is mapped by a process, ERROR_USER_MAPPED_FILE",
    1260: "a policy forbids the program, ERROR_ACCESS_DISABLED_BY_POLICY",
    4551: "an application control policy forbids the file",
}
_MEANINGS_ELSEWHERE = {
    1: "the operation is not permitted, EPERM",
    13: "permission is denied, EACCES",
    26: "the program runs, ETXTBSY",
    28: "the volume is full, ENOSPC",
    36: "the name is too long, ENAMETOOLONG",
}
"""Sources: winerror.h of the Windows SDK, errno.h of Linux."""

_COLUMNS = (
    "Place",
    "Measured",
    "Renames",
    "Refused at first",
    "Never passed",
    "Median wait",
    "95 % within",
    "Longest wait",
    "Numbers",
    "Verdict",
)


def what_fails(material: RequestMaterial, privacy: Privacy) -> list[Block]:
    """Return what fails in plain words, and the exact operation, paths and number."""
    problem = material.problem
    facts: list[Words] = []
    quote = "'"  # what uv prints between backticks would end a mark of Markdown
    if problem.os_error is not None:
        meanings = _MEANINGS_ON_WINDOWS if material.windows else _MEANINGS_ELSEWHERE
        meant = meanings.get(problem.os_error)
        facts.append((f"Number of the system: os error {problem.os_error}{f' ({meant})' if meant else ''}",))
    facts += [
        (f"{name}: ", Mono(privacy.text(path)))
        for name, path in (("From", problem.path_from), ("To", problem.path_to))
        if path
    ]
    if problem.package is not None:
        facts.append((f"Package: {privacy.text(' '.join(filter(None, (problem.package, problem.version))))}",))
    if problem.url is not None:
        facts.append(("Server: ", Mono(privacy.text(problem.url)[:_MOST_CHARACTERS])))
    facts += [(f"uv said: {_short(privacy.text(text)).replace('`', quote)}",) for text in _ends(problem.causes)]
    facts.append((f"Project: {privacy.text(material.project_name)} in ", Mono(privacy.text(str(material.project)))))
    if material.uv_version is not None:
        facts.append((f"Program: uv {privacy.text(material.uv_version)}",))
    return [
        Heading("What fails"),
        said(f"{_sentence(privacy.text(problem.title))} {_short(privacy.text(problem.explanation), 900)}"),
        listed(*facts),
    ]


def since_when(material: RequestMaterial, privacy: Privacy) -> list[Block]:
    """Return since when it fails and how often, of how many."""
    heading, history = Heading("Since when and how often"), material.history
    if history is None or not history.syncs:
        return [heading, said("There are no figures of earlier runs in this project.")]
    met = [
        run.started_at
        for run in history.runs
        if run.outcome == "failed" and run.category == material.problem.category.value
    ]
    counted = f"Counted since {_day(history.since)}: {history.failed} of {history.syncs} runs of uv failed"
    if met:
        first, last = _day(min(met)), _day(max(met))
        days = f"on {first}" if first == last else f"first on {first}, last on {last}"
        counted += f"; this very failure was met {_times(len(met))}, {days}"
    return [heading, said(privacy.text(history.sentence)), said(f"{counted}.")]


def measured(material: RequestMaterial, privacy: Privacy) -> list[Block]:
    """Return the figures of rename probes as a table, one row each, and what else was found out."""
    rows = probe_rows(material)
    blocks: list[Block] = []
    if rows:
        blocks += [
            said(
                "Wheelyard unpacked folders with programs in each place, the way uv does, and renamed them. A refused "
                "rename was tried again until it passed or the probe's time was over."
            ),
            Table(_COLUMNS, tuple((privacy.text(row[0]), *row[1:]) for row in rows[:MOST_ROWS])),
        ]
        if len(rows) > MOST_ROWS:
            blocks.append(said(f"{len(rows) - MOST_ROWS} older measurements are left out."))
    findings = [each for each in material.problem.evidence if each.id in _TOLD][:_MOST_FINDINGS]
    if findings:
        blocks.append(listed(*(_short(privacy.text(each.finding)) for each in findings)))
    return [Heading("What was measured"), *blocks] if blocks else []


def probe_rows(material: RequestMaterial) -> list[tuple[str, ...]]:
    """Return the rows of the table, newest first: what the problem was proved with, and the probes of the history."""
    probes = sorted(material.probes, key=lambda probe: -probe.at)
    rows = [_row_of(probe) for probe in probes]
    known = {row[:1] + row[2:] for row in rows}
    proofs = (_row_of_evidence(each) for each in material.problem.evidence if each.id == EvidenceKind.RENAME_PROBE)
    return [row for row in proofs if row[:1] + row[2:] not in known] + rows


def products_found(material: RequestMaterial, privacy: Privacy) -> list[Block]:
    """Return the security products that were seen."""
    heading = Heading("Security products found")
    if material.products is None:
        return [heading, said("Which security products run here could not be found out.")]
    if not material.products:
        return [heading, said("None of the products that Wheelyard knows was seen.")]
    items = (f"{each.name} ({each.maker}, {each.kind.replace('-', ' ')}{_state(each)})" for each in material.products)
    return [heading, listed(*map(privacy.text, items))]


def tried(material: RequestMaterial, privacy: Privacy) -> list[Block]:
    """Return what was tried without rights."""
    heading = Heading("What was tried without administrator rights")
    if not material.tried:
        return [heading, said("Nothing yet.")]
    return [heading, listed(*(_short(privacy.text(sentence)) for sentence in material.tried))]


def _state(product: NamedProduct) -> str:
    return "" if product.running else "; installed, does not run"


def _row_of(probe: ProbeRun) -> tuple[str, ...]:
    return (
        str(probe.place),
        _moment(probe.at),
        str(probe.rounds),
        str(probe.refused_first),
        str(probe.never_passed),
        wait_words(probe.wait_ms_median),
        wait_words(probe.wait_ms_p95),
        wait_words(probe.wait_ms_max),
        _numbers({str(number): count for number, count in probe.os_errors.items()}),
        probe.verdict.value,
    )


def _row_of_evidence(evidence: Evidence) -> tuple[str, ...]:
    figures = evidence.measured
    counts = {
        name.removeprefix("os_error_"): int(count)
        for name, count in figures.items()
        if name.startswith("os_error_") and isinstance(count, int | float)
    }
    return (
        str(figures.get("place") or "unknown"),
        "with this failure",
        *(str(figures.get(name, "unknown")) for name in ("rounds", "refused_first", "never_passed")),
        *(_wait_of(figures.get(name)) for name in ("wait_ms_median", "wait_ms_p95", "wait_ms_max")),
        _numbers(counts),
        str(figures.get("verdict", "unknown")),
    )


def wait_words(milliseconds: float) -> str:
    """Return a wait in the unit that a person reads."""
    if milliseconds < 1000:
        return f"{milliseconds:.0f} ms"
    return f"{milliseconds / 1000:.1f}".removesuffix(".0") + " s"


def _wait_of(value: object) -> str:
    return wait_words(value) if isinstance(value, int | float) else "unknown"


def _numbers(counts: dict[str, int]) -> str:
    return "; ".join(f"os error {number}: {_times(count)}" for number, count in sorted(counts.items()))


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _ends(causes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the outermost and the innermost cause: the headline, and what says most."""
    return causes if len(causes) < 2 else (causes[0], causes[-1])


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _short(text: str, most: int = _MOST_CHARACTERS) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _day(at: float) -> str:
    return _moment(at)[:10]


def _moment(at: float) -> str:
    try:
        return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M} UTC"
    except (OverflowError, OSError, ValueError):
        return "unknown"
