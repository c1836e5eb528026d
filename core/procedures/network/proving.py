"""What would help at one address, offered only where the real uv comes further with it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from msgspec.structs import replace

from core.diagnosis.network_advice import Advice, best_first
from core.model.network import EndpointReport, UvTry
from core.model.problem import Category, Remedy

_UNPROVEN = 0.6
"""Of the confidence where uv has not tried it."""
_NOT_TRIED = "uv has not tried it."
_REACH = {
    Category.NETWORK_UNREACHABLE: 1,
    Category.PROXY: 1,
    Category.TLS_OTHER: 2,
    Category.TLS_UNTRUSTED_ISSUER: 2,
    Category.INDEX_AUTH: 3,
    Category.INDEX_OTHER: 4,
}
"""How far uv came where it ended for this reason: to nobody, to a greeting, to an answer."""

Try = Callable[[Mapping[str, str | None]], Awaitable[UvTry]]


async def proven(report: EndpointReport, advice: Sequence[Advice], try_with: Try) -> EndpointReport:
    """Return the report with the remedies that uv honours, each tried in turn by ``try_with``.

    What cannot be tried stays. One try may be what several remedies amount to, and is then made once.
    """
    tries: dict[str, UvTry] = {}
    made: dict[tuple[tuple[str, str | None], ...], UvTry] = {}
    kept: list[Remedy] = []
    for each in advice:
        if not each.choices:
            kept.append(each.remedy)
            continue
        key = tuple(sorted(each.choices.items()))
        if key not in made:
            made[key] = await try_with(each.choices)
        tried = made[key]
        if tried.reaches is None:
            kept.append(unproven(each).remedy)
        elif comes_further(report.uv, tried):
            kept.append(each.remedy)
            tries[each.remedy.id] = tried
    return replace(report, remedies=best_first(kept, tries), proven=tries)


def unproven(advice: Advice) -> Advice:
    """Return an advice that uv was not tried with, less sure, and saying so; what cannot be tried stays as it is."""
    if not advice.choices:
        return advice
    remedy = advice.remedy
    why = f"{remedy.why} {_NOT_TRIED}".strip()
    return replace(advice, remedy=replace(remedy, why=why, confidence=round(remedy.confidence * _UNPROVEN, 3)))


def comes_further(before: UvTry | None, now: UvTry) -> bool:
    """Return whether uv came further than before: to the address, or to a later trouble on the way there."""
    if now.reaches:
        return True
    if now.reaches is None or before is None:
        return False
    reached, reaches = (_REACH.get(each.category, 0) if each.category is not None else 0 for each in (before, now))
    return reaches > reached
