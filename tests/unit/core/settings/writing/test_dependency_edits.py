"""Requirements of a project: added in the list's own layout, changed in their own characters, taken out alone."""

import pytest

from core.model.project import InputError
from core.settings.writing.dependency_edits import pinned, with_dependency, with_requirement, without_dependency
from core.settings.writing.dependency_lists import HeldRequirement, held_requirements

HEAD = '[project]\nname = "a"\nversion = "1"\n'
MANY = f"""\
{HEAD}dependencies = [
    "acme",
    "NX.py[fast] >=20,<22 ; sys_platform == 'win32'", # Windows
    'nx_py @ file:///x/nx_py-1-py3-none-any.whl',
]
[project.optional-dependencies]
Plots = ["nx-py"]
[dependency-groups]
dev = [{{ include-group = "test_all" }}, "zeta", "nx_py==21.3.4"]
test_all = []
[tool.uv]
dev-dependencies = ["nx-py~=21.0"]
constraint-dependencies = ["nx-py<3"]
"""


def test_what_is_held_is_found_in_every_spelling_with_its_line() -> None:
    assert held_requirements(MANY, "Nx-Py") == (
        HeldRequirement(text="NX.py[fast] >=20,<22 ; sys_platform == 'win32'", line=6),
        HeldRequirement(text="nx_py @ file:///x/nx_py-1-py3-none-any.whl", line=7),
        HeldRequirement(text="nx-py", line=10, extra="Plots"),
        HeldRequirement(text="nx_py==21.3.4", line=12, group="dev"),
        HeldRequirement(text="nx-py~=21.0", line=15, group="dev"),
    )
    assert held_requirements(MANY.replace("\n", "\r\n"), "nx_py")[-1].line == 15
    assert held_requirements("\ufeff" + MANY, "nx_py")[0].line == 6
    assert held_requirements(MANY, "nx") == ()
    assert held_requirements("[project\n", "nx") == ()
    assert held_requirements("project = 3\ndependency-groups = { a = 'b' }", "b") == ()


def test_where_a_requirement_stands_is_said() -> None:
    words = [each.where for each in held_requirements(MANY, "nx-py")]
    assert words[1:4] == ["the project's dependencies", "the extra Plots", "the dependency group dev"]


@pytest.mark.parametrize(
    ("requirement", "version", "allowed"),
    [
        ("nxpy", "21.3.4", True),
        ("nxpy>=21,<22", "21.3.4", True),
        ("nxpy>=21,<22", "22.0", False),
        ("nxpy==21.3.*", "21.3.4", True),
        ("nxpy>=2", "3.0a1", True),
        ("nxpy @ file:///x.whl", "1", True),
        ("nxpy>=2", "not a version", None),
        ("nxpy >=", "2", None),
    ],
)
def test_a_requirement_tells_which_versions_it_allows(requirement: str, version: str, allowed: bool | None) -> None:  # noqa: FBT001 - a column of the table
    assert HeldRequirement(text=requirement, line=1).allows(version) is allowed


def test_an_existing_requirement_of_the_list_stays() -> None:
    for requirement in ("nx-py", "NX_py>=1", "nx.py==21.3.4"):
        assert with_dependency(MANY, requirement, file="f") == MANY
    assert with_dependency(MANY, "nx-py", group="Dev", file="f") == MANY
    assert with_dependency(MANY, "nx-py", extra="plots", file="f") == MANY


def test_a_version_that_the_requirement_does_not_allow_is_said_with_its_line() -> None:
    with pytest.raises(InputError, match=r"f, line 12, requires nx_py==21.3.4 in the dependency group dev, .* 22"):
        with_dependency(MANY, "nx-py==22", group="dev", file="f")


def test_groups_and_extras_are_found_in_their_spelling_and_made_as_uv_makes_them() -> None:
    assert 'test_all = ["nx-py"]\n' in with_dependency(MANY, "nx-py", group="test-all", file="f")
    assert 'Plots = ["acme", "nx-py"]\n' in with_dependency(MANY, "acme", extra="plots", file="f")
    assert 'new-one = ["nx-py"]\n[tool.uv]' in with_dependency(MANY, "nx-py", group="New_One", file="f")
    made = with_dependency(f"{HEAD}\n[tool.x]\ny = 1\n", "nx-py", extra="x", file="f")
    assert made == f'{HEAD}\n[project.optional-dependencies]\nx = ["nx-py"]\n\n[tool.x]\ny = 1\n'
    assert with_dependency("[tool.x]\n", "b", group="g", file="f") == '[tool.x]\n\n[dependency-groups]\ng = ["b"]\n'


