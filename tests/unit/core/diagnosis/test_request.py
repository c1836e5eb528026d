"""The request to the IT department: the right ask for each failure, all figures, one page, readable in a mail."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from core.diagnosis.request import it_request
from core.diagnosis.request_asks import Ask, ask_for
from core.diagnosis.request_facts import MOST_ROWS, probe_rows, wait_words
from core.model.history import ProbeRun
from core.model.measurements import Verdict
from core.model.named_product import NamedProduct
from core.model.problem import Category, Evidence
from tests.unit.core.diagnosis.request_samples import CACHE, DAY, DEFENDER, NOW, TRELLIX, material, probe_run, refused

RUNNING_DEFENDER = replace(DEFENDER, running=True)


def proof(**measured: float | str | bool | None) -> Evidence:
    figures: dict[str, int | float | str | bool | None] = {
        "place": CACHE,
        "rounds": 8,
        "refused_first": 8,
        "never_passed": 7,
        "wait_ms_median": 9100.5,
        "wait_ms_p95": 9900.0,
        "wait_ms_max": 10000.0,
        "verdict": "refused",
        "os_error_5": 7,
        "os_error_32": 1,
    }
    return Evidence(id="rename-probe", finding="Measured.", measured=figures | measured)


def table_rows(markdown: str) -> list[list[str]]:
    """Return the cells of the table, without its head."""
    lines = [line for line in markdown.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[2:]]


def test_a_refused_rename_asks_for_exactly_these_exclusions() -> None:
    request = it_request(material())
    assert request.subject.endswith("the folders of uv (Python packages) from on-access scanning (os error 5)")
    assert request.mail_to == "it@company.example"
    for said in (request.text, request.markdown):
        assert "os error 5 (access is denied" in said
        assert r"%USERPROFILE%\AppData\Local\uv\cache\.tmpAbCdEf" in said
        assert "Failed to download" in said
        assert "14 of 52 syncs failed here in 30 days, none since the cache is in" in said
        assert "this very failure was met 14 times" in said
        assert "Trellix Endpoint Security (Trellix (McAfee), antivirus)" in said
        assert "installed, does not run" in said
        assert "On-Access Scan" in said
        assert "Add-MpPreference" not in said, "another scanner runs, and Defender does not"
        assert "Dev Drive" in said
        assert "9 retries" in said
        assert "Packages were brought in one at a time." in said
    for path in (r"%USERPROFILE%\AppData\Local\uv\cache", r"D:\work\rates\.venv", r"C:\Python310\python.exe"):
        assert f"- `{path}`" in request.markdown
        assert f"- {path}:" in request.text


def test_the_temp_folder_of_all_programs_is_not_to_be_excluded_one_of_its_own_is() -> None:
    shared = it_request(material()).text
    assert "Not %USERPROFILE%\\AppData\\Local\\Temp, which all programs use" in shared
    own = it_request(material(temp=Path(r"D:\wheelyard\temp"), products=(RUNNING_DEFENDER,))).text
    assert "- D:\\wheelyard\\temp: uv's temp folder" in own
    assert "Add-MpPreference -ExclusionPath 'D:\\wheelyard\\temp'" in own


@pytest.mark.parametrize("products", [(RUNNING_DEFENDER,), (RUNNING_DEFENDER, TRELLIX), (), None])
def test_defender_gets_its_commands_with_a_stand_in_for_the_account(products: tuple[NamedProduct, ...] | None) -> None:
    text = it_request(material(products=products)).text
    commands = [line.strip() for line in text.splitlines() if "Add-MpPreference" in line]
    assert commands == [
        r"Add-MpPreference -ExclusionPath 'C:\Users\*\AppData\Local\uv\cache'",
        r"Add-MpPreference -ExclusionPath 'D:\work\rates\.venv'",
        r"Add-MpPreference -ExclusionProcess 'C:\Users\*\AppData\Local\Programs\Wheelyard\uv.exe'",
        r"Add-MpPreference -ExclusionProcess 'C:\Python310\python.exe'",
    ]
    assert "* stands for the account" in text
    assert ("If it is Microsoft Defender" in text) == (not products)


@pytest.mark.parametrize(
    ("product", "said"),
    [
        ("CrowdStrike Falcon", "sensor visibility"),
        ("SentinelOne Singularity", "Interoperability"),
        ("Sophos Intercept X", "Sophos Central"),
        ("Symantec Endpoint Protection", "SEPM"),
        ("Trend Micro Apex One", "Trusted Program List"),
        ("ESET Endpoint Security", "Performance exclusions"),
        ("Bitdefender GravityZone", "on-access scanning"),
        ("Cortex XDR", "disable prevention rule"),
        ("Carbon Black Cloud", "Bypass"),
        ("Cylance", "Watch for New Files"),
        ("Kaspersky Endpoint Security", "trusted applications"),
        ("Something New", "in its console"),
    ],
)
def test_each_product_is_set_in_its_own_console(product: str, said: str) -> None:
    found = NamedProduct(name=product, maker="Maker", kind="edr")
    text = " ".join(it_request(material(products=(found,))).text.split())
    assert said in text[text.index("THE SETTINGS") :]
    managing = replace(found, kind="management")
    assert f"{product}:" not in it_request(material(products=(managing,))).text


def test_a_path_is_nothing_but_a_path_in_a_command() -> None:
    quote = "\N{RIGHT SINGLE QUOTATION MARK}"  # PowerShell ends a text at it as well
    text = it_request(material(cache=Path(rf"D:\o'neil{quote}s $(calc) `x` cache"), products=())).text
    assert rf"Add-MpPreference -ExclusionPath 'D:\o''neil{quote}{quote}s $(calc) `x` cache'" in text


@pytest.mark.skipif(os.name == "nt", reason="paths of this kind are no paths there")
def test_a_path_is_nothing_but_a_path_in_a_command_elsewhere() -> None:
    elsewhere = it_request(
        material(windows=False, cache=Path("/data/o'neil; reboot"), profile=Path("/home/jane.doe"), products=())
    ).text
    assert "mdatp exclusion folder add --path '/data/o'\"'\"'neil; reboot'" in elsewhere
    assert "Add-MpPreference" not in elsewhere
    assert "Dev Drive" not in elsewhere


@pytest.mark.parametrize(
    ("category", "ask"),
    [
        (Category.CACHE_RENAME_DENIED, Ask.EXCLUSION),
        (Category.SCANNER_INTERFERENCE, Ask.EXCLUSION),
        (Category.FILE_IN_USE, Ask.QUESTION),
        (Category.PATH_TOO_LONG, Ask.LONG_PATHS),
        (Category.BLOCKED_BY_POLICY, Ask.ALLOW),
        (Category.TLS_UNTRUSTED_ISSUER, Ask.CERTIFICATE),
        (Category.TLS_OTHER, Ask.CERTIFICATE),
        (Category.PROXY, Ask.NETWORK),
        (Category.INDEX_AUTH, Ask.ACCESS),
        (Category.RESOLUTION_CONFLICT, Ask.QUESTION),
    ],
)
def test_what_is_asked_depends_on_what_failed(category: Category, ask: Ask) -> None:
    assert ask_for(material(problem=refused(category=category))) is ask


def test_a_held_file_asks_for_an_exclusion_where_a_scanner_holds_it() -> None:
    held = refused(category=Category.FILE_IN_USE, os_error=32)
    assert ask_for(material(problem=held, held_by_scanner=True)) is Ask.EXCLUSION
    assert ask_for(material(problem=held, held_by_scanner=False)) is Ask.QUESTION


def test_missing_rights_are_no_scanner() -> None:
    without = refused(evidence=(proof(plain_passes=False),))
    assert ask_for(material(problem=without)) is Ask.QUESTION
    assert "Which right is missing" in it_request(material(problem=without)).text
    assert ask_for(material(problem=refused(evidence=(proof(plain_passes=True),)))) is Ask.EXCLUSION


def test_long_paths_are_asked_for_where_they_are_off() -> None:
    long = refused(category=Category.PATH_TOO_LONG, os_error=206)
    text = it_request(material(problem=long)).text
    assert "-Name LongPathsEnabled -Value 1" in text
    assert "Enable Win32 long paths" in " ".join(text.split())
    assert "(they are off)" in text
    assert "Add-MpPreference" not in text
    assert "could not be found out" in it_request(material(problem=long, long_paths_enabled=None)).text
    on = it_request(material(problem=long, long_paths_enabled=True)).text
    assert "LongPathsEnabled" not in on
    assert "long paths are enabled" in on


def test_a_forbidden_program_asks_for_a_rule_by_publisher_or_hash() -> None:
    blocked = refused(category=Category.BLOCKED_BY_POLICY, path_from=rf"{CACHE}\builds-v0\x.exe", path_to=None)
    control = NamedProduct(name="ThreatLocker", maker="ThreatLocker", kind="application-control")
    text = it_request(material(problem=blocked, products=(control,))).text
    assert "- %USERPROFILE%\\AppData\\Local\\uv\\cache\\builds-v0\\x.exe: it was refused" in text
    assert "New-AppLockerPolicy -RuleType Publisher, Hash" in text
    assert r"'C:\Users\<account>\AppData\Local\uv\cache\builds-v0\x.exe'" in text
    assert "New-CIPolicyRule" in text
    assert "ThreatLocker: allow the programs" in text
    unnamed = refused(category=Category.BLOCKED_BY_POLICY, path_from=None, path_to=None)
    bare = it_request(material(problem=unnamed, uv_program=None, python_program=None))
    assert "the log of application control names it" in bare.text


def test_certificates_proxies_and_logins_name_the_servers() -> None:
    url = "https://me:geheim@nexus.company.example:8443/simple"
    for category, words in (
        (Category.TLS_UNTRUSTED_ISSUER, ("Import-Certificate", "UV_SYSTEM_CERTS", "no TLS inspection")),
        (Category.PROXY, ("HTTPS_PROXY", "a rule for these servers that needs none")),
        (Category.INDEX_AUTH, ("The right to read packages",)),
    ):
        failed = refused(category=category, url=url, os_error=None)
        text = it_request(material(problem=failed, hosts=("files.company.example",))).text
        for word in (*words, "- nexus.company.example", "- files.company.example"):
            assert word in text
        assert "geheim" not in text
    older = material(problem=refused(category=Category.TLS_OTHER), uv_version="0.10.2")
    assert "UV_NATIVE_TLS" in it_request(older).text


def test_what_is_not_known_is_said_and_nothing_is_made_up() -> None:
    bare = material(
        problem=refused(
            evidence=(), path_from=None, path_to=None, causes=(), package=None, os_error=None, explanation="So."
        ),
        history=None,
        probes=(),
        products=None,
        uv_program=None,
        python_program=None,
        uv_version=None,
        environment=None,
        tried=(),
        request_address="nobody",
    )
    request = it_request(bare)
    assert request.mail_to is None
    assert "no figures of earlier runs" in request.text
    assert "could not be found out" in request.text
    assert "Nothing yet." in request.text
    assert "WHAT WAS MEASURED" not in request.text
    assert "os error" not in request.text
    assert "None" not in request.text


def test_the_proof_of_the_problem_is_a_row_unless_the_history_has_it() -> None:
    proved = material(problem=refused(evidence=(proof(),)))
    assert len(table_rows(it_request(proved).markdown)) == 2, "the very probe is in the history as well"
    alone = table_rows(it_request(replace(proved, probes=())).markdown)
    assert alone == [
        [
            r"`%USERPROFILE%\AppData\Local\uv\cache`",
            "with this failure",
            "8",
            "8",
            "7",
            "9.1 s",
            "9.9 s",
            "10 s",
            "os error 32: once; os error 5: 7 times",
            "refused",
        ]
    ]


PLACES = st.sampled_from([CACHE, r"D:\a|b\cache", r"\\server\share\cache", "/data/cache", r"D:\with `ticks`"])
WAITS = st.floats(0, 20_000)
PROBES = st.lists(
    st.builds(
        probe_run,
        place=PLACES,
        at=st.integers(0, 1000).map(lambda days: NOW - days * DAY),
        rounds=st.integers(1, 50),
        refused_first=st.integers(0, 50),
        never_passed=st.integers(0, 50),
        wait_ms_median=WAITS,
        wait_ms_p95=WAITS,
        wait_ms_max=WAITS,
        verdict=st.sampled_from(Verdict),
        os_errors=st.dictionaries(st.sampled_from([5, 13, 32]), st.integers(1, 50)),
    ),
    max_size=14,
)


@settings(max_examples=60, deadline=None)
@given(PROBES)
def test_the_table_s_rows_are_the_probes(probes: list[ProbeRun]) -> None:
    full = material(probes=tuple(probes))
    request = it_request(full)
    rows = table_rows(request.markdown)
    newest = sorted(probes, key=lambda probe: -probe.at)[:MOST_ROWS]
    assert len(rows) == len(newest)
    assert len(probe_rows(full)) == len(probes)
    for row, probe in zip(rows, newest, strict=True):
        assert row[2:5] == [str(probe.rounds), str(probe.refused_first), str(probe.never_passed)]
        assert row[5:8] == [wait_words(each) for each in (probe.wait_ms_median, probe.wait_ms_p95, probe.wait_ms_max)]
        assert row[9] == probe.verdict.value
        assert all(f"os error {number}" in row[8] for number in probe.os_errors)
    assert ("older measurements are left out" in request.text) == (len(probes) > MOST_ROWS)


@pytest.mark.parametrize("category", [each for each in Category if each is not Category.NONE])
@pytest.mark.parametrize("windows", [True, False])
def test_every_request_is_one_page_that_a_mail_can_carry(category: Category, windows: bool) -> None:  # noqa: FBT001 - a table
    request = it_request(material(problem=refused(category=category), windows=windows))
    lines = request.text.splitlines()
    assert len(lines) < 120
    assert len(request.text) < 9000
    longest_path = 100
    assert max(map(len, lines)) <= longest_path
    for line in lines:
        assert not re.match(r"#|\||```|\*|>", line), line
        assert "**" not in line
        assert "`" not in line or "Add-" in line
    assert "\n" not in request.subject
    assert request.text.count("  ") < 400
    headings = re.findall(r"^## (.*)$", request.markdown, re.MULTILINE)
    assert [heading.upper() for heading in headings] == [line for line in lines if line.isupper() and len(line) > 3]
    assert len(headings) >= 5
