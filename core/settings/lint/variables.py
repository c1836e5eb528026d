"""Rules about the texts that variables hold: blanks, quotes, what a shell should have replaced, what uv refuses."""

from collections.abc import Callable, Iterator

from core.model.checks import Check, CheckRemedy
from core.model.setting_keys import SettingKey
from core.settings.bad_value import BadValueError
from core.settings.declared.all import DECLARATIONS
from core.settings.kinds import Flag
from core.settings.lint.making import assignment, choose, fail, set_variable, unset_variable, warn
from core.settings.lint.subject import Subject
from core.settings.lint.unexpanded import left_as_written
from core.system.this_computer import IS_WINDOWS
from core.system.uv_folders import temp_variables

_KEYS = {
    "UV_CACHE_DIR": SettingKey.CACHE,
    "UV_PROJECT_ENVIRONMENT": SettingKey.ENVIRONMENT,
    "UV_PYTHON_INSTALL_DIR": SettingKey.PYTHONS,
    "UV_TOOL_DIR": SettingKey.TOOLS,
    "SSL_CERT_FILE": SettingKey.CERTIFICATE_FILE,
    **dict.fromkeys(("TEMP", "TMP", "TMPDIR"), SettingKey.TEMP),
}
_OTHER_PATHS = ("UV_TOOL_BIN_DIR", "UV_PYTHON_BIN_DIR", "UV_PYTHON_CACHE_DIR", "UV_CONFIG_FILE", "SSL_CERT_DIR")
_PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY")
_FLAGS = (
    "UV_NO_CACHE",
    "UV_FROZEN",
    "UV_LOCKED",
    "UV_COMPILE_BYTECODE",
    "UV_NO_CONFIG",
    "UV_NO_SYNC",
    "UV_NO_BINARY",
    "UV_NO_DEV",
    "UV_NO_EDITABLE",
    "UV_NO_SOURCES",
    "UV_NO_PROGRESS",
    "UV_PREVIEW",
    "UV_ISOLATED",
    "UV_NO_ENV_FILE",
)
"""What uv ends at where it holds neither yes nor no, besides the settings that are declared (measured, uv 0.13.9)."""
_EMPTY_COUNTS_AS_UNSET = frozenset({"UV_PROJECT_ENVIRONMENT", "UV_PYTHON_INSTALL_DIR", "UV_TOOL_DIR"})
_PASSED_OVER = frozenset({"UV_LOCK_TIMEOUT"})
_PREFERENCE, _MANAGED = "UV_PYTHON_PREFERENCE", ("UV_MANAGED_PYTHON", "UV_NO_MANAGED_PYTHON")
_DECLARED = {name.text: declaration.key for declaration in DECLARATIONS for name in declaration.variables}


def blanks(subject: Subject) -> Iterator[Check]:
    """Find paths with a blank before or behind them, which uv takes for a part of the name."""
    for name, value in _paths(subject):
        meant = value.strip()
        if meant == value or not meant:
            continue
        where = "begins and ends" if value[0].isspace() and value[-1].isspace() else _one_end(value)
        yield _weight(_KEYS.get(name), subject)(
            f"{_ident(name)}-blanks",
            f"{name} {where} with a blank",
            f"The blank counts: what is used is “{value}” and not “{meant}”. "
            + (
                f"In cmd, `set {name}={meant} && uv sync` leaves one behind; write {assignment(name, meant)}."
                if IS_WINDOWS
                else f"Set it without: {assignment(name, meant)}."
            ),
            key=_KEYS.get(name),
            remedies=_corrected(name, meant, subject),
        )


def _one_end(value: str) -> str:
    return "begins" if value[0].isspace() else "ends"


def quotes(subject: Subject) -> Iterator[Check]:
    """Find values that quotes stand around, which programs take for a part of them."""
    paths = dict(_paths(subject))
    for name, value in sorted(subject.environ.items()):
        text = value.strip()
        if name not in paths and not name.startswith("UV_") and name.upper() not in _PROXIES:
            continue
        if len(text) < 2 or text[0] not in "\"'" or text[-1] != text[0]:
            continue
        meant = text[1:-1]
        # What is no path may hold a login, so it is not repeated.
        shown = f"“{text}”" if name in paths else "the whole with its quotes"
        yield _weight(_KEYS.get(name), subject)(
            f"{_ident(name)}-quotes",
            f"{name} holds quotes",
            f'They are a part of the value: what is used is {shown}. In cmd, `set {name}="..."` keeps them; there they '
            f'belong around the whole: `set "{name}=..."`.',
            key=_KEYS.get(name),
            remedies=_corrected(name, meant, subject) if name in paths and meant.strip() else (),
        )


def unexpanded(subject: Subject) -> Iterator[Check]:
    """Find variables that hold ``~`` or the name of another variable, which uv does not replace."""
    for name, value in _paths(subject):
        piece = left_as_written(value.strip("\"' "), subject.environ)
        if piece is not None:
            yield _weight(_KEYS.get(name), subject)(
                f"{_ident(name)}-unexpanded",
                f"{name} holds {piece} as it is written",
                f"uv replaces neither ~ nor the names of variables: it takes {piece} in “{value}” for a folder of that "
                "name, below the one in which it is started. Write the whole path.",
                key=_KEYS.get(name),
            )


