"""What the headless face says of places and of cleaning."""

from pathlib import Path

import pytest

from core.cli.inventory_text import (
    amount,
    cleaning_lines,
    cleaning_shape,
    inventory_lines,
    place_shape,
    size,
)
from core.model.measurements import (
    CacheBucket,
    CacheContents,
    CachedPackage,
    CleaningReport,
    Held,
    PlaceInventory,
    Verdict,
)
from core.model.settings import Origin, OriginKind, PersonPlaceKind, PlaceKind

CACHE = PlaceInventory(
    kind=PlaceKind.CACHE,
    path=Path("/caches/mine"),
    origin=Origin(OriginKind.ENVIRONMENT, "UV_CACHE_DIR"),
    exists=True,
    volume=Path("/caches"),
    file_system="ext4",
    free_bytes=5 * 2**30,
    held=Held(1234, 3 * 2**20),
    verdict=Verdict.SLOW,
    contents=CacheContents(
        buckets={CacheBucket.ARCHIVES: Held(1200, 2 * 2**20), CacheBucket.INDEX_PAGES: Held(34, 2**20)},
        largest=(CachedPackage(name="numpy", version="2.1", held=Held(900, 2**20)),),
        unreferenced=Held(7, 2048),
    ),
)
TOOLS = PlaceInventory(
    kind=PersonPlaceKind.TOOLS,
    path=Path("/home/tools"),
    origin=Origin(OriginKind.DEFAULT),
    exists=False,
    trouble="/home/tools could not be read: Permission denied (os error 13).",
)


def test_the_table_has_units_and_columns_that_stand_below_each_other() -> None:
    head, cache, tools, trouble, *contents = inventory_lines((CACHE, TOOLS))
    assert head.split()[:3] == ["place", "size", "files"]
    assert head.index("folder") == cache.index(str(Path("/caches"))) == tools.index(str(Path("/home")))
    assert "3.0 MiB" in cache
    assert "1,234" in cache
    assert "slow" in cache
    assert "the variable UV_CACHE_DIR" in cache
    assert "not there" in tools
    assert "Permission denied" in trouble
    text = "\n".join(contents)
    assert "unpacked wheels" in text
    assert "numpy 2.1" in text
    assert "No pointer refers to 2.0 KiB in 7 files any more." in text


def test_the_shape_of_a_place_keeps_the_contract() -> None:
    shape = place_shape(CACHE)
    contract = {"kind", "path", "origin", "volume", "file_system", "free_bytes", "bytes", "files", "verdict"}
    assert contract <= set(shape)
    assert shape["origin"] == {"kind": "environment", "path": "UV_CACHE_DIR"}
    assert shape["contents"]["buckets"]["index-pages"] == {"files": 34, "bytes": 2**20}
    assert place_shape(TOOLS)["verdict"] is None


def test_a_preview_says_who_else_uses_the_cache() -> None:
    report = CleaningReport(
        cache=Path("/caches/mine"),
        before=Held(100, 4096),
        after=Held(60, 1024),
        packages=tuple(CachedPackage(name=f"p{n}", version=None, held=Held(1, 10)) for n in range(13)),
        preview=True,
        missing=("nope",),
        others=(Path("/work/other"),),
        serves_all=True,
    )
    text = "\n".join(cleaning_lines(report, done=False))
    assert "frees 3.0 KiB in 40 files" in text
    assert "nope is not in the cache" in text
    assert "3 more packages" in text
    assert str(Path("/work/other")) in text
    assert "All projects of yours" in text
    assert cleaning_shape(report)["freed"] == {"files": 40, "bytes": 3072}


@pytest.mark.parametrize(
    ("linked", "said"),
    [
        (Held(), "frees 3.0 KiB in 40 files."),
        (Held(30, 2048), "links to part of it, so 1.0 KiB come free on the disk."),
        (Held(40, 9999), "links to part of it, so 0 bytes come free on the disk."),
        (None, "what of it environments have links to stays on the disk."),
    ],
)
def test_what_environments_link_to_does_not_come_free(linked: Held | None, said: str) -> None:
    report = CleaningReport(cache=Path("/c"), before=Held(100, 4096), after=Held(60, 1024), preview=True, linked=linked)
    assert said in "\n".join(cleaning_lines(report, done=False))
    done = "\n".join(cleaning_lines(report, done=True))
    assert "3.0 KiB in 40 files" in done
    assert ("Freed" in done) == (linked == Held())
    assert cleaning_shape(report)["linked"] == (
        None if linked is None else {"files": linked.files, "bytes": linked.bytes}
    )


def test_nothing_to_remove_is_said_as_that() -> None:
    report = CleaningReport(cache=Path("/c"), before=Held(1, 4096), after=Held(1, 4096))
    said = f"Nothing was removed: the cache {Path('/c')} holds 4.0 KiB in 1 file."
    assert list(cleaning_lines(report, done=True)) == [said]


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 bytes"), (1, "1 byte"), (1023, "1023 bytes"), (1024, "1.0 KiB"), (3 * 2**40, "3072.0 GiB")],
)
def test_sizes_have_the_unit_a_person_reads(count: int, said: str) -> None:
    assert size(count) == said


def test_one_file_is_one_file() -> None:
    assert amount(Held(1, 1)) == "1 byte in 1 file"
