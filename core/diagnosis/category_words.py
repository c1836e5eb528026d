"""What happened, by category of a failure, as the short sentence that a summary needs."""

from core.model.problem import Category

_HAPPENED = {
    Category.CACHE_RENAME_DENIED: "a rename in the cache was refused",
    Category.FILE_IN_USE: "a file was in use",
    Category.SCANNER_INTERFERENCE: "a scanner disturbed a fresh program",
    Category.VENV_REMOVE_DENIED: "the environment was in use",
    Category.VENV_BROKEN: "the environment was incomplete",
    Category.PERMISSION_NO_ADMIN: "rights were missing",
    Category.TLS_UNTRUSTED_ISSUER: "the certificate of the server was not trusted",
    Category.TLS_OTHER: "the encrypted connection failed",
    Category.PROXY: "the proxy let nothing through",
    Category.INDEX_AUTH: "an index refused the login",
    Category.INDEX_OTHER: "an index and uv did not understand each other",
    Category.NETWORK_UNREACHABLE: "the network did not deliver",
    Category.PATH_TOO_LONG: "a path was too long",
    Category.CLOUD_FOLDER: "a cloud folder was in the way",
    Category.NETWORK_SHARE: "a network drive was in the way",
    Category.CROSS_DEVICE_LINK: "a file had to change volumes",
    Category.DISK_FULL: "a volume was full",
    Category.BLOCKED_BY_POLICY: "a policy forbade a program",
    Category.TEMP_DIR: "the temp folder could not be used",
    Category.CACHE_LOCK_TIMEOUT: "another uv held the cache",
    Category.CACHE_CORRUPT: "an entry of the cache was damaged",
    Category.CACHE_DIR_UNUSABLE: "the cache could not be opened",
    Category.CACHE_CLEAN_FAILED: "the cache could not be cleaned",
    Category.WHEEL_PLATFORM_MISMATCH: "no wheel fitted this computer",
    Category.WHEEL_INVALID: "a wheel was malformed",
    Category.SOURCE_PATH_MISSING: "a local source was missing",
    Category.HASH_MISMATCH: "a file differed from its hash",
    Category.BUILD_FAILED_TOOLCHAIN: "a build lacked its tools",
    Category.BUILD_FAILED_OTHER: "a build failed",
    Category.RESOLUTION_CONFLICT: "requirements contradicted each other",
    Category.PYTHON_NOT_FOUND: "no fitting Python was found",
    Category.STORE_PYTHON: "the Python found was a stand-in of the Microsoft Store",
    Category.LOCKFILE_INVALID: "the lock file did not fit",
    Category.CONFIG_INVALID: "a setting was wrong",
}

_BY_VALUE: dict[str | None, str] = {category.value: words for category, words in _HAPPENED.items()}


def what_happened(category: str | None) -> str | None:
    """Return what happened, without capital and full stop; None for a category that says nothing, or is not known."""
    return _BY_VALUE.get(category)
