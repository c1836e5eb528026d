"""The columns of the tables that the .msi has, as Microsoft's Windows Installer database reference gives them."""

from collections.abc import Iterable

from installer.msi.table import Cell, Table

_KEYS = {"AppSearch": 2, "Condition": 2, "FeatureComponents": 2, "Upgrade": 5}
_COLUMNS = {
    "AdminExecuteSequence": "Action s72, Condition S255, Sequence I2",
    "AdminUISequence": "Action s72, Condition S255, Sequence I2",
    "AppSearch": "Property s72, Signature_ s72",
    "Component": "Component s72, ComponentId S38, Directory_ s72, Attributes i2, Condition S255, KeyPath S72",
    "Condition": "Feature_ s38, Level i2, Condition S255",
    "CustomAction": "Action s72, Type i2, Source S72, Target S255",
    "Directory": "Directory s72, Directory_Parent S72, DefaultDir l255",
    "Environment": "Environment s72, Name l255, Value L255, Component_ s72",
    "Feature": "Feature s38, Feature_Parent S38, Title L64, Description L255, Display I2, Level i2, Directory_ S72, "
    "Attributes i2",
    "FeatureComponents": "Feature_ s38, Component_ s72",
    "File": "File s72, Component_ s72, FileName l255, FileSize i4, Version S72, Language S20, Attributes I2, "
    "Sequence i4",
    "Icon": "Name s72, Data v0",
    "InstallExecuteSequence": "Action s72, Condition S255, Sequence I2",
    "InstallUISequence": "Action s72, Condition S255, Sequence I2",
    "LaunchCondition": "Condition s255, Description l255",
    "Media": "DiskId i2, LastSequence i4, DiskPrompt L64, Cabinet S255, VolumeLabel S32, Source S72",
    "MsiShortcutProperty": "MsiShortcutProperty s72, Shortcut_ s72, PropertyKey s0, PropVariantValue s0",
    "Property": "Property s72, Value l0",
    "RegLocator": "Signature_ s72, Root i2, Key s255, Name S255, Type I2",
    "Registry": "Registry s72, Root i2, Key l255, Name L255, Value L0, Component_ s72",
    "RemoveFile": "FileKey s72, Component_ s72, FileName L255, DirProperty s72, InstallMode i2",
    "Shortcut": "Shortcut s72, Directory_ s72, Name l128, Component_ s72, Target s72, Arguments S255, "
    "Description L255, Hotkey I2, Icon_ S72, IconIndex I2, ShowCmd I2, WkDir S72",
    "Upgrade": "UpgradeCode s38, VersionMin S20, VersionMax S20, Language S255, Attributes i4, Remove S255, "
    "ActionProperty s72",
    "_SummaryInformation": "PropertyId i2, Value l255",
}


def table(name: str, rows: Iterable[tuple[Cell, ...]]) -> Table:
    """Return a table of that name with its columns."""
    columns = tuple((word.split()[0], word.split()[1]) for word in _COLUMNS[name].split(", "))
    return Table(name, columns, _KEYS.get(name, 1), tuple(rows))
