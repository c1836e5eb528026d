"""What is measured after a failure: one file per subject, each finding with a time limit and "unknown" as an answer."""
