"""Variables that a script sets, as settings: which setting each is, and whether it can be taken over."""

from collections.abc import Iterable
from pathlib import PurePath

from msgspec.structs import replace

from core.model.project import InputError
from core.model.secrets import STARS, secrets_in, without_secrets
from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import Held, IndexEntry, SettingChange, SettingValue
from core.model.shells import PassedOver, ShellKind
from core.settings.bad_value import BadValueError
from core.settings.declared.all import DECLARATIONS, declared
from core.settings.declared.declaration import Declaration
from core.settings.profile_settings import checked_text
from core.settings.shells.assignments import Assignment, Unknown
from core.settings.shells.script_paths import absolute
from core.settings.variable_values import of_variables
from core.system.this_computer import IS_WINDOWS

_TEMP = ("TEMP", "TMP", "TMPDIR")
_PROXIES = ("HTTPS_PROXY", "ALL_PROXY", "HTTP_PROXY")
_FOLDERS = {
    "UV_CACHE_DIR": SettingKey.CACHE,
    "UV_PROJECT_ENVIRONMENT": SettingKey.ENVIRONMENT,
    "UV_PYTHON_INSTALL_DIR": SettingKey.PYTHONS,
    "UV_TOOL_DIR": SettingKey.TOOLS,
    "SSL_CERT_FILE": SettingKey.CERTIFICATE_FILE,
}
_PATHS = frozenset({SettingKey.TEMP, *_FOLDERS.values()})
_KNOWN = frozenset({*_TEMP, *_PROXIES, *_FOLDERS, "NO_PROXY", "HTTP_TIMEOUT", "SSL_CERT_DIR"})
_OF_INDEXES = frozenset({"UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_MANAGED_PYTHON", "UV_NO_MANAGED_PYTHON"})
_LEFT_OUT = frozenset({SettingKey.TEMP, SettingKey.VARIABLES, SettingKey.UV})
_NO_FILE = "It holds a user name or a password, which Wheelyard writes into no file;"


