"""Use cases of funds, by what they act on."""
