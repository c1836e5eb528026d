"""Why a wheel serves a target or not, in plain words: what its tags are for, and what the target is."""

from collections.abc import Sequence

from packaging.version import Version

from core.model.wheels import Target, TargetPlatform
from core.wheels.platform_tags import GLIBC, MACOS, PlatformTag, python_tag, understood

_MACHINES = {
    "amd64": "AMD64",
    "x86_64": "x86_64",
    "i686": "i686",
    "aarch64": "aarch64",
    "arm64": "arm64",
}
ONLY_FOR = " only, and this is Python "
"""Parts the tags from the Python in the sentence on a wheel that is for one version of CPython."""

_INTERPRETERS = {"pp": "PyPy", "gp": "GraalPy", "ip": "IronPython", "jy": "Jython"}


def serves(tag: str) -> str:
    """Say what a tag that serves a target is for."""
    python, abi, platform = tag.split("-", 2)
    where = "every platform" if platform == "any" else _made_for((platform,))
    return f"Made for {where}, {_pythons_of(python, abi)}."


def no_platform(tags: Sequence[str], target: Target) -> str:
    """Say why no platform of the tags is that of the target."""
    platforms = list(dict.fromkeys(tag.split("-", 2)[2] for tag in tags))
    near = [said for tag in platforms if (said := understood(tag)) is not None and _is_near(said, target.platform)]
    for said in near:
        if said.libc == "musl":
            return f"Made for Linux with musl, such as Alpine; uv counts on glibc for {target.platform.words}."
    newer = [said.needs for said in near if said.needs is not None]
    if newer and target.platform.sys_platform == "linux":
        needs, counts = (".".join(map(str, each)) for each in (min(newer), GLIBC))
        return f"It needs glibc {needs}, and for a Linux elsewhere uv counts on glibc {counts}."
    if newer and target.platform.sys_platform == "darwin":
        needs, counts = (".".join(map(str, each)) for each in (min(newer), MACOS))
        return f"It needs macOS {needs}, and for a Mac elsewhere uv counts on macOS {counts}."
    return f"Made for {_made_for(platforms)}; this is {target.platform.words}."


def no_python(tags: Sequence[str], target: Target) -> str:  # noqa: PLR0911 - one return a reason
    """Say why no Python of the tags is that of the target, though a platform is."""
    pairs = list(dict.fromkeys(tuple(tag.split("-", 2)[:2]) for tag in tags))
    if all(tag.endswith("-any") and not tag.endswith("-none-any") for tag in tags):
        return "Its tags name a compiled interface and yet every platform: uv takes no such wheel."
    said = [(python_tag(python), abi) for python, abi in pairs]
    for tag, abi in said:
        if tag is not None and abi == f"cp{tag.major}{tag.minor}t":
            return f"For the free-threaded CPython {tag.major}.{tag.minor} only; this is the usual {target.python}."
    others = [
        _INTERPRETERS[tag.implementation] for tag, _ in said if tag is not None and tag.implementation in _INTERPRETERS
    ]
    if others and len(others) == len(said):
        return f"For {others[0]} only; this is CPython {target.python}."
    if all(tag is not None and tag.major == 2 for tag, _ in said):
        return f"For Python 2 only; this is Python {target.python}."
    stable = [tag for tag, abi in said if tag is not None and abi == "abi3" and tag.implementation == "cp"]
    if stable and len(stable) == len(said):
        first = min(tag.minor or 0 for tag in stable)
        return f"For CPython 3.{first} and later; this is {target.python}."
    exact = [python for python, abi in pairs if _is_exact(python, abi)]
    if exact:
        named = ", ".join(dict.fromkeys(exact))
        return f"{named}{ONLY_FOR}{target.python}: there it cannot be installed."
    floor = [tag.minor for tag, abi in said if tag is not None and tag.implementation == "py" and tag.minor is not None]
    if floor and len(floor) == len(said):
        return f"For Python 3.{min(floor)} and later; this is {target.python}."
    named = ", ".join(dict.fromkeys("-".join(pair) for pair in pairs))
    return f"Its tags {named} fit no CPython {target.python}."


def platforms_served(tags: Sequence[str]) -> str:
    """Say in a few words which platforms the tags are for."""
    platforms = list(dict.fromkeys(tag.split("-", 2)[2] for tag in tags))
    return "every platform" if "any" in platforms else _made_for(platforms)


def project_words(pythons: Sequence[str]) -> str:
    """Say which Pythons a project allows: ``3.11 and later``; ``pythons`` are all that there are, in order."""
    ordered = sorted(pythons, key=Version)
    return f"{ordered[0]} and later" if len(ordered) > 1 else "".join(ordered)


def _is_exact(python: str, abi: str) -> bool:
    tag = python_tag(python)
    return tag is not None and tag.implementation == "cp" and tag.minor is not None and abi != "abi3"


def _is_near(said: PlatformTag, platform: TargetPlatform) -> bool:
    """Whether system and machine are right, so that only the version or the C library is not."""
    if said.system != platform.sys_platform or said.system == "win32":
        return False
    universal = said.system == "darwin" and said.machine == "universal2"
    return universal or said.machine == platform.platform_machine


def _made_for(platforms: Sequence[str]) -> str:
    words = [_platform_words(tag) for tag in platforms if tag != "any"]
    unique = list(dict.fromkeys(words))
    if len(unique) < 2:
        return "".join(unique) or "every platform"
    return f"{', '.join(unique[:-1])} and {unique[-1]}"


def _platform_words(tag: str) -> str:
    said = understood(tag)
    if said is None:
        return tag
    if said.system == "darwin" and said.machine == "universal2":
        return "macOS"
    machine = _MACHINES.get(said.machine, said.machine)
    words = TargetPlatform(said.system, machine).words
    return f"{words} with musl" if said.libc == "musl" else words


def _pythons_of(python: str, abi: str) -> str:
    tag = python_tag(python)
    if tag is None:
        return python
    if tag.implementation in _INTERPRETERS:
        return _INTERPRETERS[tag.implementation]
    numbers = f"{tag.major}" if tag.minor is None else f"{tag.major}.{tag.minor}"
    if tag.implementation == "py":
        return f"Python {numbers}" if tag.minor is None else f"Python {numbers} and later"
    if abi == "abi3":
        return f"CPython {numbers} and later"
    return f"free-threaded CPython {numbers}" if abi.endswith("t") else f"CPython {numbers} only"