def relative(subject: Subject) -> Iterator[Check]:
    """Find places for all projects that are another folder wherever uv is started."""
    for name in ("UV_CACHE_DIR", "UV_PYTHON_INSTALL_DIR", "UV_TOOL_DIR"):
        value = subject.environ.get(name, "").strip("\"' ")
        if value and not _is_absolute(value) and left_as_written(value, subject.environ) is None:
            yield warn(
                f"{_ident(name)}-relative",
                f"{name} is no absolute path",
                f"uv takes “{value}” from the folder in which it is started, so it is another folder each time. "
                "Write the whole path.",
                key=_KEYS.get(name),
            )


def refused(subject: Subject) -> Iterator[Check]:
    """Find variables whose value makes uv end before it does anything."""
    environ = subject.environ
    for trouble in subject.values.troubles:
        name, value = trouble.source, environ.get(trouble.source)
        if value is None or (not value and name in _EMPTY_COUNTS_AS_UNSET):
            continue
        if name == "UV_CONFIG_FILE" and value:
            continue  # that it is not there is said by another rule
        if (name in _MANAGED and is_on(value)) or name.startswith("WHEELYARD_"):
            continue  # that it stands beside the preference has a rule of its own; the last is no variable of uv
        if name in _PASSED_OVER:
            yield warn(
                f"{_ident(name)}-passed-over",
                f"uv passes over {name}",
                trouble.sentence,
                remedies=(unset_variable(name),),
            )
        else:
            yield _refused(subject, name, trouble.sentence)
    said = {trouble.source for trouble in subject.values.troubles}
    for name in _FLAGS:
        if name in environ and name not in said:
            try:
                Flag().from_variable(environ[name])
            except BadValueError:
                what = "holds neither yes nor no" if environ[name] else "is empty"
                taken = "uv takes 1, true, yes and on, or 0, false, no and off"
                yield _refused(subject, name, f"{name} {what}; {taken}.")


def _refused(subject: Subject, name: str, sentence: str) -> Check:
    key = _KEYS.get(name) or _DECLARED.get(name)
    chosen = key is not None and subject.chosen(key)
    ends = "Every command of uv ends with an error before it does anything."
    if chosen:
        ends = "In this project your own choice is told to uv instead; everywhere else uv ends with an error."
    return (warn if chosen else fail)(
        f"{_ident(name)}-refused",
        f"uv ends because of the value of {name}" if subject.environ[name] else f"uv ends because {name} is empty",
        f"{sentence} {ends}",
        key=key,
        remedies=(unset_variable(name),),
    )


def managed_python(subject: Subject) -> Iterator[Check]:
    """Find two variables about managed Pythons that uv takes one at a time."""
    environ = subject.environ
    if not environ.get(_PREFERENCE) or subject.chosen(SettingKey.PYTHON_PREFERENCE):
        return
    for name in _MANAGED:
        if is_on(environ.get(name)):
            yield fail(
                "managed-python-twice",
                f"{name} and {_PREFERENCE} are both set",
                "uv ends with an error where both are: they decide the same. Keep "
                f"{_PREFERENCE}={environ[_PREFERENCE]} "
                f"or {name}.",
                key=SettingKey.PYTHON_PREFERENCE,
                remedies=(unset_variable(name), unset_variable(_PREFERENCE)),
            )


def is_on(text: str | None) -> bool:
    """Whether a variable says yes, as uv reads it."""
    try:
        return bool(Flag().from_variable(text or ""))
    except BadValueError:
        return False


def _paths(subject: Subject) -> Iterator[tuple[str, str]]:
    temp = [name for name in temp_variables() if name in _KEYS]
    for name in (*(key for key in _KEYS if _KEYS[key] is not SettingKey.TEMP), *temp, *_OTHER_PATHS):
        value = subject.environ.get(name)
        if value:
            yield name, value


def _corrected(name: str, meant: str, subject: Subject) -> tuple[CheckRemedy, ...]:
    """Set the variable right; in a project its own choice helps, too, since it beats the variable."""
    key, right = _KEYS.get(name), set_variable(name, meant)
    if key is None or subject.project is None or subject.chosen(key) or not _is_absolute(meant):
        return (right,)
    return right, choose(key, meant, "Choose it for you in this project", subject.project)


def _weight(key: SettingKey | None, subject: Subject) -> Callable[..., Check]:
    """Return how bad a variable's trouble is: where the profile decides, uv is told another value."""
    return warn if key is not None and subject.chosen(key) else fail


def _ident(name: str) -> str:
    return name.lower().replace("_", "-")


def _is_absolute(text: str) -> bool:
    return text.startswith(("/", "\\")) or (len(text) > 2 and text[1] == ":" and text[2] in "/\\")
