"""What is asked for where no scanner is in the way: long paths, a program, certificates, servers, access, an answer."""

import re
from urllib.parse import urlsplit

from core.diagnosis.request_asks import Ask
from core.diagnosis.request_commands import (
    app_control_commands,
    app_locker_commands,
    long_path_commands,
    root_certificate_commands,
    variable_command,
)
from core.diagnosis.request_consoles import controlling
from core.diagnosis.request_material import RequestMaterial
from core.diagnosis.request_page import Block, Commands, Heading, Mono, listed, said
from core.diagnosis.request_privacy import Privacy
from core.model.problem import Category

_ACCOUNT = "<account>"
_SYSTEM_CERTS_SINCE = (0, 11)

_QUESTIONS = {
    Category.CACHE_RENAME_DENIED: "Which right is missing in this folder, or which folder may be used instead?",
    Category.FILE_IN_USE: "Which program holds these files, and can it leave them alone?",
    Category.VENV_REMOVE_DENIED: "Which program holds these files, and can it leave them alone?",
    Category.PERMISSION_NO_ADMIN: "May this account write there, or which folder may it use instead?",
    Category.NETWORK_SHARE: "Which folder on a local disk may be used for uv's cache and environments?",
    Category.CLOUD_FOLDER: "Which folder that is not synchronised may the project, its cache and environment use?",
    Category.DISK_FULL: "Can this volume, or this account on it, get more room?",
    Category.TEMP_DIR: "Which folder may programs use for temporary files, with TEMP and TMP set to it?",
    Category.PATH_TOO_LONG: "Which folder with a short path, such as one right below a drive, may be used instead?",
}
_LONG_PATH_POLICY = (
    "Group policy: Computer Configuration, Administrative Templates, System, Filesystem, Enable Win32 long paths."
)
_ROOT_CERTIFICATE = (
    "the root certificate of the network as a file (PEM), and in the store of trusted roots of this computer; or"
)
_ANY_QUESTION = "Which rule or program causes this, and what is the supported way to install Python packages here?"


def other_ask(ask: Ask, material: RequestMaterial, privacy: Privacy) -> list[Block]:
    """Return what is asked for, why it is safe, and the settings as a suggestion."""
    match ask:
        case Ask.LONG_PATHS:
            return _long_paths(material)
        case Ask.ALLOW:
            return _allow(material, privacy)
        case Ask.CERTIFICATE:
            return _certificate(material, privacy)
        case Ask.NETWORK:
            return _network(material, privacy)
        case Ask.ACCESS:
            return _access(material, privacy)
        case _:
            return _question(material)


def _long_paths(material: RequestMaterial) -> list[Block]:
    state = "they are off" if material.long_paths_enabled is False else "whether they are on could not be found out"
    return [
        Heading("What is asked for"),
        said(
            f"Enable Windows' long paths on this computer ({state}). Python since 3.6 declares that it can deal with "
            "them; programs that do not declare it notice nothing, which is why the risk is small."
        ),
        Heading("The setting, as a suggestion"),
        listed(_LONG_PATH_POLICY, "Or, in PowerShell as administrator; programs see it when they are started again:"),
        Commands(long_path_commands()),
        said("Without it, a project folder, cache and temp folder with short paths would help in part."),
    ]


def _allow(material: RequestMaterial, privacy: Privacy) -> list[Block]:
    problem = material.problem
    refused = [path for path in dict.fromkeys((problem.path_from, problem.path_to)) if path]
    own = [str(program) for program in (material.uv_program, material.python_program) if program is not None]
    programs = list(dict.fromkeys((*refused, *own)))
    blocks: list[Block] = [Heading("What is asked for")]
    if programs:
        blocks += [
            said("A rule that allows these programs:"),
            listed(
                *(
                    (Mono(privacy.text(path)), ": it was refused" if path in refused else ": it is needed as well")
                    for path in programs
                )
            ),
        ]
    else:
        blocks.append(said("A rule that allows the program that was refused; the log of application control names it."))
    blocks.append(
        said(
            "By publisher where the program is signed, by hash where it is not: a rule for a folder in which the "
            "person may write would allow whatever is put there. A rule by hash has to follow each new version."
        )
    )
    blocks.append(Heading("The settings, as a suggestion"))
    others = controlling(material.products or ())
    if others:
        items = (f"{each.name}: allow the programs by publisher or hash in its console." for each in others)
        blocks.append(listed(*map(privacy.text, items)))
    if programs and material.windows:
        paths = [privacy.path_for(path, _ACCOUNT) for path in programs]
        blocks += [
            said("AppLocker, in PowerShell as administrator (best on a copy of the policy first):"),
            Commands(app_locker_commands(paths)),
            said("App Control for Business (WDAC), rules for a supplemental policy:"),
            Commands(app_control_commands()),
        ]
        if any(_ACCOUNT in path for path in paths):
            blocks.append(said("Put the name of the account's folder in the place of ", Mono(_ACCOUNT), "."))
    return blocks


