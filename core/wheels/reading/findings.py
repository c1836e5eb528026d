"""What is found to be wrong while a file is read: one trouble of a kind, however often it is met."""

from core.model.wheels import FileTrouble
from core.wheels.reading.limits import SHOWN


class BadArchiveError(Exception):
    """The archive cannot be read any further because of ``trouble``; it never leaves the readers."""

    def __init__(self, id: str, sentence: str) -> None:  # noqa: A002 - the field's own word
        super().__init__(sentence)
        self.trouble = FileTrouble(id=id, sentence=sentence)


class Findings:
    """Collects the troubles of one file; of each id only the first is kept, so a file cannot make thousands."""

    def __init__(self) -> None:
        self._troubles: dict[str, FileTrouble] = {}

    def add(self, id: str, sentence: str, *, stops: bool = True) -> None:  # noqa: A002 - the field's own word
        """Note a trouble, unless one of its id is there."""
        self.note(FileTrouble(id=id, sentence=sentence, stops=stops))

    def note(self, trouble: FileTrouble) -> None:
        """Note a trouble that is made already, unless one of its id is there."""
        self._troubles.setdefault(trouble.id, trouble)

    def has(self, *ids: str) -> bool:
        """Whether a trouble with one of ``ids`` was noted."""
        return any(each in self._troubles for each in ids)

    @property
    def troubles(self) -> tuple[FileTrouble, ...]:
        """What was noted, in the order of noting; what stops comes first."""
        return tuple(sorted(self._troubles.values(), key=lambda trouble: not trouble.stops))


def shown(name: str) -> str:
    """Return a name as a sentence can hold it: quoted, without control characters, shortened in its middle."""
    if len(name) > SHOWN:
        name = f"{name[: SHOWN * 2 // 3]}...{name[-SHOWN // 3 :]}"
    if not name.isprintable():
        name = "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in name)
    return f"“{name}”"


def and_others(first: str, count: int) -> str:
    """Return ``first`` with how many others are like it, ``count`` being all."""
    return first if count == 1 else f"{first} (and {count - 1:,} more)"
