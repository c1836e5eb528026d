"""The work of commands about the network and its logins; one file per kind of work."""
