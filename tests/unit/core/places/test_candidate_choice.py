"""Which folders a search proposes, which it leaves out, and which it prefers: roots, Dev Drives, what is known."""

import asyncio
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.model.measurements import Candidate
from core.model.places_root import Decider, PlacesRoot
from core.model.settings import PlaceKind
from core.places.candidates import MOST_MEASURED, find_candidates
from core.places.exclusion import ROOM_MARGIN
from core.places.search import Search
from core.system.facts import Volume
from tests.unit.core.places.test_candidates import Computer, against


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    (tmp_path / "works" / "project").mkdir(parents=True)
    return Computer(tmp_path)


def search_in(computer: Computer, *consider: Path, needed: int = 0, root: PlacesRoot | None = None) -> Search:
    project = computer.root / "works" / "project"
    return Search(
        kind=PlaceKind.CACHE,
        project=project,
        current=computer.root / "old cache",
        environment=project / ".venv",
        consider=consider,
        needed_bytes=needed,
        root=root or PlacesRoot(),
    )


def find(computer: Computer, search: Search, refused: dict[Path, str] | None = None) -> tuple[Candidate, ...]:
    known = refused or {}

    def refused_before(folder: Path) -> str | None:
        return next((said for above, said in known.items() if folder.is_relative_to(above)), None)

    work = find_candidates(search, computer, lambda _tick: None, refused_before=refused_before)
    return asyncio.run(work)


def below(found: tuple[Candidate, ...], folder: Path) -> Candidate:
    (candidate,) = (candidate for candidate in found if candidate.place.is_relative_to(folder))
    return candidate


def test_folders_at_the_top_come_in_question_but_not_first(computer: Computer) -> None:
    for name in ("Data", "kept by the system", ".hidden", "$Recycle.Bin"):
        (computer.root / name).mkdir()
    (computer.root / "link").symlink_to(computer.root / "Data")
    (computer.root / "file").write_text("x")
    found = find(computer, search_in(computer))
    shared = below(found, computer.root / "Data")
    assert shared.suitable
    assert "others here may use, too" in shared.reasons[0]
    assert shared.score < below(found, computer.local_data_folder()).score
    for name in ("kept by the system", ".hidden", "$Recycle.Bin", "link", "file"):
        assert not any(candidate.place.is_relative_to(computer.root / name) for candidate in found)


def test_who_may_write_anywhere_is_not_sent_into_folders_of_others(computer: Computer) -> None:
    (computer.root / "Data").mkdir()
    computer.administrator = True
    found = find(computer, search_in(computer))
    assert not any(candidate.place.is_relative_to(computer.root / "Data") for candidate in found)


def test_so_many_folders_at_the_top_do_not_make_a_long_search(computer: Computer) -> None:
    for number in range(30):
        (computer.root / f"folder {number:02}").mkdir()
    found = find(computer, search_in(computer))
    assert sum(candidate.probe is not None for candidate in found) <= MOST_MEASURED
    assert len(found) < 12


def test_what_is_left_unmeasured_is_said(computer: Computer) -> None:
    named = tuple(computer.root / "named" / str(number) for number in range(MOST_MEASURED + 2))
    found = find(computer, search_in(computer, *named))
    assert sum(candidate.probe is not None for candidate in found) == MOST_MEASURED
    left = [candidate for candidate in found if candidate.probe is None]
    assert not any(candidate.suitable for candidate in left)
    assert "left unmeasured: 8 places come before it" in against(found, computer.local_data_folder())


def test_a_dev_drive_is_said_and_preferred(computer: Computer) -> None:
    before = below(find(computer, search_in(computer)), computer.root / "wheelyard")
    computer.dev_drive = True
    after = below(find(computer, search_in(computer)), computer.root / "wheelyard")
    assert "Dev Drive" in after.reasons[0]
    assert after.score == pytest.approx(before.score + 5.0)


@pytest.mark.parametrize(
    ("decided_by", "words"),
    [
        (Decider.POLICY, "Policy keeps new places below {root} (HKLM)."),
        (Decider.PERSON, "You chose {root} for new places; `wheelyard root --none` leaves it to the measurements."),
    ],
)
def test_with_a_root_only_it_and_what_is_named_count(computer: Computer, decided_by: Decider, words: str) -> None:
    root = computer.root / "the root"
    chosen = PlacesRoot(folder=root, decided_by=decided_by, source="HKLM")
    named = computer.root / "named"
    found = find(computer, search_in(computer, named, root=chosen))
    assert {candidate.place.is_relative_to(root) for candidate in found if candidate.suitable} == {True, False}
    assert below(found, root).suitable
    assert below(found, named).suitable
    assert len([candidate for candidate in found if candidate.suitable]) == 2
    assert against(found, computer.local_data_folder()) == words.format(root=root)
    alone = find(computer, search_in(computer, root=chosen))
    assert alone[0].place.is_relative_to(root)


def test_what_was_refused_lately_is_out_unless_it_is_named(computer: Computer) -> None:
    local = computer.local_data_folder()
    known = {computer.root: "Renames were refused there 3 hours ago."}
    named = computer.root / "named"
    found = find(computer, search_in(computer, named), known)
    assert against(found, local) == "Renames were refused there 3 hours ago."
    assert below(found, named).suitable


def test_a_root_that_was_refused_lately_says_so(computer: Computer) -> None:
    root = PlacesRoot(folder=computer.root / "the root", decided_by=Decider.PERSON)
    found = find(computer, search_in(computer, root=root), {computer.root: "Refused."})
    assert against(found, computer.root / "the root") == "Refused."
    assert not any(candidate.suitable for candidate in found)


class TwoVolumes(Computer):
    """The same computer with a second volume, on which there is another amount of room."""

    other_free = 100 * 2**30

    def volumes(self) -> tuple[Volume, ...]:
        first = super().volumes()[0]
        return (first, replace(first, root=self.root / "other volume", free_bytes=self.other_free))

    def volume_of(self, path: Path) -> Volume | None:
        first, second = self.volumes()
        return second if path == second.root or path.is_relative_to(second.root) else first

    def same_volume(self, first: Path, second: Path) -> bool:
        return self.volume_of(first) == self.volume_of(second)


def test_only_another_volume_needs_room_for_what_moves(tmp_path: Path) -> None:
    (tmp_path / "works" / "project").mkdir(parents=True)
    (tmp_path / "other volume").mkdir()
    computer = TwoVolumes(tmp_path)
    computer.free = computer.other_free = ROOM_MARGIN + 1000
    found = find(computer, search_in(computer, needed=2000))
    assert "GiB are needed" in against(found, tmp_path / "other volume")
    assert below(found, computer.local_data_folder()).suitable
    computer.other_free = ROOM_MARGIN + 3000
    other = below(find(computer, search_in(computer, needed=2000)), tmp_path / "other volume")
    assert other.suitable
    assert any("on another volume than the environment" in reason for reason in other.reasons)


def test_nothing_is_left_of_a_search(computer: Computer) -> None:
    (computer.root / "Data").mkdir()
    before = sorted(computer.root.rglob("*"))
    find(computer, search_in(computer, computer.root / "named" / "deep"))
    assert sorted(computer.root.rglob("*")) == before
