"""Changing a value in a file of uv: only its own characters change, whatever else the file holds."""
