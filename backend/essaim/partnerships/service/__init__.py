"""Use cases of partnerships, by what they act on."""
