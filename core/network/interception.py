"""The products that put themselves into TLS connections, by the words they write into the certificates they make."""

import re
from collections.abc import Iterable

PRODUCTS = (
    ("Zscaler", "zscaler"),
    ("Netskope", "netskope|goskope"),
    (
        "Blue Coat / Symantec",
        "blue ?coat|symantec web|symantec (?:enterprise|cloud) (?:cloud )?(?:proxy|ssl|swg)|proxysg",
    ),
    ("Palo Alto Networks", "palo ?alto|prisma access|globalprotect"),
    ("Fortinet FortiGate", "fortinet|fortigate|fortiproxy"),
    ("Forcepoint", "forcepoint|websense"),
    ("Cisco Umbrella", "cisco umbrella|opendns"),
    ("Sophos", "sophos"),
    ("McAfee / Skyhigh Web Gateway", "mcafee|skyhigh|trellix"),
    ("Check Point", "check ?point"),
    ("Barracuda", "barracuda"),
    ("iboss", "iboss"),
    ("ESET", "eset ssl filter|eset,? spol|eset"),
    ("Kaspersky", "kaspersky"),
    ("Avast", "avast|avg (?:web|technologies)"),
    ("Bitdefender", "bitdefender"),
)
"""(name for people, words in the names of its certificates as a pattern); in the order in which they are tried."""

_PATTERNS = tuple((name, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for name, words in PRODUCTS)


def product_in(names: Iterable[str]) -> str | None:
    """Return the product that the issuers' names speak of, None where they speak of none."""
    text = "\n".join(names)
    return next((name for name, pattern in _PATTERNS if pattern.search(text)), None)
