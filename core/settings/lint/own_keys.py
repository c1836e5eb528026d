"""Keys of ``[tool.uv]`` by who reads them, as uv 0.13.9 was seen to do."""

from core.settings.known_keys import NOT_HIDDEN

READ_WITH_THE_PROJECT = NOT_HIDDEN | {"cache-keys"}
"""What uv reads together with the project: it counts beside a ``uv.toml``, and where uv passes over the settings.

At a value in one of them that it cannot use uv ends.
"""

READ_OF_A_MEMBER = frozenset(
    {
        "build-backend",
        "cache-keys",
        "conflicts",
        "default-groups",
        "dependency-groups",
        "dev-dependencies",
        "index",
        "managed",
        "package",
        "sources",
        "workspace",
    }
)
"""What counts in the file of a workspace's member; uv takes everything else from the root's files."""

IN_PROJECT = frozenset({"dependencies", "optional-dependencies", "requires-python", "name", "version", "scripts"})
"""What stands in ``[project]``."""
