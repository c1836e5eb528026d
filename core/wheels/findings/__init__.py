"""What is wrong with a project's local sources: pure rules over one frozen subject; one file per matter."""
