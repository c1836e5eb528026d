"""Each rule finds what it is for, and nothing besides: every case names all that is found in it."""

import pytest

from tests.unit.core.settings.lint.bench import PROJECT, Bench, asking

P, U, USER = "p/pyproject.toml", "p/uv.toml", "user/uv/uv.toml"
INDEX = '[[tool.uv.index]]\nname = "corp"\nurl = "https://corp.example/simple"\n'
WORKSPACE = '[tool.uv.workspace]\nmembers = ["libs/*"]\n'
SOURCE = '[tool.uv.sources]\na = { index = "corp" }\n'
MEMBER = PROJECT.replace('"p"', '"m"')
LOGIN = "https://ada:s3cr3t@corp.example/simple"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        pytest.param("[tool.uv]\nnonsense = 1\n", ["setting-unknown fail"], id="an unknown key"),
        pytest.param('[tool.uv]\nlink-mode = "fast"\n', ["setting-bad-value fail"], id="a wrong value"),
        pytest.param("[tool.uv]\nuniversal = true\n", ["setting-in-wrong-section fail"], id="a key of pip"),
        pytest.param(
            '[tool.uv.pip]\ncache-dir = "c"\n', ["setting-in-wrong-section fail"], id="a key of [tool.uv] in pip"
        ),
        pytest.param(
            '[tool.uv]\nrequires-python = ">=3"\n', ["setting-in-wrong-section fail"], id="a key of [project]"
        ),
        pytest.param("[tool.uv]\npackage = 3\n", ["setting-bad-value fail"], id="a wrong value of the project's own"),
        pytest.param('cache-dir = "/c"\n', ["setting-in-project-section warn"], id="a setting in [project]"),
        pytest.param('[uv]\ncache-dir = "/c"\n', ["setting-in-wrong-section warn"], id="[uv]"),
        pytest.param("[tool.uv-settings]\noffline = true\n", ["setting-in-wrong-section warn"], id="[tool.uv-x]"),
        pytest.param('[tool.uv-dynamic-versioning]\nvcs = "git"\n', [], id="another tool's table"),
        pytest.param('[tool.uv]\nrequired-version = ">=99"\n', ["required-version fail"], id="another uv"),
        pytest.param('[tool.uv]\nrequired-version = "0.13.9"\n', [], id="this uv"),
        pytest.param('[tool.uv]\ncache-dir = "cache"\n', ["cache-dir-relative warn"], id="a relative cache"),
        pytest.param('[tool.uv]\ncache-dir = "~/cache"\n', ["cache-dir-unexpanded fail"], id="the home folder"),
        pytest.param('[tool.uv]\ncache-dir = "/c%LOCALAPPDATA%/x"\n', ["cache-dir-unexpanded fail"], id="a variable"),
        pytest.param('[tool.uv]\nfind-links = ["$HOME/w"]\n', ["find-links-unexpanded fail"], id="a folder of wheels"),
        pytest.param("[tool.uv]\nno-cache = true\n", ["cache-off warn"], id="no cache"),
        pytest.param('[tool.uv]\nfind-links = ["wheels"]\n', ["find-links-missing fail"], id="no folder of wheels"),
        pytest.param(
            '[[tool.uv.index]]\nname = "w"\nurl = "wheels"\nformat = "flat"\n',
            ["index-folder-missing fail"],
            id="no folder of an index",
        ),
        pytest.param('[tool.uv]\nallow-insecure-host = ["a.example"]\n', ["hosts-unchecked warn"], id="no check"),
        pytest.param(
            f"{INDEX}{INDEX}", ["index-twice fail"], id="two indexes of one name"
        ),
        pytest.param(
            INDEX + "default = true\n" + INDEX.replace("corp", "other") + "default = true\n",
            ["index-default-twice fail"],
            id="two default indexes",
        ),
        pytest.param(f"{INDEX}explicit = true\n", ["index-explicit-unused warn"], id="an index that nobody asks"),
        pytest.param(
            f'{INDEX}explicit = true\npublish-url = "https://corp.example/upload"\n', [], id="an index to publish to"
        ),
        pytest.param(
            INDEX.replace("https://corp.example/simple", LOGIN), ["login-in-url warn"], id="a login in the open"
        ),
        pytest.param(
            INDEX.replace("https://", "https://${USER}:${TOKEN}@"), [], id="a login in variables"
        ),
        pytest.param('[tool.uv]\nhttps-proxy = "http://a:b@proxy.example:1"\n', ["proxy-login warn"], id="a proxy's"),
        pytest.param(f"{INDEX}{SOURCE}", ["source-without-dependency warn"], id="a source that nothing asks for"),
        pytest.param(SOURCE, ["index-undefined warn", "source-without-dependency warn"], id="an index of nothing"),
    ],
)  # fmt: skip
def test_what_stands_in_a_project(bench: Bench, text: str, ids: list[str]) -> None:
    bench.write({P: f"{PROJECT}{text}"})
    assert bench.ids() == ids
    for check in bench.found():
        assert check.file == bench.root / P
        assert check.line is not None
        assert check.line > PROJECT.count("\n")
        assert "s3cr3t" not in f"{check.title}{check.detail}"


