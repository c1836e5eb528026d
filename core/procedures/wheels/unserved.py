"""Where the sources of a package lead to a file that cannot be installed there, in words."""

from collections.abc import Sequence

from core.model.wheels import Target, TargetPlatform
from core.procedures.wheels.joining import JoinedSource, holds_in, served_by


def unserved_words(package: str, sources: Sequence[JoinedSource], targets: Sequence[Target]) -> tuple[str, ...]:
    """Return a sentence on the targets in which a source is chosen whose file does not fit, none where all fit."""
    missing: dict[TargetPlatform, list[str]] = {}
    for target in targets:
        chosen = [each for each in sources if each.marker is None or holds_in(each.marker, target)]
        if chosen and not any(served_by(each.file, each.marker, (target,)) for each in chosen):
            missing.setdefault(target.platform, []).append(target.python)
    if not missing:
        return ()
    every = {platform: [each.python for each in targets if each.platform == platform] for platform in missing}
    named = "; ".join(
        platform.words if pythons == every[platform] else f"{platform.words} with Python {', '.join(pythons)}"
        for platform, pythons in missing.items()
    )
    return (f"No file of {package} can be installed on {named}: uv locks, and a sync there fails.",)
