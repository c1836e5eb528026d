"""Whatever is said in however many sources: the effective values are those that the real uv comes to."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.model.setting_keys import SettingKey
from core.model.settings import Profile
from core.settings.profile_settings import with_setting
from tests.integration.settings.judge import Sources

FLAGS = ("true", "false")
A, B, C, D, E, F = (f'url="https://{letter}.example/simple"' for letter in "abcdef")
INDEXES = (
    "[]",
    f"[{{{A}}}]",
    f'[{{{B},name="corp",explicit=true}},{{{C},default=true}}]',
    f'[{{{D},name="corp",authenticate="always"}},{{{E},format="flat"}}]',
    f'[{{{F},name="main",default=true}}]',
)
KEYS: dict[str, tuple[str, ...]] = {
    "cache-dir": ('"/cache of all"', '"relative"', '"~/x"'),
    "system-certs": FLAGS,
    "native-tls": FLAGS,
    "allow-insecure-host": ('["a.example"]', '["b.example:8443","https://c.example"]', "[]"),
    "https-proxy": ('"http://one.example:8080"', '"two.example:3128"'),
    "http-proxy": ('"http://three.example:8080"',),
    "no-proxy": ('["a.example"]', '[".b.example","10.0.0.0/8"]'),
    "offline": FLAGS,
    "link-mode": ('"copy"', '"symlink"', '"reflink"'),
    "find-links": ('["wheels"]', '["/a b","https://files.example/"]'),
    "no-build": FLAGS,
    "index": INDEXES,
    "index-url": ('"https://old.example/simple"',),
    "extra-index-url": ('["https://x.example/simple","https://y.example/simple"]',),
    "index-strategy": ('"unsafe-best-match"', '"first-index"'),
    "keyring-provider": ('"subprocess"', '"disabled"'),
    "python-preference": ('"system"', '"only-managed"'),
    "python-downloads": ('"never"', '"manual"', '"auto"'),
    "exclude-newer": ('"2025-01-31"', '"2 weeks"', '"2025-01-31T10:00:00+02:00"'),
    "concurrent-downloads": ("1", "7"),
    "concurrent-builds": ("3",),
    "concurrent-installs": ("4",),
    "resolution": ('"lowest"', '"no such word"'),
    "no-such-key": ("1",),
    "required-version": ('">=0.5"',),
}
VARIABLES: dict[str, tuple[str, ...]] = {
    "UV_CACHE_DIR": ("/from a variable", "near"),
    "UV_SYSTEM_CERTS": ("1", "no"),
    "UV_NATIVE_TLS": ("true", "0"),
    "UV_INSECURE_HOST": ("d.example e.example:80", ""),
    "UV_HTTP_TIMEOUT": ("44", "", "x"),
    "UV_REQUEST_TIMEOUT": ("55",),
    "HTTP_TIMEOUT": ("66",),
    "UV_HTTP_CONNECT_TIMEOUT": ("5",),
    "UV_HTTP_RETRIES": ("0", "7"),
    "UV_OFFLINE": ("on", "f"),
    "UV_LINK_MODE": ("hardlink", "copy", ""),
    "UV_FIND_LINKS": ("/c,d e", ""),
    "UV_NO_BUILD": ("1", "0"),
    "UV_INDEX": ("corp=https://v.example/simple https://w.example/simple?a=b", ""),
    "UV_EXTRA_INDEX_URL": ("https://z.example/simple",),
    "UV_DEFAULT_INDEX": ("main=https://u.example/simple", "https://t.example/simple"),
    "UV_INDEX_URL": ("https://s.example/simple",),
    "UV_INDEX_STRATEGY": ("unsafe-first-match",),
    "UV_KEYRING_PROVIDER": ("subprocess",),
    "UV_PYTHON": ("3.12", ""),
    "UV_PYTHON_PREFERENCE": ("only-system",),
    "UV_MANAGED_PYTHON": ("1", "0"),
    "UV_PYTHON_DOWNLOADS": ("never", "TRUE"),
    "UV_EXCLUDE_NEWER": ("2025-02-28", "3 days"),
    "UV_CONCURRENT_DOWNLOADS": ("9", ""),
    "UV_CONCURRENT_BUILDS": ("2",),
    "UV_NO_CONFIG": ("1", "0"),
    "UV_NO_SYSTEM_CONFIG": ("1",),
}
CHOICES: dict[SettingKey, tuple[str, ...]] = {
    SettingKey.SYSTEM_CERTS: FLAGS,
    SettingKey.INSECURE_HOSTS: ("p.example, q.example",),
    SettingKey.HTTP_TIMEOUT: ("77",),
    SettingKey.CONNECT_TIMEOUT: ("8",),
    SettingKey.RETRIES: ("1",),
    SettingKey.OFFLINE: FLAGS,
    SettingKey.LINK_MODE: ("symlink",),
    SettingKey.FIND_LINKS: ("/p q\nr",),
    SettingKey.NO_BUILD: ("true",),
    SettingKey.INDEXES: ("corp=https://p.example/simple\nhttps://q.example/simple default",),
    SettingKey.INDEX_STRATEGY: ("unsafe-best-match",),
    SettingKey.KEYRING_PROVIDER: ("disabled",),
    SettingKey.PYTHON: ("3.13",),
    SettingKey.PYTHON_PREFERENCE: ("managed", "only-system"),
    SettingKey.PYTHON_DOWNLOADS: ("manual",),
    SettingKey.EXCLUDE_NEWER: ("2024-12-31",),
    SettingKey.CONCURRENT_DOWNLOADS: ("2",),
}

said = st.dictionaries(st.sampled_from(sorted(KEYS)), st.integers(0, 5), max_size=6).map(
    lambda chosen: "".join(f"{key} = {KEYS[key][which % len(KEYS[key])]}\n" for key, which in chosen.items())
)
variables = st.dictionaries(st.sampled_from(sorted(VARIABLES)), st.integers(0, 5), max_size=5).map(
    lambda chosen: {key: VARIABLES[key][which % len(VARIABLES[key])] for key, which in chosen.items()}
)
choices = st.dictionaries(st.sampled_from(sorted(CHOICES)), st.integers(0, 5), max_size=4).map(
    lambda chosen: {SettingKey(key): CHOICES[key][which % len(CHOICES[key])] for key, which in chosen.items()}
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    pyproject=st.none() | said,
    beside=st.none() | said,
    above=st.none() | said,
    user=st.none() | said,
    system=st.none() | said,
    variables=variables,
    choices=choices,
)
def test_any_mixture_of_sources_comes_to_what_uv_comes_to(
    *,
    uv_program: Path,
    pyproject: str | None,
    beside: str | None,
    above: str | None,
    user: str | None,
    system: str | None,
    variables: dict[str, str],
    choices: dict[SettingKey, str],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        sources = Sources(Path(folder) / "computer", uv_program)
        sources.environ.update(variables)
        if pyproject is not None:
            sources.pyproject(f"[tool.uv]\n{pyproject}")
        for file, text in (
            (sources.project / "uv.toml", beside),
            (sources.project.parent / "uv.toml", above),
            (sources.user_file, user),
            (sources.system_file, system),
        ):
            if text is not None:
                sources.write(file, text)
        profile = Profile(project=sources.project)
        for key, text in choices.items():
            profile = with_setting(profile, key, text)
        assert sources.differences(profile) == {}
