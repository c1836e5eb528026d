"""Command lines of uv that only find out whether it reaches an address: one page, in a folder that is thrown away.

They run in the project's folder, so uv's own files count as they do for a sync, and nothing there is written.
"""

import json
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from core.model.invocation import Invocation
from core.model.secrets import Secret
from core.uv.invocation import UvCall, piped

_NAME = "wheelyard-trial"
_REQUIREMENTS = "pyproject.toml"
_LIST = "UV_PYTHON_DOWNLOADS_JSON_URL"
_UNASKED = (
    *("UV_FIND_LINKS", "UV_CONSTRAINT", "UV_OVERRIDE", "UV_EXCLUDE", "UV_BUILD_CONSTRAINT", "UV_REQUIRE_HASHES"),
    *("UV_EXCLUDE_NEWER", "UV_NO_SOURCES", "UV_NO_BINARY", "UV_SYSTEM_PYTHON", "UV_MANAGED_PYTHON"),
    *("UV_NO_MANAGED_PYTHON", "UV_NO_CACHE", "UV_TORCH_BACKEND", "RUST_LOG"),
)
"""What would have uv ask for something else besides, or hide what it says."""


class AskedIndex(Struct, frozen=True, kw_only=True):
    """An index to ask for the page of one package.

    ``url`` may hold a login, and so may ``others``, what ``UV_INDEX`` names besides. ``name`` is the one by which uv
    takes the index's login; None for an index without one.
    """

    url: str
    package: str
    name: str | None = None
    others: str = ""


def requirements_of(index: AskedIndex) -> tuple[str, str]:
    """Return name and text of the file that ``index_trial`` expects in its folder."""
    package, name = json.dumps(index.package), json.dumps(index.name or _NAME)
    lines = (
        f'[project]\nname = "{_NAME}"\nversion = "0"\ndependencies = [{package}]',
        f"[tool.uv.sources]\n{package} = {{ index = {name} }}\n",
    )
    return _REQUIREMENTS, "\n".join(lines)


def index_trial(
    call: UvCall, folder: Path, index: AskedIndex, python: str, seconds: float, *, patience: int | None = None
) -> Invocation:
    """Return the run that asks one index, and no other, for the page of one package.

    A package that is pinned to an index has uv ask that one alone; an index that a variable names may be pinned to, and
    uv then also says how it was refused (measured, uv 0.4.30 to 0.13.9, but for 0.5.31, which asks the others as well
    after a refusal). Without dependencies uv reads the page and no file that it lists.
    """
    words = ("pip", "compile", "--no-deps", "--no-header", "--no-build", "--prerelease", "allow")
    interpreter = ("--python", python) if python else ()
    files = ("--output-file", str(folder / "out.txt"), str(folder / _REQUIREMENTS))
    invocation = _trial(call, folder, (*words, *interpreter, *files), seconds, patience)
    named = Secret(f"{index.name or _NAME}={index.url} {index.others}".strip())
    variables = {name: value for name, value in invocation.variables.items() if name != "UV_INDEX"}
    return replace(
        invocation,
        variables={**variables, "UV_PYTHON_DOWNLOADS": "never"},
        secrets={**invocation.secrets, "UV_INDEX": named},
    )


def page_trial(
    call: UvCall, folder: Path, url: str, seconds: float, *, has_login: bool = False, patience: int | None = None
) -> Invocation:
    """Return the run that fetches one page, whatever it is: uv takes it for a list of Pythons and reads it whole.

    ``has_login`` says that one is written in ``url``. Only uv 0.9 and later fetch such a list from a server; older ones
    say what else they took it for, or nothing (measured, uv 0.4.30 to 0.13.9).
    """
    invocation = _trial(call, folder, ("python", "list", "--only-downloads"), seconds, patience)
    if not has_login:
        # What is handed as a secret is starred in uv's words, which are to name the address.
        return replace(invocation, variables={**invocation.variables, _LIST: url})
    return replace(invocation, secrets={**invocation.secrets, _LIST: Secret(url)})


def _trial(call: UvCall, folder: Path, words: tuple[str, ...], seconds: float, patience: int | None) -> Invocation:
    """Return a run that tries once, and gives up by itself after half of the time: uv then says why.

    ``patience`` are the seconds that uv waits by its settings; it waits no longer here than it does for a sync.
    """
    half = max(1, int(seconds / 2))
    wait = str(half if patience is None or patience < 1 else min(half, patience))
    # Policy's variables are among the settings and say for themselves what is taken away.
    settings = {**dict.fromkeys(_UNASKED), **call.settings}
    own = replace(call, cache=folder / "cache", temp=folder, environment=None, settings=settings)
    invocation = piped(own, words)
    waiting: dict[str, str | None] = {
        "UV_HTTP_RETRIES": "0",
        "UV_HTTP_TIMEOUT": wait,
        "UV_HTTP_CONNECT_TIMEOUT": wait,
    }
    return replace(invocation, variables={**invocation.variables, **waiting})
