"""Names and limits of the installed program that more than one package needs."""

PUBLISHER = "Wheelyard"
APP_USER_MODEL_ID = "Wheelyard.Wheelyard"
POLICY_FOLDER = "policy"
PROGRAM_PARTS = ("python", "lib", "bin", "licenses", POLICY_FOLDER)

SETUP_LIMIT = 60_000_000
"""Bytes that Setup may have."""
INSTALLED_LIMIT = 170_000_000
"""Bytes that the installed program may have."""
