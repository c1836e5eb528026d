"""The work of commands that mend what made uv fail; one file per kind of repair."""
