"""Scripts that give a shell a project's environment, and scripts that people wrote, read."""