class ScriptSettings:
    """Takes what a script sets, line after line, and says what that amounts to."""

    def __init__(self, kind: ShellKind, *, project: PurePath | None, variables: str | None, windows: bool) -> None:
        self._kind = kind
        self._project = project
        self._variables = variables
        self._windows = windows
        self._taken: dict[str, Assignment] = {}
        # As an ordered set: several settings can stumble over one line.
        self._passed: dict[PassedOver, None] = {}

    def take(self, assignment: Assignment) -> None:
        """Take one assignment; the last one of a variable counts."""
        name = _known_name(assignment.name)
        if name not in _KNOWN and not name.startswith("UV_"):
            return
        assignment = replace(assignment, name=name)
        if isinstance(assignment.value, Unknown):
            self._pass(assignment, assignment.value.reason)
            return
        reason = _secret(name, assignment.value)
        if reason is not None or not assignment.value:
            self._taken.pop(name, None)
            if reason is not None:
                self._pass(assignment, reason)
            return
        if assignment.note is not None:
            self._pass(assignment, assignment.note)
        # Behind the others: of two names of one thing the first that was set counts.
        self._taken.pop(name, None)
        self._taken[name] = assignment

    def result(self) -> tuple[tuple[SettingChange, ...], tuple[PassedOver, ...]]:
        """Return the changes in the order of the settings, and what is not taken over in the order of the lines."""
        changes = [*self._temp(), *(each for declaration in DECLARATIONS for each in self._of(declaration))]
        changes += self._own_variables()
        return tuple(changes), tuple(sorted(self._passed, key=lambda each: each.line))

    def _temp(self) -> list[SettingChange]:
        found = [self._taken[name] for name in self._taken if name in _TEMP]
        changes: list[SettingChange] = []
        for assignment in found:
            value = self._path(assignment)
            if value is None:
                continue
            if not changes:
                changes += self._change(SettingKey.TEMP, value, assignment)
            elif value != changes[0].value:
                self._pass(assignment, f"{found[0].name} names another temp folder, and comes first.")
        return changes

    def _of(self, declaration: Declaration) -> list[SettingChange]:
        if declaration.key in _LEFT_OUT:
            return []
        if declaration.key is SettingKey.PROXY:
            return self._proxy()
        texts = {name: text for name, each in self._taken.items() if (text := self._text(name, each)) is not None}
        held, troubles = of_variables(declaration, texts, (), None)
        for trouble in troubles:
            self._pass(self._taken[trouble.source], trouble.sentence)
        if not held:
            return []
        value = _joined(held) if declaration.joined else held[0].value
        first = self._of_variable(held[0])
        for other in held[1:]:
            if not declaration.joined and other.value != value:
                self._pass(self._of_variable(other), f"{first.name} says otherwise, and uv follows that.")
        return self._change(declaration.key, declaration.kind.text(value), first)

    def _proxy(self) -> list[SettingChange]:
        found = [self._taken[name] for name in _PROXIES if name in self._taken]
        if not found:
            return []
        first, *others = found
        for other in others:
            if other.value != first.value:
                self._pass(other, f"{first.name} names another proxy; the setting has one for everything.")
        if first.name == "HTTP_PROXY":
            self._pass(first, "It is taken over for https, too, which this variable alone is not for.")
        return self._change(SettingKey.PROXY, str(first.value), first)

    def _own_variables(self) -> list[SettingChange]:
        """Return the variables of uv that no setting stands for, as variables of the person's own."""
        known = {*_FOLDERS, *_TEMP, *_PROXIES, *_OF_INDEXES}
        known |= {name.text for declaration in DECLARATIONS for name in declaration.variables}
        others = [each for name, each in self._taken.items() if name not in known]
        lines = {line.partition("=")[0]: line for line in (self._variables or "").splitlines() if line.strip()}
        kind = declared(SettingKey.VARIABLES).kind
        changed = False
        for assignment in others:
            text = self._path(assignment) if assignment.name == "SSL_CERT_DIR" else str(assignment.value)
            if text is None:
                continue
            line = f"{assignment.name}={text}"
            try:
                kind.parse(line)
            except BadValueError as error:
                self._pass(assignment, f"It cannot be taken over: {error}")
                continue
            changed = changed or lines.get(assignment.name) != line
            lines[assignment.name] = line
        if not changed:
            return []
        return [SettingChange(key=SettingKey.VARIABLES, scope=SettingScope.PROFILE, value="\n".join(lines.values()))]

    def _change(self, key: SettingKey, text: str, assignment: Assignment) -> list[SettingChange]:
        # The paths of another kind of computer cannot be looked at here.
        if self._windows == IS_WINDOWS or key not in _PATHS:
            try:
                text = checked_text(key, text)
            except InputError as error:
                self._pass(assignment, f"{error.sentence} {error.way_out}")
                return []
        return [SettingChange(key=key, scope=SettingScope.PROFILE, value=text)]

    def _text(self, name: str, assignment: Assignment) -> str | None:
        return self._path(assignment) if name in _FOLDERS else str(assignment.value)

    def _path(self, assignment: Assignment) -> str | None:
        folder = assignment.folder
        if assignment.name == "UV_PROJECT_ENVIRONMENT" and self._project is not None:
            folder = str(self._project)
        path = absolute(str(assignment.value), folder, self._kind, windows=self._windows)
        if isinstance(path, Unknown):
            self._pass(assignment, path.reason)
            return None
        return path

    def _of_variable(self, held: Held) -> Assignment:
        return self._taken[held.origin.path or ""]

    def _pass(self, assignment: Assignment, reason: str) -> None:
        self._passed[PassedOver(line=assignment.line, text=_shown(assignment), reason=reason)] = None


def _known_name(name: str) -> str:
    """Return a variable's name as it is looked for; programs take those of proxies in small letters, too."""
    return name.upper() if name.upper() in {*_PROXIES, "NO_PROXY"} else name


def _secret(name: str, value: str) -> str | None:
    """Return why a value must not lie in a file, None where it may."""
    if name.startswith("UV_INDEX_") and name.endswith(("_USERNAME", "_PASSWORD")):
        return f"{_NO_FILE} `wheelyard credentials set INDEX` keeps it in the keyring."
    if not secrets_in(f"{name}={value}"):
        return None
    if name in _PROXIES:
        return f"{_NO_FILE} choose the proxy without them."
    if "INDEX" in name or name == "UV_FIND_LINKS":
        return f"{_NO_FILE} `wheelyard credentials set INDEX` keeps them in the keyring."
    return (
        "It looks like a secret, which Wheelyard writes into no file; among your own variables in the settings it "
        "is kept in the keyring."
    )


def _shown(assignment: Assignment) -> str:
    """Return a line without the secrets that are in it, or that it leads to."""
    if secrets_in(f"{assignment.name}=x"):
        return f"{assignment.name}={STARS}"
    text = without_secrets(assignment.text.strip())
    value = assignment.value if isinstance(assignment.value, str) else ""
    for secret in secrets_in(f"{assignment.name}={value}"):
        text = text.replace(secret, STARS)
    return text


def _joined(held: Iterable[Held]) -> SettingValue:
    """Return the items of all variables as uv orders them; there is one default index."""
    items: list[IndexEntry | str] = []
    for each in held:
        if isinstance(each.value, tuple):
            items.extend(item for item in each.value if item not in items)
    defaults = [item for item in items if isinstance(item, IndexEntry) and item.default]
    return tuple(item for item in items if item not in defaults[1:])  # type: ignore[return-value] # of one kind each
