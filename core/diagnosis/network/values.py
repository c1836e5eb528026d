"""What is known besides the check of an address, and what is advised."""

from pathlib import Path

from msgspec import Struct

from core.model.policies import Policy
from core.model.problem import Remedy
from core.model.settings import OriginKind


class AdviceContext(Struct, frozen=True, kw_only=True):
    """Where the address was checked, and what holds there; None and nothing stand for "not known".

    ``version`` are the numbers of the uv in use, ``indexes`` name and URL (without a login) of the project's indexes.
    ``system_certificates`` says that uv is told to trust the system's, ``certificate_file`` is the file that it is told
    to trust in place of every list, with the kind of source that names it; ``exported`` is the file that Wheelyard has
    exported for the project, where it is still there. ``system_proxy`` is the proxy that the system has for this very
    address, without a login; ``proxy_in_files`` says that a settings file of uv names proxies, which switches off every
    other choice of one. ``others_out_of_date`` counts other servers of the same check whose certificates are expired or
    not valid yet, ``others_reached`` those that answered. ``http_timeout`` is in seconds. ``offline`` says that
    uv is told to ask no server. ``insecure_hosts`` and ``no_proxy`` are the lists in force, which a choice replaces.
    """

    project: Path | None = None
    version: tuple[int, ...] = ()
    indexes: tuple[tuple[str, str], ...] = ()
    policy: Policy = Policy()
    system_certificates: bool = False
    certificate_file: Path | None = None
    certificate_origin: OriginKind | None = None
    exported: Path | None = None
    system_proxy: str | None = None
    proxy_in_files: bool = False
    keyring_trouble: str | None = None
    others_out_of_date: int = 0
    others_reached: int = 0
    http_timeout: int = 30
    offline: bool = False
    insecure_hosts: tuple[str, ...] = ()
    no_proxy: tuple[str, ...] = ()


class Advice(Struct, frozen=True, kw_only=True):
    """Something that would help, and ``choices``, the variables of uv that it amounts to.

    ``choices`` are what the real uv can be tried with before it is offered; they are empty where nothing can be tried.
    """

    remedy: Remedy
    choices: dict[str, str | None] = {}
