"""Rounds: prepare, open, follow."""
