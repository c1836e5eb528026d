"""Which of a person's arguments for uv go into which part of a patient run.

A patient run locks first, brings packages into the cache one at a time, and ends with the whole command. ``uv lock``
knows only some options of ``uv sync``, and a step that fills the cache must not be told to refresh, to reinstall or to
leave out what it is there for. The options are those of uv 0.9 to 0.13.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from core.model.project import InputError

_SHORT = {
    "-C": "--config-setting",
    "-P": "--upgrade-package",
    "-U": "--upgrade",
    "-c": "--constraints",
    "-f": "--find-links",
    "-i": "--index-url",
    "-m": "--marker",
    "-n": "--no-cache",
    "-p": "--python",
    "-q": "--quiet",
    "-r": "--requirements",
    "-v": "--verbose",
}
_WITH_VALUE = frozenset(
    {
        "--allow-insecure-host",
        "--bounds",
        "--branch",
        "--cache-dir",
        "--color",
        "--config-file",
        "--config-setting",
        "--config-settings-package",
        "--constraints",
        "--default-index",
        "--directory",
        "--exclude-newer",
        "--exclude-newer-package",
        "--extra",
        "--extra-index-url",
        "--find-links",
        "--fork-strategy",
        "--group",
        "--index",
        "--index-strategy",
        "--index-url",
        "--keyring-provider",
        "--link-mode",
        "--marker",
        "--no-binary-package",
        "--no-build-isolation-package",
        "--no-build-package",
        "--no-editable-package",
        "--no-extra",
        "--no-group",
        "--no-install-package",
        "--no-sources-package",
        "--only-group",
        "--optional",
        "--output-format",
        "--package",
        "--prerelease",
        "--prerelease-package",
        "--preview-features",
        "--project",
        "--python",
        "--python-platform",
        "--refresh-package",
        "--reinstall-package",
        "--requirements",
        "--resolution",
        "--rev",
        "--script",
        "--tag",
        "--upgrade-group",
        "--upgrade-package",
    }
)
_RESOLVING = frozenset(
    {
        "--allow-insecure-host",
        "--cache-dir",
        "--config-file",
        "--config-setting",
        "--config-settings-package",
        "--default-index",
        "--exclude-newer",
        "--exclude-newer-package",
        "--extra-index-url",
        "--find-links",
        "--fork-strategy",
        "--index",
        "--index-strategy",
        "--index-url",
        "--keyring-provider",
        "--managed-python",
        "--native-tls",
        "--no-binary",
        "--no-binary-package",
        "--no-build",
        "--no-build-isolation",
        "--no-build-isolation-package",
        "--no-build-package",
        "--no-config",
        "--no-index",
        "--no-managed-python",
        "--no-progress",
        "--no-python-downloads",
        "--no-sources",
        "--no-sources-package",
        "--offline",
        "--prerelease",
        "--prerelease-package",
        "--preview-features",
        "--python",
        "--quiet",
        "--resolution",
        "--system-certs",
        "--verbose",
    }
)
_UPGRADES = frozenset({"--upgrade", "--upgrade-package", "--upgrade-group"})
_REFRESHES = frozenset({"--refresh", "--refresh-package"})
_LEFT_OUT_BY_PERSON = frozenset(
    {"--no-install-project", "--no-install-workspace", "--no-install-local", "--no-install-package"}
)
_NOT_IN_STEPS = (
    frozenset(
        {
            "--frozen",
            "--locked",
            "--exact",
            "--inexact",
            "--active",
            "--no-active",
            "--output-format",
            "--reinstall",
            "--reinstall-package",
            "--compile-bytecode",
            "--no-compile-bytecode",
            "--link-mode",
            "--quiet",
            "--verbose",
        }
    )
    | _UPGRADES
    | _REFRESHES
)
_ONLY_SAYS = {"--dry-run": "only says what it would do", "--check": "only looks"}


class Option(Struct, frozen=True):
    """One option as the person wrote it; ``name`` is its long name, ``value`` None where it has none."""

    name: str
    words: tuple[str, ...]
    value: str | None = None


def options_in(uv_args: Sequence[str]) -> tuple[Option, ...]:
    """Return the options in their order; a word that is none stands for itself, and so does an unknown option."""
    return tuple(_options(iter(uv_args)))


def lock_words(options: Iterable[Option]) -> tuple[str, ...]:
    """Return what ``uv lock`` is told: how to resolve and where to find packages."""
    return _words(options, _RESOLVING | _UPGRADES | _REFRESHES | {"--link-mode", "--locked"})


def plan_words(options: Iterable[Option]) -> tuple[str, ...]:
    """Return what a frozen dry run is told, which finds out what is not in the cache."""
    return _without(options, (_NOT_IN_STEPS | _LEFT_OUT_BY_PERSON) - {"--no-install-local", "--no-install-package"})


def step_words(options: Iterable[Option]) -> tuple[str, ...]:
    """Return what a step is told that brings in one package: nothing that another package depends on."""
    return _without(options, _NOT_IN_STEPS | _LEFT_OUT_BY_PERSON)


def last_words(options: Iterable[Option]) -> tuple[str, ...]:
    """Return what the sync at the end is told: everything but upgrades, which the lock step has done."""
    return _without(options, _UPGRADES)


def shared_words(options: Iterable[Option], extras: bool) -> tuple[str, ...]:  # noqa: FBT001 - one caller, one meaning
    """Return those arguments of ``uv add`` or ``uv remove`` that a sync of the same project takes.

    With ``extras`` it also syncs the group or extra that something is added to, as ``uv add`` itself does.
    """
    found: list[str] = []
    for option in options:
        if option.name in _RESOLVING | {"--package", "--link-mode"}:
            found += option.words
        elif extras and option.value and option.name in {"--group", "--optional"}:
            found += ("--group" if option.name == "--group" else "--extra", option.value)
        elif extras and option.name == "--dev":
            found += ("--group", "dev")
    return tuple(found)


def says(options: Iterable[Option], *names: str) -> bool:
    """Return whether one of the options has one of the long names."""
    return any(option.name in names for option in options)


def value_of(options: Iterable[Option], name: str) -> str | None:
    """Return the value of the last option with that long name, or None."""
    return next((option.value for option in reversed(tuple(options)) if option.name == name), None)


def check_patient(options: Iterable[Option], environ: Mapping[str, str]) -> None:
    """Raise InputError for arguments and variables with which patience can bring nothing about."""
    named = tuple(options)
    no_cache = environ.get("UV_NO_CACHE", "").lower() not in {"", "0", "false", "no", "off", "n", "f"}
    if no_cache or says(named, "--no-cache", "--no-cache-dir"):
        raise InputError(
            "Without a lasting cache nothing stays that was brought in, so one package at a time leads nowhere.",
            f"Leave out {'UV_NO_CACHE' if no_cache else '--no-cache'}, or leave out --patient.",
        )
    for name, does in _ONLY_SAYS.items():
        if says(named, name):
            raise InputError(f"With {name} uv {does}, and brings nothing in.", f"Leave out {name} or --patient.")
    if says(named, "--script"):
        raise InputError(
            "--patient brings in the packages of a project, not those of a script.",
            "Leave out --patient, or add the packages to a project.",
        )


def _options(words: Iterator[str]) -> Iterator[Option]:
    for word in words:
        if word.startswith("--"):
            name, equals, value = word.partition("=")
            if equals or name not in _WITH_VALUE:
                yield Option(name, (word,), value if equals else None)
                continue
            yield _with_next(name, word, words)
        elif len(word) > 1 and word[0] == "-":
            yield from _short_options(word, words)
        else:
            yield Option(word, (word,))


def _short_options(word: str, words: Iterator[str]) -> Iterator[Option]:
    """Read ``-p 3.12``, ``-p3.12``, ``-p=3.12`` and flags that share one dash (``-nq``)."""
    for at, letter in enumerate(word[1:], 1):
        name = _SHORT.get(f"-{letter}", f"-{letter}")
        if name not in _WITH_VALUE:
            yield Option(name, (f"-{letter}",))
            continue
        rest = word[at + 1 :]
        yield (
            Option(name, (f"-{letter}{rest}",), rest.removeprefix("="))
            if rest
            else _with_next(name, f"-{letter}", words)
        )
        return


def _with_next(name: str, word: str, words: Iterator[str]) -> Option:
    value = next(words, None)
    return Option(name, (word,) if value is None else (word, value), value)


def _words(options: Iterable[Option], names: Collection[str]) -> tuple[str, ...]:
    return tuple(word for option in options if option.name in names for word in option.words)


def _without(options: Iterable[Option], names: Collection[str]) -> tuple[str, ...]:
    return tuple(word for option in options if option.name not in names for word in option.words)
