"""How much of a file is looked at, at most: what a hostile file may cost; all sizes are bytes."""

TAIL = 64 << 10
"""What is read from the end at once: it holds the directory, METADATA and WHEEL of nearly every wheel."""

END_SEARCH = 22 + 0xFFFF
"""How far from the end an end record can begin: itself and the longest comment."""

DIRECTORY = 24 << 20
ENTRIES = 200_000
"""The largest wheels that are about have 20,000 files and a directory of 3 MiB."""

FIELDS = 4 << 20
"""Of METADATA and WHEEL, the fields; a description after them is not read."""

REQUIREMENTS = 2_000
VERSION = 200
TEXT = 4_000
"""How many characters of a name, a summary, a requirement and the like are kept."""

RECORD = 24 << 20
COMPONENT = 255
"""The longest name of one file or folder on any file system that Windows and Linux use, in characters."""

CHUNK = 256 << 10
SMALL_CHUNK = 4 << 10
"""How much of METADATA is unpacked at first; the fields end there, as a rule, and the description begins."""

NATIVE_HEAD = 4 << 10
HASH_CHUNK = 1 << 20

BOMB_SIZE = 64 << 20
BOMB_RATIO = 200
"""More than both, and the file is a bomb: real wheels, also those full of zeros, stay far below this."""

DEFLATE_RATIO = 1_032
"""Deflate cannot make bytes fewer than by this; a claim beyond it is a lie."""

MODEST_SIZE = 1 << 20
MODEST_RATIO = 32
"""An archive that unpacks to no more than both together needs no look for false sizes, entry by entry."""

ASK_EVERY = 2_048
"""After how many entries or rows it is asked whether reading was stopped."""

SHOWN = 120
"""How many characters of a name a sentence holds."""
