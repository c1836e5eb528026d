"""Projects of companies: workspaces, private indexes, folders of wheels, and what has grown over the years."""

from tests.projects.written import RealProject

WORKSPACE = RealProject(
    name="workspace with members",
    files={
        "pyproject.toml": """\
[project]
name = "platform"
version = "1.0"
requires-python = ">=3.11"
dependencies = ["platform-core", "platform-web"]

[tool.uv]
package = false
python-downloads = "never"
exclude-newer = "3 weeks"

[tool.uv.workspace]
members = ["packages/*", "services/**/api"]
exclude = ["packages/attic"]

[tool.uv.sources]
platform-core = { workspace = true }
platform-web = { workspace = true }

[dependency-groups]
dev = ["pytest"]
""",
        "packages/core/pyproject.toml": """\
[project]
name = "platform-core"
version = "1.0"
requires-python = ">=3.11"
dependencies = ["pydantic>=2"]
""",
        "packages/web/pyproject.toml": """\
[project]
name = "platform-web"
version = "1.0"
requires-python = ">=3.11"
dependencies = ["platform-core", "starlette"]

[tool.uv.sources]
platform-core = { workspace = true }
""",
        "packages/attic/pyproject.toml": """\
[project]
name = "attic"
version = "0"
requires-python = ">=3.8"
""",
    },
)

MEMBER = RealProject(
    name="member of a monorepo",
    folder="packages/web",
    files={**WORKSPACE.files, "uv.toml": 'keyring-provider = "subprocess"\nno-build = true\n'},
    variables={"UV_SYSTEM_CERTS": "true"},
)

PRIVATE_INDEXES = RealProject(
    name="private indexes and sources",
    files={
        "pyproject.toml": """\
[project]
name = "pricing"
version = "12.1"
requires-python = ">=3.10"
dependencies = ["quant-lib", "fx_rates", "numpy"]

[tool.uv]
keyring-provider = "subprocess"
index-strategy = "first-index"

[tool.uv.sources]
quant_lib = { index = "quants" }
fx-rates = [
    { index = "markets", marker = "sys_platform == 'win32'" },
    { path = "vendor/fx_rates-1.0-py3-none-any.whl", marker = "sys_platform != 'win32'" },
]

# asked only for what names it
[[tool.uv.index]]
name = "quants"
url = "https://nexus.example/repository/quants/simple"
explicit = true
authenticate = "always"

[[tool.uv.index]]
name = "markets"
url = "https://nexus.example/repository/markets/simple"
explicit = true

[[tool.uv.index]]
name = "mirror"    # PyPI as the company lets it in
url = "https://nexus.example/repository/pypi/simple"
default = true
""",
    },
    user='[[index]]\nname = "mine"\nurl = "https://mine.example/simple"\n',
)

FLAT = RealProject(
    name="folders of wheels",
    files={
        "pyproject.toml": """\
[project]
name = "instrument-control"
version = "3"
requires-python = ">=3.11"
dependencies = ["nxpy"]

[tool.uv]
no-index = true
find-links = [
  "exdist",
  "//fileserver/share/wheels & more",
  "https://files.example/wheels/",
]

[[tool.uv.index]]
name = "usb"
url = "./from usb"
format = "flat"
""",
    },
    variables={"UV_FIND_LINKS": "/mnt/wheels,/mnt/other wheels", "UV_OFFLINE": "1"},
)

COMMENTS = RealProject(
    name="comments everywhere",
    files={
        "pyproject.toml": """\
# -*- coding: utf-8 -*-
[project] # what we are
name = "commented" # the name
version = "1"   # never changes
requires-python = ">=3.11"
dependencies = [ # one a line, please
    # web
    "httpx", # because of http2
    # data
    "polars"
    , # a comma of its own
]

   [tool.uv]   # indented on purpose
   # first a setting
   link-mode   =   "copy"   # three blanks
   allow-insecure-host = [
       # the old one
       "old.example", # gone in May
       'new.example:8443' # no comma behind the last
   ] # end of hosts

   constraint-dependencies = [
      "zlib-ng<1", "cffi<2", # two in a line
   ]

   # a comment at the end of the table

# the next table
[tool.other] # not uv's
link-mode = "not uv's either"
"""
    },
)

MULTI_INDEX = RealProject(
    name="indexes by platform",
    files={
        "pyproject.toml": """\
[project]
name = "vision"
version = "0.3"
requires-python = ">=3.11"
dependencies = ["tensor-lib>=2.4", "tensor-vision"]

[project.optional-dependencies]
cpu = []
cuda = ["tensor-cuda ; sys_platform != 'darwin'"]

[tool.uv]
conflicts = [[{ extra = "cpu" }, { extra = "cuda" }]]
environments = ["sys_platform == 'linux'", "sys_platform == 'win32'"]
concurrent-downloads = 2

[tool.uv.sources]
tensor-lib = [
  { index = "wheels-cpu", extra = "cpu" },
  { index = "wheels-cuda", extra = "cuda", marker = "sys_platform == 'linux' or sys_platform == 'win32'" },
]

[[tool.uv.index]]
name = "wheels-cpu"
url = "https://download.example/whl/cpu"
explicit = true

[[tool.uv.index]]
name = "wheels-cuda"
url = "https://download.example/whl/cu124"
explicit = true
"""
    },
    variables={"UV_INDEX_STRATEGY": "unsafe-first-match", "UV_LINK_MODE": "copy"},
)

LEGACY = RealProject(
    name="grown over the years",
    files={
        "pyproject.toml": """\
[tool.poetry]
name = "left-over"

[project]
name = "left-over"
version = "0.1"
requires-python = ">=3.11"

[tool.uv]
index-url = "https://artifactory.example/api/pypi/pypi/simple"
extra-index-url = ["https://artifactory.example/api/pypi/own/simple", "https://old.example/simple"]
native-tls = true
http-proxy = "http://proxy.example:3128"
https-proxy = "http://proxy.example:3128"
no-proxy = ["artifactory.example", ".corp.example"]
dev-dependencies = ["pytest"]
no_such_key_any_more = true
"""
    },
    variables={"UV_EXTRA_INDEX_URL": "https://person.example/simple", "HTTPS_PROXY": "http://other.example:8080"},
    user='index-url = "https://user.example/simple"\n',
)
