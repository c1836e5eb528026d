"""Values and folders that scripts must carry as they are."""

from pathlib import Path

from hypothesis import strategies as st

from core.settings.shells.shell_environment import ShellEnvironment

ODD = (
    "plain",
    "with blanks  in it ",
    " blank first",
    "100 % sure",
    "%PATH% %% %1 %~dp0 %%A",
    "wow! really! !PATH! !",
    "^caret^ ^& ^",
    "a & b && c | d > e < f",
    "(round) [square] {curly} *?;,=",
    "it's ' one'' 'two'",
    "\u2018curly\u2019 \u201aand\u201b \u201cdouble\u201d",
    "$HOME $(id) ${X} `id` \\ \\\\ $",
    "größe und Straße",
    "日本語 中文 한국어",
    "🜁 beyond",
    "tab\there",
    "# no comment",
    "~/x -n @file",
    "ends with \\",
)
"""Texts that one shell or another would change where they are not written rightly."""

QUOTED = 'with "double" quotes'
"""What cmd alone cannot carry."""


def texts(*, without: str = "") -> st.SearchStrategy[str]:
    """Return texts of any characters that a variable can hold, but for those in ``without``."""
    forbidden = {chr(number) for number in range(32)} - {"\t"} | set(without)
    return st.text(st.characters(exclude_categories=["Cs"], exclude_characters=sorted(forbidden)), min_size=1)


def environment_with(
    variables: dict[str, str], *, root: Path, windows: bool, removed: tuple[str, ...] = ()
) -> ShellEnvironment:
    """Return an environment whose folders have hard names, too."""
    project = root / "größe & 100 % (x) ^ 'y' !"
    return ShellEnvironment(
        name="größe & co\necho x",
        project=project,
        environment=project / ".venv",
        variables=variables,
        removed=removed,
        programs=(str(project / ".venv" / "bin"),),
        made=(str(project / "temp"),),
        windows=windows,
    )
