"""What a request to the IT department is written from."""

from pathlib import Path

from msgspec import Struct

from core.model.history import HistoryReport, ProbeRun
from core.model.named_product import NamedProduct
from core.model.problem import Problem


class RequestMaterial(Struct, frozen=True, kw_only=True):
    """Everything that is known of a failure and may matter to who can mend it; None for what could not be found out.

    ``now`` is in seconds since 1970. ``products`` are empty where none was seen. ``tried`` are sentences about what was
    tried without rights. ``hosts`` are names of servers that uv has to reach. ``profile`` is the person's folder,
    ``user`` and ``computer`` are the names that must not be in the request. ``held_by_scanner`` says whether the
    program that holds a file is a security product.
    """

    problem: Problem
    now: float
    project_name: str
    project: Path
    windows: bool
    cache: Path | None = None
    temp: Path | None = None
    environment: Path | None = None
    history: HistoryReport | None = None
    probes: tuple[ProbeRun, ...] = ()
    products: tuple[NamedProduct, ...] | None = None
    long_paths_enabled: bool | None = None
    uv_program: Path | None = None
    uv_version: str | None = None
    python_program: Path | None = None
    tried: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    request_address: str | None = None
    profile: Path | None = None
    user: str | None = None
    computer: str | None = None
    held_by_scanner: bool | None = None
