"""From a transcript to a Problem."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from core.diagnosis.chain import Failure, Reading, read
from core.diagnosis.context import FailureContext
from core.diagnosis.evidence import retry_evidence
from core.diagnosis.facts import Facts, facts_of, facts_of_retry, facts_without_failure
from core.diagnosis.names import package_in, package_of_path
from core.diagnosis.paths import unescaped
from core.diagnosis.probing import folder_to_probe
from core.diagnosis.remedies import run_again
from core.diagnosis.repairs import update_uv
from core.diagnosis.retries import Retries, retries_of
from core.diagnosis.rules.registry import RULES
from core.diagnosis.situation import Diagnosis, Situation
from core.diagnosis.split_secrets import without_split
from core.diagnosis.transcript import end_of
from core.model.problem import Category, Problem
from core.model.secrets import secrets_in, without_secrets

MOST_RAW_CHARACTERS = 20_000
_MOST_FAILURES = 8
_MOST_LOOKED_AT = 100_000
"""So many characters of failures are asked of every rule, or one failure that is longer."""
_TITLE = 160
_WAITED_FOR = re.compile(r"\block for `?([^`\s]{1,1024})")


def explain(transcript: str, context: FailureContext | None = None) -> Problem:
    """Return what a transcript says went wrong; category ``none`` where nothing is to be fixed.

    Any text is taken, and time grows with its length. Of several failures the last one that a rule recognises is
    explained, also where a later run in the same text went well: who asks about a text with a failure in it asks about
    that failure. What an earlier run died of does not explain a later one's failure: a shell's prompt between them
    parts them. Only an exit status of 0 says that there is no failure. Without a context no remedy carries a command.
    """
    context = context or FailureContext()
    reading = read(transcript)
    retries = retries_of(reading.retries)
    raw = _raw(transcript, reading)
    if context.exit_code == 0:
        return _nothing(raw)
    last: Situation | None = None
    for failure in _within_reach(_latest_first(reading.failures)):
        situation = _situation(failure, reading, retries, context)
        found = _diagnose(situation)
        if found is not None:
            return _problem(situation, found, raw)
        last = last or situation
    if last is not None:
        return _problem(last, _other(last), raw)
    return _without_failure(reading, retries, context, raw)


def _latest_first(failures: tuple[Failure, ...]) -> tuple[Failure, ...]:
    """Return the last failures, the latest first; one without uv's marker counts where no other is recognised."""
    marked = [failure for failure in failures if failure.marked]
    run = marked[-1].run if marked else failures[-1].run if failures else 0
    marked = [failure for failure in marked if failure.run == run]
    unmarked = [failure for failure in failures if not failure.marked and failure.run >= run]
    return (*marked[: -_MOST_FAILURES - 1 : -1], *unmarked[: -_MOST_FAILURES - 1 : -1])


def _within_reach(failures: Iterable[Failure]) -> Iterator[Failure]:
    """Yield failures until they are too long together: every rule reads the whole of each."""
    looked_at = 0
    for failure in failures:
        yield failure
        looked_at += sum(map(len, (*failure.texts, *failure.hints, *failure.quoted)))
        if looked_at > _MOST_LOOKED_AT:
            return


def _raw(transcript: str, reading: Reading) -> str:
    """Return the end of the transcript without secrets: also without those that a line's end or the cut splits."""
    end = end_of(transcript, 3 * MOST_RAW_CHARACTERS)
    texts: list[str] = []
    for failure in reversed(reading.failures):
        texts += (*failure.texts, *failure.hints)
        if sum(map(len, texts)) > len(end):
            break
    texts += reading.warnings[-_MOST_FAILURES:]
    whole = (secret for text in texts for secret in secrets_in(text))
    return end_of(without_secrets(without_split(end, whole)), MOST_RAW_CHARACTERS)


def probe_folder(problem: Problem, context: FailureContext | None = None) -> Path | None:
    """Return the folder of this computer where the refused rename can be measured, or None.

    It asks the file system whether the folder exists. Only a refused rename in the cache has one.
    """
    if problem.category is not Category.CACHE_RENAME_DENIED:
        return None
    paths = [path for path in (problem.path_from, problem.path_to) if path]
    return folder_to_probe(paths, context.cache if context is not None else None)


