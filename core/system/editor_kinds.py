"""The editors that a project can be opened in: what they are called, where they lie, how they are told a folder."""

from msgspec import Struct


class EditorKind(Struct, frozen=True, kw_only=True):
    """One editor.

    ``name`` is short and stable, ``title`` what people call it. ``commands`` are its programs on the PATH, ``program``
    its file on Windows. ``windows`` and ``posix`` are patterns below folders that are named by variables, or absolute
    ones. ``options`` come before the folder. ``processes`` are the names of its processes in lower case, without
    ``.exe``; ``mark`` is what the command line of a Java process of it holds.
    """

    name: str
    title: str
    program: str
    commands: tuple[str, ...]
    windows: tuple[tuple[str, str], ...] = ()
    posix: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    processes: frozenset[str] = frozenset()
    mark: str | None = None


_KEEP = ("--preserve-env",)
"""Since its version 1.86 a VS Code that runs already gives a new window the environment of the call for this alone."""
_PROGRAM_FOLDERS = ("LOCALAPPDATA", "ProgramFiles", "ProgramW6432", "ProgramFiles(x86)")


def _code(name: str, title: str, program: str, folder: str) -> EditorKind:
    """Return an editor of the kin of VS Code."""
    return EditorKind(
        name=name,
        title=title,
        program=program,
        commands=(name,),
        windows=tuple(
            (variable, f"Programs/{folder}/{program}" if variable == "LOCALAPPDATA" else f"{folder}/{program}")
            for variable in _PROGRAM_FOLDERS
        ),
        posix=(f"/snap/bin/{name}", f"/usr/share/{name}/bin/{name}"),
        options=_KEEP,
        processes=frozenset({name, program.removesuffix(".exe").lower()}),
    )


_PYCHARM = EditorKind(
    name="pycharm",
    title="PyCharm",
    program="pycharm64.exe",
    commands=("pycharm", "pycharm-professional", "pycharm-community"),
    windows=(
        ("LOCALAPPDATA", "Programs/PyCharm*/bin/pycharm64.exe"),
        ("ProgramFiles", "JetBrains/PyCharm*/bin/pycharm64.exe"),
        ("ProgramW6432", "JetBrains/PyCharm*/bin/pycharm64.exe"),
        ("LOCALAPPDATA", "JetBrains/Toolbox/apps/PyCharm*/ch-*/*/bin/pycharm64.exe"),
    ),
    posix=(
        "~/.local/share/JetBrains/Toolbox/scripts/pycharm*",
        "~/.local/share/JetBrains/Toolbox/apps/pycharm*/bin/pycharm",
        "~/.local/share/JetBrains/Toolbox/apps/PyCharm*/ch-*/*/bin/pycharm.sh",
        "/snap/bin/pycharm-*",
        "/opt/pycharm*/bin/pycharm",
        "/opt/pycharm*/bin/pycharm.sh",
        "/opt/JetBrains/pycharm*/bin/pycharm.sh",
    ),
    processes=frozenset({"pycharm", "pycharm64"}),
    mark="-Didea.paths.selector=PyCharm",
)

EDITORS = (
    _code("code", "Visual Studio Code", "Code.exe", "Microsoft VS Code"),
    _PYCHARM,
    _code("codium", "VSCodium", "VSCodium.exe", "VSCodium"),
    _code("cursor", "Cursor", "Cursor.exe", "cursor"),
)
"""In the order in which one is taken where none is named."""


def kind_named(name: str) -> EditorKind | None:
    """Return the editor of that name, None for a name that is not known."""
    return next((kind for kind in EDITORS if kind.name == name), None)


def takes_environment(name: str) -> bool:
    """Return whether an editor that runs already can give a new window the environment of the call."""
    kind = kind_named(name)
    return kind is not None and kind.options == _KEEP
