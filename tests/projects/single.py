"""Projects that stand alone and get their packages from the usual place."""

from tests.projects.written import RealProject

DATA_SCIENCE = RealProject(
    name="data science with groups",
    files={
        "pyproject.toml": """\
[project]
name = "churn-model"
version = "2025.3"
description = "Which customers leave, and why"
requires-python = ">=3.10,<3.14"
dependencies = [
    "numpy>=1.26,<2",
    "pandas[parquet]>=2.1",
    "scikit-learn>=1.4",
    "matplotlib",
]

[dependency-groups]
dev = ["pytest>=8", "ruff"]
notebooks = [
    "jupyterlab>=4",   # the team's servers have 4.2
    "ipywidgets",
]
gpu = [{ include-group = "dev" }, "xgboost"]

[tool.uv]
package = false
default-groups = ["dev", "notebooks"]
# pandas 2 and numpy 2 are not friends on our servers
constraint-dependencies = ["numpy<2", "pyarrow>=14"]
link-mode = "copy"            # the home folders are on a network drive
python-preference = "only-system"

[tool.ruff]
line-length = 100
""",
        ".python-version": "3.11\n",
    },
)

DJANGO = RealProject(
    name="Django application with extras",
    files={
        "pyproject.toml": """\
[project]
name = "intranet"
version = "4.7.0"
requires-python = ">=3.11"
dependencies = ["django>=4.2,<5", "psycopg[binary]>=3.1", "celery"]

[project.optional-dependencies]
ldap = ["django-auth-ldap"]
saml = ["python3-saml ; sys_platform != 'win32'"]

[dependency-groups]
dev = ["pytest-django", "factory-boy"]

[tool.uv]
environments = [
    "sys_platform == 'win32'",
    "sys_platform == 'linux' and platform_machine == 'x86_64'",
]
override-dependencies = ["sqlparse>=0.5"]
exclude-newer = "2025-06-30T00:00:00Z"
no-build-package = ["psycopg-binary"]

[tool.pytest.ini_options]
DJANGO_SETTINGS_MODULE = "intranet.settings"
""",
    },
    variables={"UV_HTTP_TIMEOUT": "120", "UV_CONCURRENT_DOWNLOADS": "4"},
)

HATCH_LIBRARY = RealProject(
    name="library built with hatch",
    files={
        "pyproject.toml": """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "rate-curves"
dynamic = ["version"]
requires-python = ">=3.9"
dependencies = ["typing-extensions; python_version<'3.11'"]

[tool.hatch.version]
path = "rate_curves/__init__.py"

[tool.hatch.envs.default.scripts]
test = "pytest {args}"
""",
        "rate_curves/__init__.py": '__version__ = "0.4"\n',
    },
    user='link-mode = "hardlink"\nconcurrent-builds = 1\n',
)

SRC_LAYOUT = RealProject(
    name="src layout with a uv.toml",
    files={
        "pyproject.toml": """\
[project]
name = "ledger"
version = "1.0"
requires-python = ">=3.11"
dependencies = []

[build-system]
requires = ["setuptools>=68"]
build-backend = "setuptools.build_meta"

[tool.setuptools.packages.find]
where = ["src"]

[tool.uv]
# hidden by uv.toml, but for what belongs to the project
link-mode = "symlink"
default-groups = "all"
constraint-dependencies = ["urllib3<3"]

[dependency-groups]
dev = ["pytest"]
""",
        "uv.toml": """\
# The team's rules, see the wiki.
system-certs = true
cache-dir = "../caches/ledger"
concurrent-installs = 2

allow-insecure-host = [ "build.example:8443" ]   # until its certificate is renewed
""",
        "src/ledger/__init__.py": "",
    },
)

WINDOWS_EDITOR = RealProject(
    name="saved by an editor of Windows",
    files={
        "pyproject.toml": "\ufeff"
        + """\
[project]
name = "treasury-reports"
version = "0.9"
requires-python = ">=3.10"
dependencies = ["openpyxl", "xlsxwriter"]

# Zertifikate: siehe Anleitung für Größen & Maße
[tool.uv]
native-tls = true
cache-dir = 'D:\\uv\\cache' # weil C: voll ist
offline = false

[tool.black]
line-length = 120
""".replace("\n", "\r\n")
    },
)

DOTTED_KEYS = RealProject(
    name="dotted keys and inline tables",
    files={
        "pyproject.toml": """\
project.name = "dotted"
project.version = "1"
project.requires-python = ">=3.11"
project.dependencies = ["attrs"]

[tool]
uv.link-mode = "copy"
uv.index-strategy = 'unsafe-best-match'
uv.index = [{ name = "corp", url = "https://corp.example/simple", default = true }, { url = "https://b.example/s" }]
uv."concurrent-downloads" = 8
uv.sources.attrs = { index = "corp" }
ruff.line-length = 99
"""
    },
)
