"""What helps against each trouble on the way to a server; one file per kind of trouble."""
