"""The settings that Wheelyard knows, by name, and whom a choice is made for."""

from enum import StrEnum


class SettingKey(StrEnum):
    """One setting; the name is uv's own where uv has one."""

    CACHE = "cache"
    TEMP = "temp"
    ENVIRONMENT = "environment"
    PYTHONS = "pythons"
    TOOLS = "tools"
    SYSTEM_CERTS = "system-certs"
    CERTIFICATE_FILE = "certificate-file"
    INSECURE_HOSTS = "insecure-hosts"
    PROXY = "proxy"
    NO_PROXY = "no-proxy"
    HTTP_TIMEOUT = "http-timeout"
    CONNECT_TIMEOUT = "connect-timeout"
    RETRIES = "retries"
    OFFLINE = "offline"
    LINK_MODE = "link-mode"
    FIND_LINKS = "find-links"
    NO_BUILD = "no-build"
    INDEXES = "indexes"
    INDEX_STRATEGY = "index-strategy"
    KEYRING_PROVIDER = "keyring-provider"
    PYTHON = "python"
    PYTHON_PREFERENCE = "python-preference"
    PYTHON_DOWNLOADS = "python-downloads"
    DEFAULT_GROUPS = "default-groups"
    EXTRAS = "extras"
    ENVIRONMENTS = "environments"
    CONSTRAINTS = "constraint-dependencies"
    OVERRIDES = "override-dependencies"
    EXCLUDE_NEWER = "exclude-newer"
    CONCURRENT_DOWNLOADS = "concurrent-downloads"
    CONCURRENT_BUILDS = "concurrent-builds"
    CONCURRENT_INSTALLS = "concurrent-installs"
    LOCK_TIMEOUT = "lock-timeout"
    VARIABLES = "variables"
    UV = "uv"


class Section(StrEnum):
    """A part of the settings that belongs together; its name is its title."""

    PLACES = "Places"
    NETWORK = "Network and certificates"
    WHEELS = "Wheels"
    INDEXES = "Indexes and credentials"
    PYTHON = "Python"
    ADVANCED = "Advanced"


class SettingScope(StrEnum):
    """Whom a choice is made for.

    ``profile``: this person in this project, kept by Wheelyard. ``project``: everyone in this project, in its own
    files. ``user``: this person in all projects, in their ``uv.toml``.
    """

    PROFILE = "profile"
    PROJECT = "project"
    USER = "user"
