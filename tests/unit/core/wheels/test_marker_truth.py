"""Markers are true where `packaging` says so, without a question to this computer."""

import platform

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.markers import Marker, default_environment

from core.wheels.marker_truth import IncomparableError, UnknownVariableError, holds
from core.wheels.targets import marker_environment, targets_of

TEXTS = {
    "sys_platform": ["win32", "linux", "darwin", "cygwin"],
    "platform_system": ["Windows", "Linux", "Darwin"],
    "os_name": ["nt", "posix"],
    "platform_machine": ["AMD64", "x86_64", "arm64"],
    "platform_python_implementation": ["CPython", "PyPy"],
    "extra": ["", "Fast_IO", "fast-io"],
}
VERSIONS = {
    "python_version": ["3.8", "3.10", "3.12", "3.12.1", "3.*", "odd"],
    "python_full_version": ["3.11.0", "3.12", "3.12.40", "3.12.*"],
    "implementation_version": ["3.12.1"],
    "platform_release": ["", "6.1.0-13-amd64", "10"],
}
ATOMS = st.one_of(
    *(
        st.builds(
            lambda value, operator, name, turned: (
                f"'{value}' {operator} {name}" if turned else f"{name} {operator} '{value}'"
            ),
            st.sampled_from(values),
            st.sampled_from(operators),
            st.just(name),
            st.booleans(),
        )
        for names, operators in (
            (TEXTS, ["==", "!=", "in", "not in", "<", ">="]),
            (VERSIONS, ["==", "!=", "<", "<=", ">", ">=", "~=", "in", "not in"]),
        )
        for name, values in names.items()
    )
)
MARKERS = st.recursive(
    ATOMS,
    lambda inner: st.builds(
        lambda parts, word: "(" + f" {word} ".join(parts) + ")",
        st.lists(inner, min_size=2, max_size=3),
        st.sampled_from(["and", "or"]),
    ),
    max_leaves=6,
)


@given(MARKERS, st.sampled_from(targets_of(">=3.10,<3.14")), st.sampled_from(["", "fast-io"]))
def test_it_says_what_packaging_says(text: str, target: object, extra: str) -> None:
    environment = {**marker_environment(target), "extra": extra}  # type: ignore[arg-type] # what the strategy gives
    marker = Marker(text)
    try:
        expected = marker.evaluate(dict(environment))
    except ValueError:
        with pytest.raises(IncomparableError):
            holds(marker, environment)
        return
    assert holds(marker, environment) is expected


def test_this_computer_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows Python asks WMI for the machine, which may take for ever."""

    def asked() -> str:
        pytest.fail("the running computer was asked")

    monkeypatch.setattr(platform, "machine", asked)
    monkeypatch.setattr(platform, "release", asked)
    target = targets_of(">=3.12")[0]
    assert holds(Marker("platform_machine == 'AMD64' and python_version >= '3.12'"), marker_environment(target))


def test_a_variable_that_the_environment_does_not_have() -> None:
    with pytest.raises(UnknownVariableError):
        holds(Marker("extra == 'x'"), {})


def test_the_real_environment_of_this_computer() -> None:
    environment = {key: str(value) for key, value in default_environment().items()}
    for key, value in environment.items():
        assert holds(Marker(f"{key} == '{value}'"), environment)
