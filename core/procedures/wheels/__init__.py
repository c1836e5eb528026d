"""The work of commands about local wheels and sdists; one file per kind of work."""
