"""Which package a failure is about, in which version: from requirements, file names, paths and URLs of a chain."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import unquote

from packaging.utils import canonicalize_name

from core.diagnosis.paths import parts_of, tool_of

Named = tuple[str, str | None]
MOST_CHARACTERS = 4096

_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,100}[A-Za-z0-9])?"
_PINNED = re.compile(rf"(?<![\w.@/-])({_NAME})(?:\[[^\]]{{0,80}}\])?===?([0-9A-Za-z][0-9A-Za-z.+!_-]{{0,60}})")
_DIRECT = re.compile(rf"(?<![\w./-])({_NAME})(?:\[[^\]]{{0,80}}\])? @ (?:file:|git\+|https?:|ssh:|[A-Za-z]:|/|\.)")
_QUOTED = re.compile(rf"\b(?:[Ff]ailed to [a-z ]{{2,40}}|(?:[Dd]ependency|[Pp]ackage|[Dd]istribution)):? `({_NAME})`")
_TOOL = re.compile(rf"^Failed to (?:upgrade|install|uninstall) (?!(?:cpython|pypy|graalpy)-)({_NAME})$")
_QUOTED_PATH = re.compile(
    r"\b[Ff]ailed to (?:build"
    r"|prepare)[a-z ]{0,30}:? `(?:[A-Za-z]:|~)?[\\/](?:[^`]{0,400}[\\/])?([A-Za-z0-9][\w.-]{0,60})[\\/]?`"
)
_WHEEL = re.compile(
    r"(?<![\w.])(\w[\w.]{0,100})-(\d[\w.+!]{0,60})(?:-\d\w{0,20})?-[\w.]{1,60}-[\w.]{1,60}-[\w.]{1,100}\.(?:whl|lock)\b"
)
_SDIST = re.compile(r"(?<![\w.])(\w[\w.-]{0,100}?)-(\d[\w.+!]{0,60}?)\.(?:tar\.gz|tar\.bz2|zip)\b")
_AT = re.compile(rf"`({_NAME})@(\d[0-9A-Za-z.+!_-]{{0,60}})`")
_NOT_PINNED = re.compile(rf"\bpinned (?:upfront )?with `==`, but found: `?({_NAME})`?$")
_BECAUSE = re.compile(
    rf"^Because (?:only (?:the following versions? of )?|there (?:is|are) no versions? of |all versions of )?({_NAME})"
    r"\b(?!:)"
)
_PYTHON = re.compile(r"\b((?:cpython|pypy|graalpy)-(\d+\.\d+\.\d+\w{0,6}(?:\+freethreaded)?))")
_SIMPLE = re.compile(rf"/simple/({_NAME})/?(?:[\s`)#?]|$)")
_INCLUDED = re.compile(rf"`({_NAME})` \(v([0-9][\w.+!-]{{0,60}})\)")
_RESOLVING = re.compile(rf"when resolving: ({_NAME})")
_IN_WORDS = (_WHEEL, _QUOTED, _AT, _TOOL, _BECAUSE, _NOT_PINNED, _RESOLVING)
_UV_ITSELF = re.compile(r"\b(?:[Dd]ownloading|the latest) (uv) (?:version\b|(\d[\w.]{0,40}) (?:\(|\w{2,20}-))")
_COMMAND = re.compile(
    r"(?:^|[\s>$\u276f#%])uv[\w-]{0,10}(?:\.exe)? (?:add|remove|(?:pip|tool) (?:install|uninstall|upgrade))"
    r"((?: [^\s&|;]{1,300}){1,20})"
)
_REQUIREMENT = re.compile(rf"({_NAME})(?:\[[^\]]{{0,80}}\])?(?:===?([0-9A-Za-z][0-9A-Za-z.+!_-]{{0,60}}))?$")
_FROM_FILES = frozenset({"-r", "--requirement", "--requirements"})
_INTERPRETERS = re.compile(r"(?:python|pip|pythonw|activate)(?:\d[\d.]*)?$")
_BUCKET = re.compile(r"(?:built-wheels|wheels|sdists|simple)-v\d+$")
_DIST_INFO = re.compile(r"(\w[\w.]*)-(\d[\w.+!]*)\.(?:dist-info|data)$")
_WORDS_NOT_NAMES = frozenset(
    {"you", "the", "we", "there", "only", "all", "distributions", "python", "pyproject.toml", "uv.lock", "uv.toml"}
)


def package_in(texts: Sequence[str], hints: Iterable[str] = ()) -> Named | None:
    """Return name and version of the package that texts of a chain, outermost first, are about."""
    capped = [unquote(text[:MOST_CHARACTERS]) for text in texts]
    found = _first(capped, (_PINNED, _DIRECT)) or _first(capped, _IN_WORDS)
    if found is None:
        found = _first(capped, (_PYTHON, _QUOTED_PATH, _SDIST, _SIMPLE))
    if found is None:
        return None
    name, version = found
    if version is None:
        files = _first(capped, (_WHEEL, _SDIST, _PINNED))
        version = files[1] if files is not None and files[0] == name else None
    return name, version or version_in(name, hints)


def version_in(name: str, hints: Iterable[str]) -> str | None:
    """Return the version that hints give for a package, or None."""
    for hint in hints:
        for match in _INCLUDED.finditer(hint[:MOST_CHARACTERS]):
            if canonicalize_name(match[1]) == name:
                return match[2]
    return None


def package_of_path(path: str) -> Named | None:
    """Return the package that a path belongs to: a launcher, a tool, an entry of the cache, a folder of packages."""
    python = _PYTHON.search(path)
    if python is not None:
        return python[1], python[2]
    names = parts_of(path)
    if len(names) > 1 and names[-2] in {"scripts", "bin"}:
        stem = names[-1].removesuffix(".exe")
        stem = "uv" if stem in {"uvx", "uvw"} else stem
        if _INTERPRETERS.match(stem) is None and "." not in names[-1].removesuffix(".exe"):
            return canonicalize_name(stem), None
    tool = tool_of(path)
    if tool is not None:
        return canonicalize_name(tool), None
    return _in_cache(names) or _in_packages(names)


def package_in_log(records: Sequence[str]) -> Named | None:
    """Return the package whose file the last records of a log speak of, or None."""
    return next((found for text in reversed(records) if (found := _first([text], (_WHEEL,))) is not None), None)


def uv_itself(texts: Iterable[str]) -> Named | None:
    """Return uv with the version that its installer or its update speaks of, or None."""
    return _first((text[:MOST_CHARACTERS] for text in texts), (_UV_ITSELF,))


def package_in_command(lines: Iterable[str]) -> Named | None:
    """Return the one package that the last echoed command of uv asks for; None where it asks for several or none."""
    found: Named | None = None
    for line in lines:
        command = _COMMAND.search(line[:MOST_CHARACTERS])
        if command is None:
            continue
        words = command[1].replace("'", " ").replace('"', " ").split()
        wanted = [word for word in words if _wanted(word)]
        alone = len(wanted) == 1 and not _FROM_FILES.intersection(words)
        match = _REQUIREMENT.match(wanted[0]) if alone else None
        found = (canonicalize_name(match[1]), match[2]) if match is not None else None
    return found


def _wanted(word: str) -> bool:
    """Tell whether a word of a command is a requirement: no option, path, address or file of requirements."""
    return _REQUIREMENT.match(word) is not None and not word.endswith((".txt", ".toml", ".in", ".whl", ".py"))


def _first(texts: Iterable[str], patterns: Iterable[re.Pattern[str]]) -> Named | None:
    wanted = tuple(patterns)
    for text in texts:
        for pattern in wanted:
            for match in pattern.finditer(text):
                if match[1].lower() not in _WORDS_NOT_NAMES:
                    return _named(match)
    return None


def _named(match: re.Match[str]) -> Named:
    version = match[2] if match.re.groups > 1 else None
    name = match[1] if match.re is _PYTHON else canonicalize_name(match[1])
    return name, version.rstrip(".-_") if version else None


def _in_cache(names: list[str]) -> Named | None:
    for index, name in enumerate(names):
        if _BUCKET.match(name) is None:
            continue
        rest = names[index + 1 :]
        skip = 2 if rest[:1] in (["index"], ["url"], ["path"]) else 1
        if len(rest) > skip and not rest[skip].startswith("."):
            file = rest[skip]
            return canonicalize_name(file.removesuffix(".rkyv").removesuffix(".msgpack")), None
    return None


def _in_packages(names: list[str]) -> Named | None:
    for index, name in enumerate(names[:-1]):
        if name in {"site-packages", "dist-packages"} and not names[index + 1].startswith((".", "_")):
            info = _DIST_INFO.match(names[index + 1])
            if info is not None:
                return canonicalize_name(info[1]), info[2]
            if index + 2 < len(names):
                return canonicalize_name(names[index + 1]), None
    return None
