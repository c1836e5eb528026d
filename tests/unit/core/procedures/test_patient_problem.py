"""What is said when patience gains no more."""

from core.model.problem import Category, Evidence, Problem, Remedy
from core.procedures.patience import Refusal, Waiting
from core.procedures.patient_problem import Effort, problem_after


def refusals(count: int) -> tuple[Refusal, ...]:
    return tuple(Refusal(Waiting(name=f"p{number}", version="1", size=2_500_000), 10.34) for number in range(count))


def told(effort: Effort) -> Problem:
    remedies = tuple(
        Remedy(id=each, title=each, why="", confidence=0.5)
        for each in ("relocate-cache", "run-again", "sync-patiently")
    )
    probed = Evidence(id="rename-probe", finding="Measured.")
    problem = Problem(
        category=Category.CACHE_RENAME_DENIED,
        title="Refused",
        explanation="It was refused.",
        remedies=remedies,
        evidence=(probed,),
        causes=("a", "b"),
        raw="raw",
    )
    return problem_after(problem, effort)


def test_one_that_does_not_fit_is_named_with_size_and_seconds() -> None:
    problem = told(Effort(landed=3, packages=4, turns=2, left=refusals(1), idle=True))
    assert problem.title == "p0 1 does not get into uv's cache, even alone"
    assert "3 of 4 packages" in problem.explanation
    assert "p0 1 (2.5 MB, refused after 10.3 s)" in problem.explanation
    assert problem.explanation.endswith("It was refused.")
    assert (problem.causes, problem.raw) == (("a", "b"), "raw")
    assert [remedy.id for remedy in problem.remedies] == ["relocate-cache"]
    patience, probed = problem.evidence
    assert probed.id == "rename-probe"
    assert patience.measured == {
        "landed": 3,
        "packages": 4,
        "rounds": 2,
        "idle_before": True,
        "bytes_p0": 2_500_000,
        "seconds_p0": 10.3,
    }


def test_of_many_the_first_are_named_and_the_rest_counted() -> None:
    problem = told(Effort(landed=0, packages=20, turns=1, left=refusals(20), idle=True))
    assert problem.title == "20 packages do not get into uv's cache, even one at a time"
    assert "p7 1" in problem.explanation
    assert "p8 1" not in problem.explanation
    assert "and 12 more" in problem.explanation
    assert problem.evidence[0].finding.startswith("One at a time, 0 of 20 packages got in, in one round")


def test_a_place_where_nothing_passes_is_not_blamed_on_single_packages() -> None:
    problem = told(Effort(landed=1, packages=3, turns=1, left=refusals(2), idle=False))
    assert "even a small folder could not be renamed there for 120 seconds" in problem.explanation
    assert "its own check only" not in problem.explanation


def test_a_whole_that_gains_no_more_keeps_its_title() -> None:
    problem = told(Effort(landed=0, packages=0, turns=0, left=(), idle=True))
    assert problem.title == "Refused"
    assert "until a run gained nothing" in problem.explanation
    assert [each.id for each in problem.evidence] == ["rename-probe"]


def test_what_was_written_is_said() -> None:
    for packages in (0, 2):
        effort = Effort(landed=0, packages=packages, turns=1, left=refusals(packages), idle=True, written=True)
        assert "`wheelyard sync --patient` goes on from here." in told(effort).explanation


def test_two_versions_of_a_package_keep_their_own_figures() -> None:
    left = (
        Refusal(Waiting(name="nxpy", version="21.3.0", size=588_000), 0.6),
        Refusal(Waiting(name="nxpy", version="21.3.4", size=25_025), 0.4),
    )
    problem = told(Effort(landed=0, packages=2, turns=1, left=left, idle=True))
    measured = problem.evidence[0].measured
    assert (measured["bytes_nxpy 21.3.0"], measured["bytes_nxpy 21.3.4"]) == (588_000, 25_025)
    assert (measured["seconds_nxpy 21.3.0"], measured["seconds_nxpy 21.3.4"]) == (0.6, 0.4)


def test_small_packages_are_not_said_to_have_no_size() -> None:
    left = (Refusal(Waiting(name="nxtools", version="1.2", size=25_025), 0.6),)
    problem = told(Effort(landed=0, packages=1, turns=1, left=left, idle=True))
    assert "nxtools 1.2 (25 kB, refused after 0.6 s)" in problem.explanation
    assert problem.explanation.startswith("This one was tried alone")
    several = told(Effort(landed=0, packages=2, turns=1, left=refusals(2), idle=True))
    assert several.explanation.startswith("None of 2 packages got in one at a time. Each was tried alone")
