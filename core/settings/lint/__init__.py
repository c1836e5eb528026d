"""What is wrong with a configuration although every part of it can be read; one file per family of rules."""
