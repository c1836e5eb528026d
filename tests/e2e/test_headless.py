"""The main job, headless: sync is refused, the cache is relocated, sync passes, undo brings it back."""

from pathlib import Path

import pytest

from core.demo.reference_project import DemoProject
from core.demo.scanned import ScannerStandIn
from tests.e2e.wheelyard import Wheelyard

MIB = 1024 * 1024


@pytest.fixture
def clear(tmp_path: Path) -> Path:
    """The one place that is not scanned."""
    folder = tmp_path / "clear"
    folder.mkdir()
    return folder


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A place to consider that is scanned like everything else."""
    folder = tmp_path / "other"
    folder.mkdir()
    return folder


@pytest.fixture
def scanned_computer(tmp_path: Path, scanner: ScannerStandIn, clear: Path) -> Wheelyard:
    """A computer whose scanner looks at everything but one folder."""
    return Wheelyard(root=tmp_path, variables=scanner.environment(unscanned=[clear], speed=10 * MIB, cost_ms=250))


@pytest.mark.timeout(900)
def test_the_main_job(scanned_computer: Wheelyard, demo: DemoProject, clear: Path, other: Path) -> None:
    here = scanned_computer
    refused = here.run("sync", "--project", demo.folder, "--json")
    assert refused.status == 1, refused
    finished = refused.finished
    assert finished["outcome"] == "failed"
    problem = finished["problem"]
    assert problem["category"] == "cache-rename-denied"
    assert problem["package"]
    assert Path(problem["path_from"]).is_relative_to(here.default_cache)
    assert Path(problem["path_from"]).name.startswith(".tmp")
    assert Path(problem["path_to"]).is_relative_to(here.default_cache)
    assert problem["os_error"] == 13
    assert "os error 13" in problem["raw"]
    probed = [entry for entry in problem["evidence"] if entry["measured"].get("refused_first")]
    assert probed, problem["evidence"]
    assert any("relocate" in remedy["command"] for remedy in problem["remedies"]), problem["remedies"]

    consider = ("--consider", other, "--consider", clear)
    moved = here.run("relocate", "cache", "--auto", *consider, "--json", "--project", demo.folder, limit=600)
    assert moved.status == 0, moved
    report = moved.finished
    assert report["outcome"] == "succeeded"
    assert Path(report["from"]) == here.default_cache
    target = Path(report["to"])
    assert target.is_relative_to(clear)
    assert report["probe"]["verdict"] == "clear"
    assert report["probe"]["refused_first"] == 0
    assert report["probe"]["rounds"] > 0
    assert report["how"] in {"fresh", "copied", "renamed"}

    passed = here.run("sync", "--project", demo.folder, "--json")
    assert passed.status == 0, passed
    assert passed.finished["outcome"] == "succeeded"
    assert passed.finished["problem"] is None
    assert len(passed.finished["changes"]) > 60
    assert (target / "archive-v0").is_dir()
    assert (demo.folder / ".venv").is_dir()

    back = here.run("relocate", "--undo", "--json", "--project", demo.folder)
    assert back.status == 0, back
    assert Path(back.finished["to"]) == here.default_cache
    # The old cache is in force again, and with it the scanner: what it refused before it refuses now.
    again = here.run("sync", "--project", demo.folder, "--json", "--", "--reinstall")
    assert again.status == 1, again
    assert Path(again.finished["problem"]["path_from"]).is_relative_to(here.default_cache)


@pytest.mark.timeout(900)
def test_where_no_place_is_clear_it_says_so_with_figures(
    tmp_path: Path, scanner: ScannerStandIn, demo: DemoProject, other: Path
) -> None:
    here = Wheelyard(root=tmp_path, variables=scanner.environment(speed=10 * MIB, cost_ms=250))
    ended = here.run("relocate", "cache", "--auto", "--consider", other, "--json", "--project", demo.folder, limit=800)
    assert ended.status == 1, ended
    finished = ended.finished
    assert finished["outcome"] == "failed"
    assert finished["problem"]["title"]
    assert finished["problem"]["explanation"]
    candidates = {Path(entry["place"]): entry for entry in finished["candidates"]}
    considered = [entry for place, entry in candidates.items() if place.is_relative_to(other)]
    assert considered, candidates
    assert considered[0]["probe"]["refused_first"] > 0
    assert not any(entry["suitable"] for entry in candidates.values())
    # Nothing was moved: the next sync still uses the cache it used.
    shown = here.run("relocate", "--undo", "--json", "--project", demo.folder)
    assert shown.status in {1, 2}, shown
    assert list(other.iterdir()) == []


@pytest.mark.timeout(900)
def test_candidates_are_listed_best_first(
    scanned_computer: Wheelyard, demo: DemoProject, clear: Path, other: Path
) -> None:
    ended = scanned_computer.run(
        "candidates",
        "--consider",
        other,
        "--consider",
        clear,
        "--json",
        "--project",
        demo.folder,
        limit=800,
    )
    assert ended.status == 0, ended
    (result,) = ended.objects
    candidates = result["candidates"]
    assert {"place", "suitable", "score", "reasons", "probe"} <= set(candidates[0])
    assert Path(candidates[0]["place"]).is_relative_to(clear)
    assert candidates[0]["suitable"] is True
    assert candidates[0]["probe"]["verdict"] == "clear"
    scores = [entry["score"] for entry in candidates]
    assert scores == sorted(scores, reverse=True)
    scanned = next(entry for entry in candidates if Path(entry["place"]).is_relative_to(other))
    assert scanned["suitable"] is False
    assert scanned["probe"]["refused_first"] > 0
    assert all(entry["reasons"] for entry in candidates)


@pytest.mark.timeout(900)
def test_probe_measures_a_clear_and_a_scanned_place(
    scanned_computer: Wheelyard, demo: DemoProject, clear: Path, other: Path
) -> None:
    wheel = demo.exdist / "nxtools-1.2a2-py3-none-any.whl"
    for more in ((), ("--wheel", wheel)):
        ended = scanned_computer.run("probe", clear, other, "--rounds", "3", *more, "--json", limit=400)
        assert ended.status == 0, ended
        (result,) = ended.objects
        first, second = result["places"]
        assert {
            "place",
            "rounds",
            "refused_first",
            "never_passed",
            "wait_ms",
            "os_errors",
            "verdict",
            "why",
        } <= set(first)
        assert set(first["wait_ms"]) == {"median", "p95", "max"}
        assert Path(first["place"]) == clear
        assert (first["rounds"], first["refused_first"], first["verdict"]) == (3, 0, "clear")
        assert Path(second["place"]) == other
        assert second["refused_first"] > 0
        assert second["verdict"] in {"slow", "refused"}
        assert second["os_errors"].get("13", 0) > 0
        assert second["wait_ms"]["max"] >= 100
        assert second["why"]
        assert list(clear.iterdir()) == []
        assert list(other.iterdir()) == []


def test_sync_tells_its_story_on_stdout_and_nothing_else(computer: Wheelyard, demo: DemoProject) -> None:
    ended = computer.run("sync", "--project", demo.folder, "--json")
    assert ended.status == 0, ended
    events = [entry["event"] for entry in ended.objects]
    assert events[0] == "queued"
    assert events[-1] == "finished"
    assert events.count("finished") == 1
    assert {"started", "stage", "package", "lines"} <= set(events)
    installed = {
        entry["name"] for entry in ended.objects if entry["event"] == "package" and entry.get("state") == "installed"
    }
    changes = ended.finished["changes"]
    assert {change["name"] for change in changes} == installed
    assert {"numpy", "nxpy", "dash-design-kit"} <= installed
    assert 0 < ended.finished["seconds"] < 120
    again = computer.run("sync", "--project", demo.folder, "--json")
    assert again.status == 0, again
    assert again.finished["changes"] == []


def test_a_person_reads_sentences(computer: Wheelyard, demo: DemoProject) -> None:
    ended = computer.run("lock", folder=demo.folder)
    assert ended.status == 0, ended
    assert "Resolved 80 packages" in ended.stdout
    assert (demo.folder / "uv.lock").is_file()
    quiet = computer.run("sync", "--quiet", folder=demo.folder)
    assert quiet.status == 0, quiet
    assert quiet.stdout == ""


def test_add_and_remove_and_upgrade(computer: Wheelyard, demo: DemoProject) -> None:
    added = computer.run("add", "lxml", "wcwidth", "--json", "--project", demo.folder)
    assert added.status == 0, added
    assert '"wcwidth' in (demo.folder / "pyproject.toml").read_text("utf-8")
    removed = computer.run("remove", "wcwidth", "--json", "--project", demo.folder)
    assert removed.status == 0, removed
    assert '"wcwidth' not in (demo.folder / "pyproject.toml").read_text("utf-8")
    upgraded = computer.run("upgrade", "numpy", "--json", "--project", demo.folder)
    assert upgraded.status == 0, upgraded


def test_explain_reads_what_uv_printed(computer: Wheelyard) -> None:
    text = (
        "error: Failed to download `scipy==1.14.1`\n"
        "  cause: Failed to write to the distribution cache\n"
        "  cause: failed to rename file from C:\\uv\\.tmpk7Rdxz to C:\\uv\\archive-v0\\ONB6rp: "
        "Zugriff verweigert (os error 5)\n"
    )
    ended = computer.run("explain", "-", "--json", typed=text)
    assert ended.status == 0, ended
    (problem,) = ended.objects
    assert problem["category"] == "cache-rename-denied"
    assert (problem["package"], problem["version"]) == ("scipy", "1.14.1")
    assert problem["path_from"] == "C:\\uv\\.tmpk7Rdxz"
    assert problem["path_to"] == "C:\\uv\\archive-v0\\ONB6rp"
    assert problem["os_error"] == 5
    assert len(problem["causes"]) == 3
    nothing = computer.run("explain", "--json", typed="Resolved 3 packages in 2ms\nAudited 3 packages in 1ms\n")
    assert nothing.status == 0, nothing
    assert nothing.objects[0]["category"] == "none"


def test_the_demo_makes_the_project_and_syncs_it(computer: Wheelyard, tmp_path: Path) -> None:
    ended = computer.run("demo", "--dir", tmp_path / "here", "--headless")
    assert ended.status == 0, ended
    assert (tmp_path / "here" / "exdist").is_dir()
    assert "Installed 77 packages" in ended.stdout
    # Everything of it lies below the folder: no profile, no cache, nothing of the person's was touched.
    assert not computer.home.exists()
    assert not computer.default_cache.exists()
    again = computer.run("demo", "--dir", tmp_path / "here", "--headless")
    assert again.status == 0, again


@pytest.mark.timeout(900)
def test_the_demo_plays_the_main_job_under_a_scanner(
    computer: Wheelyard, scanner: ScannerStandIn, tmp_path: Path
) -> None:
    assert scanner.library.is_file()  # the compiler that the demo needs is there
    ended = computer.run("demo", "--dir", tmp_path / "here", "--headless", "--scanner", limit=600)
    assert ended.status == 0, ended
    assert "os error 13" in ended.stdout + ended.stderr
    assert "Installed 77 packages" in ended.stdout
    assert not computer.home.exists()
    assert not computer.default_cache.exists()
