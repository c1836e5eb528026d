"""All settings, in the order in which they are shown."""

from core.model.setting_keys import SettingKey
from core.settings.declared.advanced import ADVANCED
from core.settings.declared.declaration import Declaration
from core.settings.declared.indexes import INDEXES
from core.settings.declared.network import NETWORK
from core.settings.declared.places import PLACES
from core.settings.declared.python import PYTHON
from core.settings.declared.wheels import WHEELS

DECLARATIONS: tuple[Declaration, ...] = (*PLACES, *NETWORK, *WHEELS, *INDEXES, *PYTHON, *ADVANCED)
_BY_KEY = {declaration.key: declaration for declaration in DECLARATIONS}


def declared(key: SettingKey) -> Declaration:
    """Return the declaration of a setting."""
    return _BY_KEY[key]
