"""Whether two addresses are one index, and all the addresses that a name leads to."""

from pathlib import Path

import pytest

from core.settings.indexes import addresses_of, index_key, same_index

STORED = "https://corp.example/simple"


@pytest.mark.parametrize(
    "url",
    [
        "https://corp.example/simple/",
        "https://CORP.example:443/simple",
        "https://anna:pass@corp.example/simple",
        "https://****@corp.example/simple?x=1",
        " https://corp.example/simple",
    ],
)
def test_another_way_to_write_it_is_the_same_index(url: str) -> None:
    assert same_index(STORED, url)
    assert same_index(url, STORED)


@pytest.mark.parametrize(
    "url",
    [
        "https://corp.example/other",
        "https://corp.example/simple/../other",
        "https://corp.example:8443/simple",
        "http://corp.example/simple",
        "https://corp.example.evil.example/simple",
        "https://evil.example/simple",
        "https://evil.example?@corp.example/simple",
        "https://evil.example#@corp.example/simple",
        "https://evil.example\\@corp.example/simple",
        "https:///evil.example/simple",
        "https://evil.example/\t@corp.example/simple",
        "corp",
        "",
    ],
)
def test_another_server_or_path_is_another_index_however_it_is_dressed(url: str) -> None:
    assert not same_index(STORED, url)
    assert not same_index(url, STORED)


def test_what_is_no_address_is_the_same_as_nothing() -> None:
    assert not same_index("corp", "corp")


def _write(folder: Path, table: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pyproject.toml").write_text(f"[project]\nname = 'a'\nversion = '1'\n[tool.uv]\n{table}", "utf-8")


def _named(name: str, host: str) -> str:
    return f"[[tool.uv.index]]\nname = '{name}'\nurl = 'https://{host}/simple'\n"


def test_every_file_of_the_project_that_uv_reads_an_index_from_is_looked_at(tmp_path: Path) -> None:
    root = tmp_path / "root"
    sources = "sources = { a = { path = '../beside' }, b = [{ path = '../by marker' }, { index = 'corp' }], c = 3 }\n"
    _write(root, f"workspace = {{ members = ['parts/*', 3, {{}}, '/x/*'] }}\n{sources}{_named('corp', 'root')}")
    _write(root / "parts" / "member", _named("Co-rp", "unlike") + _named("CORP", "member"))
    _write(
        tmp_path / "beside",
        f"sources = {{ d = {{ path = 'deep' }}, e = {{ path = '../root' }} }}\n{_named('corp', 'beside')}",
    )
    _write(tmp_path / "beside" / "deep", _named("corp", "deep"))
    _write(tmp_path / "by marker", _named("corp", "marker"))
    environ = {"HOME": str(tmp_path), "UV_INDEX": "corp=https://variable/simple https://unnamed/simple"}
    found = {f"https://{host}/simple" for host in ("variable", "root", "member", "beside", "deep", "marker")}
    assert set(addresses_of("corp", root, environ)) == found
    assert set(addresses_of("corp", root / "parts" / "member", environ)) == found
    assert addresses_of("other", root, environ) == ()


def test_names_are_one_where_their_variables_are() -> None:
    assert {index_key(name) for name in ("co-rp", "CO_RP", "co.rp")} == {"CO_RP"}
    assert index_key("corp") != index_key("corp2")
