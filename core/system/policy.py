"""What the company decides for Wheelyard: every source that speaks of a value, the strongest first."""

import sys
from collections.abc import Iterable, Mapping
from typing import Any

from core.model.policies import Policy, PolicyName
from core.system.policy_declared import declared_policy
from core.system.policy_sources import Said, sources
from core.system.policy_values import BadPolicyError, Person, PolicyValue, value_of

_MEND = "so it is passed over; your IT department can mend it."


def read_policy(environ: Mapping[str, str]) -> Policy:
    """Return the policy for the person whose environment is ``environ``.

    Of each value the first source that has a usable one wins. Reads registry or files, so not for the loop's thread.
    """
    return policy_of(sources(environ), environ, windows=sys.platform == "win32")


def policy_of(said_by: Iterable[Said], environ: Mapping[str, str], *, windows: bool) -> Policy:
    """Return the policy that sources, strongest first, make; what cannot be used is said, and the rest holds."""
    reading = _Reading(Person(environ, windows))
    for said in said_by:
        reading.take(said)
    values: dict[str, Any] = {name.value: value for name, value in reading.values.items()}
    return Policy(**values, sources=reading.sources, troubles=tuple(reading.troubles))


class _Reading:
    """Collects the values of the sources, in their order."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self.values: dict[PolicyName, PolicyValue] = {}
        self.sources: dict[PolicyName, str] = {}
        self.troubles: list[str] = []

    def take(self, said: Said) -> None:
        if said.trouble is not None:
            self.troubles.append(said.trouble)
        for text, raw in said.values.items():
            try:
                name = PolicyName(text)
            except ValueError:
                self.troubles.append(
                    f"The policy {said.source} names {text!r}, which is no policy of this Wheelyard, {_MEND}"
                )
                continue
            if name not in self.values:
                self._decide(name, raw, said.source)

    def _decide(self, name: PolicyName, raw: object, source: str) -> None:
        try:
            value, troubles = value_of(declared_policy(name).kind, raw, self._person)
        except BadPolicyError as error:
            self.troubles.append(f"The policy {source} names {raw!r} as {name.value}, which {error}, {_MEND}")
            return
        self.troubles.extend(f"The policy {source} names in {name.value} {trouble}, {_MEND}" for trouble in troubles)
        self.values[name] = value
        self.sources[name] = source
