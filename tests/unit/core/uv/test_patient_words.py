"""Which arguments go where in a patient run."""

import pytest

from core.model.project import InputError
from core.uv.patient_words import (
    check_patient,
    last_words,
    lock_words,
    options_in,
    plan_words,
    says,
    shared_words,
    step_words,
    value_of,
)

TYPED = (
    *("--extra", "plot", "--group=docs", "-p3.11", "-f", "wheels", "--locked", "--inexact", "-U", "-P", "numpy"),
    *("--reinstall", "--link-mode", "copy", "--no-install-project", "--no-install-package", "scipy", "-q", "--offline"),
)


def test_every_form_of_an_option_is_read() -> None:
    read = [
        (option.name, option.value) for option in options_in(("-p", "3.11", "-p=3.12", "--python=3.13", "-nq", "x"))
    ]
    assert read == [
        ("--python", "3.11"),
        ("--python", "3.12"),
        ("--python", "3.13"),
        ("--no-cache", None),
        ("--quiet", None),
        ("x", None),
    ]
    assert options_in(("--extra",))[0].words == ("--extra",)
    assert options_in(("--new-flag", "-z"))[0].name == "--new-flag"


def test_words_are_never_lost_or_changed() -> None:
    assert tuple(word for option in options_in(TYPED) for word in option.words) == TYPED


def test_each_part_is_told_what_it_knows() -> None:
    options = options_in(TYPED)
    resolving = ("-p3.11", "-f", "wheels", "--locked", "-U", "-P", "numpy", "--link-mode", "copy", "-q", "--offline")
    assert lock_words(options) == resolving
    chosen = ("--extra", "plot", "--group=docs", "-p3.11", "-f", "wheels")
    assert step_words(options) == (*chosen, "--offline")
    assert plan_words(options) == (*chosen, "--no-install-package", "scipy", "--offline")
    assert last_words(options) == tuple(word for word in TYPED if word not in {"-U", "-P", "numpy"})


def test_what_an_addition_and_a_sync_share() -> None:
    options = options_in(("--group", "docs", "--dev", "--optional=plot", "-r", "more.txt", "--offline", "--raw"))
    assert shared_words(options, extras=True) == ("--group", "docs", "--group", "dev", "--extra", "plot", "--offline")
    assert shared_words(options, extras=False) == ("--offline",)


def test_questions_about_options() -> None:
    options = options_in(("--cache-dir", "a", "--cache-dir=b", "-n"))
    assert value_of(options, "--cache-dir") == "b"
    assert value_of(options, "--python") is None
    assert says(options, "--no-cache")
    assert not says(options, "--frozen", "--locked")


@pytest.mark.parametrize("word", ["--no-cache", "-n", "-qn", "--dry-run", "--check", "--script"])
def test_patience_without_a_point_is_refused(word: str) -> None:
    with pytest.raises(InputError) as refused:
        check_patient(options_in((word, "a.py")), {})
    assert "--patient" in refused.value.way_out or "--patient" in refused.value.sentence


def test_a_variable_can_take_the_cache_away() -> None:
    with pytest.raises(InputError) as refused:
        check_patient((), {"UV_NO_CACHE": "1"})
    assert "UV_NO_CACHE" in refused.value.way_out
    check_patient(options_in(("--offline",)), {"UV_NO_CACHE": "0"})