def _certificate(material: RequestMaterial, privacy: Privacy) -> list[Block]:
    blocks: list[Block] = [
        Heading("What is asked for"),
        said("One of these, so that uv can check whom it talks to; the check itself is not to be switched off:"),
        listed(_ROOT_CERTIFICATE, "no TLS inspection for the servers that uv needs."),
        *_servers(material, privacy),
    ]
    if not material.windows:
        return blocks
    variable = "UV_NATIVE_TLS" if _is_before_system_certs(material.uv_version) else "UV_SYSTEM_CERTS"
    return [
        *blocks,
        Heading("The settings, as a suggestion"),
        said(
            "Group policy: Computer Configuration, Windows Settings, Security Settings, Public Key Policies, Trusted "
            "Root Certification Authorities. Or, in PowerShell as administrator, and uv told to use Windows' own:"
        ),
        Commands((*root_certificate_commands(), variable_command(variable, "1"))),
    ]


def _network(material: RequestMaterial, privacy: Privacy) -> list[Block]:
    blocks: list[Block] = [
        Heading("What is asked for"),
        listed(
            "Let uv reach its servers through the proxy and the firewall (HTTPS, port 443).",
            "Which proxy uv is to use: its address and port, and which servers it reaches without one.",
            "If the proxy wants a login: a rule for these servers that needs none.",
        ),
        *_servers(material, privacy),
    ]
    if not material.windows:
        return blocks
    return [
        *blocks,
        Heading("The settings, as a suggestion"),
        said("uv reads variables, not the proxy that is set in Windows. In PowerShell, as administrator:"),
        Commands(
            (
                variable_command("HTTPS_PROXY", "http://<proxy>:<port>"),
                variable_command("NO_PROXY", "<servers inside>"),
            )
        ),
    ]


def _access(material: RequestMaterial, privacy: Privacy) -> list[Block]:
    return [
        Heading("What is asked for"),
        listed(
            "The right to read packages from this index, for the person who asks.",
            "Which login it takes (a personal token, single sign-on), and where one gets it.",
            "If packages of the index are hidden from some accounts: which ones this account may see.",
        ),
        *_servers(material, privacy),
    ]


def _question(material: RequestMaterial) -> list[Block]:
    blocks: list[Block] = [
        Heading("The question"),
        said(_QUESTIONS.get(material.problem.category, _ANY_QUESTION)),
    ]
    if material.problem.category is Category.PATH_TOO_LONG and material.long_paths_enabled:
        blocks.append(said("Windows' long paths are enabled; the program that failed does not use them."))
    return blocks


def _servers(material: RequestMaterial, privacy: Privacy) -> list[Block]:
    named = (host_of(material.problem.url), *map(host_of, material.hosts))
    hosts = tuple(dict.fromkeys(host for host in named if host))
    if not hosts:
        return [said("The servers are those of the indexes that the project names.")]
    return [said("The servers:"), listed(*((Mono(privacy.text(host)),) for host in hosts))]


def host_of(url: str | None) -> str | None:
    """Return the host of a URL, or of a text that is one; None where there is none."""
    if not url:
        return None
    try:
        return urlsplit(url if "://" in url else f"https://{url}").hostname
    except ValueError:
        return None


def _is_before_system_certs(version: str | None) -> bool:
    found = re.match(r"(\d{1,4})\.(\d{1,4})", version or "")
    return found is not None and (int(found[1]), int(found[2])) < _SYSTEM_CERTS_SINCE
