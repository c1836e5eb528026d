"""The request for an exclusion: exactly which folders and processes, the risk, what is narrower, the commands."""

from pathlib import Path

from core.diagnosis.paths import parts_of
from core.diagnosis.request_commands import defender_commands, defender_commands_elsewhere
from core.diagnosis.request_consoles import console_of, is_defender, scanning
from core.diagnosis.request_material import RequestMaterial
from core.diagnosis.request_page import Block, Commands, Heading, Mono, Words, listed, said
from core.diagnosis.request_privacy import Privacy

_ANYBODY = "*"
_DEV_DRIVE = (
    "Windows 11: a Dev Drive for these folders. Defender's performance mode looks at files there after they were "
    "opened instead of before."
)
_SHARED_BY = frozenset({"local", "windows", "var", "library"})


def exclusion(material: RequestMaterial, privacy: Privacy) -> list[Block]:
    """Return what is asked for where a scanner holds files."""
    folders, programs = folders_of(material), programs_of(material)
    wanted: list[Words] = [(Mono(privacy.text(str(folder))), f": {purpose}") for folder, purpose in folders]
    wanted += [(Mono(privacy.text(str(program))), f": as a process, {purpose}") for program, purpose in programs]
    blocks: list[Block] = [
        Heading("What to exclude from on-access scanning"),
        said("Exactly these folders with what is below them, and these processes:"),
        listed(*wanted),
    ]
    if material.temp is not None and is_shared_temp(material.temp):
        blocks.append(
            said(
                "Not ",
                Mono(privacy.text(str(material.temp))),
                ", which all programs use: uv's temporary files can get a folder of their own.",
            )
        )
    return [*blocks, *_risk(material), *_settings(material, privacy, folders, programs)]


def folders_of(material: RequestMaterial) -> list[tuple[Path, str]]:
    """Return the folders to exclude and what they are for; a temp folder that all programs use is not among them."""
    named = [
        (material.cache, "uv's cache, where packages are unpacked and renamed"),
        (material.environment, "the environment of the project, into which they are installed"),
    ]
    if material.temp is not None and not is_shared_temp(material.temp):
        named.insert(1, (material.temp, "uv's temp folder, used by builds"))
    return [(folder, purpose) for folder, purpose in named if folder is not None]


def programs_of(material: RequestMaterial) -> list[tuple[Path, str]]:
    """Return the programs to exclude as processes, and what they do."""
    named = (
        (material.uv_program, "it unpacks and renames"),
        (
            material.python_program,
            "it starts what was installed (and any other script, so leave it for last)",
        ),
    )
    return [(program, purpose) for program, purpose in named if program is not None]


def is_shared_temp(folder: Path) -> bool:
    r"""Return whether a temp folder is the one of all programs, such as ``AppData\Local\Temp`` or ``/tmp``."""
    names = parts_of(str(folder))
    if not names or names[-1] not in {"temp", "tmp"}:
        return False
    return len(names) == 1 or names[-2] in _SHARED_BY or (len(names) == 2 and names[0].endswith(":"))


def _risk(material: RequestMaterial) -> list[Block]:
    narrower: list[str | Words] = [
        "Only the folders, no process.",
        "Only the cache, if the environment and the temp folder make no trouble.",
        "Only on-access scanning of these folders; scheduled scans go on as they are.",
    ]
    if material.windows:
        narrower += [
            (
                "Microsoft Defender: a contextual exclusion of the folders, for access by uv.exe only (",
                Mono("ScanTrigger:OnAccess"),
                ", ",
                Mono("Process"),
                ").",
            ),
            _DEV_DRIVE,
            "Application control: allow by publisher or hash, not by folder.",
        ]
    return [
        said(
            "The risk: what is put into these folders is not looked at when it is written or run. They are written by "
            "uv, which compares what it downloads with the hashes in the project's lock file. Narrower, in this order:"
        ),
        listed(*narrower),
    ]


def _settings(
    material: RequestMaterial,
    privacy: Privacy,
    folders: list[tuple[Path, str]],
    programs: list[tuple[Path, str]],
) -> list[Block]:
    blocks: list[Block] = [Heading("The settings, as a suggestion")]
    others = scanning(material.products or ())
    if others:
        blocks.append(listed(*(f"{privacy.text(each.name)}: {console_of(each)}" for each in others)))
    defender = any(is_defender(each) and each.running for each in material.products or ())
    others = tuple(each for each in others if material.windows or not is_defender(each))
    if defender or not others:
        make = defender_commands if material.windows else defender_commands_elsewhere
        lines = make(
            [privacy.path_for(folder, _ANYBODY) for folder, _ in folders],
            [privacy.path_for(program, _ANYBODY) for program, _ in programs],
        )
        if lines:
            shell = "PowerShell, as administrator" if material.windows else "a shell, as administrator"
            blocks += [said(f"{'' if defender else 'If it is '}Microsoft Defender, in {shell}:"), Commands(lines)]
        if any(_ANYBODY in line for line in lines):
            blocks.append(
                said(
                    "In the commands * stands for the account: the service knows no variable of a person. Put the "
                    "name of the account's folder there, so that the exclusion holds for this one alone."
                )
            )
    return blocks
