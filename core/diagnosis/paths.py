r"""What a path in a transcript is for uv: part of its cache, of an environment, of a Python. Both kinds of slashes."""

import re
from itertools import pairwise
from pathlib import Path

_DRIVE = re.compile(r"(?:\\\\[?.]\\+)?[A-Za-z]:(?:[\\/]|$)")
_SPLIT = re.compile(r"[\\/]+")
_BUCKET = re.compile(
    r"(?:archive|wheels|built-wheels|sdists|simple|builds|environments|interpreter|git|flat-index|binaries|buckets|tools)-v\d+$"
)
_CACHE_NAMES = frozenset({".uv-cache", "uv-cache", "uvcache", "uv_cache", ".uv_cache"})
_RECORD = re.compile(r"\.(?:rkyv|msgpack)$")
_TEMP = re.compile(r"\.tmp[A-Za-z0-9]{6}$")
_ENVIRONMENTS = frozenset({".venv", "venv", "env", ".env", "virtualenv"})
_INSIDE_ENVIRONMENT = frozenset({"site-packages", "scripts", "dist-packages"})
_LAUNCHERS = frozenset({"scripts", "bin"})
_SYSTEM = ("/usr/", "/opt/", "/lib/", "/etc/", "/var/", "/root/", "/System/", "/Library/")
_SYSTEM_WINDOWS = frozenset({"program files", "program files (x86)", "programdata", "windows"})
_PYTHON = re.compile(r"(?:cpython|pypy|graalpy)-\d")
_SHARE = re.compile(r"\\\\\?\\+UNC\\|\\\\(?![?.]\\)\w|//\w|/(?:mnt|net|media|Volumes|run/user/\d+/gvfs)/|file:\\\\\w")
_ESCAPED = re.compile(r"[A-Za-z]:\\\\|\\\\\\\\")
_BACKSLASHES = re.compile(r"\\+")
_EXTENDED = re.compile(r"\\\\\?\\+")


def parts_of(path: str) -> list[str]:
    """Return the names of a path in lower case."""
    return [part for part in _SPLIT.split(path.lower()) if part]


def is_windows(path: str) -> bool:
    """Tell whether a path is written the way of Windows."""
    return _DRIVE.match(path) is not None or path.startswith("\\\\") or ("\\" in path and "/" not in path)


def plain(path: str) -> str:
    r"""Return a path without the prefix ``\\?\`` that Windows programs use for long paths."""
    match = _EXTENDED.match(path)
    if match is None:
        return path
    rest = path[match.end() :]
    return "\\\\" + rest[4:] if rest[:4].upper() == "UNC\\" else rest


def unescaped(path: str) -> str:
    r"""Return a path with single backslashes where all of them are doubled, as Rust prints values: ``D:\\a\\b``."""
    doubled = _ESCAPED.match(path) is not None and all(len(run) % 2 == 0 for run in _BACKSLASHES.findall(path))
    return path.replace("\\\\", "\\") if doubled else path


def same_folder(one: str, other: str) -> bool:
    """Tell whether two paths name one folder, by their names alone, however they are written."""
    names, others = (parts_of(plain(unescaped(path)).removeprefix("/private")) for path in (one, other))
    return bool(names) and names == others


def cache_root(path: str, cache: Path | None = None) -> str | None:
    """Return the folder of the cache that a path belongs to, or None where nothing shows one.

    It is the folder above the first bucket (``archive-v0``) or, where there is none, above the first ``.tmpXXXXXX`` of
    a folder that is a cache by its name or by ``cache``.
    """
    text = plain(path)
    names = _SPLIT.split(text)
    for index, name in enumerate(names):
        if _BUCKET.match(name.lower()) is not None:
            return _front(text, index)
    if cache is not None and _under(text, str(cache)):
        return str(cache)
    if _RECORD.search(text) is not None and len(names) > 1:
        return _front(text, len(names) - 1)
    lowered = [name.lower() for name in names]
    for index, name in enumerate(lowered):
        after = lowered[index + 1] if index + 1 < len(lowered) else ""
        if name in _CACHE_NAMES:
            return _front(text, index + 1)
        if (name == "uv" and after == "cache") or (name == ".cache" and after == "uv"):
            return _front(text, index + 2)
    return None


