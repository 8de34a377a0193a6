"""Use cases of settlements, by what they act on."""