def test_a_list_in_mixed_spellings_counts_as_sorted() -> None:
    text = f'{HEAD}dependencies = ["c_x", "c-y", "z"]\n'
    assert '["c_x", "c-y", "nx-py", "z"]' in with_dependency(text, "nx-py", file="f")


@pytest.mark.parametrize(
    ("text", "extra", "sentence"),
    [
        ("[tool.x]\n", None, r"f has no \[project\] table"),
        ("[tool.x]\n", "x", r"f has no \[project\] table"),
        (f'{HEAD}dynamic = ["dependencies"]\n', None, r"leaves the dependencies to its build backend"),
        (f'{HEAD}dynamic = ["optional-dependencies"]\n', "x", r"leaves the optional-dependencies"),
        (f'{HEAD}dependencies = "x"\n', None, r"cannot change the project's dependencies"),
        ("[project\n", None, r"no valid TOML at line 1"),
    ],
)
def test_what_cannot_have_the_requirement_is_refused(text: str, extra: str | None, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        with_dependency(text, "nx-py", extra=extra, file="f")


def test_what_is_no_requirement_is_refused() -> None:
    with pytest.raises(InputError, match="'nx py ==' is no requirement"):
        with_dependency(HEAD, "nx py ==", file="f")


def test_a_requirement_goes_from_every_list_or_from_one() -> None:
    everywhere = without_dependency(MANY, "nx-py", file="f")
    assert everywhere == (
        f'{HEAD}dependencies = [\n    "acme",\n]\n[project.optional-dependencies]\nPlots = []\n'
        '[dependency-groups]\ndev = [{ include-group = "test_all" }, "zeta"]\ntest_all = []\n'
        '[tool.uv]\ndev-dependencies = []\nconstraint-dependencies = ["nx-py<3"]\n'
    )
    alone = without_dependency(MANY, "nx_py", everywhere=False, file="f")
    assert len(held_requirements(alone, "nx-py")) == 3
    assert "Plots = []" in without_dependency(MANY, "nx_py", extra="plots", file="f")
    group = without_dependency(MANY, "nx_py", group="dev", file="f")
    assert [each.group for each in held_requirements(group, "nx-py")] == [None, None, None]
    assert without_dependency(MANY, "zeta", extra="plots", file="f") == MANY
    assert without_dependency(MANY, "none", file="f") == MANY


@pytest.mark.parametrize(
    ("requirement", "wanted"),
    [
        ("nxpy==21.3.0", "nxpy==21.3.4"),
        (" nxpy [a, b]  ==  21.3.0 ; python_version == '3.10'", " nxpy [a, b]  ==  21.3.4 ; python_version == '3.10'"),
        ("nxpy (==21.3.0)", "nxpy (==21.3.4)"),
        ("nxpy===21.3.0", "nxpy===21.3.4"),
        ("nxpy==21.3.*", None),
        ("nxpy>=21,==21.3.0", None),
        ("nxpy>=21", None),
        ("nxpy", None),
        ("nxpy; python_version == '3.10'", None),
        ("nxpy @ file:///x==1.whl", None),
        ("no requirement", None),
    ],
)
def test_only_the_version_of_a_pin_changes(requirement: str, wanted: str | None) -> None:
    assert pinned(requirement, "21.3.4") == wanted


def test_a_requirement_is_rewritten_in_its_quotes() -> None:
    text = f"{HEAD}dependencies = [\n  'nxpy==1', # pinned\n  \"z\"\n]\n"
    assert with_requirement(text, "nxpy==1", "nxpy==2", file="f") == text.replace("==1", "==2")
    assert "nx_py==21.3.5" in with_requirement(MANY, "nx_py==21.3.4", "nx_py==21.3.5", group="dev", file="f")
    with pytest.raises(InputError, match="f does not hold the requirement nxpy==3"):
        with_requirement(text, "nxpy==3", "nxpy==2", file="f")
    with pytest.raises(InputError, match="is no requirement"):
        with_requirement(text, "nxpy==1", "nxpy=2", file="f")
