"""Ending the programs that a look before a run has found, and saying which could not be ended."""

import asyncio
from collections.abc import Iterator

from msgspec.structs import replace

from core.model.programs import RunningProgram
from core.model.questions import PreflightFinding
from core.procedures.preflight_looks import Findings
from core.procedures.repairs.ending_work import WHY_NOT_ENDED
from core.system.ending import EndResult, end_program
from core.system.file_users import FileUser

_MOST_NAMED = 4

_Key = tuple[int, float | None]


class ProgramEnding:
    """Ends programs once each, and remembers those that could not be ended."""

    def __init__(self) -> None:
        self._refused: dict[_Key, EndResult] = {}

    async def end(self, found: Findings) -> Findings:
        """End the programs of ``found``; return what is left of it, as far as nobody has looked again."""
        ended: set[_Key] = set()
        for program in _programs(found):
            key = _key(program)
            if key in ended or key in self._refused:
                continue
            result = await asyncio.to_thread(end_program, FileUser.of(program))
            if result in WHY_NOT_ENDED:
                self._refused[key] = result
            else:
                ended.add(key)
        left = (
            (finding, tuple(program for program in finding.programs if _key(program) not in ended)) for finding in found
        )
        return tuple(
            replace(finding, programs=programs) for finding, programs in left if programs or not finding.programs
        )

    def may_end(self, found: Findings) -> bool:
        """Return whether there is a program that has not refused yet."""
        return any(_key(program) not in self._refused for program in _programs(found))

    def told(self, found: Findings) -> Findings:
        """Return ``found`` with a sentence on each program that could not be ended."""
        return tuple(self._told(finding) for finding in found)

    def _told(self, finding: PreflightFinding) -> PreflightFinding:
        refused = [program for program in finding.programs if _key(program) in self._refused]
        said = [
            f"{program.words()} could not be ended. {WHY_NOT_ENDED[self._refused[_key(program)]]}"
            for program in refused[:_MOST_NAMED]
        ]
        more = len(refused) - len(said)
        if more:
            said.append(f"{more} more could not be ended.")
        return replace(finding, sentence=" ".join((finding.sentence, *said)))


def _programs(found: Findings) -> Iterator[RunningProgram]:
    for finding in found:
        yield from finding.programs


def _key(program: RunningProgram) -> _Key:
    return program.process, program.started
