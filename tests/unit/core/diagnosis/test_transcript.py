"""Transcripts to plain lines."""

from core.diagnosis.transcript import MOST_CHARACTERS, MOST_LINE_CHARACTERS, clean


def texts(transcript: str) -> list[str]:
    return [line.text for line in clean(transcript)]


def test_terminal_codes_go_and_indentation_stays() -> None:
    assert texts("\x1b[1m\x1b[31merror\x1b[39m\x1b[0m: no\n  \x1b[2mcause\x1b[0m: x\x1b]0;title\x07") == [
        "error: no",
        "  cause: x",
    ]


def test_redraws_become_lines_of_their_own() -> None:
    assert texts("⠋ Resolving\r\x1b[2K⠙ a==1\r\x1b[2Kerror: no\n") == ["⠋ Resolving", "⠙ a==1", "error: no", ""]
    assert texts("one\x1b[1A\x1b[2Ktwo") == ["one", "two"]


def test_a_cursor_that_moves_forward_leaves_blanks() -> None:
    assert texts("failed\x1b[1Cto\x1b[3Copen") == ["failed to   open"]


def test_byte_order_mark_and_zero_bytes_go() -> None:
    assert texts("\ufeffe\0r\0r\0o\0r\0:\0 \0n\0o\0") == ["error: no"]


def test_stamps_of_build_servers_are_kept_beside_the_line() -> None:
    lines = clean(
        "[2026-02-03T04:05:06.789Z] error: no\n"
        "2026-02-03T04:05:06.7890000Z   cause: x\n"
        "04:05:06   Caused by: y\n"
        "04:05:06 [INFO] [job][stderr] error: z\n"
        "Tue, 03 Feb 2026 04:05:06 GMT error: mail\n"
        "#12 3.141 error: image\n"
        "build\tInstall it\t2026-02-03T04:05:06.7890000Z   cause: client\n"
    )
    assert [line.text for line in lines] == [
        "error: no",
        "  cause: x",
        "  Caused by: y",
        "error: z",
        "error: mail",
        "error: image",
        "  cause: client",
        "",
    ]
    assert [line.stamp for line in lines[:3]] == [
        "2026-02-03T04:05:06.789Z",
        "2026-02-03T04:05:06.7890000Z",
        "04:05:06",
    ]


def test_powershell_decorations_go_in_any_language() -> None:
    german = (
        "uv : error: Failed to parse `uv.lock`\n"
        "In Zeile:1 Zeichen:1\n"
        "+ uv sync 2>&1 | Tee-Object log.txt\n"
        "+ ~~~~~~~~~~~~\n"
        "    + CategoryInfo          : NotSpecified: (error: Failed to parse `uv.lock`:String) [], RemoteException\n"
        "    + FullyQualifiedErrorId : NativeCommandError\n"
        " \n"
        "  cause: x\n"
        " + numpy==2.0\n"
    )
    assert texts(german) == ["error: Failed to parse `uv.lock`", "", "  cause: x", " + numpy==2.0", ""]


def test_a_chain_on_one_line_becomes_lines() -> None:
    assert texts("server: \u00d7 Request failed ├─▶ Failed to fetch ╰─▶ dns error help: try later") == [
        "server:",
        "\u00d7 Request failed",
        "├─▶ Failed to fetch",
        "╰─▶ dns error",
        "help: try later",
    ]
    assert texts("failed: Caused by: one Caused by: two") == ["failed:", "Caused by: one", "Caused by: two"]


def test_an_output_quoted_by_another_program_becomes_lines() -> None:
    assert texts(r"stderr='error: one\n  Caused by: C:\\new\\place\n'") == [
        "stderr='",
        "error: one",
        r"  Caused by: C:\\new\\place",
    ]


def test_tree_signs_are_brought_back_from_other_code_pages() -> None:
    for code_page in ("cp1252", "cp437", "cp850", "cp1251"):
        for sign in ("├─▶", "│"):
            assert texts(f"  {sign.encode().decode(code_page, 'ignore')} x") in (
                [f"  {sign} x"],
                [f"  {sign[:-1]} x"],
            ) or ("\ufffd" in sign.encode().decode(code_page, "replace"))
    assert texts(r"  \u2570\u2500\u25b6 x") == ["  ╰─▶ x"]
    assert texts(r"C:\users\u25x") == [r"C:\users\u25x"]


def test_a_long_line_keeps_both_ends() -> None:
    (line,) = texts("error: " + "a" * 100_000 + " (os error 5)")
    assert line.startswith("error: aaa")
    assert line.endswith("(os error 5)")
    assert len(line) < MOST_LINE_CHARACTERS + 10


def test_of_a_huge_text_the_end_is_read() -> None:
    huge = "a" * 50 + "\n"
    found = texts(huge * (MOST_CHARACTERS // 40) + "error: last")
    assert found[-1] == "error: last"
    assert sum(map(len, found)) <= MOST_CHARACTERS
    assert found[0] == "a" * 50
