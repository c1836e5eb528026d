"""The files of the made-up project "village", the same on this computer and in the Windows lab."""

from pathlib import Path

from core.wheels.make_wheel import write_wheel
from tests.windows.lab.running import READY

GLOBE = "wheels/snow_globe-1.5-py3-none-any.whl"
"""The one wheel of the simple project, as its pyproject.toml names it."""
GLOBE_WHEEL = f"./{GLOBE}"
"""The same as a person names it on the command line."""
LOCAL = ("--no-index", "--find-links", "wheels")
"""Arguments under which uv finds packages in the project's wheels alone."""


def project_toml(*dependencies: str, more: str = "", python: str = ">=3.10") -> str:
    """Return a pyproject.toml with these requirements and what follows them."""
    listed = ", ".join(f'"{each}"' for each in dependencies)
    head = f'[project]\nname = "village"\nversion = "0.1"\nrequires-python = "{python}"\n'
    return f"{head}dependencies = [{listed}]\n\n{more}"


def source(package: str, table: str) -> str:
    """Return the part of pyproject.toml that says with an inline table where a package comes from."""
    return f"[tool.uv.sources]\n{package} = {table}\n"


def path_source(package: str, path: str) -> str:
    """Return the same for a package that comes from a path."""
    return source(package, f'{{ path = "{path}" }}')


def write_tool(folder: Path) -> Path:
    """Write the wheel of lint-er 3.0, whose program ``lint`` says that it runs and then goes on for ten minutes."""
    program = f"import time\ndef main():\n    print({READY!r}, flush=True)\n    time.sleep(600)\n"
    script = b"[console_scripts]\nlint = lint_er:main\n"
    files = {"lint_er.py": program.encode(), "lint_er-3.0.dist-info/entry_points.txt": script}
    return write_wheel(folder, "lint-er", "3.0", files=files)
