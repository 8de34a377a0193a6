"""Use cases of imports: receiving a file, then reading it to its end."""
