"""The whole environment of a process, made of a project's and the person's own."""

from pathlib import Path

from core.settings.shells.shell_environment import ShellEnvironment


def environment(*, windows: bool) -> ShellEnvironment:
    return ShellEnvironment(
        name="x",
        project=Path("p"),
        environment=Path("e"),
        variables={"UV_CACHE_DIR": "new"},
        removed=("PYTHONHOME", "ALL_PROXY"),
        programs=("first",),
        programs_last=("last",),
        windows=windows,
    )


def test_variables_are_set_and_taken_away_and_path_is_put_around() -> None:
    own = {"PATH": "a:b", "UV_CACHE_DIR": "old", "PYTHONHOME": "x", "all_proxy": "kept", "HOME": "h"}
    assert environment(windows=False).over(own) == {
        "PATH": "first:a:b:last",
        "UV_CACHE_DIR": "new",
        "all_proxy": "kept",
        "HOME": "h",
    }


def test_on_windows_no_variable_is_there_twice_by_another_case() -> None:
    own = {"Path": "a;b", "uv_cache_dir": "old", "PythonHome": "x", "all_proxy": "gone", "Temp": "t"}
    assert environment(windows=True).over(own) == {"PATH": "first;a;b;last", "UV_CACHE_DIR": "new", "Temp": "t"}


def test_a_folder_that_is_on_path_already_comes_first_and_once() -> None:
    over = environment(windows=False).over({"PATH": "a:first:b:last"})
    assert over["PATH"] == "first:a:b:last"
