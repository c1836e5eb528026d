"""Each variable with texts that are right, wrong and empty: what uv makes of them, and what Wheelyard does."""

import pytest

from tests.integration.settings.judge import Sources

TEXTS: dict[str, tuple[str, ...]] = {
    "HTTP_TIMEOUT": ("", "5", "x"),
    "UV_CACHE_DIR": ("", "/x ", "rel", "~/x"),
    "UV_CONCURRENT_BUILDS": ("", "7", "0"),
    "UV_CONCURRENT_DOWNLOADS": ("", "7", "0", "x", "-1", "+3", " 3"),
    "UV_CONCURRENT_INSTALLS": ("", "7", "0"),
    "UV_CONFIG_FILE": ("", "nope.toml"),
    "UV_DEFAULT_INDEX": ("", "https://a/s", "n=https://a/s", "https://a/s https://b/s", "x y"),
    "UV_EXCLUDE_NEWER": ("", "2025-01-01", "x", "1 week", "2025-01-01T00:00:00Z", "P3D"),
    "UV_EXTRA_INDEX_URL": ("", "https://a/s https://b/s", "n=https://a/s"),
    "UV_FIND_LINKS": ("", "/a,/b", "/a /b", ",", "/a,", "https://a b/", "~/x", " /a"),
    "UV_HTTP_CONNECT_TIMEOUT": ("", "5", "x", "0"),
    "UV_HTTP_RETRIES": ("", "0", "7", "x", "+1", "4294967296", "-1"),
    "UV_HTTP_TIMEOUT": ("", "44", "0", "1.5", "x", "+5", " 5", "-1", "99999999999999999999", "000044"),
    "UV_INDEX": (
        "",
        "https://a/s",
        "n=https://a/s",
        "a b=https://c/s",
        "https://a/s?x=y",
        "n=rel",
        "./rel",
        "https://[x/s",
        "n=",
        "=https://a/s",
        "n-1=https://a/s",
        "N=https://a/s n=https://b/s",
        "n=https://a/s n=https://b/s",
        "pre:n=https://a/s",
        "é=https://a/s",
        "file:///x",
    ),
    "UV_INDEX_STRATEGY": ("", "first-index", "unsafe-best-match", "x", "Unsafe-Best-Match"),
    "UV_INDEX_URL": ("", "https://a/s", "n=https://a/s", "https://a/s https://b/s"),
    "UV_INSECURE_HOST": ("", "a b", "a, b", "https://a:9", "a:x", "a:99999", "*", "a/b", " a "),
    "UV_KEYRING_PROVIDER": ("", "disabled", "subprocess", "native", "x"),
    "UV_LINK_MODE": ("", "copy", "Copy", "reflink", " copy", "clone"),
    "UV_LOCK_TIMEOUT": ("", "7", "0", "x"),
    "UV_MANAGED_PYTHON": ("", "1", "0", "x"),
    "UV_NATIVE_TLS": ("", "1", "0", "x"),
    "UV_NO_BUILD": ("", "1", "0", "x"),
    "UV_NO_CONFIG": ("", "1", "0", "x", "true", "maybe"),
    "UV_NO_MANAGED_PYTHON": ("", "1", "0", "x"),
    "UV_NO_SYSTEM_CONFIG": ("", "1", "0", "x"),
    "UV_OFFLINE": ("", "1", "0", "maybe", "Off"),
    "UV_PROJECT_ENVIRONMENT": ("", "x"),
    "UV_PYTHON": ("", "3.12", "/x/y", " 3.12", ">=3.12"),
    "UV_PYTHON_DOWNLOADS": ("", "auto", "automatic", "true", "false", "manual", "never", "Never", "1", "x"),
    "UV_PYTHON_INSTALL_DIR": ("", "x"),
    "UV_PYTHON_PREFERENCE": ("", "system", "only-system", "x", "System"),
    "UV_REQUEST_TIMEOUT": ("", "5", "x"),
    "UV_SYSTEM_CERTS": ("", "1", "TRUE", "yes", "maybe", " 1", "Y", "T", "on", "0", "n", "f"),
    "UV_TOOL_DIR": ("", "x"),
}

TOGETHER: tuple[dict[str, str], ...] = (
    {"UV_MANAGED_PYTHON": "1", "UV_PYTHON_PREFERENCE": "system"},
    {"UV_NO_MANAGED_PYTHON": "1", "UV_PYTHON_PREFERENCE": "managed"},
    {"UV_MANAGED_PYTHON": "1", "UV_NO_MANAGED_PYTHON": "1"},
    {"UV_MANAGED_PYTHON": "0", "UV_PYTHON_PREFERENCE": "system"},
    {"UV_MANAGED_PYTHON": "0", "UV_NO_MANAGED_PYTHON": "1"},
    {"UV_NATIVE_TLS": "1", "UV_SYSTEM_CERTS": "0"},
    {"UV_NATIVE_TLS": "0", "UV_SYSTEM_CERTS": "1"},
    {"UV_HTTP_TIMEOUT": "", "UV_REQUEST_TIMEOUT": "5"},
    {"UV_HTTP_TIMEOUT": "3", "UV_REQUEST_TIMEOUT": "x"},
    {"UV_REQUEST_TIMEOUT": "5", "HTTP_TIMEOUT": "6"},
    {"UV_HTTP_TIMEOUT": "3", "HTTP_TIMEOUT": "x"},
    {"UV_SYSTEM_CERTS": "1", "UV_NATIVE_TLS": "x"},
    {"UV_INDEX": "n=https://a/s", "UV_DEFAULT_INDEX": "n=https://b/s"},
    {
        "UV_INDEX": "https://a/s",
        "UV_EXTRA_INDEX_URL": "https://b/s",
        "UV_INDEX_URL": "https://c/s",
        "UV_DEFAULT_INDEX": "https://d/s",
    },
    {"UV_NO_CONFIG": "1", "UV_CONFIG_FILE": "nope"},
    {"UV_SYSTEM_CERTS": "", "UV_NATIVE_TLS": "1"},
    {"UV_OFFLINE": "0"},
)


@pytest.mark.parametrize("name", TEXTS)
def test_uv_takes_and_refuses_the_same_texts_of_a_variable(name: str, sources: Sources) -> None:
    sources.write(sources.project / "uv.toml", "offline = true\n")
    bare = dict(sources.environ)
    for text in TEXTS[name]:
        sources.environ = {**bare, name: text}
        assert sources.differences() == {}, f"{name}={text!r}"


@pytest.mark.parametrize("variables", TOGETHER, ids=" ".join)
def test_of_variables_that_say_the_same_uv_takes_the_same_one(variables: dict[str, str], sources: Sources) -> None:
    sources.environ.update(variables)
    assert sources.differences() == {}
