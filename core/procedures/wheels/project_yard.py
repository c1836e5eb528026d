"""The folder that a project keeps its local wheels in."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.settings.project_file import uv_table

NEW_YARD = "wheels"
"""What a project's first yard is called."""


def project_yard(project: Path) -> Path:
    """Return the folder in the project that most of its file sources lie in; ``wheels`` where there is none."""
    sources = uv_table(project / "pyproject.toml").get("sources")
    folders = Counter(
        folder
        for named in _files(sources)
        if (folder := Path(os.path.normpath(project / named)).parent).is_relative_to(project)
    )
    return folders.most_common(1)[0][0] if folders else project / NEW_YARD


def _files(sources: Any) -> Iterator[str]:
    for source in sources.values() if isinstance(sources, dict) else ():
        for each in source if isinstance(source, list) else [source]:
            path = each.get("path") if isinstance(each, dict) else None
            if isinstance(path, str) and path.lower().endswith((".whl", ".tar.gz", ".zip")):
                yield path.replace("\\", "/")
