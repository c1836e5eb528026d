"""What closes a gap: a file of a yard that serves it, or a lock that is limited to what all packages serve."""

from collections.abc import Iterator, Sequence

from core.model.checks import CheckRemedy
from core.model.setting_keys import SettingKey
from core.wheels.findings.coverage import Demand, Row, demands, leaves_out
from core.wheels.findings.making import add_file, choose_for_everyone
from core.wheels.findings.subject import FindingsSubject
from core.wheels.findings.targets_said import environment_markers, platform_words, platforms_of
from core.wheels.fit import fit


def fitting_files(demand: Demand, rows: Sequence[Row], subject: FindingsSubject) -> Iterator[CheckRemedy]:
    """Offer files of the yards that serve what is left out."""
    used = {source.place for source in subject.sources.sources}
    for file in subject.nearby:
        if file.name == demand.package and file.path not in used and any(fit(file, row.target).fits for row in rows):
            yield add_file(subject.project, file.path, f"Add {file.path.name}")


class Limiting:
    """Limits the lock to the platforms that every package with local sources serves; found out once, when asked."""

    def __init__(self, subject: FindingsSubject) -> None:
        self._subject = subject
        self._found: tuple[CheckRemedy, ...] | None = None

    def remedies(self) -> tuple[CheckRemedy, ...]:
        """Return the remedy, or none where nothing would be left, or this computer's own platform would go."""
        if self._found is None:
            self._found = tuple(self._remedies())
        return self._found

    def _remedies(self) -> Iterator[CheckRemedy]:
        subject, every = self._subject, platforms_of(self._subject.targets)
        wanted = tuple(demands(subject))
        left = set(every)
        for demand in wanted:
            served = platforms_of([row.target for row in demand.rows if row.is_served])
            left -= {row.target.platform for row in demand.rows if row.target.platform not in served}
        kept = [platform for platform in every if platform in left]
        own = subject.here.platform if subject.here is not None else None
        if not kept or (own is not None and own not in kept):
            return
        for known in (every, ()):  # the system's name alone, else with its machines
            markers = environment_markers(kept, known)
            closes = not any(leaves_out(each, markers, subject.sources.requires_python) for each in wanted)
            if closes and markers != subject.sources.environments:
                title = f"Lock for {platform_words(kept, every)} only"
                lines, line = "\n".join(markers), " or ".join(markers)
                yield choose_for_everyone(subject.project, SettingKey.ENVIRONMENTS, lines, title, in_one_line=line)
                return
