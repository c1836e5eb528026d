"""What would help is offered only where the real uv comes further with it."""

import asyncio
from collections.abc import Mapping

import pytest

from core.diagnosis.network_advice import Advice
from core.model.checks import CheckStatus
from core.model.endpoint import EndpointCheck
from core.model.network import Endpoint, EndpointReport, EndpointUse, UvTry
from core.model.problem import Category, Remedy
from core.procedures.network.proving import comes_further, proven, unproven

FAILED = UvTry(reaches=False, category=Category.TLS_UNTRUSTED_ISSUER)
REACHED = UvTry(reaches=True)
REPORT = EndpointReport(
    endpoint=Endpoint(url="https://a.example/simple", uses=(EndpointUse.INDEX,)),
    check=EndpointCheck(),
    status=CheckStatus.FAIL,
    sentence="",
    uv=FAILED,
)


def _advice(ident: str, choices: dict[str, str | None] | None = None) -> Advice:
    return Advice(remedy=Remedy(id=ident, title=ident, why="Why.", confidence=0.5), choices=choices or {})


class Tries:
    """Answers as it was told, and counts."""

    def __init__(self, answers: dict[str, UvTry]) -> None:
        self.answers = answers
        self.made: list[str] = []

    async def __call__(self, choices: Mapping[str, str | None]) -> UvTry:
        name = next(iter(choices))
        self.made.append(name)
        return self.answers[name]


def test_only_what_uv_honours_is_offered_and_the_proof_goes_with_it() -> None:
    further = UvTry(reaches=False, category=Category.INDEX_AUTH)
    tries = Tries({"A": REACHED, "B": FAILED, "C": further, "D": UvTry(reaches=None)})
    advice = [
        _advice("b", {"B": "1"}),
        _advice("a", {"A": "1"}),
        _advice("person"),
        _advice("c", {"C": None}),
        _advice("d", {"D": "1"}),
        _advice("a-again", {"A": "1"}),
    ]
    report = asyncio.run(proven(REPORT, advice, tries))
    assert [remedy.id for remedy in report.remedies] == ["a", "a-again", "person", "c", "d"]
    assert report.proven == {"a": REACHED, "c": further, "a-again": REACHED}
    assert tries.made == ["B", "A", "C", "D"]
    # What could not be tried is less sure than what was.
    assert [remedy.confidence for remedy in report.remedies] == [0.5, 0.5, 0.5, 0.5, 0.3]


@pytest.mark.parametrize(
    ("before", "now", "further"),
    [
        (Category.TLS_UNTRUSTED_ISSUER, Category.INDEX_AUTH, True),
        (Category.PROXY, Category.TLS_UNTRUSTED_ISSUER, True),
        (Category.NETWORK_UNREACHABLE, Category.PROXY, False),
        (Category.INDEX_AUTH, Category.TLS_UNTRUSTED_ISSUER, False),
        (Category.TLS_OTHER, Category.TLS_UNTRUSTED_ISSUER, False),
        (Category.INDEX_AUTH, Category.INDEX_AUTH, False),
        (Category.PROXY, Category.OTHER, False),
        (Category.PROXY, None, False),
    ],
)
def test_another_trouble_is_progress_only_on_the_way_there(
    before: Category, now: Category | None, *, further: bool
) -> None:
    assert comes_further(UvTry(reaches=False, category=before), UvTry(reaches=False, category=now)) is further


def test_a_try_that_told_nothing_is_no_progress() -> None:
    assert not comes_further(FAILED, UvTry(reaches=None, category=Category.INDEX_AUTH))
    assert not comes_further(None, FAILED)
    assert comes_further(None, REACHED)


def test_what_was_not_tried_says_so() -> None:
    remedy = unproven(_advice("a", {"A": "1"})).remedy
    assert (remedy.why, remedy.confidence) == ("Why. uv has not tried it.", 0.3)
    assert unproven(_advice("person")) == _advice("person")
