"""Settings that a profile holds: what is taken, what is refused, how uv is told."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.project import InputError
from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import SettingValue
from core.model.settings import LinkMode, Profile
from core.settings.declared.all import DECLARATIONS
from core.settings.profile_settings import checked_text, held_by, profile_variables, value_in, with_setting

HERE = Profile(project=Path("/home/ada/project"))
FOLDER = str(Path(Path.cwd().anchor, "caches", "größe & co"))
NEW, OLD, UNKNOWN = (0, 13, 9), (0, 10, 12), ()


@pytest.mark.parametrize(
    ("key", "text", "shown", "held"),
    [
        (SettingKey.SYSTEM_CERTS, "Yes", "true", True),
        (SettingKey.SYSTEM_CERTS, "0", "false", False),
        (SettingKey.PROXY, "proxy.example:8080", "http://proxy.example:8080", "http://proxy.example:8080"),
        (SettingKey.PROXY, " socks5://[::1]:1080/ ", "socks5://[::1]:1080", "socks5://[::1]:1080"),
        (
            SettingKey.NO_PROXY,
            "a.example; .b.example 10.0.0.0/8",
            "a.example, .b.example, 10.0.0.0/8",
            ("a.example", ".b.example", "10.0.0.0/8"),
        ),
        (
            SettingKey.PYTHON,
            "C:\\Program Files\\Python312\\python.exe",
            "C:\\Program Files\\Python312\\python.exe",
            "C:\\Program Files\\Python312\\python.exe",
        ),
        (SettingKey.PYTHON, ">=3.11,<3.13", ">=3.11,<3.13", ">=3.11,<3.13"),
        (SettingKey.HTTP_TIMEOUT, "0300", "300", 300),
        (SettingKey.RETRIES, "0", "0", 0),
        (SettingKey.UV, "wheelyard", "wheelyard", "wheelyard"),
        (SettingKey.EXTRAS, "all", "all", "all"),
        (SettingKey.EXTRAS, "b,a b", "b, a", ("b", "a")),
        (SettingKey.VARIABLES, "A=1\n B = 2 ", "A=1\nB= 2", ("A=1", "B= 2")),
        (SettingKey.PYTHONS, FOLDER, FOLDER, FOLDER),
    ],
)
def test_a_value_is_kept_and_shown_as_it_was_meant(key: SettingKey, text: str, shown: str, held: SettingValue) -> None:
    profile = with_setting(HERE, key, text)
    assert profile.chosen == {key: shown}
    assert value_in(profile, key) == shown
    assert held_by(profile, key) == held
    assert with_setting(profile, key, None) == HERE


@pytest.mark.parametrize(
    ("key", "text", "field", "kept"),
    [
        (SettingKey.LINK_MODE, "copy", "link_mode", LinkMode.COPY),
        (SettingKey.LINK_MODE, "Reflink", "link_mode", LinkMode.CLONE),
        (SettingKey.CACHE, FOLDER, "cache", Path(FOLDER)),
        (SettingKey.TEMP, FOLDER, "temp", Path(FOLDER)),
        (SettingKey.ENVIRONMENT, FOLDER, "environment", Path(FOLDER)),
    ],
)
def test_places_and_the_link_mode_have_fields_of_their_own(
    key: SettingKey, text: str, field: str, kept: object
) -> None:
    profile = with_setting(HERE, key, text)
    assert getattr(profile, field) == kept
    assert profile.chosen == {}
    assert value_in(profile, key) == held_by(profile, key) == str(kept)
    assert with_setting(profile, key, None) == HERE


def test_a_choice_leaves_the_others_alone() -> None:
    both = with_setting(with_setting(HERE, SettingKey.PYTHON, "3.12"), SettingKey.RETRIES, "1")
    assert with_setting(both, SettingKey.PYTHON, "3.13").chosen == {
        SettingKey.PYTHON: "3.13",
        SettingKey.RETRIES: "1",
    }
    assert with_setting(both, SettingKey.RETRIES, None).chosen == {SettingKey.PYTHON: "3.12"}
    assert HERE.chosen == {}


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (SettingKey.SYSTEM_CERTS, "maybe"),
        (SettingKey.PROXY, ""),
        (SettingKey.PROXY, "http://ada:pass@proxy:80"),
        (SettingKey.PROXY, "http://proxy:80/path"),
        (SettingKey.PROXY, "http://proxy:99999"),
        (SettingKey.PROXY, "ftp://proxy:21"),
        (SettingKey.NO_PROXY, " , "),
        (SettingKey.LINK_MODE, "glue"),
        (SettingKey.PYTHON, ""),
        (SettingKey.PYTHON, "3.12\nrm"),
        (SettingKey.HTTP_TIMEOUT, "-1"),
        (SettingKey.HTTP_TIMEOUT, "0"),
        (SettingKey.HTTP_TIMEOUT, "0000000019999999"),
        (SettingKey.HTTP_TIMEOUT, "\uff19"),
        (SettingKey.CERTIFICATE_FILE, "/nowhere/roots.pem"),
        (SettingKey.CERTIFICATE_FILE, "roots.pem"),
        (SettingKey.UV, "other"),
        (SettingKey.NO_BUILD, "false"),
        (SettingKey.INDEXES, "corp=https://a/simple explicit"),
        (SettingKey.INDEXES, "corp=https://ada:pass@a/simple"),
        (SettingKey.CACHE, "relative"),
    ],
)
def test_what_cannot_be_a_value_is_refused_with_what_would_be(key: SettingKey, text: str) -> None:
    with pytest.raises(InputError) as caught:
        with_setting(HERE, key, text)
    assert caught.value.sentence.startswith(f"{key.value} cannot be set: ")
    assert caught.value.way_out.startswith("It is ")
    assert caught.value.subject == key.value
    assert "pass" not in str(caught.value) or "password" in str(caught.value)


@pytest.mark.parametrize("key", [each.key for each in DECLARATIONS if SettingScope.PROFILE not in each.scopes])
def test_what_belongs_to_everyone_is_not_chosen_for_one(key: SettingKey) -> None:
    with pytest.raises(InputError, match="cannot be set for you alone") as caught:
        checked_text(key, "numpy")
    assert "--scope project" in caught.value.way_out
    assert with_setting(HERE, key, None) == HERE


@given(st.sampled_from(SettingKey), st.text(max_size=80))
def test_any_text_is_a_value_or_a_sentence(key: SettingKey, text: str) -> None:
    sentence = "."
    profile = HERE
    try:
        profile = with_setting(HERE, key, text)
    except InputError as error:
        sentence = error.sentence
    assert sentence.endswith(".")
    assert profile.project == HERE.project


@given(st.sampled_from(SettingKey), st.text(max_size=80))
def test_a_tidy_text_stays_as_it_is(key: SettingKey, text: str) -> None:
    try:
        tidy = checked_text(key, text)
    except InputError:
        return
    assert checked_text(key, tidy) == tidy


def test_uv_is_told_by_the_variables_that_it_knows(tmp_path: Path) -> None:
    file = tmp_path / "roots.pem"
    file.touch()
    profile = Profile(
        project=tmp_path,
        chosen={
            SettingKey.SYSTEM_CERTS: "true",
            SettingKey.CERTIFICATE_FILE: str(file),
            SettingKey.PROXY: "http://proxy:8080",
            SettingKey.NO_PROXY: "corp, other",
            SettingKey.PYTHON: "3.12",
            SettingKey.HTTP_TIMEOUT: "300",
        },
    )
    told = {
        "SSL_CERT_FILE": str(file),
        "HTTPS_PROXY": "http://proxy:8080",
        "HTTP_PROXY": "http://proxy:8080",
        "https_proxy": "http://proxy:8080",
        "http_proxy": "http://proxy:8080",
        "ALL_PROXY": None,
        "all_proxy": None,
        "NO_PROXY": "corp,other",
        "no_proxy": "corp,other",
        "UV_PYTHON": "3.12",
        "UV_HTTP_TIMEOUT": "300",
    }
    assert profile_variables(profile, OLD) == {**told, "UV_NATIVE_TLS": "1"}
    assert profile_variables(profile, NEW) == {**told, "UV_SYSTEM_CERTS": "1"}
    assert profile_variables(profile, UNKNOWN) == {**told, "UV_SYSTEM_CERTS": "1"}


@pytest.mark.parametrize(
    ("key", "text", "told"),
    [
        (
            SettingKey.INDEXES,
            "corp=https://a/simple default\nb=https://b/simple",
            {"UV_INDEX": "b=https://b/simple", "UV_DEFAULT_INDEX": "corp=https://a/simple"},
        ),
        (SettingKey.INDEXES, "https://a/simple", {"UV_INDEX": "https://a/simple"}),
        (
            SettingKey.PYTHON_PREFERENCE,
            "system",
            {"UV_PYTHON_PREFERENCE": "system", "UV_MANAGED_PYTHON": None, "UV_NO_MANAGED_PYTHON": None},
        ),
        (SettingKey.FIND_LINKS, "/a b\n/c", {"UV_FIND_LINKS": "/a b,/c"}),
        (SettingKey.INSECURE_HOSTS, "a, b:8443", {"UV_INSECURE_HOST": "a b:8443"}),
        (SettingKey.NO_BUILD, "yes", {"UV_NO_BUILD": "1"}),
        (SettingKey.OFFLINE, "no", {"UV_OFFLINE": "0"}),
        (SettingKey.VARIABLES, "A=1\nB=x=y", {"A": "1", "B": "x=y"}),
        (SettingKey.EXTRAS, "all", {}),
        (SettingKey.UV, "wheelyard", {}),
    ],
)
def test_each_setting_is_told_in_its_own_way(key: SettingKey, text: str, told: dict[str, str | None]) -> None:
    assert profile_variables(with_setting(HERE, key, text), NEW) == told


def test_an_old_uv_is_told_nothing_that_it_does_not_know() -> None:
    profile = with_setting(HERE, SettingKey.CONNECT_TIMEOUT, "10")
    assert profile_variables(profile, NEW) == {"UV_HTTP_CONNECT_TIMEOUT": "10"}
    assert profile_variables(profile, (0, 9, 30)) == {}


def test_places_come_with_the_call_and_not_with_these_variables() -> None:
    profile = Profile(project=HERE.project, cache=Path(FOLDER), temp=Path(FOLDER), link_mode=LinkMode.COPY)
    assert profile_variables(profile, NEW) == {}
    assert profile_variables(HERE, NEW) == {}


@pytest.mark.parametrize(
    ("key", "text"), [(SettingKey.CERTIFICATE_FILE, "/nowhere/roots.pem"), (SettingKey.HTTP_TIMEOUT, "soon")]
)
def test_what_no_longer_fits_still_is_what_was_chosen(key: SettingKey, text: str) -> None:
    profile = Profile(project=HERE.project, chosen={key: text})
    assert held_by(profile, key) == text
    assert list(profile_variables(profile, NEW).values()) == [text]
