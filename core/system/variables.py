"""Variables of an environment by names without case, as Windows has them."""

from collections.abc import Mapping


def value_of(environ: Mapping[str, str], name: str) -> str | None:
    """Return the value of a variable whose name may be written in any case, None where it is not set.

    On Windows Python writes the names in ``os.environ`` in capitals, and a plain dict made of it keeps them so.
    """
    exact = environ.get(name)
    if exact is not None:
        return exact
    wanted = name.upper()
    return next((value for other, value in environ.items() if other.upper() == wanted), None)
