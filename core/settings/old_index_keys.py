"""The keys and variables that named indexes before ``index`` did."""

from core.model.setting_values import IndexEntry
from core.settings.bad_value import BadValueError, shown
from core.settings.uv_checks import place_of_files


def checked_as_indexes(key: str, raw: object) -> tuple[IndexEntry, ...]:
    """Return what ``index-url`` or ``extra-index-url`` of a file says; raises BadValueError."""
    urls = [raw] if key == "index-url" else raw
    if not isinstance(urls, list) or not all(isinstance(each, str) for each in urls):
        raise BadValueError(f"{shown(raw)} is no {'URL' if key == 'index-url' else 'list of URLs'}.")
    return tuple(IndexEntry(url=place_of_files(each), default=key == "index-url") for each in urls)


def extra_indexes(text: str) -> tuple[IndexEntry, ...] | None:
    """Return what ``UV_EXTRA_INDEX_URL`` says; its indexes have no names. Raises BadValueError."""
    return tuple(IndexEntry(url=place_of_files(url)) for url in text.split()) or None


def index_url(text: str) -> tuple[IndexEntry, ...] | None:
    """Return what ``UV_INDEX_URL`` says, one URL without a name; raises BadValueError."""
    return (IndexEntry(url=place_of_files(text), default=True),) if text else None
