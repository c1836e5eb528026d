"""Profiles that an older Wheelyard wrote are read, and kept when they are written anew; newer ones are left alone."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from core.model.project import InputError
from core.model.setting_keys import SettingKey
from core.model.settings import IndexLogin, LinkMode, Profile
from core.store.home import Home
from core.store.profiles import ProfileStore, profile_file_name

PROJECT = Path("/works/demo")
PLACES = {"cache": "/caches/c", "temp": "/caches/t", "environment": "/caches/e"}
LOGIN = {"index": "corp", "url": "https://corp.example/simple", "user": "ada"}
NOTHING: dict[str, Any] = dict.fromkeys(
    (
        "cache",
        "temp",
        "environment",
        "link_mode",
        "system_certs",
        "certificate_file",
        "proxy",
        "no_proxy",
        "python",
        "http_timeout",
    )
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def file_of(home: Home) -> Path:
    return home.profiles / profile_file_name(PROJECT)


def write_form(home: Home, form: object, profile: object) -> bytes:
    home.profiles.mkdir(parents=True)
    data = json.dumps({"version": form, "profile": profile}).encode()
    file_of(home).write_bytes(data)
    return data


def form_1(**fields: Any) -> dict[str, Any]:
    return {"project": str(PROJECT), **NOTHING, "own_uv": False, "logins": [], **fields}


@pytest.mark.parametrize(
    ("fields", "profile"),
    [
        ({}, Profile(project=PROJECT)),
        (
            PLACES,
            Profile(project=PROJECT, **{kind: Path(folder) for kind, folder in PLACES.items()}),  # type: ignore[arg-type]  # a place each
        ),
        ({"link_mode": "copy"}, Profile(project=PROJECT, link_mode=LinkMode.COPY)),
        ({"logins": [LOGIN]}, Profile(project=PROJECT, logins=(IndexLogin(**LOGIN),))),
        ({"system_certs": True}, Profile(project=PROJECT, chosen={SettingKey.SYSTEM_CERTS: "true"})),
        ({"system_certs": False}, Profile(project=PROJECT, chosen={SettingKey.SYSTEM_CERTS: "false"})),
        (
            {"certificate_file": "/etc/größe.pem"},
            Profile(project=PROJECT, chosen={SettingKey.CERTIFICATE_FILE: "/etc/größe.pem"}),
        ),
        ({"proxy": "http://p:8080"}, Profile(project=PROJECT, chosen={SettingKey.PROXY: "http://p:8080"})),
        ({"no_proxy": "a,.b"}, Profile(project=PROJECT, chosen={SettingKey.NO_PROXY: "a,.b"})),
        ({"python": "3.12"}, Profile(project=PROJECT, chosen={SettingKey.PYTHON: "3.12"})),
        ({"http_timeout": 300}, Profile(project=PROJECT, chosen={SettingKey.HTTP_TIMEOUT: "300"})),
        ({"own_uv": True}, Profile(project=PROJECT, chosen={SettingKey.UV: "wheelyard"})),
        ({"fonts": ["none"]}, Profile(project=PROJECT)),
    ],
    ids=lambda value: ",".join(value) if isinstance(value, dict) else "",
)
def test_each_field_of_form_1_has_its_successor(home: Home, fields: dict[str, Any], profile: Profile) -> None:
    write_form(home, 1, form_1(**fields))
    assert ProfileStore(home).load(PROJECT) == profile
    assert ProfileStore(home).all() == (profile,)


def test_form_2_is_read_as_it_is_and_kept_beside_the_new_one(home: Home) -> None:
    data = write_form(home, 2, {"project": str(PROJECT), "chosen": {"python": "3.12"}, "logins": [LOGIN]})
    store = ProfileStore(home)
    profile = store.load(PROJECT)
    chosen = {SettingKey.PYTHON: "3.12"}
    assert profile == Profile(project=PROJECT, chosen=chosen, logins=(IndexLogin(**LOGIN),))
    store.save(profile)
    assert json.loads(file_of(home).read_bytes())["version"] == 3
    assert file_of(home).with_name(f"{file_of(home).stem}.form-2.json").read_bytes() == data


def test_all_fields_of_form_1_come_together(home: Home) -> None:
    told = {"system_certs": True, "proxy": "http://p:1", "no_proxy": "a", "python": "3.12", "http_timeout": 9}
    write_form(home, 1, form_1(**PLACES, **told, certificate_file="/c.pem", link_mode="clone", own_uv=True))
    profile = ProfileStore(home).load(PROJECT)
    assert len(profile.chosen) == 7
    assert (profile.cache, profile.link_mode) == (Path("/caches/c"), LinkMode.CLONE)


def test_reading_changes_no_file(home: Home) -> None:
    data = write_form(home, 1, form_1(python="3.12"))
    ProfileStore(home).load(PROJECT)
    ProfileStore(home).all()
    assert {file: file.read_bytes() for file in home.profiles.iterdir()} == {file_of(home): data}


def test_the_first_write_keeps_the_older_file_and_later_ones_leave_it(home: Home) -> None:
    data = write_form(home, 1, form_1(python="3.12", fonts="none"))
    store = ProfileStore(home)
    store.save(store.load(PROJECT))
    kept = file_of(home).with_name(f"{file_of(home).stem}.form-1.json")
    assert kept.read_bytes() == data
    assert json.loads(file_of(home).read_bytes())["version"] == 3
    store.save(Profile(project=PROJECT, chosen={SettingKey.PYTHON: "3.13"}))
    assert kept.read_bytes() == data
    assert sorted(home.profiles.iterdir()) == sorted((file_of(home), kept))
    # The copy is no profile: it would say that the project still has what it had.
    assert store.all() == (Profile(project=PROJECT, chosen={SettingKey.PYTHON: "3.13"}),)


def test_a_profile_of_this_form_leaves_no_copy(home: Home) -> None:
    for python in ("3.12", "3.13"):
        ProfileStore(home).save(Profile(project=PROJECT, chosen={SettingKey.PYTHON: python}))
    assert list(home.profiles.iterdir()) == [file_of(home)]


@pytest.mark.skipif(os.name != "posix", reason="a folder in the file's place is another error on Windows")
def test_without_a_copy_nothing_is_written(home: Home) -> None:
    data = write_form(home, 1, form_1(python="3.12"))
    (home.profiles / f"{file_of(home).stem}.form-1.json").mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        ProfileStore(home).save(Profile(project=PROJECT))
    assert file_of(home).read_bytes() == data


@pytest.mark.parametrize(
    "profile",
    [form_1(), {"project": str(PROJECT), "chosen": {"of-tomorrow": "1"}}, "another shape", None],
    ids=["fields as here", "a setting of tomorrow", "another shape", "none"],
)
@pytest.mark.parametrize("form", [4, 99])
def test_a_newer_form_is_refused_and_left(home: Home, form: int, profile: object) -> None:
    data = write_form(home, form, profile)
    with pytest.raises(InputError, match=f"newer Wheelyard .form {form}, this one knows 3"):
        ProfileStore(home).load(PROJECT)
    assert ProfileStore(home).all() == ()
    assert file_of(home).read_bytes() == data


@pytest.mark.parametrize("profile", ["text", [], 7, {}, {"project": 7}, form_1(cache=7), form_1(link_mode="glue")])
@pytest.mark.parametrize("form", [1, 2, 3])
def test_a_damaged_profile_is_named(home: Home, form: int, profile: object) -> None:
    write_form(home, form, profile)
    with pytest.raises(InputError, match=r"demo-[0-9a-f]{12}\.json is damaged"):
        ProfileStore(home).load(PROJECT)
