"""Quotes: deposit, open, mark, compare."""
