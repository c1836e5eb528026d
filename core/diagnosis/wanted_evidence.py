"""Which measurements tell more about a failure of each category, and what they are called."""

from enum import StrEnum

from core.model.problem import Category


class EvidenceKind(StrEnum):
    """One thing that can be found out after a failure; its value is the id of the Evidence."""

    RENAME_PROBE = "rename-probe"
    UV_RETRIES = "uv-retries"
    HOLDERS = "holders"
    ENVIRONMENT_PROGRAMS = "environment-programs"
    SECURITY_PRODUCTS = "security-products"
    VOLUME = "volume"
    CLOUD_FOLDER = "cloud-folder"
    PATH_LENGTH = "path-length"
    TEMP_FOLDER = "temp-folder"
    ROOM = "room"
    START = "start"
    PROXY = "proxy"
    TLS = "tls"
    CREDENTIAL = "credential"
    CACHE_LOCK = "cache-lock"
    INTERPRETERS = "interpreters"
    ENVIRONMENT = "environment"
    UV_VERSION = "uv-version"

    @property
    def words(self) -> str:
        """What is found out, as a person calls it."""
        return _WORDS[self]


_WORDS: dict[EvidenceKind, str] = {
    EvidenceKind.RENAME_PROBE: "rename probe of the place",
    EvidenceKind.UV_RETRIES: "uv's own retries, from its log",
    EvidenceKind.HOLDERS: "programs that hold the file",
    EvidenceKind.ENVIRONMENT_PROGRAMS: "programs that run out of the environment",
    EvidenceKind.SECURITY_PRODUCTS: "security products that run here",
    EvidenceKind.VOLUME: "kind of the volume",
    EvidenceKind.CLOUD_FOLDER: "cloud program that keeps the folder",
    EvidenceKind.PATH_LENGTH: "length of the path, and whether long paths are enabled",
    EvidenceKind.TEMP_FOLDER: "state of the temp folder",
    EvidenceKind.ROOM: "room on the volumes",
    EvidenceKind.START: "attempt to start the program, and application control",
    EvidenceKind.PROXY: "proxy that uv uses, beside the system's",
    EvidenceKind.TLS: "connection to the host, with uv's roots and with the system's",
    EvidenceKind.CREDENTIAL: "stored credential of the index",
    EvidenceKind.CACHE_LOCK: "programs that hold the cache's lock",
    EvidenceKind.INTERPRETERS: "interpreters that uv finds",
    EvidenceKind.ENVIRONMENT: "state of the environment's folder",
    EvidenceKind.UV_VERSION: "version of uv",
}

_K = EvidenceKind
_REFUSED_FILE = (_K.HOLDERS, _K.ENVIRONMENT_PROGRAMS, _K.SECURITY_PRODUCTS, _K.CLOUD_FOLDER)
_NETWORK = (_K.TLS, _K.PROXY)

_WANTED: dict[Category, tuple[EvidenceKind, ...]] = {
    Category.CACHE_RENAME_DENIED: (
        _K.RENAME_PROBE,
        _K.UV_RETRIES,
        _K.HOLDERS,
        _K.SECURITY_PRODUCTS,
        _K.VOLUME,
        _K.CLOUD_FOLDER,
        _K.CACHE_LOCK,
    ),
    Category.FILE_IN_USE: _REFUSED_FILE,
    Category.SCANNER_INTERFERENCE: (_K.SECURITY_PRODUCTS, _K.HOLDERS, _K.TEMP_FOLDER),
    Category.VENV_REMOVE_DENIED: _REFUSED_FILE,
    Category.VENV_BROKEN: (_K.ENVIRONMENT, _K.ENVIRONMENT_PROGRAMS),
    Category.PERMISSION_NO_ADMIN: (_K.VOLUME, _K.ENVIRONMENT),
    Category.TLS_UNTRUSTED_ISSUER: (*_NETWORK, _K.UV_VERSION),
    Category.TLS_OTHER: (*_NETWORK, _K.UV_VERSION),
    Category.PROXY: (_K.PROXY, _K.TLS),
    Category.INDEX_AUTH: (_K.CREDENTIAL, _K.TLS, _K.PROXY),
    Category.INDEX_OTHER: _NETWORK,
    Category.NETWORK_UNREACHABLE: _NETWORK,
    Category.PATH_TOO_LONG: (_K.PATH_LENGTH, _K.VOLUME),
    Category.CLOUD_FOLDER: (_K.CLOUD_FOLDER, _K.VOLUME),
    Category.NETWORK_SHARE: (_K.VOLUME, _K.CACHE_LOCK),
    Category.CROSS_DEVICE_LINK: (_K.VOLUME,),
    Category.DISK_FULL: (_K.ROOM, _K.VOLUME),
    Category.BLOCKED_BY_POLICY: (_K.START, _K.SECURITY_PRODUCTS),
    Category.TEMP_DIR: (_K.TEMP_FOLDER, _K.ROOM),
    Category.CACHE_LOCK_TIMEOUT: (_K.CACHE_LOCK, _K.VOLUME),
    Category.CACHE_CORRUPT: (_K.SECURITY_PRODUCTS, _K.ROOM),
    Category.CACHE_DIR_UNUSABLE: (_K.VOLUME, _K.ROOM, _K.CLOUD_FOLDER),
    Category.CACHE_CLEAN_FAILED: (_K.CACHE_LOCK, _K.HOLDERS),
    Category.WHEEL_PLATFORM_MISMATCH: (_K.INTERPRETERS,),
    Category.BUILD_FAILED_TOOLCHAIN: (_K.INTERPRETERS,),
    Category.BUILD_FAILED_OTHER: (_K.INTERPRETERS,),
    Category.PYTHON_NOT_FOUND: (_K.INTERPRETERS,),
    Category.STORE_PYTHON: (_K.INTERPRETERS, _K.START),
    Category.LOCKFILE_INVALID: (_K.UV_VERSION,),
    Category.CONFIG_INVALID: (_K.UV_VERSION,),
    Category.OTHER: (_K.UV_VERSION,),
}


def wanted(category: Category) -> tuple[EvidenceKind, ...]:
    """Return what is worth finding out about a failure, the most telling first; nothing where the words say it all."""
    return _WANTED.get(category, ())
