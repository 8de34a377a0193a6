"""Use cases of decisions, by what they act on."""
