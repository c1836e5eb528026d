"""A security product as it is named to a person."""

from msgspec import Struct


class NamedProduct(Struct, frozen=True, kw_only=True):
    """A security product of this computer; ``kind`` is ``antivirus``, ``edr``, ``application-control`` or the like.

    One that does not run is installed: Windows' own antivirus beside another one, for example.
    """

    name: str
    maker: str
    kind: str
    running: bool = True
