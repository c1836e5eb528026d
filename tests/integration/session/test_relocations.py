"""Relocations through the Session: which place moves how, who is asked, and the way back."""

import asyncio
import shutil
import subprocess
from contextlib import ExitStack
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.model.commands import (
    AddProject,
    Lock,
    RelocatePlace,
    Sync,
    UndoRelocation,
)
from core.model.measurements import RelocationHow, Verdict, WayBack
from core.model.outcome import Failed, Succeeded
from core.model.settings import PlaceKind, Profile, Scope
from core.model.state import Badge
from core.places.journal import Choice, Entry, Journal, Step
from core.session import Session
from core.store.leases import LeaseFolder
from core.store.profiles import ProfileStore
from tests.integration.session.computer import PROJECT, Bench, entry_of
from tests.integration.uv.local_index import make_wheel


def test_an_undo_of_one_kind_leaves_the_others(bench: Bench) -> None:
    bench.do(RelocatePlace(project=bench.project, to=bench.root / "new cache"))
    outcome = bench.do(UndoRelocation(project=bench.project, kind=PlaceKind.TEMP))
    assert isinstance(outcome, Failed)
    assert outcome.bad_input
    assert bench.profile.cache == bench.root / "new cache"
    bench.do(RelocatePlace(project=bench.project, kind=PlaceKind.TEMP, to=bench.root / "new temp"))
    assert isinstance(bench.do(UndoRelocation(project=bench.project, kind=PlaceKind.CACHE)), Succeeded)
    assert bench.profile.cache is None
    assert bench.profile.temp == bench.root / "new temp"


def test_a_cache_does_not_go_where_uv_would_empty_it(bench: Bench) -> None:
    bench.do(Sync(project=bench.project))
    for target in (bench.project / ".venv" / "cache", bench.project):
        outcome = bench.do(RelocatePlace(project=bench.project, to=target))
        assert isinstance(outcome, Failed)
        assert outcome.bad_input
    assert bench.profile.cache is None


