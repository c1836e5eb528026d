"""Logins taken out of the text of a file: their characters alone go, in every form that TOML has for a text."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.project import InputError
from core.settings.toml_strings import strings_in
from core.settings.url_logins import url_logins
from core.settings.writing.login_edits import LoginEdit, without_logins

URL = "https://ada:s3cr3t@corp.example/simple"
PLAIN = "https://corp.example/simple"


def _edits(text: str, name: str | None = None) -> list[LoginEdit]:
    return [
        LoginEdit(place=place, login=login.login, name=name)
        for place in strings_in(text)
        for login in url_logins(place.value)
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f'url = "{URL}" # kept\n', f'url = "{PLAIN}" # kept\n'),
        (f"url = '{URL}'", f"url = '{PLAIN}'"),
        (f'a = {{ url="{URL}" , b=1 }}', f'a = {{ url="{PLAIN}" , b=1 }}'),
        (f'a = [\n  "{URL}",\r\n  # between\n  "{URL}"\n]', f'a = [\n  "{PLAIN}",\r\n  # between\n  "{PLAIN}"\n]'),
        (f'[[x]]\nurl = "{URL}"\n[[x]]\nurl = "{URL}"\n', f'[[x]]\nurl = "{PLAIN}"\n[[x]]\nurl = "{PLAIN}"\n'),
        (f'"odd key".\'x.y\' = "{URL}"', f'"odd key".\'x.y\' = "{PLAIN}"'),
        # With escapes the text is written anew.
        (f'url = "{URL.replace("@", chr(92) + "u0040")}"', f'url = "{PLAIN}"'),
        (f'url = """{URL}"""', f'url = "{PLAIN}"'),
    ],
)
def test_only_the_login_goes(before: str, after: str) -> None:
    assert without_logins(before, _edits(before), "file") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f'[[index]]\r\n\turl = "{URL}"\r\n', f'[[index]]\r\n\tname = "n"\r\n\turl = "{PLAIN}"\r\n'),
        (f'[[index]]\ndefault = true\nurl = "{URL}"', f'[[index]]\ndefault = true\nname = "n"\nurl = "{PLAIN}"'),
        (f'index = [{{url = "{URL}"}}]', f'index = [{{name = "n", url = "{PLAIN}"}}]'),
    ],
)
def test_a_name_is_put_before_the_url(before: str, after: str) -> None:
    assert without_logins(before, _edits(before, "n"), "file") == after


def test_a_form_that_would_mean_something_else_is_refused_by_the_files_name() -> None:
    text = f'[[index]]\nname = ""\nurl = "{URL}"\n'
    with pytest.raises(InputError, match=r"some/file\.toml"):
        without_logins(text, _edits(text, "n"), "some/file.toml")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40), st.sampled_from(['"{}"', "'{}'"]))
def test_the_meaning_and_the_words_of_all_else_stay(comment: str, quotes: str) -> None:
    text = f"before = 1 # {comment}\nurl = {quotes.format(URL)} #{comment}\nbehind = {{ a = [1, 2] }}\n"
    after = without_logins(text, [edit for edit in _edits(text) if edit.place.path == ("url",)], "file")
    assert tomllib.loads(after) == {"before": 1, "url": PLAIN, "behind": {"a": [1, 2]}}
    assert after == f"before = 1 # {comment}\nurl = {quotes.format(PLAIN)} #{comment}\nbehind = {{ a = [1, 2] }}\n"
