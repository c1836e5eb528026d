"""One chain in any shape and any dress of terminals, shells and build servers: the same category and facts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.diagnosis.explain import explain
from core.model.problem import Category, Problem
from tests.unit.core.diagnosis.shapes import (
    DRESSES,
    LANGUAGES,
    PLACES_OF_CALLS,
    SHAPES,
    Shape,
    ascii_tree,
    caused_by,
    cut_by_terminal,
    powershell,
    refused,
    tree,
    wrapped,
)

_WHEEL = "tide_tables-3.1-py3-none-any.whl"
CHAINS = (
    refused(),
    *(refused(said) for said in LANGUAGES[1:]),
    (
        f"Failed to install: {_WHEEL} (tide-tables==3.1)",
        r"failed to remove file `C:\harbour office\.venv\Lib\site-packages\..\..\Scripts\tide.exe`: … (os error 32)",
    ),
    (
        "Request failed after 3 retries in 9.1s",
        "Failed to fetch: `https://index.example/simple/tide-tables/`",
        "error sending request for url (https://index.example/simple/tide-tables/)",
        "client error (Connect)",
        "invalid peer certificate: UnknownIssuer",
    ),
    (
        "Failed to download `tide-tables==3.1`",
        f"Failed to fetch: `https://index.example/files/{_WHEEL}`",
        f"HTTP status client error (401 Unauthorized) for url (https://index.example/files/{_WHEEL})",
    ),
    (
        f"Failed to install: {_WHEEL} (tide-tables==3.1)",
        (
            r"failed to hardlink file from C:\caches\uv\archive-v0\Ab12Cd34\tide\a.py to "
            r"C:\Users\ann\OneDrive - Harbour Ltd\p\.venv\Lib\site-packages\tide\a.py: … (os error 396)"
        ),
    ),
)
PROGRESS = (
    "Using CPython 3.12.7\nCreating virtual environment at: .venv\nResolved 12 packages in 31ms\nDEBUG Released\n"
)
AFTER = "\nError: Process completed with exit code 2.\n##[error]Bash exited with code '2'.\n"


def facts(problem: Problem) -> tuple[object, ...]:
    return (
        problem.category,
        problem.package,
        problem.version,
        problem.path_from,
        problem.path_to,
        problem.os_error,
        problem.url,
    )


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_dress_changes_nothing(shape: Shape, dress: Shape) -> None:
    for chain in CHAINS:
        assert facts(explain(dress(f"{PROGRESS}{shape(chain)}{AFTER}"))) == facts(explain(caused_by(chain)))


@pytest.mark.parametrize("place", PLACES_OF_CALLS)
@pytest.mark.parametrize("shape", SHAPES)
def test_the_decoration_of_windows_powershell_changes_nothing(shape: Shape, place: str) -> None:
    for chain in CHAINS:
        assert facts(explain(powershell(shape(chain), place))) == facts(explain(caused_by(chain)))


@given(st.sampled_from(CHAINS), st.sampled_from((tree, ascii_tree)), st.integers(60, 200), st.sampled_from(DRESSES))
@settings(max_examples=150, deadline=None)
def test_wrapping_in_a_dress_changes_nothing(chain: tuple[str, ...], shape: Shape, width: int, dress: Shape) -> None:
    assert facts(explain(dress(wrapped(shape(chain), width)))) == facts(explain(caused_by(chain)))


@given(st.sampled_from(CHAINS), st.sampled_from(SHAPES), st.sampled_from((80, 100, 120)))
@settings(max_examples=60, deadline=None)
def test_what_a_terminal_of_a_usual_width_cut_is_put_together(chain: tuple[str, ...], shape: Shape, width: int) -> None:
    assert facts(explain(cut_by_terminal(shape(chain), width))) == facts(explain(caused_by(chain)))


@given(st.lists(st.sampled_from(CHAINS), min_size=2, max_size=4), st.sampled_from(SHAPES))
@settings(max_examples=60, deadline=None)
def test_of_several_chains_the_last_one_is_explained(chains: list[tuple[str, ...]], shape: Shape) -> None:
    text = "\n\n$ uv sync\n".join(shape(chain) for chain in chains)
    assert facts(explain(text)) == facts(explain(caused_by(chains[-1])))


def test_a_later_run_that_went_well_does_not_hide_the_failure() -> None:
    text = (
        f"{caused_by(refused())}\n\n$ uv sync\nResolved 3 packages in 4ms\nInstalled 3 packages in 8ms\n + part==1.0\n"
    )
    assert explain(text).category is Category.CACHE_RENAME_DENIED


def test_a_path_that_begins_below_the_word_before_it() -> None:
    text = (
        "  \u00d7 Failed to download `tide-tables==3.1`\n"
        "  ╰─▶ failed to rename file from D:\\c\\.tmpAAAAAA to\n"
        "      D:\\c\\archive-v0\\Ab12Cd34Ef56Gh78Ij90:\n"
        "      Odmowa dostępu.\n"
        "      (os error 5)\n"
    )
    problem = explain(text)
    assert (problem.path_from, problem.path_to) == (r"D:\c\.tmpAAAAAA", r"D:\c\archive-v0\Ab12Cd34Ef56Gh78Ij90")
    assert problem.os_error == 5


def test_a_line_of_many_kilobytes_keeps_operation_and_number() -> None:
    middle = "/very-long-name" * 1_000
    text = f"error: Failed\n  Caused by: failed to open file `/home/ann/.cache/uv/wheels-v5{middle}`: no (os error 36)"
    assert len(text) > 8_192
    assert explain(text).category is Category.PATH_TOO_LONG
