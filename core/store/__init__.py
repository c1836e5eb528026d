"""Files that Wheelyard keeps for itself: atomic, locked, bounded to its home."""
