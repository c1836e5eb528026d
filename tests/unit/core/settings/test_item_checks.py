"""What one item of a setting may be: what a person may choose, and what uv itself takes."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.settings import item_checks, urls, uv_checks
from core.settings.bad_value import BadValueError

Check = Callable[[str], str]


@pytest.mark.parametrize(
    ("check", "taken"),
    [
        (item_checks.host, ("pypi.example", "pypi.example:8443", "https://a-b.c", "*.corp.example", "10.0.0.1:1")),
        (
            item_checks.proxyless_host,
            ("*", "*.corp", ".corp.example", "10.0.0.0/8", "[::1]", "fd00::/8", "host:80"),
        ),
        (item_checks.place_of_wheels, ("wheels", "C:\\wheels of mine", "../w", "https://a/page", "file:///w")),
        (item_checks.requirement, ("numpy", "numpy<2", "a[x,y]>=1,<2 ; os_name == 'nt'", "a @ https://a/a.whl")),
        (item_checks.marker, ("sys_platform == 'win32'", "python_version >= '3.11' and os_name != 'nt'")),
        (item_checks.name, ("a", "7", "a.b-c_d", "A1")),
        (item_checks.python, ("3.12", ">=3.11, <3.13", "cpython@3.12+freethreaded", "C:\\Program Files\\p (1).exe")),
        (
            item_checks.moment,
            ("2026-01-31", "20260131", "2026-01-31T12:00:00Z", "2026-01-31 12:00+01:00", "2 weeks", "1d 2h", "P3D"),
        ),
        (urls.without_login, ("https://a/b", "file:///w", "a")),
        (uv_checks.place_of_files, ("w", "..", "https://a/", "file://", "C:\\w", "a b", "https://a:1/b c")),
        (uv_checks.proxy, ("a", "a:80", "http://u:p@a:80/x", "socks5h://a")),
        (uv_checks.index_name, ("", "a", "-a.", "A_b")),
        (uv_checks.package_name, ("a", "a.b-c_d")),
        (uv_checks.requirement, ("numpy<2",)),
        (uv_checks.marker, ("os_name == 'nt'",)),
        (
            uv_checks.moment,
            (
                "2026-01-31T12:00",
                "2026-01-31T23:59:60.5Z",
                "2024-02-29",
                "2026-01-31T12:00:00Z[UTC]",
                "2weeks ago",
                "PT5M",
            ),
        ),
    ],
)
def test_what_fits_stays_as_it_is(check: Check, taken: tuple[str, ...]) -> None:
    assert tuple(map(check, taken)) == taken


@pytest.mark.parametrize(
    ("check", "refused"),
    [
        (item_checks.host, ("", "a b", "ftp://a", "a/b", "a:port", "größe", "a:123456")),
        (item_checks.proxyless_host, ("", "a b", "**", "größe", "http://a@b")),
        (
            item_checks.proxy,
            (
                "ftp://a:1",
                "a",
                "http://a:1/x",
                "http://a:1?x",
                "http://a:1#x",
                "http://:1",
                "http://u@a:1",
                "http://[::1",
                "a:0x",
            ),
        ),
        (
            item_checks.place_of_wheels,
            ("a\0", " a", "https://u:p@a/", "https://a b/", "https://a:x/", "https://", "https://a<b"),
        ),
        (item_checks.requirement, ("", "numpy<", "{", '{name = "a"}', "-e .")),
        (item_checks.marker, ("", "win32", "sys_platform = 'win32'")),
        (item_checks.name, ("", "-a", "a-", "a b", "ä")),
        (item_checks.python, ("", "3.12\n", "3.12;rm", "3.12|x", "1" * 501)),
        (
            item_checks.moment,
            ("", "soon", "2026-02-30", "2026-01-31T12:00:00", "3 months", "1 year", "P1Y", "10000-01-01"),
        ),
        (item_checks.assignment, ("", "A", "1A=b", "=b", "A=\0", "A B=c")),
        (urls.without_login, ("https://u@a/", "https://u:p@a/", "https://a/ b", "https://[::1", "https://a:x")),
        (uv_checks.host, ("a:", "a:x", "a:65536", "https://a:b")),
        (uv_checks.proxy, ("", "ftp://a", "http://", "http://[::1", "http://a:x", "http://a b")),
        (uv_checks.place_of_files, ("", "https://", "http:///", "https://a<b", "https://a:x", "https://[a")),
        (uv_checks.index_name, ("a b", "ä", "a/b")),
        (uv_checks.package_name, ("", "a-", ".a")),
        (uv_checks.moment, ("", "2026-13-01", "9999-12-31", "2026-01-31T25:00", "1 month", "P1M2", "P")),
    ],
)
def test_what_does_not_fit_is_a_sentence(check: Check, refused: tuple[str, ...]) -> None:
    for text in refused:
        with pytest.raises(BadValueError, match=r"\.$"):
            check(text)


@pytest.mark.parametrize(
    ("check", "text", "tidy"),
    [
        (item_checks.proxy, "a:80", "http://a:80"),
        (item_checks.proxy, "SOCKS5://a:80/", "socks5://a:80"),
        (item_checks.assignment, " A = b=c ", "A= b=c "),
        (item_checks.assignment, "A=", "A="),
        (uv_checks.host, "https://a:80", "https://a:80"),
        (uv_checks.host, "https://a/simple", "https://a"),
        (uv_checks.host, "a", "a"),
    ],
)
def test_what_is_meant_is_tidied(check: Check, text: str, tidy: str) -> None:
    assert check(text) == tidy


def test_a_secret_is_not_repeated_in_the_sentence() -> None:
    for check in (item_checks.proxy, item_checks.place_of_wheels, urls.without_login):
        with pytest.raises(BadValueError) as caught:
            check("https://ada:s3cret@corp.example:80")
        assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("2026-01-31T12:00", True),
        ("2026-01-31 12:00[UTC]", True),
        ("2026-01-31T12:00Z", False),
        ("2026-01-31", False),
        ("2 weeks", False),
    ],
)
def test_a_time_without_a_zone_is_known(text: str, *, without: bool) -> None:
    assert uv_checks.is_time_without_zone(text) is without


_CHECKS: tuple[Check, ...] = (
    item_checks.host,
    item_checks.proxyless_host,
    item_checks.proxy,
    item_checks.place_of_wheels,
    item_checks.requirement,
    item_checks.marker,
    item_checks.name,
    item_checks.python,
    item_checks.moment,
    item_checks.assignment,
    uv_checks.host,
    uv_checks.proxy,
    uv_checks.place_of_files,
    uv_checks.index_name,
    uv_checks.package_name,
    uv_checks.moment,
    urls.without_login,
)


@pytest.mark.parametrize("check", _CHECKS)
@given(text=st.one_of(st.text(max_size=30), st.text("htps:/[]@.0129-TZ {}=<>%ı²１\t\n", max_size=20)))
def test_any_text_is_taken_or_a_sentence(check: Check, text: str) -> None:
    sentence = "."
    try:
        check(text)
    except BadValueError as error:
        sentence = str(error)
    assert sentence.endswith(".")