def _situation(failure: Failure, reading: Reading, retries: tuple[Retries, ...], context: FailureContext) -> Situation:
    return Situation(
        reading=reading,
        facts=facts_of(failure, reading, windows=context.windows),
        context=context,
        failure=failure,
        retries=retries,
    )


def _diagnose(situation: Situation) -> Diagnosis | None:
    return next((found for rule in RULES if (found := rule(situation)) is not None), None)


def _without_failure(reading: Reading, retries: tuple[Retries, ...], context: FailureContext, raw: str) -> Problem:
    """A log may end before the failure: what it says of refused renames, locks and connections counts then."""
    facts = Facts()
    ended_well = bool(reading.retries) and reading.ended_after_retries
    if reading.retries and not ended_well:
        facts = facts_of_retry(reading.retries[-1].text, reading, windows=context.windows)
    elif reading.warnings:
        facts = _facts_of_warning(reading.warnings[0])
    situation = Situation(reading=reading, facts=facts, context=context, retries=() if ended_well else retries)
    found = _diagnose(situation)
    if found is not None:
        return _problem(situation, found, raw)
    if context.exit_code is not None:
        return _problem(situation, _other(situation), raw)
    return _nothing(raw, facts_without_failure(reading, windows=context.windows))


def _facts_of_warning(text: str) -> Facts:
    waited = _WAITED_FOR.search(text)
    found = package_in((text,)) or (package_of_path(waited[1]) if waited is not None else None)
    name, version = found or (None, None)
    return Facts(package=name, version=version)


def _nothing(raw: str, facts: Facts | None = None) -> Problem:
    facts = facts or Facts()
    return Problem(
        category=Category.NONE,
        title="Nothing to fix",
        explanation="The output shows progress, success or a mere warning; no failure of uv is in it.",
        package=facts.package,
        version=facts.version,
        path_from=facts.path_from,
        path_to=facts.path_to,
        os_error=facts.os_error,
        raw=raw,
    )


def _other(situation: Situation) -> Diagnosis:
    headline = next((text for text in situation.texts if text), "")
    last = next((line.strip() for line in reversed(situation.reading.last)), "")
    status = situation.context.exit_code
    ending = f" It ended with exit status {status}." if status else ""
    return Diagnosis(
        category=Category.OTHER,
        title=_shortened(without_secrets(headline or last or "uv ended without saying why")),
        explanation=(
            f"uv stopped with a failure that Wheelyard does not know by its parts.{ending} The chain of causes "
            "reads from "
            "the outermost to the innermost; the innermost one says the most. A defect of this version of uv is "
            "possible: a newer one may not have it."
        ),
        remedies=(
            update_uv(situation.context, 0.45),
            run_again(situation.context, "It helps when the reason was a passing one.", 0.2),
        ),
    )


def _problem(situation: Situation, found: Diagnosis, raw: str) -> Problem:
    facts = situation.facts
    retried = retry_evidence(situation.retries) if found.category is Category.CACHE_RENAME_DENIED else None
    return Problem(
        category=found.category,
        title=_shortened(_readable(found.title, facts)),
        explanation=_readable(found.explanation, facts),
        package=facts.package,
        version=facts.version,
        path_from=facts.path_from,
        path_to=facts.path_to,
        url=facts.url,
        os_error=facts.os_error,
        evidence=(retried,) if retried is not None else (),
        remedies=tuple(sorted(found.remedies, key=lambda remedy: -remedy.confidence)),
        causes=tuple(without_secrets(text) for text in situation.texts),
        raw=raw,
    )


def _readable(text: str, facts: Facts) -> str:
    """Return a sentence for a person: no secret in it, and paths that Rust doubled the backslashes of as they are."""
    doubled = any(unescaped(path) != path for path in facts.paths)
    return without_secrets(text.replace("\\\\", "\\") if doubled else text)


def _shortened(text: str) -> str:
    return text if len(text) <= _TITLE else f"{text[: _TITLE - 1]}…"
