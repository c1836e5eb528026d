"""The bill of materials, CycloneDX 1.6 as JSON: every package, Python, Qt, with versions, digests and licences."""

import json
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from installer.layout import PUBLISHER
from installer.licences import licence_of
from installer.runtime import Runtime
from installer.sources import Sources
from installer.wheels import LockedWheel

FILE_NAME = "wheelyard.cdx.json"
_NAMESPACE = uuid.UUID("6f1f5f0a-7d6c-5a52-9a57-3a8d2a0f5c11")
_ROOT = "wheelyard"
_LGPL = "LGPL-3.0-only OR GPL-3.0-only"

Shape = dict[str, Any]


def write(target: Path, locked: tuple[LockedWheel, ...], python: Runtime, sources: Sources) -> None:
    """Write the bill; the same payload gives the same bytes."""
    lib = target.parent / "lib"
    names = {wheel.name for wheel in locked}
    qt = next(wheel for wheel in locked if wheel.name == "pyside6-essentials")
    components = [
        {
            "type": "platform",
            "bom-ref": "python",
            "name": "Python",
            "version": python.version,
            "description": "python.org's embeddable package for 64-bit Windows, unchanged",
            "licenses": [{"license": {"id": "PSF-2.0"}}],
            "cpe": f"cpe:2.3:a:python:python:{python.version}:*:*:*:*:*:*:*",
            "hashes": [{"alg": "SHA-256", "content": python.dll_sha256}],
        },
        {
            "type": "framework",
            "bom-ref": "qt",
            "name": "Qt",
            "version": qt.version,
            "description": "the libraries inside the wheel of PySide6-Essentials",
            "licenses": [{"expression": _LGPL}],
            "cpe": f"cpe:2.3:a:qt:qt:{qt.version}:*:*:*:*:*:*:*",
        },
        *(_component(wheel, lib) for wheel in locked),
    ]
    dependencies: list[Shape] = [
        {"ref": _ROOT, "dependsOn": ["python", *sorted(names)]},
        {"ref": "python"},
        {"ref": "qt"},
    ]
    for wheel in locked:
        needs = sorted({*names & set(wheel.needs), *(["qt"] if wheel is qt else [])})
        dependencies.append({"ref": wheel.name, "dependsOn": needs} if needs else {"ref": wheel.name})
    content: Shape = {
        "metadata": {
            "timestamp": datetime.fromtimestamp(sources.source_date, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application",
                "bom-ref": _ROOT,
                "name": "Wheelyard",
                "version": sources.version,
                "publisher": PUBLISHER,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            },
        },
        "components": components,
        "dependencies": dependencies,
    }
    serial = uuid.uuid5(_NAMESPACE, json.dumps(content, sort_keys=True))
    head: Shape = {"bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": f"urn:uuid:{serial}", "version": 1}
    target.write_text(json.dumps(head | content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


def _component(wheel: LockedWheel, lib: Path) -> Shape:
    licence = _LGPL if wheel.name in {"pyside6-essentials", "shiboken6"} else licence_of(lib, wheel)
    shape: Shape = {
        "type": "library",
        "bom-ref": wheel.name,
        "name": wheel.name,
        "version": wheel.version,
        "purl": f"pkg:pypi/{wheel.name}@{wheel.version}",
        "hashes": [{"alg": "SHA-256", "content": wheel.sha256}],
    }
    if licence is not None:
        is_expression = licence == _LGPL or " " not in licence or " OR " in licence or " AND " in licence
        known = licence.replace("-", "").replace(".", "").replace(" ", "").isalnum() and is_expression
        shape["licenses"] = [{"expression": licence}] if known else [{"license": {"name": licence}}]
    return shape
