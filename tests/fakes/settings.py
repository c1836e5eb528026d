"""Settings as they are read from real files, for tests of the window and for looking at it."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from core.model.commands import ReadSettings
from core.model.outcome import Succeeded
from core.model.setting_keys import SettingKey
from core.model.setting_values import FileDiff, Held, SettingsView
from core.model.settings import LinkMode, Origin, OriginKind, Profile
from core.settings.effective_values import effective_values
from tests.fakes.findings import FOLDER
from tests.fakes.scripted_session import ScriptedSession

POLICY = "/etc/wheelyard/policy.toml"
UV = (0, 13, 9)
PYPROJECT = """\
[project]
name = "risk-dashboard"
version = "1.0"

[tool.uv]
# the company's own index comes first
link-mode = "copy"
default-groups = "all"
constraint-dependencies = ["numpy<2"]
python-preference = "only-system"
exclude-newer = "2026-01-31"
concurrent-downloads = 8

[[tool.uv.index]]
name = "corp"
url = "https://packages.corp.example/simple"
default = true

[[tool.uv.index]]
name = "research"
url = "https://research.corp.example/simple"
explicit = true
authenticate = "always"
"""
USER_TOML = """\
cache-dir = "/data/uv-cache"
link-mode = "hardlink"
allow-insecure-host = ["old.corp.example"]

[[index]]
name = "mirror"
url = "https://mirror.corp.example/simple"
"""
ENVIRON = {"UV_HTTP_TIMEOUT": "120", "HTTPS_PROXY": "http://proxy.corp.example:8080"}


def made(home: Path, *, pyproject: str = PYPROJECT, user: str = USER_TOML) -> tuple[Path, dict[str, str]]:
    """Write a project and the person's uv.toml below a folder; return the project and the environment to read with."""
    project = home / "risk-dashboard"
    config = home / "config" / "uv"
    project.mkdir(parents=True)
    config.mkdir(parents=True)
    (project / "pyproject.toml").write_text(pyproject, encoding="utf-8")
    (config / "uv.toml").write_text(user, encoding="utf-8")
    environ = {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "APPDATA": str(home / "config"),
        "UV_NO_SYSTEM_CONFIG": "1",
        **ENVIRON,
    }
    return project, environ


def profile(project: Path = FOLDER) -> Profile:
    return Profile(
        project=project,
        link_mode=LinkMode.SYMLINK,
        chosen={SettingKey.RETRIES: "5", SettingKey.VARIABLES: "REPORT=daily\nAPI_TOKEN=a1b2c3d4e5f6"},
    )


def view(
    of: Profile | None,
    environ: Mapping[str, str],
    *,
    locks: Mapping[SettingKey, Held] | None = None,
    version: tuple[int, ...] = UV,
) -> SettingsView:
    """Return the settings as the core reads them, with the digests of the files that can be written."""
    values = effective_values(of, environ, locks=locks, version=version)
    names = ("uv.toml", "pyproject.toml", ".python-version")
    files = [] if of is None else [of.project / name for name in names]
    files.append(Path(environ["XDG_CONFIG_HOME"]) / "uv" / "uv.toml")
    return SettingsView(
        project=None if of is None else of.project,
        settings=values.settings,
        troubles=values.troubles,
        uv_version=".".join(map(str, version)),
        files={str(file): digest(file) for file in files},
    )


def digest(file: Path) -> str | None:
    return sha256(file.read_bytes()).hexdigest() if file.exists() else None


def locked() -> dict[SettingKey, Held]:
    return {SettingKey.SYSTEM_CERTS: Held(True, Origin(OriginKind.POLICY, POLICY))}


def diffs(project: Path = FOLDER) -> tuple[FileDiff, ...]:
    return (
        FileDiff(
            file=project / "pyproject.toml",
            lines=(
                "--- pyproject.toml",
                "+++ pyproject.toml",
                "@@ -5,7 +5,7 @@",
                " [tool.uv]",
                " # the company's own index comes first",
                '-link-mode = "copy"',
                '+link-mode = "hardlink"',
                ' default-groups = "all"',
                ' constraint-dependencies = ["numpy<2"]',
            ),
        ),
        FileDiff(
            file=Path("/home/person/.config/uv/uv.toml"),
            lines=("--- /dev/null", "+++ uv.toml", "@@ -0,0 +1 @@", "+offline = true"),
            made=True,
            note="It holds for all of your projects, also for those that Wheelyard does not know.",
        ),
    )


def read(session: ScriptedSession, shown: SettingsView) -> None:
    """Let the settings that were asked for last be read."""
    number = len(session.submitted)
    while not isinstance(session.submitted[number - 1], ReadSettings):
        number -= 1
    command = session.submitted[number - 1]
    session.end(command.project, Succeeded(settings=shown), seconds=0.2, job=f"job-{number}")
