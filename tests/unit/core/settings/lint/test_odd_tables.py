"""Tables of any form: every rule looks at them without an error."""

import tempfile
from pathlib import Path
from typing import Any

import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.core.settings.lint.bench import Bench

_TEXTS = st.sampled_from(["", "a", "a_b>1", "corp", "~", "https://u:p@h/[x", "C:\\x", "*", "=="])
_NAMES = st.sampled_from(["name", "url", "index", "path", "default", "explicit", "members", "a", "requirement", "uv"])
_VALUES: st.SearchStrategy[Any] = st.recursive(
    _TEXTS | st.booleans() | st.integers(-1, 9),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_NAMES, inner, max_size=2),
    max_leaves=5,
)
_KEYS = st.sampled_from(
    [
        "index",
        "sources",
        "workspace",
        "pip",
        "find-links",
        "cache-dir",
        "constraint-dependencies",
        "required-version",
        "no-cache",
        "https-proxy",
        "native-tls",
        "system-certs",
        "allow-insecure-host",
        "extra-build-dependencies",
        "dev-dependencies",
        "extra-index-url",
    ]
)
_UV = st.dictionaries(_KEYS, _VALUES, max_size=4)
_PROJECT = st.dictionaries(
    st.sampled_from(["name", "dependencies", "optional-dependencies", "dynamic", "cache-dir"]), _VALUES, max_size=3
)
_VARIABLES = st.dictionaries(
    st.sampled_from(["UV_CACHE_DIR", "UV_INDEX", "UV_FIND_LINKS", "HTTPS_PROXY", "NO_PROXY", "SSL_CERT_FILE"]),
    st.sampled_from(["", " ", '"', '""', "~", "%", "http://[", "\x01", "a=b", "$HOME"]),
    max_size=2,
)


@settings(max_examples=150, deadline=None)
@given(uv=_UV, project=_PROJECT | _VALUES, beside=st.none() | _UV, more=_VALUES, variables=_VARIABLES)
def test_no_table_is_too_odd_for_the_rules(
    uv: dict[str, Any], project: Any, beside: dict[str, Any] | None, more: Any, variables: dict[str, str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        text = tomlkit.dumps({"dependency-groups": more, "uv": more, "project": project, "tool": {"uv": uv}})
        bench.write({"p/pyproject.toml": text})
        if beside is not None:
            bench.write({"p/uv.toml": tomlkit.dumps(beside)})
        bench.variables = variables
        for check in bench.found():
            assert check.id
            assert check.title
            assert check.detail.endswith(".")
