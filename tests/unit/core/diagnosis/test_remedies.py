"""What is offered against the failures that a real uv printed: sorted, reasoned, and said before it is done."""

from pathlib import Path

import pytest

from core.diagnosis.context import FailureContext
from core.diagnosis.explain import explain
from core.model.commands import CleanCache, PruneCache, RelocatePlace, RepairCommand, Sync, UvCommand
from core.model.problem import Category, Problem

SAMPLES = sorted((Path(__file__).parents[3] / "data" / "samples").glob("*.txt"))
HERE = Path("/home/ada/project")
SYNC = Sync(project=HERE)
CONTEXT = FailureContext(
    project=HERE,
    command=SYNC,
    cache=Path("/home/ada/.cache/uv"),
    environment=HERE / ".venv",
    exit_code=2,
    indexes=(("corp", "https://localhost/simple"),),
)


def _problem(sample: Path, context: FailureContext | None = None) -> Problem:
    return explain(sample.read_text(encoding="utf-8"), context)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_every_remedy_says_why_and_what_it_changes_and_runs_again(sample: Path) -> None:
    problem = _problem(sample, CONTEXT)
    sure = [remedy.confidence for remedy in problem.remedies]
    assert sure == sorted(sure, reverse=True)
    assert all(0 <= confidence <= 1 for confidence in sure)
    assert len({remedy.id for remedy in problem.remedies}) == len(problem.remedies)
    for remedy in problem.remedies:
        assert remedy.title
        assert remedy.why.endswith((".", "?"))
        if remedy.action is None:
            continue
        assert remedy.changes or remedy.id == "run-again", remedy.id
        assert remedy.command[0] == "wheelyard"
        if isinstance(remedy.action, RepairCommand):
            assert remedy.action.then == SYNC, remedy.id
        elif isinstance(remedy.action, UvCommand):
            assert remedy.action.project == HERE


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_of_another_computers_transcript_no_remedy_acts_here(sample: Path) -> None:
    for remedy in _problem(sample).remedies:
        # A folder of the same name may be here as well, and can be measured.
        assert remedy.action is None or remedy.id == "probe", remedy.id
        assert remedy.command[:2] != ("wheelyard", "repair"), remedy.id


def test_every_category_that_was_made_offers_something_that_acts() -> None:
    acting = {
        problem.category
        for problem in (_problem(sample, CONTEXT) for sample in SAMPLES)
        if any(remedy.action is not None for remedy in problem.remedies)
    }
    met = {_problem(sample, CONTEXT).category for sample in SAMPLES} - {Category.NONE}
    # A build that lacks a compiler, or fails for a reason of its own, is nothing that a button mends.
    assert met - acting <= {Category.BUILD_FAILED_TOOLCHAIN, Category.BUILD_FAILED_OTHER, Category.CACHE_CLEAN_FAILED}


def test_the_remedies_that_were_promised_are_all_there() -> None:
    offered = {remedy.id for sample in SAMPLES for remedy in _problem(sample, CONTEXT).remedies}
    assert {
        "relocate-cache",
        "relocate-temp",
        "relocate-environment",
        "sync-patiently",
        "system-certificates",
        "certificate-file",
        "proxy-settings",
        "credential",
        "recreate-environment",
        "clean-entry",
        "link-mode-copy",
        "install-python",
        "choose-python",
        "choose-wheel",
        "fix-setting",
        "long-paths",
        "exclude-folder",
        "timeout",
        "prune",
        "update-uv",
    } <= offered
    actions = {
        type(remedy.action) for sample in SAMPLES for remedy in _problem(sample, CONTEXT).remedies if remedy.action
    }
    assert {RelocatePlace, CleanCache, PruneCache} <= actions
