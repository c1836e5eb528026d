"""The exit status of the headless face, a contract with scripts."""

from enum import IntEnum

from core.model.outcome import Cancelled, Failed, Outcome, Succeeded


class ExitStatus(IntEnum):
    """What the process says when it ends."""

    DONE = 0
    PROBLEM = 1
    WRONG_INPUT = 2
    REFUSED_BY_POLICY = 3
    CANCELLED = 130


def status_of(outcome: Outcome) -> ExitStatus:
    """Return the exit status for the outcome of a job."""
    match outcome:
        case Succeeded():
            return ExitStatus.DONE
        case Failed(bad_input=True):
            return ExitStatus.WRONG_INPUT
        case Failed(by_policy=True):
            return ExitStatus.REFUSED_BY_POLICY
        case Failed():
            return ExitStatus.PROBLEM
        case Cancelled():
            return ExitStatus.CANCELLED
