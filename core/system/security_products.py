"""Which security products this computer runs, seen by their processes and services.

Windows' own list, the Security Center, is not asked: it is reached by WMI alone, which may take long or never answer,
and knows no EDR. A product that is not in the table is not seen, and one that is seen may be set to watch nothing.
"""

import contextlib
import sys
from collections.abc import Callable, Iterable, Sequence

import psutil
from msgspec import Struct

from core.system.processes import all_processes
from core.system.security_product_table import PRODUCTS, ProductKind, SecurityProduct

_MOST_NAMES = 2


class FoundProduct(Struct, frozen=True):
    """A security product, the names of processes and services by which it was seen, and whether one of them runs.

    One that does not run is installed: Windows' own antivirus beside another one, for example.
    """

    name: str
    maker: str
    kind: ProductKind
    seen: tuple[str, ...]
    running: bool


def products_among(
    processes: Iterable[str], services: Iterable[str], stopped: Iterable[str] = ()
) -> tuple[FoundProduct, ...]:
    """Return the products that have one of these processes or services, in the order of the table.

    ``services`` are those that run, ``stopped`` installed ones that do not. Case does not matter.
    """
    running = {name.lower(): name for name in processes}
    serving = {name.lower(): name for name in services}
    resting = {name.lower(): name for name in stopped}
    found = []
    for product in PRODUCTS:
        alive = (*_seen(product.processes, running), *_seen(product.services, serving))
        seen = (*alive, *_seen(product.services, resting))
        if seen:
            names = tuple(dict.fromkeys(seen))
            found.append(FoundProduct(product.name, product.maker, product.kind, names, running=bool(alive)))
    return tuple(found)


def product_words(found: Sequence[FoundProduct]) -> str:
    """Return the products in the words of one sentence, those that run apart from those that only are installed.

    Each with up to two of the names by which it was seen: ``running: A (a.exe, b); installed, does not run: C (c)``.
    """
    running = [product for product in found if product.running]
    resting = [product for product in found if not product.running]
    verb = "does not run" if len(resting) == 1 else "do not run"
    parts = (("running", running), (f"installed, {verb}", resting))
    return "; ".join(f"{how}: {', '.join(map(_named, products))}" for how, products in parts if products)


def security_products() -> tuple[FoundProduct, ...] | None:
    """Return the security products of this computer, None where the system lists nothing; one listing, no waiting."""
    processes = _process_names()
    running, stopped = _services(PRODUCTS)
    if not processes and not running and not stopped:
        return None
    return products_among(processes, running, stopped)


def _named(product: FoundProduct) -> str:
    return f"{product.name} ({', '.join(product.seen[:_MOST_NAMES])})"


def _seen(known: tuple[str, ...], names: dict[str, str]) -> tuple[str, ...]:
    """Return the names that are known; a known one that ends in ``*`` is a beginning."""
    seen = [names[name] for name in known if name in names]
    for beginning in (name[:-1] for name in known if name.endswith("*")):
        seen += [given for name, given in names.items() if name.startswith(beginning)]
    return tuple(seen)


def _process_names() -> tuple[str, ...]:
    names = []
    for process in all_processes():
        with contextlib.suppress(psutil.Error, OSError):
            names.append(process.name())
    return tuple(names)


if sys.platform == "win32":

    def _services(products: Iterable[SecurityProduct]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the known services that run, and the known ones that do not."""
        known = {name: name for product in products for name in product.services}
        running: list[str] = []
        stopped: list[str] = []
        try:
            for service in psutil.win_service_iter():
                name = service.name()
                if _seen(tuple(known), {name.lower(): name}):
                    (running if _runs(service.status) else stopped).append(name)
        except (psutil.Error, OSError):
            pass  # what was listed until then
        return tuple(running), tuple(stopped)

    def _runs(status: Callable[[], str]) -> bool:
        try:
            return status() == "running"
        except (psutil.Error, OSError):
            return False

else:

    def _services(products: Iterable[SecurityProduct]) -> tuple[tuple[str, ...], tuple[str, ...]]:  # noqa: ARG001
        """Return none: here a product is seen by what it runs."""
        return (), ()
