"""``python -m core.cli COMMAND``: the headless face without the window's package."""

import sys

try:
    from core.cli.main import main

    sys.exit(main(sys.argv[1:]))
except KeyboardInterrupt:  # while it was imported: `main` itself answers with its status
    sys.exit(130)