def test_the_move_of_the_shared_cache_is_ended_by_whichever_project_comes_next(bench: Bench) -> None:
    del bench.environ["UV_CACHE_DIR"]
    other = bench.root / "other"
    other.mkdir()
    (other / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    bench.do(Sync(project=bench.project))
    old, target = bench.root / ".cache" / "uv", bench.root / "elsewhere"
    journal = Journal(bench.home.journal)
    entry = Entry(
        name=journal.next_name(1.0),
        project=bench.project,
        kind=PlaceKind.CACHE,
        origin=old,
        target=target,
        how=RelocationHow.RENAMED,
        scope=Scope.USER,
        before=Choice(),
        after=Choice(folder=target),
        step=Step.MOVING,
    )
    journal.write(entry)
    old.rename(target)  # and here the program was killed
    lease = LeaseFolder(bench.home).try_acquire((bench.project,))
    assert isinstance(lease, ExitStack)
    with lease:
        bench.do(Lock(project=other))
        assert journal.entries()[0].step is Step.MOVING  # it lives, as far as anybody can see
    shutil.rmtree(old)
    assert bench.do(Sync(project=other)) == Succeeded()
    assert journal.entries()[0].step is Step.DONE
    assert f"{target}" in (bench.root / ".config" / "uv" / "uv.toml").read_text()
    assert not old.exists()


def test_relocation_runs_the_failed_command_again_and_can_be_undone(bench: Bench) -> None:
    target = bench.root / "elsewhere" / "cache"

    async def story(session: Session) -> None:
        await session.wait(session.submit(AddProject(project=bench.project)))
        command = RelocatePlace(project=bench.project, to=target, then=Sync(project=bench.project))
        outcome = await session.wait(session.submit(command))
        assert isinstance(outcome, Succeeded)
        assert outcome.relocation is not None
        assert outcome.relocation.how is RelocationHow.FRESH
        assert outcome.relocation.probe is not None
        assert outcome.relocation.probe.verdict is Verdict.CLEAR
        entry = entry_of(session, bench.project)
        for _ in range(600):
            entry = entry_of(session, bench.project)
            if entry.activity is not None and isinstance(entry.activity.command, Sync) and entry.activity.outcome:
                break
            await asyncio.sleep(0.05)
        assert entry.badge is Badge.SUCCEEDED
        assert entry.relocation == outcome.relocation
        assert entry.details is not None
        assert entry.details.way_back == WayBack(PlaceKind.CACHE, outcome.relocation.origin, target)

    bench.play(story)
    assert bench.profile.cache == target
    assert (target / "CACHEDIR.TAG").is_file()
    outcome = bench.do(UndoRelocation(project=bench.project))
    assert isinstance(outcome, Succeeded)
    assert bench.profile.cache is None
    assert isinstance(bench.do(UndoRelocation(project=bench.project)), Failed)


def test_the_cache_of_its_own_moves_with_all_that_is_in_it(bench: Bench) -> None:
    one, two = bench.root / "one", bench.root / "two"
    bench.do(RelocatePlace(project=bench.project, to=one))
    bench.do(Sync(project=bench.project))
    (one / "archive-v0" / "Abc").mkdir(parents=True)
    (one / "archive-v0" / "Abc" / "module.py").write_text("x")
    outcome = bench.do(RelocatePlace(project=bench.project, to=two))
    assert isinstance(outcome, Succeeded)
    assert outcome.relocation is not None
    assert outcome.relocation.how is RelocationHow.RENAMED
    assert (two / "archive-v0" / "Abc" / "module.py").read_text() == "x"
    assert not one.exists()


def test_a_cache_that_another_profile_uses_is_not_taken_away(bench: Bench) -> None:
    one = bench.root / "one"
    bench.do(RelocatePlace(project=bench.project, to=one))
    bench.do(Sync(project=bench.project))
    ProfileStore(bench.home).save(Profile(project=bench.root / "another", cache=one))
    outcome = bench.do(RelocatePlace(project=bench.project, to=bench.root / "two"))
    assert isinstance(outcome, Succeeded)
    assert outcome.relocation is not None
    assert outcome.relocation.how is RelocationHow.FRESH
    assert (one / "CACHEDIR.TAG").is_file()


@pytest.mark.parametrize("kind", [PlaceKind.TEMP, PlaceKind.ENVIRONMENT])
def test_temp_and_environment_start_afresh(bench: Bench, kind: PlaceKind) -> None:
    target = bench.root / f"new {kind}"
    outcome = bench.do(RelocatePlace(project=bench.project, kind=kind, to=target))
    assert isinstance(outcome, Succeeded)
    assert outcome.relocation is not None
    assert outcome.relocation.how is RelocationHow.FRESH
    assert bench.do(Sync(project=bench.project)) == Succeeded()
    assert target.is_dir()
    assert (target / "pyvenv.cfg").is_file() == (kind is PlaceKind.ENVIRONMENT)
    bench.do(UndoRelocation(project=bench.project))
    assert bench.profile == Profile(project=bench.project)


def test_an_interrupted_relocation_is_finished_before_anything_else_runs(bench: Bench) -> None:
    old, new = bench.root / "old", bench.root / "new"
    (new / "archive-v0").mkdir(parents=True)
    ProfileStore(bench.home).save(Profile(project=bench.project, cache=old))
    entry = Entry(
        name="1",
        project=bench.project,
        kind=PlaceKind.CACHE,
        origin=old,
        target=new,
        how=RelocationHow.RENAMED,
        before=Choice(folder=old),
        after=Choice(folder=new),
        step=Step.MOVING,
    )
    Journal(bench.home.journal).write(entry)
    assert bench.do(Sync(project=bench.project)) == Succeeded()
    assert bench.profile.cache == new
    assert (new / "CACHEDIR.TAG").is_file()
    assert not old.exists()


def test_a_place_that_is_no_better_is_not_moved_to(bench: Bench) -> None:
    (bench.root / "file").write_text("in the way")
    outcome = bench.do(RelocatePlace(project=bench.project, to=bench.root / "file" / "below"))
    assert isinstance(outcome, Failed)
    assert "no better place" in outcome.problem.title
    # More runs get nowhere in a folder that cannot be made: there were no renames that were refused.
    assert [remedy.id for remedy in outcome.problem.remedies] == ["choose-folder"]
    assert "may write" in outcome.problem.remedies[0].why
    assert bench.profile == Profile(project=bench.project)


def test_the_cache_of_all_projects_moves_with_a_line_in_their_uv_toml(bench: Bench, uv_program: Path) -> None:
    del bench.environ["UV_CACHE_DIR"]
    config = bench.root / ".config" / "uv" / "uv.toml"
    config.parent.mkdir(parents=True)
    config.write_text("# mine\nlink-mode = 'copy'  # because\n")
    bench.do(Sync(project=bench.project))
    old, target = bench.root / ".cache" / "uv", bench.root / "elsewhere"
    assert (old / "CACHEDIR.TAG").is_file()
    outcome = bench.do(RelocatePlace(project=bench.project, to=target, scope=Scope.USER))
    assert isinstance(outcome, Succeeded)
    assert outcome.relocation is not None
    assert outcome.relocation.how is RelocationHow.RENAMED
    assert not old.exists()
    assert bench.profile == Profile(project=bench.project)
    said = subprocess.run(
        [uv_program, "cache", "dir"], cwd=bench.root, env=bench.environ, check=True, capture_output=True, text=True
    )
    assert Path(said.stdout.strip()) == target
    assert config.read_text().startswith("# mine\nlink-mode = 'copy'  # because\n")
    bench.do(UndoRelocation(project=bench.project))
    assert config.read_text() == "# mine\nlink-mode = 'copy'  # because\n"
    assert (old / "CACHEDIR.TAG").is_file()


def test_a_variable_that_would_go_on_deciding_is_named(bench: Bench) -> None:
    outcome = bench.do(RelocatePlace(project=bench.project, to=bench.root / "elsewhere", scope=Scope.USER))
    assert isinstance(outcome, Failed)
    assert outcome.bad_input
    assert "UV_CACHE_DIR" in outcome.problem.title
    assert not (bench.root / ".config").exists()


def test_a_broken_uv_toml_is_named_and_left(bench: Bench) -> None:
    del bench.environ["UV_CACHE_DIR"]
    config = bench.root / ".config" / "uv" / "uv.toml"
    config.parent.mkdir(parents=True)
    config.write_text("link-mode = \n")
    outcome = bench.do(RelocatePlace(project=bench.project, to=bench.root / "elsewhere", scope=Scope.USER))
    assert isinstance(outcome, Failed)
    assert str(config) in outcome.problem.title
    assert config.read_text() == "link-mode = \n"
    assert not (bench.root / "elsewhere").exists()


def test_a_place_that_was_left_by_undo_can_be_taken_again(bench: Bench) -> None:
    target = bench.root / "elsewhere"
    for _ in range(2):
        outcome = bench.do(RelocatePlace(project=bench.project, to=target))
        assert isinstance(outcome, Succeeded), outcome
        assert bench.profile.cache == target
        assert bench.do(Sync(project=bench.project)) == Succeeded()
        assert isinstance(bench.do(UndoRelocation(project=bench.project)), Succeeded)
    assert (target / "CACHEDIR.TAG").is_file()


def test_a_cache_that_was_taken_up_is_not_taken_away_again(bench: Bench) -> None:
    bench.do(Sync(project=bench.project))
    shared, mine = bench.root / "shared cache", bench.root / "mine"
    bench.environ["UV_CACHE_DIR"] = str(bench.root / "another")
    for target in (shared, mine):
        outcome = bench.do(RelocatePlace(project=bench.project, to=target))
        assert isinstance(outcome, Succeeded)
        assert outcome.relocation is not None
        assert outcome.relocation.how is RelocationHow.FRESH
    assert (shared / "CACHEDIR.TAG").is_file()


def test_a_cache_of_several_projects_in_one_file_above_them_stays(bench: Bench) -> None:
    del bench.environ["UV_CACHE_DIR"]
    plain = PROJECT.split("[tool.uv]")[0]  # with settings of its own, uv would look no further up
    (bench.project / "pyproject.toml").write_text(plain, encoding="utf-8")
    shared = bench.root / "of both"
    (bench.project.parent / "uv.toml").write_text(f'cache-dir = "{shared.as_posix()}"\n', encoding="utf-8")
    bench.do(Sync(project=bench.project))
    assert (shared / "CACHEDIR.TAG").is_file()
    outcome = bench.do(RelocatePlace(project=bench.project, to=bench.root / "mine"))
    assert isinstance(outcome, Succeeded)
    assert (shared / "CACHEDIR.TAG").is_file()


def test_environments_that_lead_into_the_cache_keep_it(bench: Bench) -> None:
    wheels = bench.root / "wheels"
    make_wheel(wheels, "numbers", "1.0")
    text = PROJECT.replace("requires", 'dependencies = ["numbers"]\nrequires')
    text += f'link-mode = "symlink"\nno-index = true\nfind-links = ["{wheels.as_posix()}"]\n'
    (bench.project / "pyproject.toml").write_text(text, encoding="utf-8")
    bench.do(RelocatePlace(project=bench.project, to=bench.root / "one"))
    bench.do(Sync(project=bench.project))
    (module,) = (bench.project / ".venv").rglob("numbers/__init__.py")
    assert module.is_symlink()
    refused = bench.do(RelocatePlace(project=bench.project, to=bench.root / "two"))
    assert isinstance(refused, Failed)
    assert refused.bad_input
    assert "link mode symlink" in refused.problem.title
    assert "--reinstall" in refused.problem.explanation
    assert module.exists()
    assert not (bench.root / "two").exists()
    # The way out that it names is one.
    (bench.project / "pyproject.toml").write_text(text.replace('"symlink"', '"copy"'), encoding="utf-8")
    bench.do(Sync(project=bench.project, uv_args=("--reinstall",)))
    moved = bench.do(RelocatePlace(project=bench.project, to=bench.root / "two"))
    assert isinstance(moved, Succeeded)
    assert moved.relocation is not None
    assert moved.relocation.how is RelocationHow.RENAMED
    assert moved.relocation.checked_by == "uv installed numbers from it, offline"
    assert module.exists()


def test_a_file_that_uv_would_not_read_is_not_written(bench: Bench) -> None:
    del bench.environ["UV_CACHE_DIR"]
    bench.environ["UV_NO_CONFIG"] = "1"
    outcome = bench.do(RelocatePlace(project=bench.project, to=bench.root / "elsewhere", scope=Scope.USER))
    assert isinstance(outcome, Failed)
    assert "UV_NO_CONFIG" in outcome.problem.title
    assert not (bench.root / ".config").exists()


def test_an_undo_does_not_overwrite_what_was_chosen_since(bench: Bench) -> None:
    bench.do(RelocatePlace(project=bench.project, to=bench.root / "one"))
    chosen = replace(bench.profile, cache=bench.root / "chosen since")
    ProfileStore(bench.home).save(chosen)
    outcome = bench.do(UndoRelocation(project=bench.project))
    assert isinstance(outcome, Failed)
    assert str(bench.root / "chosen since") in outcome.problem.title
    assert bench.profile == chosen


def test_an_undo_names_the_damaged_record_of_what_was_done_last(bench: Bench) -> None:
    for name in ("one", "two"):
        bench.do(RelocatePlace(project=bench.project, to=bench.root / name))
    damaged = max(bench.home.journal.iterdir())
    damaged.write_text("{", encoding="utf-8")
    outcome = bench.do(UndoRelocation(project=bench.project))
    assert isinstance(outcome, Failed)
    assert str(damaged) in outcome.problem.title
    assert bench.profile.cache == bench.root / "two"


def test_the_cache_of_all_projects_stays_where_a_profile_names_it(bench: Bench) -> None:
    del bench.environ["UV_CACHE_DIR"]
    bench.do(Sync(project=bench.project))
    old = bench.root / ".cache" / "uv"
    for profile in (Profile(project=bench.project, cache=old), Profile(project=bench.root / "another", cache=old)):
        ProfileStore(bench.home).save(profile)
        outcome = bench.do(RelocatePlace(project=bench.project, to=bench.root / profile.project.name, scope=Scope.USER))
        assert isinstance(outcome, Succeeded), outcome
        assert (old / "CACHEDIR.TAG").is_file()
        assert isinstance(bench.do(UndoRelocation(project=bench.project)), Succeeded)
        ProfileStore(bench.home).save(Profile(project=profile.project))
