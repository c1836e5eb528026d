"""What a person may choose goes into text, files and variables and comes back as it was."""

import tomllib
from functools import partial

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from core.model.setting_keys import SettingKey
from core.model.setting_values import SettingValue
from core.settings.bad_value import BadValueError
from core.settings.declared.all import DECLARATIONS
from core.settings.declared.declaration import Declaration
from tests.unit.core.settings.choices import texts_of

_THERE_IS_NO_SUCH_FILE = SettingKey.CERTIFICATE_FILE
_CHOOSABLE = [each for each in DECLARATIONS if each.key is not _THERE_IS_NO_SUCH_FILE]
_TOLD = [each for each in _CHOOSABLE if each.variables and each.tell is None]
_FILED = [each for each in _CHOOSABLE if each.keys]
_SCALARS = st.booleans() | st.integers() | st.floats() | st.datetimes() | st.dates() | st.times() | st.text(max_size=9)
_RAW = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


def name_of(declaration: Declaration) -> str:
    return declaration.key.value


def chosen(declaration: Declaration, data: st.DataObject) -> SettingValue | None:
    """Return a value that a profile may hold, or a file where it may not; None for a text that is refused."""
    try:
        return declaration.kind.parse(data.draw(texts_of(declaration)))
    except BadValueError:
        return None


@pytest.mark.parametrize("declaration", _CHOOSABLE, ids=name_of)
@given(data=st.data())
def test_a_value_as_text_is_the_value_again(declaration: Declaration, data: st.DataObject) -> None:
    value = chosen(declaration, data)
    if value is not None:
        assert declaration.kind.parse(declaration.kind.text(value)) == value


@pytest.mark.parametrize("declaration", _FILED, ids=name_of)
@given(data=st.data())
def test_a_value_in_a_file_is_the_value_again(declaration: Declaration, data: st.DataObject) -> None:
    value = chosen(declaration, data)
    if value is not None:
        written = tomlkit.dumps({"key": declaration.kind.to_toml(value)})
        assert declaration.kind.from_toml(tomllib.loads(written)["key"]) == value


@pytest.mark.parametrize("declaration", _TOLD, ids=name_of)
@given(data=st.data())
def test_a_value_in_a_variable_is_the_value_again(declaration: Declaration, data: st.DataObject) -> None:
    value = chosen(declaration, data)
    try:
        if value is not None and declaration.profile_check is not None:
            declaration.profile_check(value)
    except BadValueError:
        return
    if value is not None:
        assert declaration.kind.from_variable(declaration.kind.to_variable(value)) == value


@pytest.mark.parametrize("declaration", DECLARATIONS, ids=name_of)
@given(raw=_RAW, texts=st.tuples(st.text(max_size=20), st.text(max_size=20)))
def test_whatever_stands_there_is_a_value_or_a_sentence(
    declaration: Declaration, raw: object, texts: tuple[str, str]
) -> None:
    said = []
    kind = declaration.kind
    for read in (
        partial(kind.from_toml, raw),
        partial(kind.from_variable, texts[0]),
        partial(kind.parse, texts[1]),
    ):
        try:
            read()
        except BadValueError as error:
            said.append(str(error))
    assert all(each.endswith(".") for each in said)
