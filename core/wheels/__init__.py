"""Wheel files as they are written to and read from disk."""
