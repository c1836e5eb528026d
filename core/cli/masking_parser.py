"""The parser of the command line, whose complaints repeat what was typed, but for secrets."""

import argparse
from typing import NoReturn

from typing_extensions import override

from core.model.secrets import without_secrets


class MaskingParser(argparse.ArgumentParser):
    """An ArgumentParser that puts stars for secrets: what a script was given wrongly ends in its log."""

    @override
    def error(self, message: str) -> NoReturn:
        super().error(without_secrets(message))
