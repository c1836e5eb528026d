"""Healthy projects: the real uv locks each of them, and no rule has anything to say."""

import sys
from pathlib import Path

import pytest

from core.wheels.make_wheel import write_wheel
from tests.unit.core.settings.lint.bench import PROJECT, Bench, asking

P = "p/pyproject.toml"

PLAIN = {P: asking("one>=1", "two; python_version > '3'")}
COMPANY = {
    P: asking("one", "two")
    + """
[dependency-groups]
dev = ["three", { include-group = "docs" }]
docs = ["data_tools"]

[tool.uv]
required-version = ">=0.5"
package = false
default-groups = ["dev"]
constraint-dependencies = ["two<3"]
environments = ["sys_platform == 'win32'", "sys_platform == 'linux'"]
index-strategy = "first-index"
link-mode = "copy"
compile-bytecode = true

[tool.uv.pip]
universal = true

[[tool.uv.index]]
name = "company"
url = "../wheels"
format = "flat"
default = true

[[tool.uv.index]]
name = "team"
url = "../wheels"
format = "flat"
explicit = true

[tool.uv.sources]
two = { index = "team" }
data_tools = { index = "team" }
""",
    "user/uv/uv.toml": 'python-preference = "system"\nconcurrent-downloads = 8\n',
}
LOCAL_FILES = {
    P: asking("one", "two", "three")
    + """
[tool.uv]
no-index = true
find-links = ["../wheels"]

[tool.uv.sources]
one = { path = "../wheels/one-1-py3-none-any.whl" }
three = [
  { path = "../wheels/three-1-py3-none-any.whl", marker = "sys_platform == 'win32'" },
  { path = "../wheels/three-1-py3-none-any.whl", marker = "sys_platform != 'win32'" },
]
""",
}
WORKSPACE = {
    P: asking("lib-one")
    + """
[tool.uv]
find-links = ["../wheels"]
no-index = true

[tool.uv.workspace]
members = ["libs/*"]
exclude = ["libs/old"]

[tool.uv.sources]
lib-one = { workspace = true }
lib_two = { workspace = true }

[tool.setuptools]
packages = []
""",
    "p/libs/one/pyproject.toml": asking("lib_two", "one").replace('"p"', '"lib-one"') + "[tool.uv]\npackage = false\n",
    "p/libs/two/pyproject.toml": PROJECT.replace('"p"', '"lib-two"') + "[tool.uv]\npackage = false\n",
    "p/libs/old/pyproject.toml": PROJECT.replace('"p"', '"old"') + '[tool.uv]\nlink-mode = "copy"\n',
}
SETTINGS_FILE = {
    P: asking("one")
    + """
[tool.uv]
package = false

[tool.uv-dynamic-versioning]
vcs = "git"

[tool.ruff]
indent-width = 2
""",
    "p/uv.toml": 'no-index = true\nfind-links = ["../wheels"]\ncache-dir = "{root}/cache"\nsystem-certs = true\n',
    "etc/uv/uv.toml": "native-tls = true\n",
}


@pytest.mark.parametrize("files", [PLAIN, COMPANY, LOCAL_FILES, WORKSPACE, SETTINGS_FILE])
def test_nothing_is_found_in_what_is_sound(bench: Bench, uv_program: Path, files: dict[str, str]) -> None:
    folder = bench.root / "wheels"
    folder.mkdir()
    for name in ("one", "two", "three", "data_tools"):
        write_wheel(folder, name, "1")
    bench.write(files)
    bench.variables = {
        "UV_PROJECT_ENVIRONMENT": "an env",
        "NO_PROXY": "localhost, 127.0.0.1,.example",
        "TMPDIR" if sys.platform != "win32" else "TMP": str(bench.root),
        **({"UV_FIND_LINKS": str(folder), "UV_NO_INDEX": "1"} if files is PLAIN else {}),
    }
    locked = bench.uv(uv_program, "lock")
    assert locked.returncode == 0, locked.stderr
    assert "warning" not in locked.stderr
    assert [f"{check.id}: {check.title}: {check.detail}" for check in bench.found()] == []
