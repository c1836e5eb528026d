"""From a transcript to a Problem: the chain of causes, rules, evidence, remedies."""
