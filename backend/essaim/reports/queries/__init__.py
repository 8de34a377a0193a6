"""Reads across features; each starts at what the caller may see."""
