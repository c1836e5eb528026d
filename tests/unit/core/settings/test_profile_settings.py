"""Settings that a profile holds: what is taken, what is refused, how uv is told."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.project import InputError
from core.model.settings import LinkMode, Profile, SettingKey
from core.settings.profile_settings import profile_variables, setting_of, value_in, with_setting

HERE = Profile(project=Path("/home/ada/project"))


@pytest.mark.parametrize(
    ("key", "text", "kept", "shown"),
    [
        (SettingKey.SYSTEM_CERTS, "Yes", True, "true"),
        (SettingKey.SYSTEM_CERTS, "0", False, "false"),
        (SettingKey.PROXY, "proxy.example:8080", "http://proxy.example:8080", "http://proxy.example:8080"),
        (SettingKey.PROXY, " socks5://[::1]:1080/ ", "socks5://[::1]:1080", "socks5://[::1]:1080"),
        (SettingKey.NO_PROXY, "a.example; .b.example 10.0.0.0/8", "a.example,.b.example,10.0.0.0/8", None),
        (SettingKey.LINK_MODE, "copy", LinkMode.COPY, "copy"),
        (SettingKey.PYTHON, "C:\\Program Files\\Python312\\python.exe", None, None),
        (SettingKey.PYTHON, ">=3.11,<3.13", None, None),
        (SettingKey.HTTP_TIMEOUT, "300", 300, "300"),
        (SettingKey.UV, "wheelyard", True, "wheelyard"),
    ],
)
def test_a_value_is_kept_and_shown_as_it_was_meant(key: SettingKey, text: str, kept: object, shown: str | None) -> None:
    profile = with_setting(HERE, key, text)
    assert getattr(profile, setting_of(key).field) == (text if kept is None else kept)
    if shown is not None:
        assert value_in(profile, key) == shown
    assert with_setting(profile, key, None) == HERE


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
    ],
)
def test_what_cannot_be_a_value_is_refused_with_what_would_be(key: SettingKey, text: str) -> None:
    with pytest.raises(InputError) as caught:
        with_setting(HERE, key, text)
    assert caught.value.way_out.startswith("It is ")
    assert "pass" not in str(caught.value) or "password" in str(caught.value)


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


def test_uv_is_told_by_the_variables_that_it_knows(tmp_path: Path) -> None:
    file = tmp_path / "roots.pem"
    file.touch()
    profile = Profile(
        project=tmp_path,
        system_certs=True,
        certificate_file=file,
        proxy="http://proxy:8080",
        no_proxy="corp",
        python="3.12",
        http_timeout=300,
    )
    variables = profile_variables(profile, "UV_NATIVE_TLS")
    assert variables == {
        "UV_NATIVE_TLS": "1",
        "SSL_CERT_FILE": str(file),
        "HTTPS_PROXY": "http://proxy:8080",
        "HTTP_PROXY": "http://proxy:8080",
        "https_proxy": "http://proxy:8080",
        "http_proxy": "http://proxy:8080",
        "ALL_PROXY": None,
        "all_proxy": None,
        "NO_PROXY": "corp",
        "no_proxy": "corp",
        "UV_PYTHON": "3.12",
        "UV_HTTP_TIMEOUT": "300",
    }
    assert profile_variables(HERE, "UV_SYSTEM_CERTS") == {}