@pytest.mark.parametrize(
    ("files", "ids"),
    [
        pytest.param({P: asking("a") + SOURCE}, ["index-undefined fail"], id="an index that is not defined"),
        pytest.param({P: asking("a") + INDEX + SOURCE}, [], id="an index that is"),
        pytest.param(
            {P: asking("a") + INDEX.replace("corp", "Corp") + SOURCE}, ["index-undefined fail"], id="in another case"
        ),
        pytest.param(
            {P: asking("a") + SOURCE, USER: INDEX.replace("tool.uv.", "")},
            ["index-undefined fail"],
            id="in the person's own file",
        ),
        pytest.param(
            {P: PROJECT + '[dependency-groups]\ndev = ["a"]\n' + SOURCE}, ["index-undefined fail"], id="for a group"
        ),
        pytest.param(
            {P: PROJECT + '[tool.uv]\nconstraint-dependencies = ["a"]\n' + SOURCE},
            ["index-undefined fail"],
            id="for a constraint",
        ),
        pytest.param(
            {P: asking("a_b") + '[tool.uv]\nconstraint-dependencies = ["a-b<2"]\n'},
            ["names-spelled-differently warn"],
            id="two spellings",
        ),
        pytest.param({P: asking("a_b", "A_B>1")}, [], id="one spelling in another case"),
        pytest.param(
            {P: asking("a-b") + '[tool.uv.sources]\na-b = { path = "x" }\na_b = { path = "x" }\n', "p/x": ""},
            ["names-spelled-differently warn", "source-twice fail"],
            id="two sources",
        ),
        pytest.param(
            {P: asking("a") + '[tool.uv.sources]\na = { path = "exdist/a.whl" }\n'},
            ["source-file-missing fail"],
            id="no file of a package",
        ),
        pytest.param(
            {P: asking("a") + '[tool.uv.sources]\na = { path = "exdist/a.whl" }\n', "p/exdist/a.whl": ""},
            [],
            id="a file of a package",
        ),
        pytest.param(
            {P: PROJECT.replace("dependencies = []", 'dynamic = ["dependencies"]') + INDEX + SOURCE},
            [],
            id="dependencies from elsewhere",
        ),
        pytest.param(
            {P: PROJECT + '[tool.uv]\nlink-mode = "copy"\nconstraint-dependencies = ["a"]\n', U: ""},
            ["uv-toml-hides warn"],
            id="a uv.toml that hides",
        ),
        pytest.param({P: PROJECT + "[tool.uv]\npackage = false\n", U: ""}, [], id="a uv.toml that hides nothing"),
        pytest.param({P: PROJECT, U: "nonsense = 1\n"}, ["setting-unknown fail"], id="an unknown key in uv.toml"),
        pytest.param({P: PROJECT, U: "[tool.uv]\noffline = true\n"}, ["setting-in-wrong-section fail"], id="tool.uv"),
        pytest.param({P: PROJECT, U: "package = false\n"}, ["setting-not-in-uv-toml fail"], id="not in uv.toml"),
        pytest.param({P: PROJECT, USER: "nonsense = 1\n"}, ["setting-unknown fail"], id="the person's file"),
        pytest.param({P: PROJECT, USER: "offline = \n"}, ["settings-file-broken fail"], id="a broken file"),
        pytest.param(
            {P: PROJECT + "[tool.uv]\nnative-tls = true\n", USER: "system-certs = false\n"},
            ["certificates-at-odds warn"],
            id="two names of one setting",
        ),
        pytest.param(
            {P: PROJECT + "[tool.uv]\nnative-tls = true\n", USER: "system-certs = true\n"}, [], id="which say the same"
        ),
        pytest.param(
            {P: PROJECT + WORKSPACE, "p/libs/m/pyproject.toml": MEMBER + '[tool.uv]\nlink-mode = "copy"\n'},
            ["member-settings-ignored warn"],
            id="settings of a member",
        ),
        pytest.param(
            {P: PROJECT + WORKSPACE, "p/libs/m/pyproject.toml": MEMBER, "p/libs/m/uv.toml": ""},
            ["member-uv-toml-ignored warn"],
            id="the uv.toml of a member",
        ),
        pytest.param(
            {
                P: PROJECT + WORKSPACE + INDEX + "explicit = true\n" + SOURCE,
                "p/libs/m/pyproject.toml": MEMBER.replace("[]", '["a"]') + "[tool.uv]\npackage = true\n",
            },
            [],
            id="a source of the root for a member",
        ),
        pytest.param({P: PROJECT, U: 'index = [{ name = "w", url = "w", format = "flat" }]\n'},
                     ["index-folder-missing fail"], id="an index of uv.toml"),
        pytest.param({P: PROJECT, U: INDEX.replace("tool.uv.", "") * 2}, ["index-twice warn"], id="twice in uv.toml"),
    ],
)  # fmt: skip
def test_what_several_places_say_together(bench: Bench, files: dict[str, str], ids: list[str]) -> None:
    bench.write(files)
    assert bench.ids() == ids
