"""Candidates: chosen by measurement, ruled out with a reason."""

import asyncio
import errno
from pathlib import Path

import pytest

from core.model.measurements import Candidate, Verdict
from core.model.settings import PlaceKind
from core.places.candidates import find_candidates
from core.places.exclusion import ROOM_MARGIN
from core.places.layout import place_below, project_key
from core.places.search import Search
from core.system.facts import Volume, VolumeKind
from core.system.posix import PosixFacts
from core.system.volumes import on_one_device


class Computer:
    """A computer of which a test says what it is like; the folders are real."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.kind = VolumeKind.FIXED
        self.free = 100 * 2**30
        self.read_only = False
        self.clouds: tuple[Path, ...] = ()
        self.temps: tuple[Path, ...] = ()
        self.longest: int | None = None
        self.system = {"kept by the system"}
        self.dev_drive: bool | None = None
        self.administrator = False

    def volumes(self) -> tuple[Volume, ...]:
        return (
            Volume(
                root=self.root,
                file_system="ext4",
                kind=self.kind,
                free_bytes=self.free,
                total_bytes=self.free * 2,
                read_only=self.read_only,
                dev_drive=self.dev_drive,
            ),
        )

    def volume_of(self, path: Path) -> Volume | None:
        return self.volumes()[0] if path.is_relative_to(self.root) else None

    def same_volume(self, first: Path, second: Path) -> bool:
        return on_one_device(first, second)

    def local_data_folder(self) -> Path:
        return self.root / "local"

    def temp_folders(self) -> tuple[Path, ...]:
        return self.temps

    def cloud_folders(self) -> tuple[Path, ...]:
        return self.clouds

    def belongs_to_system(self, folder: Path) -> bool:
        inside = folder == self.root or folder.is_relative_to(self.root)
        return folder.name in self.system if inside else PosixFacts({}).belongs_to_system(folder)

    def may_write_anywhere(self) -> bool:
        return self.administrator

    def longest_good_path(self) -> int | None:
        return self.longest


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    (tmp_path / "works" / "project").mkdir(parents=True)
    return Computer(tmp_path)


def scanned_below(folder: Path) -> object:
    def rename(source: Path, target: Path) -> None:
        if source.is_relative_to(folder) and source.name.startswith(".tmp"):
            raise OSError(errno.EACCES, "Permission denied")
        source.rename(target)

    return rename


def find(computer: Computer, *consider: Path, rename: object = None, needed: int = 0) -> tuple[Candidate, ...]:
    project = computer.root / "works" / "project"
    search = Search(
        kind=PlaceKind.CACHE,
        project=project,
        current=computer.root / "old cache",
        environment=project / ".venv",
        consider=consider,
        needed_bytes=needed,
    )
    more = {} if rename is None else {"rename": rename}
    return asyncio.run(find_candidates(search, computer, lambda tick: None, **more))  # type: ignore[arg-type] # noqa: ARG005


def test_the_probe_decides_and_not_the_name(computer: Computer) -> None:
    bad, good = computer.root / "excluded-from-scanning", computer.root / "scanned"
    found = find(computer, bad, good, rename=scanned_below(bad))
    assert found[0].place.is_relative_to(good)
    (refused,) = (candidate for candidate in found if candidate.place.is_relative_to(bad))
    assert not refused.suitable
    assert refused.probe is not None
    assert refused.probe.verdict is Verdict.REFUSED
    assert refused.probe.why in refused.reasons


def test_best_first_and_nothing_is_left_behind(computer: Computer) -> None:
    before = sorted(computer.root.rglob("*"))
    found = find(computer)
    assert [candidate.suitable for candidate in found] == sorted((c.suitable for c in found), reverse=True)
    scores = [candidate.score for candidate in found if candidate.suitable]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= candidate.score <= 100 for candidate in found)
    assert len(found) >= 3
    assert sorted(computer.root.rglob("*")) == before


def test_each_project_gets_a_folder_of_its_own() -> None:
    first, second = (place_below(Path("/r"), Path(f"/{name}/日本 app"), PlaceKind.CACHE) for name in "ab")
    assert first != second
    assert first.name == "cache"
    key = project_key(Path("/x/" + "long name " * 20))
    assert key.isascii()
    assert len(key) <= 27


def against(found: tuple[Candidate, ...], folder: Path) -> str:
    (candidate,) = (candidate for candidate in found if candidate.place.is_relative_to(folder))
    assert not candidate.suitable
    assert candidate.probe is None
    return candidate.reasons[-1]


@pytest.mark.parametrize(
    ("kind", "word"),
    [(VolumeKind.NETWORK, "network"), (VolumeKind.REMOVABLE, "removable"), (VolumeKind.RAM, "memory")],
)
def test_kinds_of_volumes_are_ruled_out_unless_named(computer: Computer, kind: VolumeKind, word: str) -> None:
    computer.kind = kind
    named = computer.root / "named"
    found = find(computer, named)
    assert found[0].place.is_relative_to(named)
    assert found[0].suitable
    assert any(word in reason for reason in found[0].reasons)
    assert word in against(found, computer.local_data_folder())


def test_other_reasons_against_a_place_are_said(computer: Computer) -> None:
    local = computer.local_data_folder()
    computer.clouds = (local,)
    assert "cloud" in against(find(computer), local)
    computer.clouds, computer.temps = (), (local,)
    assert "temp" in against(find(computer), local)
    computer.temps, computer.longest = (), 5
    assert "characters" in against(find(computer), local)
    computer.longest, computer.free = None, ROOM_MARGIN - 1
    assert "needed" in against(find(computer), local)
    computer.free, computer.read_only = 100 * 2**30, True
    assert "read-only" in against(find(computer), local)


def test_places_in_the_way_are_ruled_out_even_when_named(computer: Computer) -> None:
    project = computer.root / "works" / "project"
    for folder, word in ((computer.root / "old cache", "each other"), (project / ".venv", "environment")):
        assert word in against(find(computer, folder), folder)


def test_a_folder_named_twice_is_measured_once(computer: Computer) -> None:
    folder = computer.root / "named"
    found = find(computer, folder, folder, computer.root / "works" / ".." / "named")
    assert sum(candidate.place.is_relative_to(folder) for candidate in found) == 1


def test_the_root_of_a_posix_system_is_never_proposed(computer: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    volume = computer.volumes()[0]
    whole = Volume(
        root=Path("/"),
        file_system=volume.file_system,
        kind=volume.kind,
        free_bytes=volume.free_bytes,
        total_bytes=volume.total_bytes,
    )
    monkeypatch.setattr(computer, "volumes", lambda: (whole,))
    monkeypatch.setattr(computer, "volume_of", lambda _path: whole)
    assert not any(candidate.place.is_relative_to("/wheelyard") for candidate in find(computer))
