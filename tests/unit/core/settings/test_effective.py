"""Effective places: the strongest source wins and is named; the real uv agrees."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.model.settings import LinkMode, OriginKind, Profile
from core.settings.effective import effective_settings


def default_cache(person: Path) -> Path:
    """Return where uv keeps its cache when nobody says otherwise."""
    return person / ".cache" / "uv" / "cache" if sys.platform == "win32" else person / ".cache" / "uv"


def rooted(name: str, file: Path) -> Path:
    """Return what ``/name`` means in a file that uv reads: on Windows it is on the drive that the file is on."""
    return Path(file.anchor, name)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "größe & 100 %"
    folder.mkdir()
    (folder / "pyproject.toml").write_text('[project]\nname = "a"\nversion = "1"\n', encoding="utf-8")
    return folder


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    home = tmp_path / "person"
    home.mkdir()
    person = str(home)
    if sys.platform == "win32":
        local = str(home / ".cache")  # so that uv's default cache has one name on all computers, but for its end
        folders = {"APPDATA": str(home / ".config"), "LOCALAPPDATA": local, "PROGRAMDATA": str(tmp_path / "etc")}
        return {"USERPROFILE": person, "SYSTEMROOT": os.environ["SYSTEMROOT"], "HOME": person, **folders}
    return {"HOME": person, "XDG_CONFIG_DIRS": str(tmp_path / "etc"), "PATH": "/usr/bin:/bin"}


def with_file(folder: Path, name: str, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(text)


def test_each_source_beats_the_weaker_ones(project: Path, environ: dict[str, str], tmp_path: Path) -> None:
    def cache(profile: Profile | None = None) -> tuple[OriginKind, Path]:
        place = effective_settings(profile or Profile(project=project), environ).places.cache
        return place.origin.kind, place.path

    person = Path(environ["HOME"])
    assert cache() == (OriginKind.DEFAULT, default_cache(person))
    with_file(tmp_path / "etc" / "uv", "uv.toml", 'cache-dir = "/s"\n')
    assert cache() == (OriginKind.SYSTEM, rooted("s", tmp_path))
    with_file(person / ".config" / "uv", "uv.toml", 'cache-dir = "/u"\n')
    assert cache() == (OriginKind.USER, rooted("u", person))
    with_file(project, "pyproject.toml", '[tool.uv]\ncache-dir = "own"\n')
    assert cache() == (OriginKind.PROJECT, project / "own")
    with_file(project, "uv.toml", 'cache-dir = "own2"\n')
    assert cache() == (OriginKind.PROJECT, project / "own2")
    environ["UV_CACHE_DIR"] = "/e"
    assert cache() == (OriginKind.ENVIRONMENT, rooted("e", project))
    own = rooted("p", project)
    assert cache(Profile(project=project, cache=own)) == (OriginKind.PROFILE, own)
    del environ["UV_CACHE_DIR"]
    environ["UV_NO_CONFIG"] = "1"
    assert cache()[0] is OriginKind.DEFAULT


@pytest.mark.parametrize("where", ["default", "user", "pyproject", "uv.toml", "variable", "relative variable"])
def test_uv_itself_agrees(project: Path, environ: dict[str, str], where: str, uv_program: Path) -> None:
    match where:
        case "user":
            with_file(Path(environ["HOME"]) / ".config" / "uv", "uv.toml", 'cache-dir = "/tmp/u"\n')
        case "pyproject":
            with_file(project, "pyproject.toml", '[tool.uv]\ncache-dir = "./own"\n')
        case "uv.toml":
            with_file(project.parent, "uv.toml", 'cache-dir = "own"\n')
        case "variable":
            environ["UV_CACHE_DIR"] = str(project / "v")
        case "relative variable":
            environ["UV_CACHE_DIR"] = "v"
        case _:
            pass
    said = subprocess.run(
        [uv_program, "cache", "dir"], cwd=project, env=environ, check=True, capture_output=True, encoding="utf-8"
    ).stdout.strip()
    ours = effective_settings(Profile(project=project), environ).places.cache.path
    assert (project / said).resolve() == ours.resolve()


def test_the_environment_is_the_workspace_roots(project: Path, environ: dict[str, str]) -> None:
    with_file(project, "pyproject.toml", '[tool.uv.workspace]\nmembers = ["m"]\n')
    with_file(project / "m", "pyproject.toml", '[project]\nname = "m"\nversion = "1"\n')
    member = Profile(project=project / "m")
    assert effective_settings(member, environ).places.environment.path == project / ".venv"
    environ["UV_PROJECT_ENVIRONMENT"] = "env"
    assert effective_settings(member, environ).places.environment.path == project / "env"


def test_link_mode_and_certificates_name_their_source(project: Path, environ: dict[str, str]) -> None:
    plain = effective_settings(Profile(project=project), environ)
    assert plain.link_mode is None
    assert "uv brings" in plain.certificates
    with_file(project, "uv.toml", 'link-mode = "copy"\nnative-tls = true\n')
    told = effective_settings(Profile(project=project), environ)
    assert told.link_mode is LinkMode.COPY
    assert "this computer" in told.certificates
    environ["SSL_CERT_FILE"] = "/etc/company.pem"
    assert "/etc/company.pem" in effective_settings(Profile(project=project), environ).certificates
