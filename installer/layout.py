"""Names and limits of the installed program that more than one package needs."""

PUBLISHER = "Wheelyard"
APP_USER_MODEL_ID = "Wheelyard.Wheelyard"
POLICY_FOLDER = "policy"
PROGRAM_PARTS = ("python", "lib", "bin", "licenses", POLICY_FOLDER)

SETUP_LIMIT = 60_000_000
"""Bytes that Setup may have."""
MSI_LIMIT = 65_000_000
"""Bytes that the .msi may have; its cabinet (MSZIP) packs less well than Setup's own archive (LZMA)."""
INSTALLED_LIMIT = 170_000_000
"""Bytes that the installed program may have."""
