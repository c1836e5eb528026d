"""The rules of patience."""

from core.procedures.patience import FIRST_PAUSE, LONGEST_PAUSE, Ladder, Pauses, Waiting, in_order, waiting_for
from core.uv.lock_file import Lock, LockedPackage
from core.uv.uncached import Uncached


def package(name: str, size: int | None = None) -> Waiting:
    return Waiting(name=name, size=size)


def test_the_smallest_comes_first_and_what_is_unknown_in_the_middle() -> None:
    packages = [package("large", 900), package("b"), package("small", 1), package("a"), package("middle", 50)]
    assert [each.name for each in in_order(packages)] == ["small", "a", "b", "middle", "large"]
    assert [each.name for each in in_order([package("b"), package("a")])] == ["a", "b"]
    assert in_order([]) == ()


def test_the_lock_tells_size_and_version_where_it_names_one() -> None:
    lock = Lock(
        (
            LockedPackage(name="a", version="1", size=5, local=False),
            LockedPackage(name="b", version="1", size=6, local=False),
            LockedPackage(name="b", version="2", size=7, local=False),
        )
    )
    assert waiting_for(Uncached("a"), lock) == Waiting(name="a", version="1", size=5)
    assert waiting_for(Uncached("b", "2"), lock) == Waiting(name="b", version="2", size=7)
    assert waiting_for(Uncached("b"), lock) == Waiting(name="b")
    assert waiting_for(Uncached("c"), lock) == Waiting(name="c")


def test_pauses_grow_with_refusals_and_end_with_what_lands() -> None:
    pauses = Pauses()
    assert pauses.next() == 0
    said = []
    for _ in range(6):
        pauses.refused(0.1)
        said.append(pauses.next())
    assert said == [FIRST_PAUSE, 1.0, 2.0, 4.0, LONGEST_PAUSE, LONGEST_PAUSE]
    assert pauses.are_long
    pauses.landed()
    assert pauses.next() == 0
    assert not pauses.are_long


def test_a_pause_is_as_long_as_uv_waited_itself() -> None:
    pauses = Pauses()
    pauses.refused(10.4)
    assert pauses.next() == 10.4
    assert not pauses.are_long
    pauses.refused(10.4)
    assert pauses.next() == 20.8
    assert pauses.are_long
    for _ in range(5000):
        pauses.refused(10.4)
    assert pauses.next() == 20.8


def test_a_ladder_counts_what_lands_and_keeps_what_is_left_in_order() -> None:
    packages = tuple(package(name) for name in "abc")
    ladder = Ladder(packages)
    assert ladder.next_round() == packages
    ladder.refuse(packages[0], 3.0)
    ladder.land(packages[1])
    ladder.refuse(packages[2], 4.0)
    assert (ladder.landed, ladder.packages, ladder.turn) == (1, 3, 1)
    assert ladder.next_round() == (packages[0], packages[2])
    ladder.land(packages[0])
    assert (ladder.landed, ladder.turn) == (2, 2)
    assert [refusal.seconds for refusal in ladder.refusals.values()] == [4.0]


def test_two_files_of_one_name_are_two() -> None:
    ladder = Ladder((Waiting(name="nxpy", version="21.3.0"), Waiting(name="nxpy", version="21.3.4")))
    ladder.land(ladder.left[0])
    assert [each.version for each in ladder.left] == ["21.3.4"]
