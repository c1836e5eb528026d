"""Models pass on what differs, and nothing else."""

from pathlib import Path

from msgspec.structs import replace
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from core.model.activity import PackageRow
from core.model.commands import Sync
from core.model.events import PackagePhase
from core.model.measurements import Candidate
from core.model.outcome import ChangeAction
from core.model.project import Project
from core.model.state import ProjectState
from gui.models.cached import CachedColumn, CachedModel
from gui.models.candidates import CandidateColumn, CandidatesModel
from gui.models.packages import PackageColumn, PackagesModel, Progress
from gui.models.projects import ProjectsModel
from gui.models.roles import ItemRole
from tests.fakes import findings, inventories, scenes

ROWS = tuple(PackageRow(name=name, version="1.0", total_bytes=2_000_000) for name in ("attrs", "boltons", "certifi"))


def cells(model: PackagesModel) -> list[tuple[int, int]]:
    """Record the cells that the model says have changed."""
    seen: list[tuple[int, int]] = []

    def record(first: object, last: object) -> None:
        del last
        seen.append((first.row(), first.column()))  # type: ignore[attr-defined]  # Qt's index

    model.dataChanged.connect(record)
    return seen


def test_packages_model_keeps_the_rules(qtmodeltester: ModelTester) -> None:
    model = PackagesModel()
    model.set_rows(ROWS)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt does not type it


def test_candidates_model_keeps_the_rules(qtmodeltester: ModelTester) -> None:
    model = CandidatesModel()
    model.set_rows(findings.candidates())
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt does not type it


def test_projects_model_keeps_the_rules(qtmodeltester: ModelTester) -> None:
    model = ProjectsModel()
    model.set_rows(tuple(ProjectState(project=scenes.project(folder)) for folder in (findings.FOLDER, scenes.OTHER)))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt does not type it


def test_only_the_cells_of_the_changed_row_change(qapp: object) -> None:
    model = PackagesModel()
    model.set_rows(ROWS)
    seen = cells(model)
    changed = replace(ROWS[1], phase=PackagePhase.DOWNLOADING, done_bytes=500_000)
    model.set_rows((ROWS[0], changed, ROWS[2]))
    assert seen == [(1, PackageColumn.STATE), (1, PackageColumn.PROGRESS)]


def test_a_step_of_bytes_changes_one_cell(qapp: object) -> None:
    model = PackagesModel()
    start = replace(ROWS[0], phase=PackagePhase.DOWNLOADING, done_bytes=500_000)
    model.set_rows((start, *ROWS[1:]))
    seen = cells(model)
    model.set_rows((replace(start, done_bytes=1_500_000), *ROWS[1:]))
    assert seen == [(0, PackageColumn.PROGRESS)]


def test_equal_rows_change_nothing(qapp: object) -> None:
    model = PackagesModel()
    model.set_rows(ROWS)
    seen = cells(model)
    model.set_rows(tuple(replace(row) for row in ROWS))
    assert seen == []


def test_new_rows_are_inserted_without_a_reset(qapp: object, qtbot: QtBot) -> None:
    model = PackagesModel()
    model.set_rows(ROWS[:2])
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.rowsInserted) as inserted:
        model.set_rows(ROWS)
    assert inserted.args is not None
    assert inserted.args[1:] == [2, 2]


def test_other_rows_reset(qapp: object, qtbot: QtBot) -> None:
    model = PackagesModel()
    model.set_rows(ROWS)
    with qtbot.waitSignal(model.modelReset):
        model.set_rows(ROWS[1:])
    assert model.rowCount() == 2


def test_progress_is_what_uv_said(qapp: object) -> None:
    model = PackagesModel()
    model.set_rows(
        (
            replace(ROWS[0], phase=PackagePhase.DOWNLOADING, done_bytes=500_000),
            replace(ROWS[1], phase=PackagePhase.PREPARING, total_bytes=None),
            replace(ROWS[2], phase=PackagePhase.INSTALLED),
        )
    )
    shown = [model.index(row, PackageColumn.PROGRESS).data(ItemRole.PROGRESS) for row in range(3)]
    assert shown == [
        Progress(0.25, "488 KiB of 1.9 MiB"),
        Progress(None, ""),
        Progress(1.0, "1.9 MiB", finished=True),
    ]


