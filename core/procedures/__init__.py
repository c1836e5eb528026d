"""What each command does, step by step; one file per kind of work; upper rooms start them as jobs."""
