"""What uv takes in the table ``pip`` of its files, which only ``uv pip`` uses (measured, uv 0.13.9)."""

from core.settings.bad_value import BadValueError, shown
from core.settings.other_keys import CHECKS, Check, flag, newer, one_of, text, texts

_NAMES = (
    "python system break-system-packages target prefix index-url extra-index-url no-index find-links "
    "index-strategy keyring-provider no-build no-binary only-binary no-build-isolation require-build-hashes "
    "no-build-isolation-package extra-build-dependencies extra-build-variables strict extra all-extras no-extra "
    "no-deps group allow-empty-requirements resolution prerelease fork-strategy dependency-metadata output-file "
    "no-strip-extras no-strip-markers no-annotate no-header custom-compile-command generate-hashes "
    "config-settings config-settings-package python-version python-platform universal exclude-newer "
    "exclude-newer-package no-emit-package emit-index-url emit-find-links emit-build-options "
    "emit-marker-expression emit-index-annotation annotation-style link-mode compile-bytecode require-hashes "
    "verify-hashes no-sources no-sources-package upgrade upgrade-package reinstall reinstall-package "
    "torch-backend"
)
_KEYS = frozenset(_NAMES.split())
_FLAGS = (
    "system break-system-packages strict all-extras no-deps allow-empty-requirements no-strip-extras no-strip-markers "
    "no-annotate no-header generate-hashes universal emit-index-url emit-find-links emit-build-options "
    "emit-marker-expression emit-index-annotation require-hashes verify-hashes no-build"
)
_CHECKS: dict[str, Check] = {
    **{key: check for key, check in CHECKS.items() if key in _KEYS},
    **dict.fromkeys(_FLAGS.split(), flag),
    "index-strategy": one_of("first-index", "unsafe-any-match", "unsafe-first-match", "unsafe-best-match"),
    "keyring-provider": one_of("disabled", "subprocess"),
    "link-mode": one_of("clone", "reflink", "copy", "hardlink", "symlink"),
    "exclude-newer": newer,
    "find-links": texts(),
    "extra-index-url": texts(),
    "index-url": text,
    "python": text,
    "no-binary": texts(),
}


def trouble_in_pip(raw: object) -> None:
    """Accept a table ``pip``; raises BadValueError for one that uv does not take."""
    if not isinstance(raw, dict):
        raise BadValueError(f"{shown(raw)} is no table.")
    for key, value in raw.items():
        if key not in _KEYS:
            raise BadValueError(f"uv knows no {key} in it.")
        check = _CHECKS.get(key)
        if check is not None:
            try:
                check(value)
            except BadValueError as error:
                raise BadValueError(f"in it, {key} is wrong: {error}") from error