def test_sorting_by_state_follows_the_way_of_a_package(qapp: object) -> None:
    model = PackagesModel()
    phases = (PackagePhase.WAITING, PackagePhase.DOWNLOADING, PackagePhase.INSTALLED)
    model.set_rows(tuple(replace(row, phase=phase) for row, phase in zip(ROWS, phases, strict=True)))
    order = [model.index(row, PackageColumn.STATE).data(ItemRole.SORT) for row in range(3)]
    assert order == sorted(order)


def test_what_was_under_way_at_the_end_is_not_finished(qapp: object) -> None:
    model = PackagesModel()
    model.set_rows((replace(ROWS[0], phase=PackagePhase.DOWNLOADING), replace(ROWS[1], phase=PackagePhase.INSTALLED)))
    seen = cells(model)
    model.set_ended(ended=True)
    assert seen == [(0, PackageColumn.STATE)]
    assert model.index(0, PackageColumn.STATE).data() == "Not finished"
    assert model.index(1, PackageColumn.STATE).data() == "Installed"


def test_a_package_to_be_removed_says_so(qapp: object) -> None:
    model = PackagesModel()
    model.set_rows((replace(ROWS[0], action=ChangeAction.REMOVED),))
    assert model.index(0, PackageColumn.STATE).data() == "To be removed"


def test_a_candidate_without_a_probe_has_no_figures(qapp: object) -> None:
    model = CandidatesModel()
    model.set_rows((Candidate(place=Path("/mnt/x"), suitable=False, score=0.0, reasons=("It is a share.",)),))
    row = [str(model.index(0, column).data()) for column in CandidateColumn]
    assert row[CandidateColumn.VERDICT] == "Ruled out"
    assert row[CandidateColumn.AGAINST] == "It is a share."
    assert row[CandidateColumn.WHY] == "It is a share."
    assert len({row[CandidateColumn.REFUSED], row[CandidateColumn.NEVER], row[CandidateColumn.WAIT]}) == 1


def test_a_project_says_how_far_it_is(qapp: object) -> None:
    session = scenes.session_with_projects()
    scenes.sync_under_way(session, at=1.0)
    model = ProjectsModel()
    model.set_rows(session.state.projects)
    assert model.index(0, 0).data(ItemRole.DETAIL) == "Sync · 4 of 16 prepared"
    assert model.index(1, 0).data(ItemRole.DETAIL) == "Ready"
    assert model.row_of(scenes.OTHER) == 1
    assert model.row_of(Path("/nowhere")) == -1


def test_before_the_plan_a_project_claims_no_total(qapp: object) -> None:
    session = scenes.session_with_projects()
    session.begin(Sync(project=findings.FOLDER), scenes.progressed("dash-design-kit", PackagePhase.BUILDING))
    model = ProjectsModel()
    model.set_rows(session.state.projects)
    assert model.index(0, 0).data(ItemRole.DETAIL) == "Sync"


def test_a_project_of_another_name_is_the_same_row(qapp: object, qtbot: QtBot) -> None:
    model = ProjectsModel()
    entry = ProjectState(project=scenes.project())
    model.set_rows((entry,))
    renamed = replace(entry, project=Project(folder=findings.FOLDER, name="other"))
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.set_rows((renamed,))
    assert model.index(0, 0).data() == "other"


def test_cached_model_keeps_the_rules(qtmodeltester: ModelTester) -> None:
    model = CachedModel()
    model.set_rows(inventories.LARGEST)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt does not type it


def test_a_larger_package_makes_the_other_bars_shorter(qapp: object) -> None:
    model = CachedModel()
    model.set_rows(inventories.LARGEST[1:])
    assert model.index(0, CachedColumn.SIZE).data(ItemRole.PROGRESS).share == 1.0
    model.set_rows((*inventories.LARGEST[1:], inventories.LARGEST[0]))
    assert model.index(0, CachedColumn.SIZE).data(ItemRole.PROGRESS).share < 0.1
    assert model.index(0, CachedColumn.SIZE).data(ItemRole.SORT) == inventories.LARGEST[1].held.bytes
    assert model.index(0, CachedColumn.PACKAGE).data(ItemRole.ROW) is inventories.LARGEST[1]
