"""Whether a requirement or a Requires-Python is valid: the usual forms at a glance, all others by `packaging`.

Source: the dependency specifiers and version specifiers of packaging.python.org.
"""

import re
from enum import Enum, auto

from core.wheels.reading.limits import TEXT

_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?"
_VERSION = r"[0-9]+(?:\.[0-9]+)*(?:(?:a|b|rc|\.post|\.dev)[0-9]+)?"
_CLAUSE = rf"(?:(?:>=|<=|==|!=|<|>) ?{_VERSION}|~= ?[0-9]+(?:\.[0-9]+)+|(?:==|!=) ?[0-9]+(?:\.[0-9]+)*\.\*)"
_CLAUSES = rf"{_CLAUSE}(?: ?, ?{_CLAUSE})*"
_TEST = (
    r"""(?:extra ?== ?(?:'[A-Za-z0-9_.-]+'|"[A-Za-z0-9_.-]+")"""
    r"""|(?:python_version|python_full_version) ?(?:>=|<=|==|!=|<|>) ?"""
    r"""(?:'[0-9]+(?:\.[0-9]+){0,2}'|"[0-9]+(?:\.[0-9]+){0,2}")"""
    r"""|(?:sys_platform|platform_system|os_name|platform_machine|platform_python_implementation"""
    r"""|implementation_name) ?(?:==|!=) ?(?:'[A-Za-z0-9_]+'|"[A-Za-z0-9_]+"))"""
)
_TERM = rf"(?:{_TEST}|\( ?{_TEST}(?: (?:and|or) {_TEST})* ?\))"
_USUAL = re.compile(
    rf"{_NAME} ?(?:\[{_NAME}(?: ?, ?{_NAME})*\])? ?(?:{_CLAUSES}|\( ?{_CLAUSES} ?\))?"
    rf"(?: ?; ?{_TERM}(?: (?:and|or) {_TERM})*)?"
)
_USUAL_PYTHON = re.compile(_CLAUSES)
_MOST = 400
"""A longer one goes to `packaging`: nobody writes as much by hand."""

_STAR_AFTER_ORDER = re.compile(r"(>=|<=|>|<|~=)(\s*[0-9]+(?:\.[0-9]+)*)\.\*")
_COMMA_AT_END = re.compile(r",\s*(?=$|;|\))")
_DEV = re.compile(r">(\s*)dev\b")


class Validity(Enum):
    """How a specifier stands: ``LOOSE`` is against the rules, and uv takes it all the same."""

    VALID = auto()
    LOOSE = auto()
    INVALID = auto()


def requirement_validity(text: str) -> Validity:
    """Return how ``text`` stands as a requirement (``numpy>=1.20; extra == 'fast'``)."""
    if len(text) <= _MOST and _USUAL.fullmatch(text):
        return Validity.VALID
    if len(text) > TEXT:
        return Validity.INVALID
    if _is_requirement(text):
        return Validity.VALID
    return Validity.LOOSE if _is_requirement(_mended(text)) else Validity.INVALID


def python_validity(text: str) -> Validity:
    """Return how ``text`` stands as a Requires-Python (``>=3.10,<4``)."""
    if len(text) <= _MOST and _USUAL_PYTHON.fullmatch(text):
        return Validity.VALID
    if len(text) > TEXT:
        return Validity.INVALID
    if _is_specifiers(text):
        return Validity.VALID
    return Validity.LOOSE if _is_specifiers(_mended(text)) else Validity.INVALID


def _mended(text: str) -> str:
    """Return ``text`` with the slips put right that old tools let through and uv forgives."""
    text = _STAR_AFTER_ORDER.sub(r"\1\2", text)
    return _DEV.sub(r">\g<1>0.0.0.dev0", _COMMA_AT_END.sub("", text))


def _is_requirement(text: str) -> bool:
    from packaging.requirements import InvalidRequirement, Requirement  # noqa: PLC0415 - rarely needed, slow to import

    try:
        Requirement(text)
    except (InvalidRequirement, ValueError, RecursionError):
        return False
    return True


def _is_specifiers(text: str) -> bool:
    from packaging.specifiers import InvalidSpecifier, SpecifierSet  # noqa: PLC0415 - rarely needed, slow to import

    try:
        SpecifierSet(text)
    except (InvalidSpecifier, ValueError):
        return False
    return True
