"""Effective values with their origin, from every source that uv and Wheelyard read."""
