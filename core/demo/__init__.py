"""The reference project, rebuilt with small made-up wheels, to try Wheelyard on."""
