"""What is in a cache, from folders as uv lays them out on POSIX and on Windows."""

import os
import sys
import threading
from pathlib import Path

import msgspec
import pytest

from core.model.measurements import CacheBucket, Held
from core.places.cache_contents import CacheCensus, pointer_target, take_census
from core.places.counting import Counter

ARCHIVE_BYTES = 1000


def point(place: Path, archive: str, *, as_text: bool) -> None:
    """Make a pointer as uv does on Windows, or as elsewhere."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if as_text:
        place.write_text(f"archive-v0/{archive}")
    else:
        root = next(parent for parent in place.parents if (parent / "CACHEDIR.TAG").exists())
        place.symlink_to(os.path.relpath(root / "archive-v0" / archive, place.parent))


def fill(root: Path, *, as_text: bool) -> None:
    """Make a cache of two packages, one built from a file, one unreferenced archive, and what else a cache has."""
    root.mkdir()
    (root / "CACHEDIR.TAG").write_text("tag")
    for number, name in enumerate(("first", "second", "built", "lost"), 1):
        folder = root / "archive-v0" / name / "package"
        folder.mkdir(parents=True)
        (folder / "module.py").write_bytes(b"x" * (ARCHIVE_BYTES * number))
    point(root / "wheels-v8" / "pypi" / "first" / "1.0-py3-none-any", "first", as_text=as_text)
    (root / "wheels-v8" / "pypi" / "first" / "1.0-py3-none-any.http").write_bytes(b"12345")
    point(root / "wheels-v8" / "index" / "0a1b" / "second" / "2.0+cu12-cp311-win_amd64", "second", as_text=as_text)
    revision = root / "sdists-v11" / "path" / "c0ffee" / "Rev1"
    point(revision / "the_built-3.1-py3-none-any", "built", as_text=as_text)
    (revision / "the_built-3.1-py3-none-any.whl").write_bytes(b"w" * 70)
    (revision / "src" / "deep").mkdir(parents=True)
    (revision / "src" / "deep" / "archive.txt").write_text("archive-v0/lost")  # sources are no pointers
    (root / "simple-v28" / "pypi").mkdir(parents=True)
    (root / "simple-v28" / "pypi" / "looked-at.rkyv").write_bytes(b"p" * 40)
    (root / "builds-v0" / "tmp1").mkdir(parents=True)
    (root / "builds-v0" / "tmp1" / "half").write_bytes(b"b" * 30)
    (root / ".tmpXyZ" / "unpacked").mkdir(parents=True)
    (root / ".tmpXyZ" / "unpacked" / "file").write_bytes(b"t" * 20)


def census_of(root: Path) -> CacheCensus:
    return take_census(root, Counter(threading.Event()))


@pytest.fixture(params=["text", "link"])
def cache(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "link" and sys.platform == "win32":
        pytest.skip("links need a right there")
    fill(tmp_path / "cache", as_text=request.param == "text")
    return tmp_path / "cache"


def test_both_forms_of_pointers_tell_whose_an_archive_is(cache: Path) -> None:
    contents = census_of(cache).contents()
    found = {(package.name, package.version): package.held for package in contents.largest}
    assert set(found) == {("first", "1.0"), ("second", "2.0+cu12"), ("the-built", "3.1")}
    pointer = cache / "wheels-v8" / "pypi" / "first" / "1.0-py3-none-any"
    assert found["first", "1.0"] == Held(3, ARCHIVE_BYTES + 5 + pointer.lstat().st_size)
    assert contents.largest[0].name == "the-built"


def test_what_no_pointer_refers_to_is_told(cache: Path) -> None:
    assert census_of(cache).contents().unreferenced == Held(2, 4 * ARCHIVE_BYTES + 20)
    (cache / "wheels-v8" / "pypi" / "first" / "1.0-py3-none-any").unlink()
    assert census_of(cache).contents().unreferenced == Held(3, 5 * ARCHIVE_BYTES + 20)


def test_every_file_is_in_one_bucket(cache: Path) -> None:
    census = census_of(cache)
    buckets = census.contents().buckets
    assert sum(held.files for held in buckets.values()) == census.held().files
    assert buckets[CacheBucket.ARCHIVES] == Held(4, 10 * ARCHIVE_BYTES)
    assert buckets[CacheBucket.INDEX_PAGES] == Held(1, 40)
    assert buckets[CacheBucket.BUILDS] == Held(1, 30)
    assert buckets[CacheBucket.OTHER] == Held(2, 23)


def test_a_page_of_an_index_is_enough_to_be_in_the_cache(cache: Path) -> None:
    assert census_of(cache).names() == {"first", "second", "the-built", "looked-at"}


def test_metadata_tell_the_name_where_no_wheel_was_kept(tmp_path: Path) -> None:
    root = tmp_path / "cache"
    fill(root, as_text=True)
    revision = root / "sdists-v11" / "git" / "aaaa" / "bbbb"
    revision.mkdir(parents=True)
    (revision / "metadata.msgpack").write_bytes(msgspec.msgpack.encode(["From.Git", "0.9", [], None, [], False]))
    broken = root / "sdists-v11" / "url" / "cccc" / "dddd"
    broken.mkdir(parents=True)
    (broken / "metadata.msgpack").write_bytes(b"\xc1 no message pack")
    packages = {(package.name, package.version) for package in census_of(root).packages()}
    assert ("from-git", "0.9") in packages
    assert len(packages) == 4


def test_names_of_older_caches_begin_with_the_package(tmp_path: Path) -> None:
    root = tmp_path / "cache"
    fill(root, as_text=True)
    point(root / "wheels-v1" / "pypi" / "old-one" / "old_one-4.2-py3-none-any", "lost", as_text=True)
    assert ("old-one", "4.2") in {(package.name, package.version) for package in census_of(root).packages()}


@pytest.mark.parametrize(
    "text", ["", "archive-v0/", "archive-vx/abc", "/etc/passwd", "archive-v0/abc\nand more", "é" * 40, "x" * 300]
)
def test_what_is_no_pointer_is_not_taken_for_one(text: str, tmp_path: Path) -> None:
    file = tmp_path / "1.0-py3-none-any"
    file.write_text(text, encoding="utf-8")
    assert pointer_target(str(file), file.stat().st_size) is None


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_out_of_the_cache_is_no_pointer_and_not_entered(tmp_path: Path) -> None:
    root, outside = tmp_path / "cache", tmp_path / "outside"
    fill(root, as_text=False)
    outside.mkdir()
    (outside / "big").write_bytes(b"x" * 50_000)
    for place in (root / "archive-v0" / "abroad", root / "wheels-v8" / "pypi" / "abroad", root / "git-v0"):
        place.symlink_to(outside)
    census = census_of(root)
    assert census.held().bytes < 20_000
    assert not any(target.endswith("outside") for target in census.pointers.values())
