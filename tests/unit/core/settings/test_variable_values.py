"""What variables say of settings, and which of them uv refuses."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.setting_keys import SettingKey
from core.model.setting_values import IndexEntry
from core.model.settings import OriginKind
from core.settings.declared.all import DECLARATIONS, declared
from core.settings.declared.declaration import Declaration
from core.settings.variable_values import below, of_variables
from core.system.uv_folders import temp_variables

BASE = Path(Path.cwd().anchor, "works")
NEW, OLD = (0, 13, 9), (0, 10, 12)
URL = "https://a/"


def said(key: SettingKey, environ: dict[str, str], version: tuple[int, ...] = NEW) -> list[tuple[str | None, object]]:
    held, troubles = of_variables(declared(key), environ, version, BASE)
    assert troubles == []
    assert all(each.origin.kind is OriginKind.ENVIRONMENT for each in held)
    return [(each.origin.path, each.value) for each in held]


@pytest.mark.parametrize(
    ("key", "environ", "values"),
    [
        (SettingKey.CACHE, {"UV_CACHE_DIR": "c/../d"}, [("UV_CACHE_DIR", str(BASE / "d"))]),
        (SettingKey.ENVIRONMENT, {"UV_PROJECT_ENVIRONMENT": ""}, []),
        (SettingKey.PYTHONS, {"UV_PYTHON_INSTALL_DIR": "p"}, [("UV_PYTHON_INSTALL_DIR", str(BASE / "p"))]),
        (SettingKey.CERTIFICATE_FILE, {"SSL_CERT_FILE": "c.pem"}, [("SSL_CERT_FILE", "c.pem")]),
        (SettingKey.OFFLINE, {"UV_OFFLINE": "False"}, [("UV_OFFLINE", False)]),
        (SettingKey.NO_BUILD, {"UV_NO_BUILD": "0"}, []),
        (
            SettingKey.HTTP_TIMEOUT,
            {"HTTP_TIMEOUT": "3", "UV_REQUEST_TIMEOUT": "2", "UV_HTTP_TIMEOUT": "1"},
            [("UV_HTTP_TIMEOUT", 1), ("UV_REQUEST_TIMEOUT", 2), ("HTTP_TIMEOUT", 3)],
        ),
        (SettingKey.HTTP_TIMEOUT, {"UV_HTTP_TIMEOUT": "", "HTTP_TIMEOUT": "+3"}, [("HTTP_TIMEOUT", 3)]),
        (
            SettingKey.INDEXES,
            {"UV_INDEX_URL": URL, "UV_EXTRA_INDEX_URL": URL, "UV_INDEX": f"a={URL}", "UV_DEFAULT_INDEX": URL},
            [
                ("UV_DEFAULT_INDEX", (IndexEntry(url=URL, default=True),)),
                ("UV_INDEX", (IndexEntry(url=URL, name="a"),)),
                ("UV_EXTRA_INDEX_URL", (IndexEntry(url=URL),)),
                ("UV_INDEX_URL", (IndexEntry(url=URL, default=True),)),
            ],
        ),
        (SettingKey.PYTHON_PREFERENCE, {"UV_MANAGED_PYTHON": "1"}, [("UV_MANAGED_PYTHON", "only-managed")]),
        (SettingKey.PYTHON_PREFERENCE, {"UV_NO_MANAGED_PYTHON": "1"}, [("UV_NO_MANAGED_PYTHON", "only-system")]),
        (
            SettingKey.PYTHON_PREFERENCE,
            {"UV_MANAGED_PYTHON": "0", "UV_PYTHON_PREFERENCE": "system"},
            [("UV_PYTHON_PREFERENCE", "system")],
        ),
        (SettingKey.PYTHON_DOWNLOADS, {"UV_PYTHON_DOWNLOADS": "False"}, [("UV_PYTHON_DOWNLOADS", "never")]),
        (SettingKey.PROXY, {"ALL_PROXY": "a:1", "https_proxy": "b:1"}, [("https_proxy", "b:1"), ("ALL_PROXY", "a:1")]),
        (SettingKey.PROXY, {"HTTPS_PROXY": "", "https_proxy": "b:1"}, []),
        (SettingKey.NO_PROXY, {"no_proxy": " a , ,b"}, [("no_proxy", ("a", "b"))]),
        (SettingKey.UV, {"WHEELYARD_UV": "/opt/uv"}, [("WHEELYARD_UV", "/opt/uv")]),
        (SettingKey.DEFAULT_GROUPS, {"UV_DEFAULT_GROUPS": "dev"}, []),
        (SettingKey.CACHE, {}, []),
    ],
)
def test_what_variables_say_strongest_first(
    key: SettingKey, environ: dict[str, str], values: list[tuple[str, object]]
) -> None:
    assert said(key, environ) == values


def test_the_temp_folder_is_named_by_the_variables_of_this_system() -> None:
    names = temp_variables()
    environ = {name: f"t{number}" for number, name in enumerate(names)}
    assert said(SettingKey.TEMP, {**environ, "TMPDI": "x"}) == [
        (name, str(BASE / f"t{number}")) for number, name in enumerate(names)
    ]


@pytest.mark.parametrize(
    ("version", "values"),
    [
        (NEW, [("UV_SYSTEM_CERTS", False)]),
        ((), [("UV_SYSTEM_CERTS", False)]),
        (OLD, [("UV_NATIVE_TLS", True)]),
    ],
)
def test_the_older_name_counts_where_the_newer_is_not_set_or_not_known(
    version: tuple[int, ...], values: list[tuple[str, object]]
) -> None:
    environ = {"UV_NATIVE_TLS": "1", "UV_SYSTEM_CERTS": "0"}
    assert said(SettingKey.SYSTEM_CERTS, environ, version) == values
    assert said(SettingKey.SYSTEM_CERTS, {"UV_NATIVE_TLS": "1"}, version) == [("UV_NATIVE_TLS", True)]


@pytest.mark.parametrize(
    ("key", "name", "text", "stops"),
    [
        (SettingKey.CACHE, "UV_CACHE_DIR", "", True),
        (SettingKey.OFFLINE, "UV_OFFLINE", "maybe", True),
        (SettingKey.LINK_MODE, "UV_LINK_MODE", "Copy", True),
        (SettingKey.HTTP_TIMEOUT, "UV_HTTP_TIMEOUT", "soon", True),
        (SettingKey.LOCK_TIMEOUT, "UV_LOCK_TIMEOUT", "soon", False),
        (SettingKey.EXCLUDE_NEWER, "UV_EXCLUDE_NEWER", "", True),
        (SettingKey.INDEXES, "UV_DEFAULT_INDEX", "https://", True),
        (SettingKey.PYTHON_PREFERENCE, "UV_MANAGED_PYTHON", "maybe", True),
        (SettingKey.CONCURRENT_BUILDS, "UV_CONCURRENT_BUILDS", "0", True),
    ],
)
def test_what_uv_cannot_read_is_said_and_whether_it_ends(key: SettingKey, name: str, text: str, *, stops: bool) -> None:
    held, troubles = of_variables(declared(key), {name: text}, NEW, BASE)
    assert held == []
    (trouble,) = troubles
    assert (trouble.source, trouble.stops_uv) == (name, stops)
    assert trouble.sentence.startswith(f"{name} cannot be used: ")


def test_two_variables_that_decide_the_same_are_at_odds() -> None:
    environ = {"UV_NO_MANAGED_PYTHON": "1", "UV_PYTHON_PREFERENCE": "system"}
    held, troubles = of_variables(declared(SettingKey.PYTHON_PREFERENCE), environ, NEW, BASE)
    assert [each.value for each in held] == ["only-system", "system"]
    assert [(each.source, each.stops_uv) for each in troubles] == [("UV_NO_MANAGED_PYTHON", True)]


def test_a_proxy_that_is_no_url_is_passed_over() -> None:
    held, _ = of_variables(declared(SettingKey.PROXY), {"ALL_PROXY": "http://[", "HTTP_PROXY": "a:1"}, NEW, BASE)
    assert [(each.value, each.note is None) for each in held] == [("http://[", False), ("a:1", False)]


def test_without_a_base_a_folder_stays_as_it_was_named() -> None:
    (held,), _ = of_variables(declared(SettingKey.CACHE), {"UV_CACHE_DIR": "c"}, NEW, None)
    assert held.value == "c"
    assert below(BASE, str(BASE / "x" / ".." / "y")) == str(BASE / "y")
    assert below(BASE, os.curdir) == str(BASE)


@given(st.sampled_from(DECLARATIONS), st.data())
def test_whatever_variables_hold_is_a_value_or_a_sentence(declaration: Declaration, data: st.DataObject) -> None:
    names = [*(name.text for name in declaration.variables), "UV_DEFAULT_INDEX", "UV_MANAGED_PYTHON", "TMPDIR"]
    environ = data.draw(st.dictionaries(st.sampled_from(names), st.text(max_size=20), max_size=3))
    held, troubles = of_variables(declaration, environ, NEW, BASE)
    assert {each.origin.path for each in held} | {each.source for each in troubles} <= set(environ)
    assert all(each.sentence.endswith(".") for each in troubles)
