"""Use cases of exits, by what they act on."""
