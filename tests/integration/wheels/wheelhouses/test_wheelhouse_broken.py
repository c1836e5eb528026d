"""What keeps a wheelhouse from being whole, and what a hostile lock tries."""

import hashlib
import os
from pathlib import Path

import pytest

from core.model.problem import Category
from core.wheels.make_wheel import write_wheel
from tests.integration.wheels.wheelhouses.house_bench import (
    LINUX,
    PROJECT_FILES,
    WINDOWS,
    HouseBench,
    write_local,
    write_project,
)
from tests.network.answers import Answer
from tests.network.tls_index import package_index


def test_one_file_that_is_wrong_keeps_no_other_from_coming(bench: HouseBench, served: Path) -> None:
    """The problem names it; the rest is there, and the next run needs it alone."""
    with package_index(served) as index:
        write_project(bench, index)
        bench.lock()
        wrong = "speed-5.0-py3-none-any.whl"
        right = (served / wrong).read_bytes()
        (served / wrong).write_bytes(right[:-1] + b"x")
        problem = bench.fails_to_collect(WINDOWS, LINUX)
        assert problem.category is Category.HASH_MISMATCH
        assert problem.package == "speed"
        assert "6 of 7 files" in problem.explanation
        assert bench.files() == PROJECT_FILES - {wrong}
        (served / wrong).write_bytes(right)
        report = bench.collect(WINDOWS, LINUX)
    assert [file.file for file in report.files if file.state == "fetched"] == [wrong]


@pytest.mark.parametrize("answer", [Answer.NOT_FOUND, Answer.SERVER_ERROR, Answer.RESET])
def test_a_server_in_trouble_is_a_problem_and_not_asked_for_ever(
    bench: HouseBench, served: Path, answer: Answer
) -> None:
    """After some files in a row it is left alone."""
    with package_index(served) as index:
        write_project(bench, index)
        bench.lock()
        (bench.project / "uv.lock").write_text(
            (bench.project / "uv.lock").read_text(encoding="utf-8").replace(str(index.port), "PORT"), encoding="utf-8"
        )
    with package_index(served, answer=answer) as index:
        lock = bench.project / "uv.lock"
        lock.write_text(lock.read_text(encoding="utf-8").replace("PORT", str(index.port)), encoding="utf-8")
        problem = bench.fails_to_collect(WINDOWS, LINUX)
    assert "7 of 7 files could not be collected" in problem.title
    assert "0 of 7 files are in" in problem.explanation
    assert len(index.requests) <= 7 * 3
    assert bench.files() == set()


def test_a_file_of_the_same_name_is_left_alone(bench: HouseBench, served: Path) -> None:
    """It may be somebody's."""
    bench.house.mkdir()
    own = bench.house / "speed-5.0-py3-none-any.whl"
    own.write_bytes(b"mine")
    (bench.house / "requirements.txt").write_text("mine\n")
    with package_index(served) as index:
        write_project(bench, index)
        bench.lock()
        problem = bench.fails_to_collect(WINDOWS, LINUX)
        assert str(own) in problem.title
        assert own.read_bytes() == b"mine"
        own.unlink()
        report = bench.collect(WINDOWS, LINUX)
    assert (bench.house / "requirements.txt").read_text() == "mine\n"
    assert str(bench.house / "wheelhouse-requirements.txt") in report.how[-1]


def test_without_a_lock_it_says_how_to_make_one(bench: HouseBench) -> None:
    """Nothing is made where nothing can be known."""
    bench.write()
    assert "no uv.lock" in bench.fails_to_collect().title
    assert not bench.house.exists()


def test_a_local_file_that_changed_or_went_is_a_problem(bench: HouseBench) -> None:
    """The lock's hash tells."""
    wheel = write_local(bench)
    good = wheel.read_bytes()
    wheel.write_bytes(good + b"x")
    changed = bench.fails_to_collect(LINUX)
    assert changed.category is Category.HASH_MISMATCH
    assert bench.files() == set()
    wheel.unlink()
    assert bench.fails_to_collect(LINUX).category is Category.SOURCE_PATH_MISSING
    wheel.write_bytes(good)
    assert [file.state for file in bench.collect(LINUX).files] == ["copied"]


def test_a_damaged_lock_is_bad_input(bench: HouseBench) -> None:
    """Nothing is made where nothing can be known."""
    write_local(bench)
    (bench.project / "uv.lock").write_text("version = 1\n[[package")
    problem = bench.fails_to_collect(LINUX)
    assert "uv.lock is damaged" in problem.title
    assert not bench.house.exists()


