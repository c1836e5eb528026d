"""What in a table of settings keeps uv from using it; the rules were measured with the real uv."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.settings.declared.all import DECLARATIONS
from core.settings.file_check import FileTrouble, required_trouble, troubles_in
from core.settings.known_keys import MEASURED_UP_TO, NOT_IN_UV_TOML
from core.settings.other_keys import CHECKS, PROJECT_CHECKS

UV = MEASURED_UP_TO
HIDES, STOPS, BOTH = (True, False), (False, True), (True, True)
NAMED = {"name": "a", "url": "https://a/"}


def in_pyproject(**table: object) -> tuple[FileTrouble, ...]:
    return troubles_in({key.replace("_", "-"): value for key, value in table.items()}, in_pyproject=True, version=UV)


def in_uv_toml(**table: object) -> tuple[FileTrouble, ...]:
    return troubles_in({key.replace("_", "-"): value for key, value in table.items()}, in_pyproject=False, version=UV)


@pytest.mark.parametrize(
    "table",
    [
        {},
        {"cache_dir": "x", "link_mode": "reflink", "offline": False, "exclude_newer": "2 weeks"},
        {"pip": {"python": "3.12", "no-binary": [":all:"]}, "index_url": "https://a/", "find_links": ["x"]},
        {"index": [{"url": "https://a/"}], "torch_backend": "of-tomorrow", "required_version": "0.13.9"},
        {"config_settings": {"a": "b", "c": ["d"]}, "exclude_newer_package": {"numpy": False}},
        {
            "preview_features": ["a"],
            "cache_keys": [{"file": "x"}, "y"],
            "extra_build_dependencies": {"a": ["b", {"x": 1}]},
        },
        {"dependency_metadata": [{"name": "a", "version": "1"}], "upgrade_package": ["numpy<2"]},
    ],
)
def test_what_uv_takes_is_no_trouble(table: dict[str, object]) -> None:
    assert in_pyproject(**table) == ()
    assert in_uv_toml(**table) == ()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("cache_dir", 1),
        ("link_mode", "glue"),
        ("offline", "true"),
        ("concurrent_builds", 0),
        ("find_links", "wheels"),
        ("find_links", [{"a": 1}]),
        ("no_proxy", [{"a": 1}]),
        ("index_url", ["https://a/"]),
        ("extra_index_url", "https://a/"),
        ("exclude_newer", "soon"),
        ("pip", {"glue": 1}),
        ("pip", {"link-mode": "glue"}),
        ("pip", True),
        ("no_binary", "all"),
        ("resolution", "best"),
        ("config_settings", {"a": 1}),
        ("preview_features", "a"),
        ("publish_url", "corp"),
        ("check_url", ""),
        ("required_version", "newest"),
        ("dependency_metadata", [{"version": "1"}]),
        ("dependency_metadata", [{"name": "a", "author": "b"}]),
        ("cache_keys", [{"glob": "x"}]),
        ("extra_build_variables", {"a": {"b": 1}}),
        ("exclude_newer_package", {"a b": "2 weeks"}),
        ("link__mode", "copy"),
        ("nonsense", 1),
    ],
)
def test_a_wrong_setting_hides_a_table_and_ends_at_a_uv_toml(key: str, value: object) -> None:
    for found, way in ((in_pyproject(**{key: value}), HIDES), (in_uv_toml(**{key: value}), STOPS)):
        assert [(each.key, each.hides, each.stops) for each in found] == [(key.replace("_", "-"), *way)]
        assert found[0].sentence.endswith(".")


@pytest.mark.parametrize(
    ("key", "value", "way"),
    [
        ("managed", False, STOPS),
        ("managed", "no", STOPS),
        ("package", 1, STOPS),
        ("default_groups", [1], STOPS),
        ("default_groups", "dev", STOPS),
        ("workspace", {"members": "m"}, STOPS),
        ("workspace", [], STOPS),
        ("sources", {"a": 1}, STOPS),
        ("conflicts", {}, STOPS),
        ("dev_dependencies", ["a<"], STOPS),
        ("dependency_groups", {"a": 1}, STOPS),
        ("index", [NAMED, NAMED], STOPS),
        ("index", [{"url": "https://a/", "default": True}, {"url": "https://b/", "default": True}], STOPS),
        ("index", [{"name": "a"}], BOTH),
        ("constraint_dependencies", ["a<"], BOTH),
        ("override_dependencies", [{"name": "a"}], BOTH),
        ("environments", ["win32"], BOTH),
        ("build_constraint_dependencies", "a", BOTH),
    ],
)
def test_what_belongs_to_the_project_ends_uv(key: str, value: object, way: tuple[bool, bool]) -> None:
    assert [(each.hides, each.stops) for each in in_pyproject(**{key: value})] == [way]


@pytest.mark.parametrize("key", sorted(NOT_IN_UV_TOML))
def test_what_belongs_to_a_project_has_no_place_in_a_uv_toml(key: str) -> None:
    (found,) = troubles_in({key: True}, in_pyproject=False, version=UV)
    assert (found.hides, found.stops) == STOPS
    assert "belongs to a project" in found.sentence


def test_names_of_indexes_may_come_twice_in_a_uv_toml() -> None:
    assert in_uv_toml(index=[NAMED, NAMED]) == ()


def test_of_several_troubles_the_first_that_hides_and_the_first_that_stops_are_said() -> None:
    found = in_pyproject(offline=1, no_cache=1, conflicts={}, managed=False)
    assert [each.key for each in found] == ["offline", "conflicts"]
    assert [each.key for each in in_pyproject(offline=1, environments=1)] == ["offline", "environments"]
    assert [each.key for each in in_uv_toml(offline=1, no_cache=1)] == ["offline"]


@pytest.mark.parametrize(
    ("key", "version", "sentence"),
    [
        ("link_mode", UV, "uv knows no setting link_mode. Probably link-mode is meant."),
        ("nonsense", UV, "uv knows no setting nonsense."),
        ("system-certs", (0, 10, 0), "This uv knows no setting system-certs."),
    ],
)
def test_an_unknown_key_is_named_with_what_was_meant(key: str, version: tuple[int, ...], sentence: str) -> None:
    (found,) = troubles_in({key: True}, in_pyproject=True, version=version)
    assert found.sentence == sentence


@pytest.mark.parametrize(
    ("said", "version", "allowed"),
    [
        (">=0.9", UV, True),
        ("0.13.9", UV, True),
        ("0.13.8", UV, False),
        ("<0.13", UV, False),
        ("==0.13.*", UV, True),
        (">=99", (), True),
        ("newest", UV, True),
        (["<0.1"], UV, True),
        (None, UV, True),
    ],
)
def test_the_version_that_is_asked_for(said: object, version: tuple[int, ...], *, allowed: bool) -> None:
    sentence = required_trouble(said, version)
    assert (sentence is None) is allowed
    assert sentence is None or sentence == f"required-version asks for uv {said}, and the uv in use is 0.13.9."


_SCALARS = st.booleans() | st.integers() | st.floats() | st.datetimes() | st.dates() | st.times() | st.text(max_size=9)
_RAW = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(max_size=4) | st.sampled_from(("name", "url", "members", "file", "index-url", "default")),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)
_KEYS = sorted(
    {*CHECKS, *PROJECT_CHECKS, "pip", "index-url", *(name.text for each in DECLARATIONS for name in each.keys)}
)


@given(table=st.dictionaries(st.sampled_from(_KEYS), _RAW, min_size=1, max_size=4), pyproject=st.booleans())
def test_whatever_a_file_holds_is_taken_or_a_sentence(*, table: dict[str, object], pyproject: bool) -> None:
    for found in troubles_in(table, in_pyproject=pyproject, version=UV):
        assert found.key in table
        assert found.sentence.endswith(".")
    required_trouble(table.get("required-version"), UV)
