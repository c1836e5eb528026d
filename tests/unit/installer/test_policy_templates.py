"""The templates for Group Policy: whole, in both languages, and what they write is what policy reads."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from core.system.policy import policy_of
from core.system.policy_declared import DECLARED, Language, PolicyKind
from core.system.policy_sources import KEY, said_by_key
from installer.policy_templates import adml, admx, documented, main, write_templates

DOCUMENT = Path(__file__).parents[3] / "docs" / "policy.md"
SPACE = "{http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions}"
ADMX = ET.fromstring(admx().encode())  # noqa: S314 - made here
TEXTS = {language: ET.fromstring(adml(language).encode()) for language in Language}  # noqa: S314 - made here


def every(root: ET.Element, name: str) -> list[ET.Element]:
    return list(root.iter(f"{SPACE}{name}"))


def policies() -> dict[str, ET.Element]:
    return {policy.attrib["name"]: policy for policy in every(ADMX, "policy")}


def test_the_parts_stand_in_the_order_that_the_schema_wants() -> None:
    assert ADMX.tag == f"{SPACE}policyDefinitions"
    parts = ["policyNamespaces", "resources", "supportedOn", "categories", "policies"]
    assert [part.tag.removeprefix(SPACE) for part in ADMX] == parts
    assert every(ADMX, "resources")[0].attrib["minRequiredRevision"] == ADMX.attrib["revision"]
    for text in TEXTS.values():
        assert [part.tag.removeprefix(SPACE) for part in text] == ["displayName", "description", "resources"]
        assert text.attrib["revision"] == ADMX.attrib["revision"]


@pytest.mark.parametrize("language", Language)
def test_every_reference_leads_to_a_text_and_every_text_is_used(language: Language) -> None:
    strings = [each.attrib["id"] for each in every(TEXTS[language], "string")]
    presentations = [each.attrib["id"] for each in every(TEXTS[language], "presentation")]
    assert len(set(strings)) == len(strings)
    named = [value for element in ADMX.iter() for value in element.attrib.values()]
    wanted = {value.removeprefix("$(string.")[:-1] for value in named if value.startswith("$(string.")}
    assert wanted == set(strings)
    shown = [value.removeprefix("$(presentation.")[:-1] for value in named if value.startswith("$(presentation.")]
    assert sorted(shown) == sorted(presentations)
    for string in every(TEXTS[language], "string"):
        assert string.text


@pytest.mark.parametrize("language", Language)
def test_each_element_is_shown_by_one_control_of_its_kind(language: Language) -> None:
    controls = {"text": "textBox", "list": "listBox"}
    for presentation in every(TEXTS[language], "presentation"):
        (shown,) = presentation
        (elements,) = every(policies()[presentation.attrib["id"]], "elements")
        (element,) = elements
        assert shown.attrib["refId"] == element.attrib["id"]
        assert shown.tag == f"{SPACE}{controls[element.tag.removeprefix(SPACE)]}"


def test_parents_and_platforms_are_there() -> None:
    categories = {each.attrib["name"] for each in every(ADMX, "category")}
    platforms = {each.attrib["name"] for each in every(ADMX, "definition")}
    for policy in policies().values():
        assert [every(policy, "parentCategory")[0].attrib["ref"]] == list(categories)
        assert [every(policy, "supportedOn")[0].attrib["ref"]] == list(platforms)
        assert policy.attrib["class"] == "Both"
        assert policy.attrib["key"] == KEY


def test_what_the_editor_writes_is_what_policy_reads() -> None:
    texts = {
        PolicyKind.FOLDER: r"D:\uv",
        PolicyKind.ADDRESS: "it@company.example",
        PolicyKind.FOLDERS: r"D:\forbidden",
        PolicyKind.INDEXES: "a=https://a.example/simple",
        PolicyKind.ORIGINS: "https://a.example",
    }
    values: dict[str, object] = {}
    lists: dict[str, dict[str, object]] = {}
    for policy, declaration in zip(policies().values(), DECLARED, strict=True):
        if declaration.kind is PolicyKind.FLAG:
            enabled = every(policy, "enabledValue")[0][0].attrib["value"]
            assert every(policy, "disabledValue")[0][0].attrib["value"] == "0"
            values[policy.attrib["valueName"]] = int(enabled)
        elif declaration.kind in texts:
            element = every(policy, "elements")[0][0]
            if element.tag == f"{SPACE}list":
                assert element.attrib["valuePrefix"] == ""
                lists[element.attrib["key"].removeprefix(f"{KEY}\\")] = {"1": texts[declaration.kind]}
            else:
                values[element.attrib["valueName"]] = texts[declaration.kind]
    read = policy_of([said_by_key("HKLM", values, lists)], {}, windows=True)
    assert read.troubles == ()
    left_out = {each.name for each in DECLARED if each.kind is PolicyKind.FILE}
    assert set(read.sources) == {each.name for each in DECLARED} - left_out


def test_the_files_lie_as_group_policy_wants_them(tmp_path: Path) -> None:
    written = write_templates(tmp_path)
    names = ["Wheelyard.admx", "de-DE/Wheelyard.adml", "en-US/Wheelyard.adml"]
    assert sorted(file.relative_to(tmp_path).as_posix() for file in written) == names
    before = [file.read_bytes() for file in written]
    assert main([str(tmp_path)]) == 0
    assert [file.read_bytes() for file in written] == before
    assert all(b"\r\n" in each for each in before)


def test_the_documentation_says_what_is_declared() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert documented(text) == text, "run `python -m installer.policy_templates --document docs/policy.md`"


def test_a_document_without_a_place_for_the_table_is_refused() -> None:
    with pytest.raises(ValueError, match="has no lines"):
        documented("# Policy\n")