def test_an_index_or_a_place_that_policy_does_not_allow_is_refused(bench: HouseBench, served: Path) -> None:
    """Before anything is asked or made."""
    policy = bench.root / "xdg" / "wheelyard" / "policy.toml"
    policy.parent.mkdir(parents=True)
    bench.environ["XDG_CONFIG_DIRS"] = str(bench.root / "xdg")
    with package_index(served) as index:
        write_project(bench, index)
        bench.lock()
        asked = len(index.requests)
        policy.write_text('allowed_indexes = ["index.example"]\n')
        problem = bench.fails_to_collect(LINUX)
        assert problem.category is Category.BLOCKED_BY_POLICY
        assert index.url in problem.title
        policy.write_text(f'forbidden_places = ["{bench.root}"]\n')
        assert bench.fails_to_collect(LINUX).category is Category.BLOCKED_BY_POLICY
        assert len(index.requests) == asked
    assert not bench.house.exists()


HOSTILE = (
    "../../evil-1.0-py3-none-any.whl",
    "..\\\\evil-1.0-py3-none-any.whl",
    "/evil-1.0-py3-none-any.whl",
    "C:evil-1.0-py3-none-any.whl",
    "evil-1.0-py3-none-any.whl.",
    "CON",
    "con.whl",
    "..",
    "",
    "other-1.0-py3-none-any.whl",
    "evil-1.0-py3-none-any.whl:stream.whl",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_out_of_the_lock_never_leaves_the_folder(bench: HouseBench, served: Path, name: str) -> None:
    """Whatever the lock calls a file, it is a wheel of that package in the house, or nothing."""
    evil = write_wheel(served, "evil", "1.0")
    bench.write(("evil",))
    with package_index(served) as index:
        (bench.project / "uv.lock").write_text(
            'version = 1\nrequires-python = ">=3.11"\n[[package]]\nname = "tiny"\nversion = "1"\n'
            'source = { virtual = "." }\ndependencies = [{ name = "evil" }]\n'
            f'[[package]]\nname = "evil"\nversion = "1.0"\nsource = {{ registry = "{index.url}" }}\n'
            f'wheels = [{{ url = "{index.url.removesuffix("simple")}files/{evil.name}", filename = "{name}", '
            f'hash = "sha256:{hashlib.sha256(evil.read_bytes()).hexdigest()}" }}]\n'
        )
        report = bench.collect(LINUX)
    assert report.files == ()
    assert any("evil 1.0" in sentence for sentence in report.missing)
    assert {path.name for path in bench.house.iterdir()} <= {"HOW-TO-INSTALL.txt", "requirements.txt"}
    assert not list(bench.root.glob("*evil*"))


def test_a_path_that_is_no_wheel_is_not_carried_away(bench: HouseBench) -> None:
    """A lock that calls a private file a wheel gets nothing."""
    private = bench.root / "id_private"
    private.write_text("-----BEGIN PRIVATE KEY-----")
    bench.write(("evil",))
    (bench.project / "uv.lock").write_text(
        'version = 1\nrequires-python = ">=3.11"\n[[package]]\nname = "tiny"\nversion = "1"\n'
        'source = { virtual = "." }\ndependencies = [{ name = "evil" }]\n'
        '[[package]]\nname = "evil"\nversion = "1.0"\nsource = { path = "../id_private" }\n'
        'wheels = [{ filename = "evil-1.0-py3-none-any.whl" }]\n'
    )
    problem = bench.fails_to_collect(LINUX)
    assert problem.category is Category.SOURCE_PATH_MISSING
    assert bench.files() == set()


def test_a_place_that_cannot_be_written_is_bad_input(bench: HouseBench) -> None:
    """A file stands where the folder should be."""
    write_local(bench)
    bench.house.write_text("a file")
    problem = bench.fails_to_collect(LINUX)
    assert problem.category is Category.CONFIG_INVALID
    assert str(bench.house) in problem.title


def test_a_volume_without_room_is_said_before_anything_comes(bench: HouseBench, small_volume: Path) -> None:
    """The sizes are known from the lock and the files."""
    write_local(bench, os.urandom(3 << 20))
    bench.house = small_volume / "house"
    problem = bench.fails_to_collect(LINUX)
    assert "MiB free" in problem.title
    assert bench.files() == set()


def test_offline_is_respected(bench: HouseBench, served: Path) -> None:
    """Local files would still be copied; what lies on a server is named."""
    with package_index(served) as index:
        write_project(bench, index)
        bench.lock()
        asked = len(index.requests)
        bench.environ["UV_OFFLINE"] = "1"
        problem = bench.fails_to_collect(WINDOWS, LINUX)
        assert len(index.requests) == asked
    assert "offline" in problem.explanation
