"""Templates of indexes: filled in they are the documented addresses, and what is wrong is said field by field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.index_templates import TEMPLATES, IndexServer, IndexTemplate, filled, recognised, template_of

EXPECTED = {
    IndexServer.NEXUS: "https://nexus.corp.example/repository/pypi-all/simple",
    IndexServer.ARTIFACTORY: "https://corp.jfrog.example/artifactory/api/pypi/pypi-all/simple",
    IndexServer.AZURE: "https://pkgs.dev.azure.com/contoso/tools/_packaging/packages/pypi/simple/",
    IndexServer.GITLAB_PROJECT: "https://gitlab.corp.example/api/v4/projects/1234/packages/pypi/simple",
    IndexServer.GITLAB_GROUP: "https://gitlab.corp.example/api/v4/groups/56/-/packages/pypi/simple",
    IndexServer.CODEARTIFACT: "https://corp-123456789012.d.codeartifact.eu-central-1.amazonaws.com/pypi/pypi-all/simple/",
    IndexServer.GOOGLE: "https://europe-west3-python.pkg.dev/corp-tools/pypi-all/simple/",
    IndexServer.SIMPLE: "https://packages.corp.example/simple",
}
USERS = {
    IndexServer.AZURE: "token",
    IndexServer.GITLAB_PROJECT: "__token__",
    IndexServer.GITLAB_GROUP: "__token__",
    IndexServer.CODEARTIFACT: "aws",
    IndexServer.GOOGLE: "oauth2accesstoken",
}


AZURE_NAMES = [field for field in template_of(IndexServer.AZURE).fields if field.id != "organization"]


def examples(template: IndexTemplate) -> dict[str, str]:
    return {field.id: field.example for field in template.fields}


def test_every_kind_has_a_template() -> None:
    assert {template.server for template in TEMPLATES} == set(IndexServer) == set(EXPECTED)


@pytest.mark.parametrize("template", TEMPLATES, ids=[each.server.value for each in TEMPLATES])
def test_the_examples_make_the_documented_address(template: IndexTemplate) -> None:
    found = filled(template, examples(template))
    assert (found.url, found.user, found.troubles) == (
        EXPECTED[template.server],
        USERS.get(template.server),
        {},
    )
    assert template.token
    known = recognised(EXPECTED[template.server])
    assert known is (None if template.server is IndexServer.SIMPLE else template)


@pytest.mark.parametrize("template", TEMPLATES, ids=[each.server.value for each in TEMPLATES])
@pytest.mark.parametrize("wrong", ["", "a b", "https://ada:pw@x/y?z", "ä/ö", "@"])
def test_a_field_that_is_wrong_says_what_is_wanted(template: IndexTemplate, wrong: str) -> None:
    for field in template.fields:
        found = filled(template, examples(template) | {field.id: wrong})
        if (wrong == "" and not field.required) or (wrong == "a b" and field in AZURE_NAMES):
            # Names of projects and feeds may have blanks, and some feeds have no project.
            assert found.url is not None
            assert " " not in found.url
            continue
        assert found.url is None
        assert list(found.troubles) == [field.id]
        assert field.example in found.troubles[field.id]
        assert field.label in found.troubles[field.id]


def test_the_command_for_a_token_names_what_it_cannot_do_without() -> None:
    # `--domain` is required, and the domain may be another account's.
    token = template_of(IndexServer.CODEARTIFACT).token
    assert "get-authorization-token --domain DOMAIN --domain-owner ACCOUNT " in token


def test_a_feed_of_the_organization_has_no_project() -> None:
    azure = template_of(IndexServer.AZURE)
    found = filled(azure, {"organization": "contoso", "feed": "all packages"})
    assert found.url == "https://pkgs.dev.azure.com/contoso/_packaging/all%20packages/pypi/simple/"
    assert recognised(found.url) is azure


@pytest.mark.parametrize("written", ["tools/wheels", "tools%2Fwheels", "tools%2fwheels"])
def test_a_project_can_be_named_by_its_path(written: str) -> None:
    gitlab = template_of(IndexServer.GITLAB_PROJECT)
    found = filled(gitlab, {"host": "gitlab.corp.example", "number": written})
    assert found.url == "https://gitlab.corp.example/api/v4/projects/tools%2Fwheels/packages/pypi/simple"
    assert recognised(found.url) is gitlab


def test_a_view_of_a_feed_is_an_address_without_a_login() -> None:
    azure = template_of(IndexServer.AZURE)
    found = filled(azure, {"organization": "contoso", "project": "tools", "feed": "packages@Release"})
    assert found.url == "https://pkgs.dev.azure.com/contoso/tools/_packaging/packages%40Release/pypi/simple/"


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("https://ada:pw@Nexus.corp.example:8443/nexus/repository/all/simple/", IndexServer.NEXUS),
        ("https://corp.pkgs.visualstudio.com/_packaging/feed/pypi/simple/", IndexServer.AZURE),
        ("https://host/gitlab/api/v4/projects/1/packages/pypi/simple", IndexServer.GITLAB_PROJECT),
        ("https://packages.corp.example/simple", None),
        ("ftp://nexus/repository/all/simple", None),
        ("https://[broken/repository/all/simple", None),
        ("", None),
    ],
)
def test_what_an_address_shows_of_its_server(url: str, server: IndexServer | None) -> None:
    known = recognised(url)
    assert (known.server if known is not None else None) is server


@given(st.sampled_from(TEMPLATES), st.dictionaries(st.text(max_size=12), st.text(max_size=40), max_size=5), st.text())
def test_nothing_that_is_typed_raises(template: IndexTemplate, values: dict[str, str], text: str) -> None:
    named = {field.id: text for field in template.fields}
    for each in (values, named):
        found = filled(template, each)
        assert (found.url is None) == bool(found.troubles)
    recognised(text)
