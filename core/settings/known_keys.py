"""The keys that uv knows in ``uv.toml`` and ``[tool.uv]``, by the first version that does.

After the JSON schemas of uv's releases up to 0.12.5 and what uv 0.13.9 says it expects. One unknown key makes uv pass
over the whole table of a ``pyproject.toml``, and end at a ``uv.toml`` (measured, uv 0.13.9).
"""

from difflib import get_close_matches

MEASURED_UP_TO = (0, 13, 9)
"""A newer uv may know more keys."""

_SINCE: dict[str, tuple[int, ...]] = {
    "add-bounds": (0, 7, 9),
    "allow-insecure-host": (0, 3, 5),
    "audit": (0, 11, 3),
    "build-backend": (0, 6, 15),
    "build-constraint-dependencies": (0, 6, 2),
    "cache-dir": (0, 1, 34),
    "cache-keys": (0, 4, 8),
    "check-url": (0, 5, 6),
    "compile-bytecode": (0, 2, 12),
    "concurrent-builds": (0, 3, 0),
    "concurrent-downloads": (0, 3, 0),
    "concurrent-installs": (0, 3, 0),
    "config-settings": (0, 2, 12),
    "config-settings-package": (0, 8, 1),
    "conflicts": (0, 5, 2),
    "constraint-dependencies": (0, 2, 28),
    "default-groups": (0, 4, 27),
    "dependency-groups": (0, 7, 14),
    "dependency-metadata": (0, 4, 12),
    "dev-dependencies": (0, 2, 9),
    "environments": (0, 3, 0),
    "exclude-dependencies": (0, 9, 8),
    "exclude-newer": (0, 2, 12),
    "exclude-newer-package": (0, 8, 4),
    "extra-build-dependencies": (0, 8, 4),
    "extra-build-variables": (0, 8, 6),
    "extra-index-url": (0, 2, 12),
    "find-links": (0, 2, 12),
    "fork-strategy": (0, 5, 9),
    "graalpy-install-mirror": (0, 12, 6),
    "http-proxy": (0, 9, 23),
    "https-proxy": (0, 9, 23),
    "index": (0, 4, 23),
    "index-strategy": (0, 2, 12),
    "index-url": (0, 2, 12),
    "keyring-provider": (0, 2, 12),
    "link-mode": (0, 2, 12),
    "managed": (0, 2, 19),
    "minimum-libc-version": (0, 12, 6),
    "native-tls": (0, 1, 34),
    "no-binary": (0, 2, 12),
    "no-binary-package": (0, 2, 12),
    "no-build": (0, 2, 12),
    "no-build-isolation": (0, 2, 34),
    "no-build-isolation-package": (0, 2, 35),
    "no-build-package": (0, 2, 12),
    "no-cache": (0, 1, 34),
    "no-index": (0, 2, 12),
    "no-proxy": (0, 9, 23),
    "no-sources": (0, 2, 34),
    "no-sources-package": (0, 9, 26),
    "offline": (0, 2, 0),
    "override-dependencies": (0, 2, 6),
    "package": (0, 4, 0),
    "pip": (0, 1, 34),
    "prerelease": (0, 2, 12),
    "prerelease-package": (0, 12, 1),
    "preview": (0, 1, 37),
    "preview-features": (0, 11, 22),
    "publish-url": (0, 4, 16),
    "pyodide-install-mirror": (0, 12, 6),
    "pypy-install-mirror": (0, 5, 2),
    "python-downloads": (0, 2, 35),
    "python-downloads-json-url": (0, 7, 3),
    "python-install-mirror": (0, 5, 2),
    "python-preference": (0, 2, 22),
    "reinstall": (0, 2, 12),
    "reinstall-package": (0, 2, 12),
    "require-build-hashes": (0, 12, 6),
    "required-environments": (0, 6, 1),
    "required-version": (0, 5, 14),
    "resolution": (0, 2, 12),
    "sources": (0, 1, 40),
    "system-certs": (0, 11, 0),
    "torch-backend": (0, 9, 18),
    "trusted-publishing": (0, 4, 16),
    "upgrade": (0, 2, 12),
    "upgrade-package": (0, 2, 12),
    "workspace": (0, 1, 40),
}

NOT_IN_UV_TOML = frozenset(
    {
        "build-backend",
        "conflicts",
        "default-groups",
        "dependency-groups",
        "dev-dependencies",
        "environments",
        "managed",
        "package",
        "required-environments",
        "sources",
        "workspace",
    }
)
"""What belongs to a project; a ``uv.toml`` with one of these is refused (measured, uv 0.13.9)."""

OF_THE_PROJECT = NOT_IN_UV_TOML - {"build-backend"} | {
    "build-constraint-dependencies",
    "constraint-dependencies",
    "exclude-dependencies",
    "index",
    "minimum-libc-version",
    "override-dependencies",
}
"""What uv checks when it looks at the project itself, so that it ends at a wrong one (measured, uv 0.13.9)."""

NOT_HIDDEN = NOT_IN_UV_TOML | OF_THE_PROJECT - {"index"}
"""What uv goes on reading in ``[tool.uv]`` beside a ``uv.toml``, which hides the rest.

uv warns that it passes over the constraints and overrides, too, and yet uses them; those of a ``uv.toml`` it does not
(measured by what it locks, uv 0.13.9).
"""


def knows_key(version: tuple[int, ...], key: str) -> bool:
    """Whether a uv takes a key; a version that is unknown or newer than what was measured is taken to know it."""
    since = _SINCE.get(key)
    if since is None:
        return not version or version > MEASURED_UP_TO
    return not version or since <= version


def near_key(key: str) -> str | None:
    """Return the key that was probably meant: with hyphens, or one or two letters off; None where none is near."""
    spelled = key.strip().lower().replace("_", "-")
    if spelled in _SINCE:
        return spelled
    return next(iter(get_close_matches(spelled, _SINCE, n=1, cutoff=0.8)), None)
