"""What commands are called: as their buttons do, while they run, as the subject of a sentence."""

from typing import assert_never

from PySide6.QtCore import QCoreApplication

from core.model.commands import (
    AddPackages,
    AddProject,
    AnyCommand,
    AnyWheelCommand,
    ChangeSettings,
    ChangeWheels,
    CheckConfiguration,
    CheckNetwork,
    CheckWheels,
    ChoosePlacesRoot,
    CollectWheels,
    DescribePlacesRoot,
    DescribeProject,
    FindCandidates,
    FindPrograms,
    ForgetCredential,
    ForgetProxyLogin,
    ImportScript,
    InspectFiles,
    KeepYard,
    Lock,
    OpenEditor,
    OpenTerminal,
    PreviewSettings,
    PreviewWheels,
    ProbePlaces,
    PruneCache,
    ReadHistory,
    ReadNetwork,
    ReadSettings,
    RecoverRelocations,
    RelocatePlace,
    RemovePackages,
    RemoveProject,
    SaveScript,
    ScanYards,
    ShareLogins,
    Sync,
    TakeInventory,
    UndoRelocation,
    UpgradePackages,
)
from gui.place_names import place_word
from gui.repair_words import Repair, repair_noun, repair_title

translate = QCoreApplication.translate


def command_title(command: AnyCommand) -> str:  # noqa: C901, PLR0911, PLR0912 - one line a command
    """Name a command as its button does."""
    if isinstance(command, Repair):
        return repair_title(command)
    match command:
        case Sync(patient=True):
            return translate("jobs", "Sync one package at a time")
        case Sync():
            return translate("jobs", "Sync")
        case Lock():
            return translate("jobs", "Lock")
        case AddPackages():
            return translate("jobs", "Add packages")
        case RemovePackages():
            return translate("jobs", "Remove packages")
        case UpgradePackages():
            return translate("jobs", "Upgrade packages")
        case ProbePlaces():
            return translate("jobs", "Rename probe")
        case FindCandidates():
            return translate("jobs", "Search for a better place")
        case RelocatePlace(kind=kind):
            return translate("jobs", "Relocate {place}").format(place=place_word(kind))
        case UndoRelocation():
            return translate("jobs", "Undo relocation")
        case AddProject():
            return translate("jobs", "Add project")
        case RemoveProject():
            return translate("jobs", "Remove project")
        case DescribeProject():
            return translate("jobs", "Look at the project")
        case TakeInventory():
            return translate("jobs", "Count the places")
        case PruneCache():
            return translate("jobs", "Prune the cache")
        case ChoosePlacesRoot():
            return translate("jobs", "Places of new projects")
        case DescribePlacesRoot():
            return translate("jobs", "Look up the root of new places")
        case RecoverRelocations():
            return translate("jobs", "Settle what was interrupted")
        case ReadHistory():
            return translate("jobs", "Read the history")
        case ForgetCredential():
            return translate("jobs", "Forget a login")
        case (
            ScanYards()
            | InspectFiles()
            | KeepYard()
            | PreviewWheels()
            | ChangeWheels()
            | CheckWheels()
            | CollectWheels()
        ):
            return _wheels_title(command)
        case ReadNetwork() | CheckNetwork() | ForgetProxyLogin() | ShareLogins():
            return _network_title(command)
        case _:
            return _settings_title(command)


_Settings = (
    ReadSettings
    | PreviewSettings
    | ChangeSettings
    | ImportScript
    | SaveScript
    | OpenTerminal
    | OpenEditor
    | FindPrograms
    | CheckConfiguration
)


def _settings_title(command: _Settings) -> str:  # noqa: PLR0911 - one line a command
    match command:
        case ReadSettings():
            return translate("jobs", "Read the settings")
        case PreviewSettings():
            return translate("jobs", "Preview of the settings")
        case ChangeSettings():
            return translate("jobs", "Change of the settings")
        case ImportScript():
            return translate("jobs", "Import script")
        case SaveScript():
            return translate("jobs", "Save as script")
        case OpenTerminal():
            return translate("jobs", "Open terminal")
        case OpenEditor():
            return translate("jobs", "Open in editor")
        case FindPrograms():
            return translate("jobs", "Look for terminals and editors")
        case CheckConfiguration():
            return translate("jobs", "Check the configuration")
        case _:
            assert_never(command)


def _wheels_title(command: AnyWheelCommand) -> str:  # noqa: PLR0911 - one line a command
    match command:
        case ScanYards():
            return translate("jobs", "Look through the yards")
        case InspectFiles():
            return translate("jobs", "Read the files")
        case KeepYard():
            return translate("jobs", "Choice of the yards")
        case PreviewWheels():
            return translate("jobs", "Preview of the local sources")
        case ChangeWheels():
            return translate("jobs", "Change of the local sources")
        case CheckWheels():
            return translate("jobs", "Check the local sources")
        case CollectWheels():
            return translate("jobs", "Collect a wheelhouse")
        case _:
            assert_never(command)


def _network_title(command: ReadNetwork | CheckNetwork | ForgetProxyLogin | ShareLogins) -> str:
    match command:
        case ReadNetwork():
            return translate("jobs", "Look at the network")
        case CheckNetwork():
            return translate("jobs", "Check the network")
        case ForgetProxyLogin():
            return translate("jobs", "Forget the proxy's login")
        case ShareLogins(share=True):
            return translate("jobs", "Let terminals ask the keyring")
        case ShareLogins():
            return translate("jobs", "Let terminals ask the keyring no more")


def running_title(command: AnyCommand) -> str:
    """Name a job that runs or waits; unlike its button, a repair asks for nothing any more."""
    return repair_noun(command) if isinstance(command, Repair) else command_title(command)


def command_noun(command: AnyCommand) -> str:
    """Name the run of a command, as the subject of a sentence."""
    if isinstance(command, Repair):
        return repair_noun(command)
    match command:
        case RelocatePlace(kind=kind):
            return translate("jobs", "Relocation of the {place}").format(place=place_word(kind))
        case UndoRelocation():
            return translate("jobs", "Undo of the relocation")
        case _:
            return command_title(command)
