"""What the demo's reference project depends on: made-up wheels under names that people know."""

from enum import StrEnum

from msgspec import Struct

KIB = 1024


class Source(StrEnum):
    """Where a package of the demo comes from: one of three private indexes, or a file in ``exdist``."""

    RELEASE = "nexus-release"
    RESEARCH = "artifactory-research"
    ANALYTICS = "gitlab-analytics"


class MadeUp(Struct, frozen=True, kw_only=True):
    """One made-up package; ``name`` is written as its metadata has it, ``size`` is in bytes of payload.

    ``binary`` packages hold a compiled-looking file and carry a tag of Python and platform.
    """

    name: str
    version: str
    size: int = 12 * KIB
    binary: bool = False
    source: Source = Source.RELEASE
    requires: tuple[str, ...] = ()


class Group(Struct, frozen=True):
    """One dependency group of the project; requirements as they are written there."""

    name: str
    requirements: tuple[str, ...]


def _big(name: str, version: str, kib: int, *requires: str, source: Source = Source.RELEASE) -> MadeUp:
    return MadeUp(name=name, version=version, size=kib * KIB, binary=True, source=source, requires=requires)


def _pure(name: str, version: str, *requires: str, kib: int = 12, source: Source = Source.RELEASE) -> MadeUp:
    return MadeUp(name=name, version=version, size=kib * KIB, source=source, requires=requires)


