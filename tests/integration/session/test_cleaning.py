"""Cleaning a real cache through a real uv: what is said beforehand is what goes, and nothing else does."""

import os
import shutil
import sys
import threading
from pathlib import Path

import pytest

from core.demo.reference_project import make_reference_project
from core.model.commands import AddProject, CleanCache, PruneCache
from core.model.events import CleaningPlanned, InventoryCounted, LinesPrinted
from core.model.measurements import CleaningReport, Held
from core.model.outcome import Failed, Succeeded
from core.model.problem import Category
from core.places.inventory import census_of
from core.places.usage import count
from core.system.file_lock import try_exclusive
from tests.integration.session.computer import PROJECT, Bench
from tests.scanner.real_uv import clean_environment, run_uv


@pytest.fixture(scope="module")
def synced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the reference project and the cache that a real uv filled for it."""
    root = tmp_path_factory.mktemp("synced")
    demo = make_reference_project(root / "portfolio", python=sys.version_info[:2])
    done = run_uv(["sync"], demo.folder, clean_environment(root, {"UV_CACHE_DIR": str(root / "cache")}))
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def filled(bench: Bench, synced: Path) -> Bench:
    """A computer whose project has a cache of its own with real packages in it."""
    shutil.copytree(synced / "cache", bench.root / "shared cache", symlinks=True)
    return bench


def cache_of(bench: Bench) -> Path:
    return bench.root / "shared cache"


def held_by(folder: Path) -> Held:
    usage = count(folder, threading.Event())
    return Held(usage.files, usage.bytes)


def leave_behind(cache: Path) -> None:
    """Put into a cache what pruning is for: outdated buckets, broken runs, archives without a pointer."""
    for name in (
        "wheels-v1/pypi/old",
        "simple-v1/pypi",
        ".tmpAbC123/half",
        "environments-v2/aaaa/bbbb",
        "builds-v0/cc",
    ):
        (cache / name).mkdir(parents=True)
        (cache / name / "file").write_bytes(b"x" * 1000)
    lost = cache / "archive-v0" / "nobodyrefers"
    (lost / "lost").mkdir(parents=True)
    (lost / "lost" / "__init__.py").write_bytes(b"y" * 5000)
    # The only pointer to this one lies in a bucket that newer uvs do not know.
    (cache / "archive-v0" / "onlyfromold").mkdir()
    (cache / "archive-v0" / "onlyfromold" / "module.py").write_bytes(b"z" * 3000)
    (cache / "wheels-v1" / "pypi" / "old" / "1.0-py3-none-any").symlink_to("../../../archive-v0/onlyfromold")


def report_of(outcome: object) -> CleaningReport:
    assert isinstance(outcome, Succeeded), outcome
    assert outcome.cleaning is not None
    return outcome.cleaning


@pytest.mark.skipif(sys.platform == "win32", reason="pointers are links here")
def test_what_pruning_frees_is_known_beforehand(filled: Bench) -> None:
    cache = cache_of(filled)
    leave_behind(cache)
    before = held_by(cache)
    preview = report_of(filled.do(PruneCache(project=filled.project, preview=True)))
    assert preview.preview
    assert held_by(cache) == before == preview.before
    assert preview.freed.bytes > 13_000
    real = report_of(filled.do(PruneCache(project=filled.project)))
    assert not real.preview
    assert real.after == preview.after == held_by(cache)
    assert real.freed == preview.freed
    assert not (cache / "archive-v0" / "nobodyrefers").exists()
    again = report_of(filled.do(PruneCache(project=filled.project, preview=True)))
    assert again.freed == Held()


def test_named_packages_go_and_the_others_stay(filled: Bench) -> None:
    cache = cache_of(filled)
    names = ("Dash_Design.Kit", "nxtools", "numpy", "not-there")
    preview = report_of(filled.do(CleanCache(project=filled.project, packages=names, preview=True)))
    assert preview.missing == ("not-there",)
    assert {package.name for package in preview.packages} == {"dash-design-kit", "nxtools", "numpy"}
    assert sum(package.held.bytes for package in preview.packages) == preview.freed.bytes > 0
    real = report_of(filled.do(CleanCache(project=filled.project, packages=names)))
    assert real.after == preview.after == held_by(cache)
    names_left = census_of(cache, threading.Event(), lambda _usage: None).names()
    assert "pandas" in names_left
    assert not {"numpy", "nxtools", "dash-design-kit"} & names_left


@pytest.mark.skipif(sys.platform == "win32", reason="the room on a disk is compared with what du says")
def test_what_environments_link_to_is_known_beforehand(bench: Bench, synced: Path) -> None:
    """The room that comes free is what the cache holds alone: uv gives each file a second name in the environment."""
    shutil.copytree(synced / "cache", cache_of(bench), symlinks=True, copy_function=os.link)
    others = sorted(path for path in cache_of(bench).rglob("*.py") if path.stat().st_nlink > 1)[:100]
    for path in others:  # these are the cache's alone
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)
    alone = [
        path
        for path in cache_of(bench).rglob("*")
        if path.is_symlink() or (path.is_file() and path.stat().st_nlink == 1)
    ]
    assert len(alone) >= len(others) > 0
    preview = report_of(bench.do(CleanCache(project=bench.project, preview=True)))
    assert preview.linked is not None
    assert preview.room == sum(path.lstat().st_size for path in alone)
    assert 0 < preview.room < preview.freed.bytes
    real = report_of(bench.do(CleanCache(project=bench.project)))
    assert real.room == preview.room


def test_everything_goes(filled: Bench) -> None:
    report = report_of(filled.do(CleanCache(project=filled.project)))
    assert report.before.files > 500
    assert report.freed.bytes == report.before.bytes
    assert held_by(cache_of(filled)).bytes == 0
    again = report_of(filled.do(CleanCache(project=filled.project)))
    assert again.freed == Held()


def test_what_it_will_free_is_said_before_uv_runs(filled: Bench) -> None:
    filled.do(CleanCache(project=filled.project, packages=("numpy",)))
    kinds = [type(event) for event in filled.events]
    assert kinds.index(InventoryCounted) < kinds.index(CleaningPlanned) < kinds.index(LinesPrinted)


def test_a_package_that_is_not_in_the_cache_gets_a_sentence(filled: Bench) -> None:
    before = held_by(cache_of(filled))
    for packages, said in (
        (("numpie",), "numpie is not in the cache"),
        (("numpy>=2",), "is not the name of a package"),
    ):
        outcome = filled.do(CleanCache(project=filled.project, packages=packages))
        assert isinstance(outcome, Failed)
        assert outcome.bad_input
        assert said in outcome.problem.title
    assert held_by(cache_of(filled)) == before


def test_what_is_not_uvs_keeps_the_cache_from_being_emptied(filled: Bench) -> None:
    cache = cache_of(filled)
    (cache / "thesis").mkdir()
    (cache / "thesis" / "chapter.txt").write_text("years of work")
    for command in (CleanCache(project=filled.project), PruneCache(project=filled.project)):
        outcome = filled.do(command)
        assert isinstance(outcome, Failed)
        assert outcome.bad_input
        assert "thesis" in outcome.problem.title
    report_of(filled.do(CleanCache(project=filled.project, packages=("numpy",))))
    assert (cache / "thesis" / "chapter.txt").read_text() == "years of work"


def test_folders_that_are_no_cache_are_left_alone(filled: Bench) -> None:
    plain = filled.root / "plain"
    plain.mkdir()
    (plain / "file").write_text("mine")
    (filled.root / "CACHEDIR.TAG").write_text("a tag alone makes no cache")
    (filled.root / "archive-v0").mkdir()
    for folder in (plain, filled.root, filled.project, plain / "file"):
        filled.environ["UV_CACHE_DIR"] = str(folder)
        for command in (CleanCache(project=filled.project), PruneCache(project=filled.project)):
            outcome = filled.do(command)
            assert isinstance(outcome, Failed)
            assert outcome.bad_input, outcome
    assert (plain / "file").read_text() == "mine"
    assert (filled.project / "pyproject.toml").is_file()


def test_a_cache_with_nothing_in_it_needs_no_cleaning(bench: Bench) -> None:
    empty = bench.root / "empty"
    empty.mkdir()
    (empty / "CACHEDIR.TAG").write_text("Signature: 8a477f597d28d172789f06886806bc55")
    for folder in (empty, bench.root / "nowhere"):
        bench.environ["UV_CACHE_DIR"] = str(folder)
        for preview in (True, False):
            for command in (CleanCache, PruneCache):
                report = report_of(bench.do(command(project=bench.project, preview=preview)))
                assert report == CleaningReport(cache=folder, before=Held(), after=Held(), preview=preview)
    assert (empty / "CACHEDIR.TAG").is_file()
    named = bench.do(CleanCache(project=bench.project, packages=("numpy",)))
    assert isinstance(named, Failed)
    assert named.bad_input


def test_who_else_uses_the_cache_is_said(filled: Bench) -> None:
    other = filled.root / "other"
    other.mkdir()
    (other / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    filled.do(AddProject(project=other))
    report = report_of(filled.do(CleanCache(project=filled.project, preview=True)))
    assert report.others == (other,)
    assert report.serves_all


def test_wheelyards_own_marks_survive_a_pruning(filled: Bench) -> None:
    mark = cache_of(filled) / ".wheelyard-arrival"
    mark.write_bytes(b"1")
    report_of(filled.do(PruneCache(project=filled.project)))
    assert mark.read_bytes() == b"1"


@pytest.mark.skipif(sys.platform == "win32", reason="the lock of another process is made with flock")
def test_another_uv_that_uses_the_cache_is_waited_for_and_then_named(filled: Bench) -> None:
    filled.environ["UV_LOCK_TIMEOUT"] = "1"
    cache = cache_of(filled)
    before = held_by(cache)
    with try_exclusive(cache / ".lock") as held:
        assert held
        outcome = filled.do(CleanCache(project=filled.project))
    assert isinstance(outcome, Failed)
    assert outcome.problem.category is Category.CACHE_LOCK_TIMEOUT
    assert any(remedy.command[:2] == ("wheelyard", "clean") for remedy in outcome.problem.remedies)
    assert held_by(cache) == before


def test_settings_of_uv_do_not_lead_the_cleaning_elsewhere(filled: Bench) -> None:
    filled.environ["UV_NO_CACHE"] = "1"
    with (filled.project / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("no-cache = true\n")
    report = report_of(filled.do(CleanCache(project=filled.project, packages=("numpy",))))
    assert report.freed.bytes > 0
