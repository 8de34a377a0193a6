"""Use cases of agreements, by what they act on."""
