"""The refused rename in the cache."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from core.diagnosis.context import FailureContext
from core.diagnosis.explain import explain
from core.model.commands import Lock, PrepareRequest, ProbePlaces, RelocatePlace, Sync
from core.model.problem import Category
from core.model.settings import PlaceKind
from tests.unit.core.diagnosis.shapes import LANGUAGES, SHAPES, Shape, cause, caused_by, refused

RENAME = r"failed to rename file from D:\c\.tmpAAAAAA to D:\c\archive-v0\x: … (os error {number})"


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("said", LANGUAGES)
def test_a_refused_rename_is_recognised_in_every_shape_and_language(shape: Shape, said: str) -> None:
    problem = explain(shape(refused(said)))
    assert problem.category is Category.CACHE_RENAME_DENIED
    assert problem.causes == refused(said)
    assert "weather-tools 4.2" in problem.title
    assert "10 tries" in problem.explanation


@pytest.mark.parametrize(
    "innermost",
    [
        RENAME.format(number=5),
        RENAME.format(number=32),
        RENAME.format(number=1),
        "failed to rename file from /c/.tmpAAAAAA to /c/archive-v0/x: Keine Berechtigung (os error 13)",
        r"failed to rename file from D:\t\.tmpBBBBBB\.tmpAAAAAA to D:\t\.tmpBBBBBB\archive-v0\x: … (os error 5)",
        r"failed to rename file from D:\c\sdists-v9\.tmpAAAAAA to D:\c\sdists-v9\pypi\a\1\y\a-1.tar.gz: … (os error 5)",
        r"Failed to persist temporary file to D:\c\simple-v16\pypi\a.rkyv: … (os error 5)",
        r"failed to open file `D:\c\wheels-v5\pypi\a\a-1.http`: … (os error 32)",
        "failed to rename file from /c/.tmpAAAAAA to /c/archive-v0/x: try again (os error 11)",
        "failed to rename file from /c/.tmpAAAAAA to /c/archive-v0/x: busy (os error 16)",
        "Zugriff verweigert (os error 5)",
        r"failed to rename file from D:\c\.tmpAAAAAA to D:\c\archive-v0\x: Zugriff (os",
    ],
)
def test_every_operation_on_an_entry_counts(innermost: str) -> None:
    chain = ("Failed to download `a==1`", "Failed to write to the distribution cache", innermost)
    assert explain(cause(chain)).category is Category.CACHE_RENAME_DENIED


@pytest.mark.parametrize(
    ("innermost", "category"),
    [
        (RENAME.format(number=112), Category.DISK_FULL),
        ("failed to rename file from /c/.tmpAAAAAA to /c/archive-v0/x: … (os error 28)", Category.DISK_FULL),
        (RENAME.format(number=17), Category.CROSS_DEVICE_LINK),
        ("failed to rename file from /c/.tmpAAAAAA to /d/archive-v0/x: … (os error 18)", Category.CROSS_DEVICE_LINK),
        (RENAME.format(number=206), Category.PATH_TOO_LONG),
        (RENAME.format(number=395), Category.CLOUD_FOLDER),
        (RENAME.format(number=64), Category.NETWORK_SHARE),
        (
            r"Failed to persist temporary file to D:\p\.venv\Scripts\a.exe: … (os error 5)",
            Category.SCANNER_INTERFERENCE,
        ),
        (r"failed to remove directory `D:\p\.venv`: … (os error 5)", Category.VENV_REMOVE_DENIED),
        (r"failed to remove file `D:\p\.venv\Scripts\a.exe`: … (os error 5)", Category.FILE_IN_USE),
        ("The other process has a lock (os error 33)", Category.FILE_IN_USE),
    ],
)
def test_other_numbers_and_places_are_other_problems(innermost: str, category: Category) -> None:
    chain = ("Failed to install `a==1`", "Failed to write to the distribution cache", innermost)
    assert explain(caused_by(chain)).category is category


def test_what_uv_did_about_it_depends_on_the_number() -> None:
    head = ("Failed to download `a==1`",)
    assert "gave up at the first refusal" in explain(cause((*head, RENAME.format(number=32)))).explanation
    posix = "failed to rename file from /c/.tmpAAAAAA to /c/archive-v0/x: no (os error 13)"
    assert "does not try a refused rename again" in explain(cause((*head, posix))).explanation


def test_retries_in_the_log_are_said_and_measured() -> None:
    innermost = RENAME.format(number=5)
    said = rf"WARN Retrying rename from D:\c\.tmpAAAAAA to D:\c\archive-v0\x due to transient error: {innermost}"
    warning = f"DEBUG x\n04:00:0{{}} {said}\n"
    log = "".join(warning.format(second) for second in range(4))
    problem = explain(log + cause(("Failed to download `a==1`", innermost)))
    assert "again 4 times over 3.0 s" in problem.explanation
    (evidence,) = problem.evidence
    assert evidence.id == "uv-retries"
    assert (evidence.measured["retries"], evidence.measured["seconds"]) == (4, 3.0)


def test_a_log_that_ends_at_a_retry_is_a_failure_and_one_that_goes_on_is_none() -> None:
    log = (
        "DEBUG No cache entry for: https://host/a_b-1.5-py3-none-any.whl\n"
        r"WARN Retrying rename from D:\c\.tmpAAAAAA to D:\c\archive-v0\x due to transient error: no (os error 5)" + "\n"
    )
    problem = explain(log)
    assert problem.category is Category.CACHE_RENAME_DENIED
    assert (problem.package, problem.version, problem.os_error) == ("a-b", "1.5", 5)
    assert explain(f"{log}Prepared 1 package in 3s\nInstalled 1 package in 1ms\n").category is Category.NONE


def test_with_a_context_the_remedies_are_commands(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    project = tmp_path / "project"
    chain = (
        "Failed to read `a @ file:///a-1-py3-none-any.whl`",
        f"failed to rename file from {cache}/.tmpAAAAAA to {cache}/archive-v0/x: no (os error 13)",
    )
    command = Lock(project=project, uv_args=("--offline",))
    problem = explain(cause(chain), FailureContext(project=project, command=command, cache=cache, exit_code=2))
    relocate, patient, again, asked, probe = problem.remedies
    assert asked.id == "exclude-folder"
    assert asked.action == PrepareRequest(project=project)
    assert relocate.action == RelocatePlace(project=project, kind=PlaceKind.CACHE, to=None, then=command)
    assert relocate.command == ("wheelyard", "relocate", "cache", "--auto", "--project", str(project))
    assert again.action == command
    assert again.command == ("wheelyard", "lock", "--project", str(project), "--", "--offline")
    assert again.title == "Lock again"
    assert probe.action == ProbePlaces(project=project, folders=(cache,))
    assert patient.title == "Sync one package at a time"
    assert patient.action == replace(command, patient=True, refused_before=True)
    assert patient.command == ("wheelyard", "lock", "--patient", "--project", str(project), "--", "--offline")
    assert relocate.confidence > patient.confidence > again.confidence > probe.confidence
    tried = FailureContext(project=project, command=replace(command, patient=True), cache=cache, exit_code=2)
    left = ["relocate-cache", "run-again", "exclude-folder", "probe"]
    assert [remedy.id for remedy in explain(cause(chain), tried).remedies] == left


def test_without_a_lasting_cache_the_temp_folder_is_what_must_move(tmp_path: Path) -> None:
    own = tmp_path / ".tmpcLCo2t"
    chain = (
        "Failed to read `a @ file:///a-1-py3-none-any.whl`",
        f"failed to rename file from {own}/.tmpAAAAAA to {own}/archive-v0/x: no (os error 13)",
    )
    command = Sync(project=tmp_path, uv_args=("--no-cache", "-v"))
    context = FailureContext(project=tmp_path, command=command, cache=tmp_path / "cache", exit_code=2)
    moved, with_cache, probe = explain(cause(chain), context).remedies
    assert moved.action == RelocatePlace(project=tmp_path, kind=PlaceKind.TEMP, to=None, then=command)
    assert with_cache.action == Sync(project=tmp_path, uv_args=("-v",))
    assert with_cache.command == ("wheelyard", "sync", "--project", str(tmp_path), "--", "-v")
    assert probe.action == ProbePlaces(project=tmp_path, folders=(tmp_path,))
    by_variable = FailureContext(project=tmp_path, command=Sync(project=tmp_path), exit_code=2)
    assert [remedy.id for remedy in explain(cause(chain), by_variable).remedies] == ["relocate-temp", "probe"]


def test_without_a_context_the_commands_are_only_words() -> None:
    problem = explain(cause(refused()))
    assert [remedy.action for remedy in problem.remedies] == [None, None, None, None, None]
    assert [remedy.command for remedy in problem.remedies] == [
        ("wheelyard", "relocate", "cache", "--auto"),
        ("wheelyard", "sync", "--patient"),
        ("wheelyard", "sync"),
        ("wheelyard", "request"),
        ("wheelyard", "probe", r"D:\uv\cache"),
    ]


def test_a_sync_is_named_sync_again(tmp_path: Path) -> None:
    context = FailureContext(project=tmp_path, command=Sync(project=tmp_path))
    again = explain(cause(refused()), context).remedies[2]
    assert (again.title, again.action) == ("Sync again", Sync(project=tmp_path))
