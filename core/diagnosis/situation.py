"""What a rule looks at, and what it answers."""

from typing import Protocol

from msgspec import Struct

from core.diagnosis.chain import Failure, Reading
from core.diagnosis.context import FailureContext
from core.diagnosis.facts import Facts
from core.diagnosis.markers import Kind, mark
from core.diagnosis.retries import Retries
from core.model.problem import Category, Remedy


class Situation(Struct, frozen=True, kw_only=True):
    """One failure with its facts and everything around it; ``failure`` is None where only a log hints at one."""

    reading: Reading
    facts: Facts
    context: FailureContext
    failure: Failure | None = None
    retries: tuple[Retries, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of the chain, outermost first."""
        return self.failure.texts if self.failure is not None else ()

    @property
    def innermost(self) -> str:
        """The innermost text of the chain."""
        return self.texts[-1] if self.texts else ""

    @property
    def chain_text(self) -> str:
        """The chain with its hints, one text a line."""
        hints = self.failure.hints if self.failure is not None else ()
        return "\n".join((*self.texts, *hints))

    @property
    def quoted_text(self) -> str:
        """What other programs printed inside the chain."""
        return "\n".join(self.failure.quoted) if self.failure is not None else ""

    @property
    def unfinished(self) -> tuple[str, ...]:
        """The last lines behind uv's last word of progress: whatever stands before it did not stop uv."""
        lines = self.reading.last
        went_on = next((at for at in range(len(lines), 0, -1) if mark(lines[at - 1]).kind is Kind.PROGRESS), 0)
        return lines[went_on:]

    @property
    def subject(self) -> str:
        """The package as a person reads it, or the words "a package"."""
        if self.facts.package is None:
            return "a package"
        name, version = self.facts.package, self.facts.version
        return name if version is None or name.endswith(f"-{version}") else f"{name} {version}"


class Diagnosis(Struct, frozen=True, kw_only=True):
    """What a rule found: the category, a title and an explanation in plain words, what would help, surest first."""

    category: Category
    title: str
    explanation: str
    remedies: tuple[Remedy, ...] = ()


class Rule(Protocol):
    """One family's view of a failure: its operation, paths, number and position in the chain."""

    def __call__(self, situation: Situation, /) -> Diagnosis | None:
        """Return what the failure is, or None where it is none of this family."""
        ...
