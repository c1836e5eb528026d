"""What a wheel's compiled files are for, and whether that agrees with its tags."""

from collections.abc import Mapping, Sequence

from core.wheels.reading.findings import Findings, and_others, shown
from core.wheels.reading.native_names import agrees, platform_of_name, platforms_of_tags

_OFFERED = 6
"""How many platforms a sentence names."""


def check_native(
    compiled: Sequence[str],
    tags: Sequence[str],
    by_content: Mapping[str, tuple[str, ...]] | None,
    findings: Findings,
) -> tuple[str, ...]:
    """Return what the files ``compiled`` are for, and note where it contradicts the tags; uv looks at neither.

    ``by_content`` are what the files' first bytes say, None where only their names are known.
    """
    found: set[str] = set()
    for name in compiled:
        if by_content is not None and name in by_content:
            found.update(by_content[name])
        else:
            found.update(filter(None, (platform_of_name(name),)))
    platforms = tuple(sorted(found))
    if not tags or not compiled:
        return platforms
    wanted = platforms_of_tags(tags)
    words = ", ".join(platforms[:_OFFERED])
    first = and_others(shown(compiled[0]), len(compiled))
    if wanted is not None and not wanted:
        findings.add(
            "native-in-any",
            f"By its tags it is for every computer, but it holds compiled files{f' for {words}' if words else ''} "
            f"({first}): what needs them works only where they fit.",
            stops=False,
        )
    elif wanted and platforms and not any(agrees(platform, wanted) for platform in platforms):
        findings.add(
            "native-platform",
            f"By its tags it is for {', '.join(sorted(wanted)[:_OFFERED])}, but its compiled files are for {words} "
            f"({first}): they cannot be loaded there. uv does not look; have it built anew.",
            stops=False,
        )
    return platforms
