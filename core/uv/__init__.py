"""The uv program: where it is, how it is called, how it is run, what its output means."""
