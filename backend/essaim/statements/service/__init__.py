"""Use cases of statements, by what they act on."""
