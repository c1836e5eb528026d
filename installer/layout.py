"""Names and limits of the installed program that more than one package needs."""

PUBLISHER = "Wheelyard"
APP_USER_MODEL_ID = "Wheelyard.Wheelyard"
PROGRAM_PARTS = ("python", "lib", "bin", "licenses")

SETUP_LIMIT = 60_000_000
"""Bytes that Setup may have."""
INSTALLED_LIMIT = 170_000_000
"""Bytes that the installed program may have."""
