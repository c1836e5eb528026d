"""Many Wheelyards write the same files at once, while another program does, too: no choice is lost."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from core.model.project import InputError
from core.settings.user_config import write_user_cache
from core.store.atomic import write_atomically
from core.system.uv_folders import user_uv_config
from tests.unit.core.settings.writing.layouts import PROJECT, write_bytes

CHOICES = {
    "offline": "true",
    "link-mode": "copy",
    "concurrent-downloads": "7",
    "concurrent-builds": "2",
    "python-preference": "system",
    "index-strategy": "first-index",
    "indexes": "corp=https://corp.example/simple",
    "insecure-hosts": "a.example",
}
_ROOT = Path(__file__).parents[3]


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("UV_", "WHEELYARD"))}
    return kept | {
        "HOME": str(tmp_path),
        "APPDATA": str(tmp_path / "config"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "WHEELYARD_HOME": str(tmp_path / "home"),
    }


def _start(environ: dict[str, str], folder: Path, *words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "core.cli", "settings", "set", *words, "--project", str(folder)],
        cwd=_ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def _table(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("scope", ["user", "project"])
def test_eight_wheelyards_lose_nothing(tmp_path: Path, environ: dict[str, str], scope: str) -> None:
    project = tmp_path / "project"
    write_bytes(project / "pyproject.toml", f"{PROJECT}[tool.uv]\n# kept\nno-build = false\n")
    started = [_start(environ, project, key, value, "--scope", scope) for key, value in CHOICES.items()]
    for process in started:
        said, _ = process.communicate(timeout=200)
        assert process.returncode == 0, said
    whole = _table(user_uv_config(environ) if scope == "user" else project / "pyproject.toml")
    table = whole if scope == "user" else whole["tool"]["uv"]
    assert set(table) - {"no-build"} == (set(CHOICES) - {"indexes", "insecure-hosts"}) | {
        "index",
        "allow-insecure-host",
    }
    assert not list(project.glob(".*"))


def test_another_program_in_between_is_seen(tmp_path: Path, environ: dict[str, str]) -> None:
    file = tmp_path / "uv.toml"
    file.write_text("offline = true\n", encoding="utf-8")

    def check() -> None:
        raise InputError("It is another.", "Look again.")

    with pytest.raises(InputError, match="It is another"):
        write_atomically(file, b"", check)
    assert file.read_text(encoding="utf-8") == "offline = true\n"
    assert list(tmp_path.iterdir()) == [file]


def test_the_persons_cache_is_written_beside_what_they_wrote(tmp_path: Path, environ: dict[str, str]) -> None:
    file = user_uv_config(environ)
    write_bytes(file, "# mine\r\n[[index]]\r\nurl = 'https://a.example/s'\r\n")
    write_user_cache(environ, tmp_path / "cache")
    assert _table(file)["cache-dir"] == str(tmp_path / "cache")
    write_user_cache(environ, None)
    assert file.read_bytes() == b"\r\n# mine\r\n[[index]]\r\nurl = 'https://a.example/s'\r\n"
    write_bytes(file, "a = = 1\n")
    with pytest.raises(InputError, match="is no valid TOML at line 1, column 5"):
        write_user_cache(environ, None)
