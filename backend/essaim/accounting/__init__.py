"""The book of an agreement for its accountant."""
