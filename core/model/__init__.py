"""Frozen values that the rooms of the core hand to each other; no input, no output."""