def is_cache_root(path: str, cache: Path | None = None) -> bool:
    """Tell whether a path is the cache itself, not something in it."""
    root = cache_root(path, cache)
    return root is not None and plain(path).rstrip("\\/") == root.rstrip("\\/")


def temp_parent(path: str) -> str | None:
    """Return the folder that holds the first ``.tmpXXXXXX`` of a path, or None."""
    text = plain(path)
    for index, name in enumerate(_SPLIT.split(text)):
        if _TEMP.match(name) is not None:
            return _front(text, index)
    return None


def is_temp_name(path: str) -> bool:
    """Tell whether the last name of a path is one that uv makes up for a while."""
    names = _SPLIT.split(path.rstrip("\\/"))
    return _TEMP.match(names[-1]) is not None


def in_environment(path: str) -> bool:
    """Tell whether a path is an environment or something in one."""
    names = parts_of(path)
    return any(name in _ENVIRONMENTS or name in _INSIDE_ENVIRONMENT for name in names) or tool_of(path) is not None


def in_named_environment(path: str) -> bool:
    """Tell whether a path goes through a folder that has the name of an environment, or is a tool's."""
    names = parts_of(path)
    return any(name in _ENVIRONMENTS or name.startswith(".venv") for name in names) or tool_of(path) is not None


def is_environment_folder(path: str) -> bool:
    """Tell whether a path is a whole environment or its folder of programs."""
    names = parts_of(path)
    if not names:
        return False
    if names[-1] in _LAUNCHERS or names[-1] in {"lib", "lib64"}:
        names = names[:-1]
    return _are_whole_environment(names)


def is_whole_environment(path: str) -> bool:
    """Tell whether a path is a whole environment, by its name or as a tool's."""
    return _are_whole_environment(parts_of(path))


def _are_whole_environment(names: list[str]) -> bool:
    if not names:
        return False
    return (
        names[-1] in _ENVIRONMENTS
        or names[-1].startswith(".venv")
        or (len(names) > 2 and names[-3:-1] == ["uv", "tools"])
    )


def is_launcher(path: str) -> bool:
    """Tell whether a path is a program in an environment's folder of programs."""
    names = parts_of(path)
    return len(names) > 1 and names[-2] in _LAUNCHERS and (names[-1].endswith(".exe") or "." not in names[-1])


def is_program(path: str) -> bool:
    """Tell whether a path is a file that Windows keeps locked while it runs."""
    return path.lower().endswith((".exe", ".dll", ".pyd"))


def is_archive(path: str) -> bool:
    """Tell whether a path is a wheel or a source archive, as uv or a build has just written it."""
    return path.lower().endswith((".whl", ".tar.gz", ".zip"))


def is_python_install(path: str) -> bool:
    """Tell whether a path belongs to a Python that uv manages."""
    names = parts_of(path)
    return any(_PYTHON.match(name) for name in names) or any(
        first == "uv" and second == "python" for first, second in pairwise(names)
    )


def is_store_alias(path: str) -> bool:
    """Tell whether a path is one of the Microsoft Store's stand-ins for programs."""
    return "windowsapps" in parts_of(path)


def is_share(path: str) -> bool:
    """Tell whether a path is on a network share, or mounted where shares are."""
    return _SHARE.match(path) is not None


def is_system(path: str) -> bool:
    """Tell whether a path lies where only an administrator may write."""
    if path.startswith(_SYSTEM):
        return True
    return is_windows(path) and any(name in _SYSTEM_WINDOWS for name in parts_of(plain(path))[1:2])


def tool_of(path: str) -> str | None:
    """Return the name of the tool whose environment a path is in, or None."""
    names = parts_of(path)
    for index in range(len(names) - 2):
        if names[index : index + 2] == ["uv", "tools"]:
            return names[index + 2]
    return None


def _under(path: str, folder: str) -> bool:
    one, other = path.replace("\\", "/"), folder.replace("\\", "/").rstrip("/")
    if is_windows(folder):
        one, other = one.lower(), other.lower()
    return bool(other) and (one == other or one.startswith(other + "/"))


def _front(path: str, count: int) -> str:
    """Return the first ``count`` names of a path with the separators it was written with."""
    end = 0
    for index, match in enumerate(_SPLIT.finditer(path), 1):
        if index == count:
            end = match.start()
            break
    else:
        end = len(path)
    return path[:end] or path[:1]
