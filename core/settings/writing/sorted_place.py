"""Where a requirement goes in a list: into its place where the list is sorted, as uv has it, else behind the last."""

from collections.abc import Sequence
from itertools import pairwise

from core.settings.writing.dependency_lists import name_of


def place_in(listed: Sequence[object], requirement: str) -> int:
    """Return the number that ``requirement`` gets among the items of a list, some of which may be no texts."""
    texts = [(number, item) for number, item in enumerate(listed) if isinstance(item, str)]
    for key in (_as_written, _any_case, _by_name):
        if all(key(first) <= key(second) for (_, first), (_, second) in pairwise(texts)):
            return next((number for number, item in texts if key(item) > key(requirement)), len(listed))
    return len(listed)


def _as_written(text: str) -> str:
    return text


def _any_case(text: str) -> str:
    return text.lower()


def _by_name(text: str) -> str:
    return (name_of(text) or text).lower()
