"""The GUIDs of the .msi; all but the one constant are digests, so that two builds have the same."""

import uuid

UPGRADE_CODE = "{8C0B6C2C-5B0E-4B4C-9C53-1D9A6E2F7A41}"
"""What all versions have in common, by which one version finds and replaces another; it never changes."""

_NAMESPACE = uuid.UUID(UPGRADE_CODE)


def product_code(version: str) -> str:
    """Return the code of one version; Windows knows an installed product by it."""
    return _braced(f"product {version}")


def package_code(digest: str) -> str:
    """Return the code of one .msi; packages with other contents must not share it."""
    return _braced(f"package {digest}")


def component_code(name: str) -> str:
    """Return the code of one installed file or key; it is the same in every version, as Windows Installer asks."""
    return _braced(f"component {name.lower()}")


def _braced(name: str) -> str:
    return f"{{{uuid.uuid5(_NAMESPACE, name)}}}".upper()
