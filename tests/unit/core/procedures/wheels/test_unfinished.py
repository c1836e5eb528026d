"""Records of changes that uv has not proved: what is taken back, and what is left because others changed it."""

import hashlib
import os
from pathlib import Path

import pytest

from core.procedures.services import Services, make_services
from core.procedures.wheels.copying import Copy
from core.procedures.wheels.unfinished import ChangedFile, ChangeRecord, UnfinishedChange, settle_changes
from core.store.home import Home
from core.store.leases import LeaseFolder


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return make_services(Home(tmp_path / "home"), dict(os.environ))


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def half_done(tmp_path: Path, services: Services, lock: bytes | None = b"old lock") -> Path:
    """Leave a project as a kill between the writing and the proof leaves it."""
    project = tmp_path / "größe"
    (project / "wheels").mkdir(parents=True)
    (project / "pyproject.toml").write_bytes(b"new")
    (project / "uv.lock").write_bytes(b"what uv made of it")
    (project / "wheels" / "a.whl").write_bytes(b"wheel")
    copy = Copy(
        source=tmp_path / "a.whl",
        target=project / "wheels" / "a.whl",
        partial=project / "wheels" / ".a.whl.0.new",
        size=5,
        sha256=digest(b"wheel"),
    )
    change = UnfinishedChange(
        project=project,
        root=project,
        files=(
            ChangedFile(file=project / "pyproject.toml", before=b"\xef\xbb\xbfold\r\n", after=digest(b"new")),
            ChangedFile(file=project / "uv.lock", before=lock),
        ),
        copies=(copy,),
        folders=(project / "wheels",),
    )
    ChangeRecord.begin(services.home, change)
    return project


def test_a_killed_change_is_taken_back_byte_for_byte(tmp_path: Path, services: Services) -> None:
    project = half_done(tmp_path, services)
    (said,) = settle_changes(services)
    assert "größe" in said
    assert (project / "pyproject.toml").read_bytes() == b"\xef\xbb\xbfold\r\n"
    assert (project / "uv.lock").read_bytes() == b"old lock"
    assert not (project / "wheels").exists()
    assert settle_changes(services) == []


def test_a_lock_that_was_not_there_goes(tmp_path: Path, services: Services) -> None:
    project = half_done(tmp_path, services, lock=None)
    settle_changes(services, project)
    assert not (project / "uv.lock").exists()


def test_what_another_program_wrote_since_stays_with_its_lock(tmp_path: Path, services: Services) -> None:
    project = half_done(tmp_path, services)
    (project / "pyproject.toml").write_bytes(b"theirs")
    (said,) = settle_changes(services)
    assert f"{project / 'pyproject.toml'} was changed by another program" in said
    assert (project / "pyproject.toml").read_bytes() == b"theirs"
    assert (project / "uv.lock").read_bytes() == b"what uv made of it"


def test_a_change_that_is_under_way_is_left_alone(tmp_path: Path, services: Services) -> None:
    project = half_done(tmp_path, services)
    held = LeaseFolder(services.home).try_acquire((project.resolve(),))
    assert not isinstance(held, Path)
    with held:
        assert settle_changes(services) == []
        assert (project / "pyproject.toml").read_bytes() == b"new"
    assert len(settle_changes(services)) == 1


def test_another_project_is_asked_for_its_own_only(tmp_path: Path, services: Services) -> None:
    project = half_done(tmp_path, services)
    other = tmp_path / "other"
    other.mkdir()
    assert settle_changes(services, other) == []
    assert (project / "pyproject.toml").read_bytes() == b"new"


def test_another_project_of_the_workspace_takes_it_back(tmp_path: Path, services: Services) -> None:
    project = half_done(tmp_path, services)
    member = project / "member"
    member.mkdir()
    (project / "pyproject.toml").write_text('[tool.uv.workspace]\nmembers = ["member"]\n', encoding="utf-8")
    (member / "pyproject.toml").write_text('[project]\nname = "m"\nversion = "1"\n', encoding="utf-8")
    assert len(settle_changes(services, member)) == 1


def test_a_damaged_record_stops_nothing(tmp_path: Path, services: Services) -> None:
    project = half_done(tmp_path, services)
    (services.home.wheel_changes / "0.json").write_text("{", encoding="utf-8")
    assert len(settle_changes(services)) == 1
    assert (project / "uv.lock").read_bytes() == b"old lock"
