"""Failures of uv made on purpose, by a real uv: how each is made, what uv printed, what an explanation must find."""
