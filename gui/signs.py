"""The icon and the tone of every state, so that no state is told by colour alone."""

from typing import NamedTuple

from core.model.events import PackagePhase
from core.model.measurements import Verdict
from core.model.state import Badge
from gui.theme import Tone


class Sign(NamedTuple):
    """An icon's name and what its colour says."""

    icon: str
    tone: Tone


BADGES = {
    Badge.UNKNOWN: Sign("unknown", Tone.NEUTRAL),
    Badge.READY: Sign("ready", Tone.NEUTRAL),
    Badge.TROUBLE: Sign("warning", Tone.WARN),
    Badge.WAITING: Sign("waiting", Tone.NEUTRAL),
    Badge.RUNNING: Sign("running", Tone.INFO),
    Badge.SUCCEEDED: Sign("ok", Tone.OK),
    Badge.FAILED: Sign("bad", Tone.BAD),
    Badge.CANCELLED: Sign("cancelled", Tone.WARN),
}

PHASES = {
    PackagePhase.WAITING: Sign("waiting", Tone.NEUTRAL),
    PackagePhase.DOWNLOADING: Sign("download", Tone.INFO),
    PackagePhase.BUILDING: Sign("gauge", Tone.INFO),
    PackagePhase.PREPARING: Sign("box", Tone.INFO),
    PackagePhase.PREPARED: Sign("check", Tone.INFO),
    PackagePhase.INSTALLED: Sign("ok", Tone.OK),
    PackagePhase.REMOVED: Sign("remove", Tone.NEUTRAL),
    PackagePhase.FAILED: Sign("bad", Tone.BAD),
}

UNFINISHED = Sign("unknown", Tone.NEUTRAL)

VERDICTS = {
    Verdict.CLEAR: Sign("ok", Tone.OK),
    Verdict.SLOW: Sign("waiting", Tone.WARN),
    Verdict.REFUSED: Sign("bad", Tone.BAD),
    Verdict.UNUSABLE: Sign("cancelled", Tone.BAD),
}
