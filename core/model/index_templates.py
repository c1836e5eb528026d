"""What the usual servers of package indexes want: their addresses, user names and tokens.

Documented by Sonatype (Nexus), JFrog (Artifactory), Microsoft (Azure Artifacts), GitLab, Amazon (CodeArtifact) and
Google (Artifact Registry); for Artifactory, Azure, CodeArtifact and Google by uv's guides of integration, too. GitLab
looks at the token alone and passes over the user name beside it; its pages write the name of the token there.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct


class IndexServer(StrEnum):
    """A kind of server that has package indexes."""

    NEXUS = "nexus"
    ARTIFACTORY = "artifactory"
    AZURE = "azure"
    GITLAB_PROJECT = "gitlab-project"
    GITLAB_GROUP = "gitlab-group"
    CODEARTIFACT = "codeartifact"
    GOOGLE = "google"
    SIMPLE = "simple"


class TemplateField(Struct, frozen=True, kw_only=True):
    """One part of an address that a person fills in; ``pattern`` is what it must look like, in ``wanted`` words."""

    id: str
    label: str
    example: str
    pattern: str
    wanted: str
    required: bool = True


class IndexTemplate(Struct, frozen=True, kw_only=True):
    """What one kind of server wants; ``address`` has the ids of its fields in braces.

    ``user`` is the user name that it takes, None where it is a person's own. ``token`` says which secret it takes and
    where a person gets it, ``lives`` how long that lasts where it is short.
    """

    server: IndexServer
    title: str
    address: str
    fields: tuple[TemplateField, ...]
    user: str | None
    token: str
    lives: str = ""


class FilledIndex(Struct, frozen=True, kw_only=True):
    """What came of a template: the address, None as long as ``troubles`` (a sentence by the field's id) has any."""

    url: str | None
    user: str | None
    troubles: dict[str, str] = {}


_HOST = r"[^\s/@?#:\[\]]+(?::\d{1,5})?"
_WORD = r"[A-Za-z0-9][A-Za-z0-9._-]*"
_FREE = r"[^\s/?#@][^/?#@]*"
_NUMBER = "a number or a path of names with / between"
_FEED = r"[^\s/?#@][^/?#@]*(?:@[A-Za-z0-9._-]+)?"
"""A feed, or one of its views."""
_PATH = r"\d+|[A-Za-z0-9_][A-Za-z0-9_.-]*(?:(?:/|%2[Ff])[A-Za-z0-9_.-]+)*"


def _host(example: str) -> TemplateField:
    wanted = "the name of the server alone, with its port where it has one"
    return TemplateField(id="host", label="Server", example=example, pattern=_HOST, wanted=wanted)


def _word(ident: str, label: str, example: str, wanted: str, pattern: str = _WORD) -> TemplateField:
    return TemplateField(id=ident, label=label, example=example, pattern=pattern, wanted=wanted)


_REPOSITORY = _word("repository", "Repository", "pypi-all", "letters, digits, dots, - and _, as the server names it")

TEMPLATES = (
    IndexTemplate(
        server=IndexServer.NEXUS,
        title="Sonatype Nexus",
        address="https://{host}/repository/{repository}/simple",
        fields=(_host("nexus.corp.example"), _REPOSITORY),
        user=None,
        token="Your password, or a user token (name and pass code) from your profile under User Token.",  # noqa: S106 - words about tokens
    ),
    IndexTemplate(
        server=IndexServer.ARTIFACTORY,
        title="JFrog Artifactory",
        address="https://{host}/artifactory/api/pypi/{repository}/simple",
        fields=(_host("corp.jfrog.example"), _REPOSITORY),
        user=None,
        token="Your password, or an identity token that you generate in your profile.",  # noqa: S106 - words about tokens
    ),
    IndexTemplate(
        server=IndexServer.AZURE,
        title="Azure Artifacts",
        address="https://pkgs.dev.azure.com/{organization}/{project}_packaging/{feed}/pypi/simple/",
        fields=(
            _word("organization", "Organization", "contoso", "the organization, as it stands behind dev.azure.com/"),
            TemplateField(
                id="project",
                label="Project (none for a feed of the organization)",
                example="tools",
                pattern=_FREE,
                wanted="the name of the project without a slash",
                required=False,
            ),
            _word("feed", "Feed", "packages", "the name of the feed, with @view for one of its views", _FEED),
        ),
        user="token",
        token="A personal access token with the right to read packages; the user name may be any.",  # noqa: S106 - words about tokens
        lives="It lasts as long as was chosen when it was made, a year at most.",
    ),
    IndexTemplate(
        server=IndexServer.GITLAB_PROJECT,
        title="GitLab, one project",
        address="https://{host}/api/v4/projects/{number}/packages/pypi/simple",
        fields=(
            _host("gitlab.corp.example"),
            _word("number", "Project ID or path", "1234", _NUMBER, _PATH),
        ),
        user="__token__",
        token="A personal access token with the scope api or read_api; a deploy token has its own user name.",  # noqa: S106 - words about tokens
    ),
    IndexTemplate(
        server=IndexServer.GITLAB_GROUP,
        title="GitLab, a group",
        address="https://{host}/api/v4/groups/{number}/-/packages/pypi/simple",
        fields=(
            _host("gitlab.corp.example"),
            _word("number", "Group ID or path", "56", _NUMBER, _PATH),
        ),
        user="__token__",
        token="A personal access token with the scope api or read_api; a deploy token has its own user name.",  # noqa: S106 - words about tokens
    ),
    IndexTemplate(
        server=IndexServer.CODEARTIFACT,
        title="AWS CodeArtifact",
        address="https://{domain}-{account}.d.codeartifact.{region}.amazonaws.com/pypi/{repository}/simple/",
        fields=(
            _word("domain", "Domain", "corp", "small letters, digits and -", r"[a-z][a-z0-9-]*"),
            _word("account", "Account ID", "123456789012", "the twelve digits of the account", r"\d{12}"),
            _word("region", "Region", "eu-central-1", "a region such as eu-central-1", r"[a-z]{2}(?:-[a-z]+)+-\d"),
            _REPOSITORY,
        ),
        user="aws",
        token="What `aws codeartifact get-authorization-token --domain DOMAIN --domain-owner ACCOUNT --query "  # noqa: S106 - words about tokens
        "authorizationToken --output text` prints.",
        lives="It lasts twelve hours at most, then a new one is asked for.",
    ),
    IndexTemplate(
        server=IndexServer.GOOGLE,
        title="Google Artifact Registry",
        address="https://{region}-python.pkg.dev/{project}/{repository}/simple/",
        fields=(
            _word(
                "region",
                "Location",
                "europe-west3",
                "a location such as europe-west3 or europe",
                r"[a-z]+(?:-[a-z]+\d+)?",
            ),
            _word("project", "Project ID", "corp-tools", "the ID of the project", r"[a-z][a-z0-9:.-]*"),
            _REPOSITORY,
        ),
        user="oauth2accesstoken",
        token="What `gcloud auth print-access-token` prints.",  # noqa: S106 - words about tokens
        lives="It lasts an hour, then a new one is asked for.",
    ),
    IndexTemplate(
        server=IndexServer.SIMPLE,
        title="Another server",
        address="{url}",
        fields=(
            _word(
                "url",
                "Address",
                "https://packages.corp.example/simple",
                "an address that begins with https:// or http://, without a user name or password",
                r"https?://[^\s/@?#]+(?:/[^\s@?#]*)?",
            ),
        ),
        user=None,
        token="What its owner gave you.",  # noqa: S106 - words about tokens
    ),
)
"""All templates, in the order in which they are offered."""


def template_of(server: IndexServer) -> IndexTemplate:
    """Return the template of a kind of server."""
    return next(each for each in TEMPLATES if each.server is server)


def filled(template: IndexTemplate, values: Mapping[str, str]) -> FilledIndex:
    """Return the address with every field filled in, or a sentence for each field that is not right yet."""
    troubles: dict[str, str] = {}
    texts: dict[str, str] = {}
    for field in template.fields:
        text = values.get(field.id, "").strip()
        if not text and not field.required:
            texts[field.id] = ""
        elif not text:
            troubles[field.id] = f"{field.label} is missing, such as {field.example}."
        elif re.fullmatch(field.pattern, text) is None:
            troubles[field.id] = f"{field.label} must be {field.wanted}, such as {field.example}."
        else:
            optional = "" if field.required else "/"
            texts[field.id] = text if field.id in {"url", "host"} else quote(unquote(text), safe=":") + optional
    url = None if troubles else template.address.format_map(texts)
    return FilledIndex(url=url, user=template.user, troubles=troubles)


_KNOWN = (
    (IndexServer.CODEARTIFACT, re.compile(r"[^/]+\.d\.codeartifact\.[^/]+\.amazonaws\.com(?::\d+)?/pypi/")),
    (IndexServer.GOOGLE, re.compile(r"[^/]+-python\.pkg\.dev(?::\d+)?/")),
    (
        IndexServer.AZURE,
        re.compile(r"(?:pkgs\.dev\.azure\.com(?::\d+)?|[^/]+\.pkgs\.visualstudio\.com(?::\d+)?)/.*_packaging/"),
    ),
    (IndexServer.GITLAB_GROUP, re.compile(r"[^/]+/(?:.*/)?api/v4/groups/[^/]+/-/packages/pypi")),
    (IndexServer.GITLAB_PROJECT, re.compile(r"[^/]+/(?:.*/)?api/v4/projects/[^/]+/packages/pypi")),
    (IndexServer.ARTIFACTORY, re.compile(r"[^/]+/(?:.*/)?api/pypi/[^/]+")),
    (IndexServer.NEXUS, re.compile(r"[^/]+/(?:.*/)?repository/[^/]+/simple")),
)
"""How an address shows its kind: server and path as they stand in it."""


def recognised(url: str) -> IndexTemplate | None:
    """Return the template that an address was made by, None where it could be of any server."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"}:
        return None
    place = f"{parts.netloc.rpartition('@')[2].lower()}{parts.path}"
    return next((template_of(server) for server, pattern in _KNOWN if pattern.match(place)), None)
