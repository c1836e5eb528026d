"""A failure understood: what happened, why, how that was measured, and what would help."""

from enum import StrEnum

from msgspec import Struct

from core.model.commands import RemedyCommand


class Category(StrEnum):
    """The cause that an explanation names first."""

    CACHE_RENAME_DENIED = "cache-rename-denied"
    FILE_IN_USE = "file-in-use"
    SCANNER_INTERFERENCE = "scanner-interference"
    VENV_REMOVE_DENIED = "venv-remove-denied"
    VENV_BROKEN = "venv-broken"
    PERMISSION_NO_ADMIN = "permission-no-admin"
    TLS_UNTRUSTED_ISSUER = "tls-untrusted-issuer"
    TLS_OTHER = "tls-other"
    PROXY = "proxy"
    INDEX_AUTH = "index-auth"
    INDEX_OTHER = "index-other"
    NETWORK_UNREACHABLE = "network-unreachable"
    PATH_TOO_LONG = "path-too-long"
    CLOUD_FOLDER = "cloud-folder"
    NETWORK_SHARE = "network-share"
    CROSS_DEVICE_LINK = "cross-device-link"
    DISK_FULL = "disk-full"
    BLOCKED_BY_POLICY = "blocked-by-policy"
    TEMP_DIR = "temp-dir-missing-or-denied"
    CACHE_LOCK_TIMEOUT = "cache-lock-timeout"
    CACHE_CORRUPT = "cache-corrupt"
    CACHE_DIR_UNUSABLE = "cache-dir-unusable"
    CACHE_CLEAN_FAILED = "cache-clean-failed"
    WHEEL_PLATFORM_MISMATCH = "wheel-platform-mismatch"
    WHEEL_INVALID = "wheel-invalid"
    SOURCE_PATH_MISSING = "source-path-missing"
    HASH_MISMATCH = "hash-mismatch"
    BUILD_FAILED_TOOLCHAIN = "build-failed-toolchain"
    BUILD_FAILED_OTHER = "build-failed-other"
    RESOLUTION_CONFLICT = "resolution-conflict"
    PYTHON_NOT_FOUND = "python-not-found"
    STORE_PYTHON = "store-python"
    LOCKFILE_INVALID = "lockfile-outdated-or-invalid"
    CONFIG_INVALID = "config-invalid"
    OTHER = "other"
    NONE = "none"


class Evidence(Struct, frozen=True, kw_only=True):
    """One finding and the figures behind it; ``measured`` is flat: names to numbers, texts or None."""

    id: str
    finding: str
    measured: dict[str, int | float | str | bool | None] = {}


class Remedy(Struct, frozen=True, kw_only=True):
    """Something that would help: what, why, how sure (0 to 1), and how to do it.

    ``action`` is the command a button submits, None where only a person can act.
    ``command`` is the same as words of a command line, empty where there is none. ``changes`` says, one sentence
    each, what it will change before it does.
    """

    id: str
    title: str
    why: str
    confidence: float
    action: RemedyCommand | None = None
    command: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()


class Problem(Struct, frozen=True, kw_only=True):
    """A failure understood; a field that the transcript does not give is None.

    ``causes`` is uv's chain, outermost first. ``raw`` is the end of what uv printed.
    Paths are texts as uv printed them: they may belong to another computer.
    """

    category: Category
    title: str
    explanation: str
    package: str | None = None
    version: str | None = None
    path_from: str | None = None
    path_to: str | None = None
    url: str | None = None
    os_error: int | None = None
    evidence: tuple[Evidence, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    causes: tuple[str, ...] = ()
    raw: str = ""
