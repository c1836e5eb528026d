"""How a folder is opened for its listing, where the system can list an open folder."""

import os
import sys

if sys.platform == "win32":
    FOLDER = 0
    FOLDER_ITSELF = 0
    LISTS_OPEN_FOLDERS = False
else:
    FOLDER = os.O_RDONLY | os.O_DIRECTORY
    FOLDER_ITSELF = FOLDER | os.O_NOFOLLOW
    """The same, and never through a link."""
    LISTS_OPEN_FOLDERS = os.scandir in os.supports_fd
