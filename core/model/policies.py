"""What the company decides for Wheelyard: the values of policy, each with the source that decides it."""

from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from core.model.setting_values import IndexEntry


class PolicyName(StrEnum):
    """One value of policy, as registry and files call it."""

    PLACES_ROOT = "places_root"
    FORBIDDEN_PLACES = "forbidden_places"
    ALLOWED_INDEXES = "allowed_indexes"
    REQUIRED_INDEXES = "required_indexes"
    SYSTEM_CERTIFICATES = "system_certificates"
    CERTIFICATE_FILE = "certificate_file"
    INSECURE_HOSTS = "insecure_hosts"
    ENDING_PROGRAMS = "ending_programs"
    REQUEST_ADDRESS = "request_address"


class Policy(Struct, frozen=True, kw_only=True):
    r"""The values that policy decides; one that it leaves open is None, a list then is empty.

    ``places_root`` is the folder below which places are made; ``{project}`` in it stands for the project's own name
    for folders. ``allowed_indexes`` are URLs, hosts and folders, None where every index is allowed.
    ``insecure_hosts`` and ``ending_programs`` are False where the feature is off. ``sources`` names the key or file
    that decided each value, ``troubles`` are sentences about values and files that cannot be used, which then decide
    nothing.
    """

    places_root: Path | None = None
    forbidden_places: tuple[Path, ...] = ()
    allowed_indexes: tuple[str, ...] | None = None
    required_indexes: tuple[IndexEntry, ...] = ()
    system_certificates: bool | None = None
    certificate_file: Path | None = None
    insecure_hosts: bool | None = None
    ending_programs: bool | None = None
    request_address: str | None = None
    sources: dict[PolicyName, str] = {}
    troubles: tuple[str, ...] = ()

    def source_of(self, name: PolicyName) -> str:
        """Return the key or file that decides a value, in words where nothing does."""
        return self.sources.get(name, "policy")
