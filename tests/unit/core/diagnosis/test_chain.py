"""Chains of causes from text: shapes, wrapping, hints, quoted outputs, several failures."""

import pytest

from core.diagnosis.chain import read
from tests.unit.core.diagnosis.shapes import SHAPES, Shape, cut_by_terminal, refused, tree, wrapped


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_the_same_chain(shape: Shape) -> None:
    (failure,) = read(f"Resolved 3 packages in 4ms\n{shape(refused())}\n").failures
    assert failure.texts == refused()


@pytest.mark.parametrize("shape", SHAPES[2:])
@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_wrapped_trees_are_joined(shape: Shape, width: int) -> None:
    text = wrapped(shape(refused()), width)
    assert max(map(len, text.splitlines())) < len(refused()[-1])
    (failure,) = read(text).failures
    assert failure.texts == refused()


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("width", [60, 61, 80, 100, 120])
def test_paths_that_a_terminal_cut_are_whole_again(shape: Shape, width: int) -> None:
    (failure,) = read(cut_by_terminal(shape(refused()), width)).failures
    joined = failure.texts[-1].replace(" ", "")
    assert joined == refused()[-1].replace(" ", "")
    if width in {80, 100, 120}:
        assert r"D:\uv\cache\.tmpq7Rk2A to D:\uv\cache\archive-v0\b0Zp3-xT_c9LmQw2: " in failure.texts[-1]


def test_a_path_that_is_wider_than_the_tree_is_whole_again() -> None:
    text = (
        "  \u00d7 Failed to read `a==1`\n"
        "  ╰─▶ failed to open file\n"
        "      `D:\\company\\department\\team\\projects\\\n"
        "      weather\\file.txt`: Acceso denegado. (os error 5)\n"
    )
    (failure,) = read(text).failures
    assert failure.texts[-1] == (
        r"failed to open file `D:\company\department\team\projects\weather\file.txt`: Acceso denegado. (os error 5)"
    )


def test_hints_belong_to_the_failure_above_them() -> None:
    text = (
        f"{tree(refused())}\n  help: `weather-tools` (v4.2) was included because `forecast` (v0.1.0)\n"
        "        depends on `weather-tools`\n"
    )
    (failure,) = read(text).failures
    assert failure.hints == (
        "`weather-tools` (v4.2) was included because `forecast` (v0.1.0) depends on `weather-tools`",
    )


def test_several_errors_in_one_output_are_several_failures() -> None:
    text = f"error: first\n  cause: one\n\n$ uv sync\n{tree(('second', 'two'))}\nerror: third\n"
    assert [failure.texts for failure in read(text).failures] == [("first", "one"), ("second", "two"), ("third",)]
    assert [failure.line for failure in read(text).failures] == [0, 4, 6]


def test_a_chain_without_its_beginning_has_its_causes() -> None:
    (failure,) = read("  Caused by: one\n  Caused by: two (os error 5)\n").failures
    assert failure.headline == ""
    assert failure.texts == ("one", "two (os error 5)")


def test_a_chain_below_a_line_without_marker_takes_that_line_as_headline() -> None:
    (failure,) = read("Failed to spawn: `x`\nCaused by: blocked (os error 4551)\n").failures
    assert failure.texts == ("Failed to spawn: `x`", "blocked (os error 4551)")


def test_what_other_programs_printed_is_quoted_and_no_failure_of_its_own() -> None:
    text = (
        "error: Failed to build `a==1`\n"
        "  cause: Call to `b.build_wheel` failed (exit status: 1)\n"
        "\n"
        "         [stderr]\n"
        "         error: command 'cc' failed\n"
        "           Caused by: nothing\n"
        "\n"
        "hint: Look at it\n"
    )
    (failure,) = read(text).failures
    assert failure.texts == ("Failed to build `a==1`", "Call to `b.build_wheel` failed (exit status: 1)")
    assert [line.strip() for line in failure.quoted if line.strip()] == [
        "error: command 'cc' failed",
        "Caused by: nothing",
    ]
    assert failure.hints == ("Look at it",)


def test_after_a_quoted_output_the_next_chain_is_found() -> None:
    text = "error: one\n  Caused by: two\n--- stderr:\nerror: quoted\nerror: next\n  Caused by: three\n"
    assert [failure.texts for failure in read(text).failures] == [("one", "two"), ("next", "three")]


def test_a_part_of_a_file_is_detail() -> None:
    text = (
        "error: Failed to parse: uv.toml\n"
        "  cause: TOML parse error at line 1, column 4\n"
        "           |\n"
        "         1 | a = [\n"
        "           |    ^\n"
        "         unclosed\n"
    )
    (failure,) = read(text).failures
    assert failure.texts[-1] == "TOML parse error at line 1, column 4"
    assert len(failure.causes[-1].detail) == 4


def test_warnings_logs_and_retries_stand_beside_the_failures() -> None:
    text = (
        "warning: something is old\n         and will go\n"
        "DEBUG one\n"
        r"WARN Retrying rename from C:\c\.tmpabcdef to C:\c\archive-v0\x due to transient error: no (os error 5)"
        "\nerror: no\n"
    )
    reading = read(text)
    assert reading.warnings == ("something is old and will go",)
    assert reading.log == ("DEBUG one",)
    assert len(reading.retries) == 1
    assert [failure.texts for failure in reading.failures] == [("no",)]


def test_a_panic_has_its_message_as_cause() -> None:
    (failure,) = read("thread 'main' panicked at crates\\uv\\src\\a.rs:1:2:\nit broke\nnote: run with more\n").failures
    assert failure.causes[0].text == "it broke"


def test_a_spinner_before_an_error_is_no_part_of_it() -> None:
    (failure,) = read("⠇ Resolving dependencies...                error: no\n  cause: x").failures
    assert failure.texts == ("no", "x")


@pytest.mark.parametrize("text", ["", "\n\n", "Resolved 3 packages in 1ms\n + a==1\n", "warning: old\n", "xyz"])
def test_text_without_failure_has_none(text: str) -> None:
    assert read(text).failures == ()
