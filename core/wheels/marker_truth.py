"""Whether an environment marker holds for a computer that is given whole, and not only in part.

``packaging``'s own evaluation asks the running computer first, for every variable: on Windows Python answers
``platform_machine`` through WMI, which takes seconds or never answers (seen with CPython 3.13). So the marker is read
and normalised by ``packaging``, and only compared here.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import eq, ne

from packaging.markers import Marker
from packaging.specifiers import InvalidSpecifier, Specifier
from packaging.utils import canonicalize_name

Environment = Mapping[str, str]
Truth = Callable[[Environment], bool]

_TOKEN = re.compile(r"""\s*("[^"]*"|'[^']*'|===|[=~!<>]=|[<>()]|[A-Za-z_][A-Za-z_.0-9]*)""")
_VERSIONS = frozenset({"python_version", "python_full_version", "implementation_version", "platform_release"})


class UnknownVariableError(ValueError):
    """A marker asks for a variable that the environment does not have."""


class IncomparableError(ValueError):
    """A marker compares texts in a way that only versions can be compared."""


def holds(marker: Marker, environment: Environment) -> bool:
    """Return whether the marker is true; raises UnknownVariableError and IncomparableError."""
    return _truth_of(str(marker))(environment)


@lru_cache(maxsize=2048)
def _truth_of(text: str) -> Truth:
    return _Reading(_TOKEN.findall(text)).alternatives()


class _Reading:
    """The tokens of a normalised marker, read once from left to right."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0

    def alternatives(self) -> Truth:
        """Read what ``or`` joins."""
        parts = [self._conditions()]
        while self._takes("or"):
            parts.append(self._conditions())
        # Every part is asked: what cannot be compared is said, whatever else is true.
        return parts[0] if len(parts) == 1 else lambda environment: any([part(environment) for part in parts])  # noqa: C419 - as above

    def _conditions(self) -> Truth:
        parts = [self._one()]
        while self._takes("and"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else lambda environment: all([part(environment) for part in parts])  # noqa: C419 - as above

    def _one(self) -> Truth:
        if self._takes("("):
            inner = self.alternatives()
            self._takes(")")
            return inner
        left = self._next()
        operator = "not in" if self._takes("not") else self._next()
        if operator == "not in":
            self._takes("in")
        return _comparison(left, operator, self._next())

    def _takes(self, token: str) -> bool:
        taken = self._at < len(self._tokens) and self._tokens[self._at] == token
        self._at += taken
        return taken

    def _next(self) -> str:
        if self._at >= len(self._tokens):
            raise ValueError("the marker ends in its middle")
        self._at += 1
        return self._tokens[self._at - 1]


def _comparison(left: str, operator: str, right: str) -> Truth:
    variable = right if left[0] in "\"'" else left
    if variable == left and variable in _VERSIONS and operator not in {"in", "not in"}:
        try:
            allowed = Specifier(operator + right[1:-1])
        except InvalidSpecifier:
            pass  # what is no version is compared as text
        else:
            return lambda environment: allowed.contains(_value(left, environment), prereleases=True)

    def truth(environment: Environment) -> bool:
        one, other = (_value(side, environment) for side in (left, right))
        if variable in {"extra", "extras", "dependency_groups"}:
            one, other = canonicalize_name(one), canonicalize_name(other)
        return _compare(one, operator, other, is_version=variable in _VERSIONS)

    return truth


def _value(side: str, environment: Environment) -> str:
    if side[0] in "\"'":
        return side[1:-1]
    try:
        return environment[side]
    except KeyError:
        raise UnknownVariableError(side) from None


def _compare(one: str, operator: str, other: str, *, is_version: bool) -> bool:
    if is_version and operator not in {"in", "not in"}:
        try:
            return Specifier(operator + other).contains(one, prereleases=True)
        except InvalidSpecifier:
            pass  # what is no version is compared as text
    compare = _TEXTS.get(operator)
    if compare is None:
        raise IncomparableError(f"{operator} compares no texts")
    return compare(one, other)


_TEXTS: Mapping[str, Callable[[str, str], bool]] = {
    "in": lambda one, other: one in other,
    "not in": lambda one, other: one not in other,
    "==": eq,
    "!=": ne,
    # Texts have no order, so that only equal ones are at most or at least another.
    "<=": eq,
    ">=": eq,
    "<": lambda _one, _other: False,
    ">": lambda _one, _other: False,
}
