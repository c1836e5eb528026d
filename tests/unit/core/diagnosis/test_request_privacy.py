"""No secret, no name and no profile folder leaves the house with a request."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from core.diagnosis.request import it_request
from core.diagnosis.request_mail import mail_link
from core.diagnosis.request_material import RequestMaterial
from core.diagnosis.request_privacy import Privacy
from core.model.problem import Category, Evidence
from tests.unit.core.diagnosis.request_samples import material, refused

SECRET = "Geh3im-4711"  # noqa: S105 - a made-up one, looked for below


def privacy(profile: str = r"C:\Users\jane.doe", *, windows: bool = True, user: str = "jane.doe") -> Privacy:
    return Privacy(material(profile=Path(profile), windows=windows, user=user))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (r"C:\Users\jane.doe\x", r"%USERPROFILE%\x"),
        (r"\\?\C:\Users\jane.doe\x", r"%USERPROFILE%\x"),
        (r"c:/users/JANE.DOE/x", r"%USERPROFILE%/x"),
        (r"in C:\Users\jane.doe, and", r"in %USERPROFILE%, and"),
        (r"C:\Users\jane.doe.", r"%USERPROFILE%."),
        (r"C:\Users\JANED~1\AppData", r"%USERPROFILE%\AppData"),
        (r"C:\Users\somebody else\x", r"%USERPROFILE%\x"),
        (r"C:\Users\Public\x", r"C:\Users\Public\x"),
        (r"D:\profiles\jane.doe\x", r"D:\profiles\%USERNAME%\x"),
        (r"\\LAPTOP-4711\share\x", r"\\%COMPUTERNAME%\share\x"),
        (r"CORP\jane.doe holds it", r"CORP\%USERNAME% holds it"),
        ("file:///C:/Users/jane.doe/x", "file:///%USERPROFILE%/x"),
        ("/c/Users/jane.doe/x and /mnt/c/Users/x/y", "%USERPROFILE%/x and %USERPROFILE%/y"),
        (r"D:\work\cache", r"D:\work\cache"),
        ("Held by code.exe “Salaries of Jane” (process 12 of CORP\\other).", "Held by code.exe (process 12)."),
        ("By a “b” c “The “best” of Jane” (process 1).", "By a (process 1)."),
        ("write to jane@company.example", "write to ****"),
        ("two\nlines\x1b[31m and \x00", "two lines [31m and  "),
    ],
)
def test_names_and_folders_of_persons_become_variables(text: str, said: str) -> None:
    assert privacy().text(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("file:///D:/work/J%C3%B6rg%20M%C3%BCller/x", "file:///D:/work/%USERNAME%/x"),
        ("file:///D:/work/j%c3%b6rg%20m%c3%bcller/x", "file:///D:/work/%USERNAME%/x"),
        ("file:///D:/work/Jo%CC%88rg%20Mu%CC%88ller/x", "file:///D:/work/%USERNAME%/x"),
        ("file:///D:/work/Jörg%20Müller/x", "file:///D:/work/%USERNAME%/x"),
        ("file:///D:/of%20J%C3%B6rg%20M%C3%BCller%2Fx", "file:///D:/of%20%USERNAME%%2Fx"),
        ("file:///D:/Profiles/J%C3%B6rg%20M%C3%BCller/x", "file:///%USERPROFILE%/x"),
        ("file:///C%3A/Users/J%C3%B6rg%20M%C3%BCller/x", "file:///%USERPROFILE%/x"),
        ("file:///D:/work/J%C3%B6rg%20M%C3%BCllers/x", "file:///D:/work/J%C3%B6rg%20M%C3%BCllers/x"),
    ],
)
def test_a_name_as_a_url_writes_it_is_found(text: str, said: str) -> None:
    assert privacy(r"D:\Profiles\Jörg Müller", user="Jörg Müller").text(text) == said


@pytest.mark.parametrize(
    ("profile", "text", "said"),
    [
        (r"\\server\profiles$\jane", r"\\server\profiles$\jane\.cache", r"%USERPROFILE%\.cache"),
        (r"\\server\profiles$\jane", r"\\?\UNC\server\profiles$\jane\.cache", r"%USERPROFILE%\.cache"),
        (r"D:\Profiles\jane", r"D:\Profiles\janet\x", r"D:\Profiles\janet\x"),
        (r"D:\Profiles\jane", r"D:\Profiles\jane\x", r"%USERPROFILE%\x"),
    ],
)
def test_a_profile_anywhere_is_found(profile: str, text: str, said: str) -> None:
    assert privacy(profile, user="nobody-else").text(text) == said


@pytest.mark.skipif(os.name == "nt", reason="paths of this kind are no paths there")
def test_elsewhere_it_is_a_tilde() -> None:
    private = privacy("/root", windows=False, user="root")
    assert private.text("/root/.cache/uv and /home/jane/x and /rooted, root certificate") == (
        "~/.cache/uv and ~/x and /rooted, root certificate"
    )


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (r"C:\Users\jane.doe\AppData\uv", r"C:\Users\*\AppData\uv"),
        (r"\\?\C:\Users\jane.doe\AppData\uv", r"C:\Users\*\AppData\uv"),
        (r"C:\Users\JANED~1\uv", r"C:\Users\*\uv"),
        (r"D:\data\jane.doe\uv", r"D:\data\*\uv"),
        (r"D:\data\uv", r"D:\data\uv"),
    ],
)
def test_a_command_has_a_stand_in_for_the_account(path: str, said: str) -> None:
    assert privacy().path_for(Path(path), "*") == said


SHAPES = st.sampled_from(
    [
        f"https://me:{SECRET}@nexus.example/simple",
        f"https://{SECRET}@nexus.example/simple",
        f"https://h.example/a.whl?token={SECRET}",
        f"UV_INDEX_NEXUS_PASSWORD={SECRET}",
        f'password: "{SECRET}"',
        f"api_key = {SECRET}",
        f"Authorization: Basic {SECRET}abcdef",
        f"authorization=Bearer {SECRET}abcdef",
        f"ghp_{SECRET.replace('-', '')}abcdefghij0123456789",
        f"glpat-{SECRET}abcdefghijkl",
    ]
)


def strings_everywhere(text: str) -> RequestMaterial:
    """Return material in which every text that comes from outside holds ``text``."""
    problem = refused(
        title=text,
        explanation=f"It said {text} and stopped.",
        causes=(text, text),
        package=text,
        version=text,
        url=text,
        path_from=f"/x/{text}",
        path_to=text,
        evidence=(Evidence(id="holders", finding=text), Evidence(id="proxy", finding=text)),
        raw=text,
    )
    return material(problem=problem, project_name=text, tried=(text,), uv_version=text)


@settings(max_examples=150, deadline=None)
@given(SHAPES, st.sampled_from([each for each in Category if each is not Category.NONE]))
def test_no_secret_is_in_any_request(text: str, category: Category) -> None:
    full = strings_everywhere(text)
    request = it_request(replace(full, problem=replace(full.problem, category=category)))
    for said in (request.subject, request.text, request.markdown, mail_link(request)):
        assert SECRET not in said
        assert SECRET.replace("-", "") not in said
        assert SECRET.replace("-", "%2D") not in said


NAMES = st.text("abcdefghijkäöü0123456789", min_size=3, max_size=12).map(lambda name: f"Q{name}")
BELOW = st.lists(st.text("abc XYZ.-_~", min_size=1, max_size=8).filter(str.strip), max_size=4)
PARENTS = st.sampled_from(["C:\\Users\\", "D:\\Profiles\\", "\\\\server\\home$\\", "C:\\Documents and Settings\\"])
PREFIXES = st.sampled_from(["", "\\\\?\\"])


@settings(max_examples=150, deadline=None)
@given(NAMES, PARENTS, BELOW, PREFIXES, st.sampled_from(["as it is", "slashes", "upper case"]))
def test_paths_under_the_profile_are_shortened(
    name: str,
    parent: str,
    below: list[str],
    prefix: str,
    how: str,
) -> None:
    profile = f"{parent}{name}"
    prefix = prefix if profile[1] == ":" else ""
    path = "\\".join((f"{prefix}{profile}", *below))
    written = path.upper() if how == "upper case" else path
    written = written.replace("\\", "/") if how == "slashes" and not prefix else written
    problem = refused(
        title=f"{written} was refused",
        explanation=f"uv wanted {written}.",
        path_from=written,
        causes=(f"failed to rename {written} (os error 5)",),
        evidence=(Evidence(id="holders", finding=f"Held: '{written}'"),),
    )
    full = material(
        problem=problem,
        profile=Path(profile),
        user=name,
        cache=Path(path),
        temp=Path(path) / "t",
        project=Path(path),
        environment=Path(path) / ".venv",
        uv_program=Path(path) / "uv.exe",
        products=(),
        history=None,
        tried=(f"Moved {written}",),
    )
    request = it_request(full)
    for said in (request.text, request.markdown, request.subject):
        assert name.lower() not in said.lower()
    assert "%USERPROFILE%" in request.text
    assert "Add-MpPreference" in request.text