PACKAGES: tuple[MadeUp, ...] = (
    # Two numpys, so that the project's constraint decides something.
    _big("numpy", "1.26.4", 360),
    _big("numpy", "2.2.6", 360),
    _big("pandas", "2.2.3", 440, "numpy>=1.22", "python-dateutil>=2.8", "pytz", "tzdata"),
    _big("scipy", "1.14.1", 1800, "numpy>=1.22"),
    _big("pyarrow", "17.0.0", 640, "numpy"),
    _big("scikit_learn", "1.5.2", 280, "numpy", "scipy", "joblib", "threadpoolctl"),
    _big("lxml", "5.3.0", 128),
    _big("SQLAlchemy", "2.0.36", 96, "typing-extensions>=4.6", "greenlet"),
    _big("greenlet", "3.1.1", 24),
    _big("psutil", "6.1.0", 16),
    _big("PyYAML", "6.0.2", 24),
    _big("MarkupSafe", "3.0.2", 16),
    _big("cffi", "1.17.1", 32, "pycparser"),
    _big("cryptography", "43.0.3", 200, "cffi"),
    _big("matplotlib", "3.9.2", 320, "numpy", "pillow", "kiwisolver", "cycler", "fonttools"),
    _big("kiwisolver", "1.4.7", 16),
    _big("pillow", "11.0.0", 144),
    _pure("python-dateutil", "2.9.0.post0", "six>=1.5", kib=20),
    _pure("six", "1.16.0"),
    _pure("pytz", "2024.2", kib=40),
    _pure("tzdata", "2024.2", kib=60),
    _pure("joblib", "1.4.2", kib=30),
    _pure("threadpoolctl", "3.5.0"),
    _pure("typing_extensions", "4.12.2", kib=10),
    _pure("pycparser", "2.22", kib=15),
    _pure("cycler", "0.12.1"),
    _pure("fonttools", "4.54.1", kib=100),
    _pure("requests", "2.32.3", "urllib3<3", "idna", "certifi", "charset-normalizer"),
    _pure("urllib3", "2.2.3", kib=15),
    _pure("idna", "3.10", kib=10),
    _pure("certifi", "2024.8.30", kib=20),
    _pure("charset-normalizer", "3.4.0"),
    _pure("click", "8.1.7", "colorama; platform_system == 'Windows'", kib=12),
    _pure("colorama", "0.4.6"),
    _pure("Jinja2", "3.1.4", "MarkupSafe>=2.0", kib=15),
    _pure("Werkzeug", "3.0.6", "MarkupSafe>=2.1.1", kib=25),
    _pure("itsdangerous", "2.2.0"),
    _pure("blinker", "1.8.2"),
    _pure("Flask", "3.0.3", "Werkzeug>=3.0", "Jinja2", "itsdangerous", "click", "blinker", kib=20),
    _pure("openpyxl", "3.1.5", "et-xmlfile", kib=30),
    _pure("et_xmlfile", "1.1.0"),
    _pure("packaging", "24.1"),
    _pure("dash", "2.18.1", "Flask", "plotly>=5", "requests", kib=90, source=Source.ANALYTICS),
    _pure("plotly", "5.24.1", "tenacity", "packaging", kib=200, source=Source.ANALYTICS),
    _pure("tenacity", "9.0.0"),
    _pure("dash_bootstrap_components", "1.6.0", "dash>=2", kib=25, source=Source.ANALYTICS),
    _pure("dash-ag-grid", "31.2.0", "dash>=2", kib=70, source=Source.ANALYTICS),
    _pure("quant_curves", "4.2.0", "numpy", "scipy", kib=15, source=Source.RESEARCH),
    _big("quant-solver", "7.0.1", 180, "numpy", source=Source.RESEARCH),
    _pure("market_data_client", "3.9.2", "requests", "pandas", source=Source.RESEARCH),
    _pure("risk-report", "1.14.0", "Jinja2", "openpyxl", source=Source.RESEARCH),
    _pure("pytest", "8.3.3", "pluggy", "iniconfig", "packaging", kib=20),
    _pure("pluggy", "1.5.0"),
    _pure("iniconfig", "2.0.0"),
    _pure("pytest_cov", "5.0.0", "pytest", "coverage"),
    _big("coverage", "7.6.4", 20),
    _big("ruff", "0.7.1", 600),
    _big("mypy", "1.13.0", 360, "mypy_extensions", "typing-extensions"),
    _pure("mypy_extensions", "1.0.0"),
    _pure("Sphinx", "8.1.3", "Jinja2", "Pygments", "docutils", "packaging", kib=80),
    _pure("Pygments", "2.18.0", kib=60),
    _pure("docutils", "0.21.2", kib=45),
    _pure("ipython", "8.29.0", "Pygments", "traitlets", "prompt-toolkit", kib=30),
    _pure("traitlets", "5.14.3", kib=10),
    _pure("prompt_toolkit", "3.0.48", "wcwidth", kib=25),
    _pure("wcwidth", "0.2.13"),
    _pure("tqdm", "4.66.6", "colorama; platform_system == 'Windows'"),
    _pure("xlsxwriter", "3.2.0", kib=20),
    _big("pyodbc", "5.2.0", 24),
    _pure("pre_commit", "4.0.1", "PyYAML", "identify", "virtualenv"),
    _pure("identify", "2.6.1"),
    _pure("virtualenv", "20.27.1", "filelock", "platformdirs", kib=150),
    _pure("filelock", "3.16.1"),
    _pure("platformdirs", "4.3.6"),
)

DEPENDENCIES: tuple[str, ...] = (
    "numpy>=1.24",
    "pandas>=2.2",
    "scipy>=1.11",
    "pyarrow>=16",
    "scikit-learn>=1.4",
    "lxml",
    "sqlalchemy>=2",
    "psutil",
    "PyYAML>=6",
    "cryptography>=42",
    "requests>=2.31",
    "click>=8",
    "openpyxl",
    "tqdm",
    "python_dateutil",
    "packaging",
    "dash>=2.17",
    "plotly",
    "dash-bootstrap-components",
    "dash_ag_grid",
    "quant-curves>=4",
    "quant_solver>=7",
    "market-data-client",
    "nxpy; platform_system == 'Windows' or platform_system == 'Linux'",
    "nxtools",
    "dash-design-kit",
    "dash-snapshots",
    "dash_notes",
)

GROUPS: tuple[Group, ...] = (
    Group("test", ("pytest>=8", "pytest-cov", "coverage")),
    Group("lint", ("ruff", "mypy>=1.11")),
    Group("docs", ("Sphinx>=8", "docutils")),
    Group("notebook", ("ipython>=8", "traitlets")),
    Group("report", ("risk_report", "matplotlib>=3.8", "xlsxwriter")),
    Group("database", ("pyodbc",)),
    Group("hooks", ("pre-commit>=4", "identify")),
)
