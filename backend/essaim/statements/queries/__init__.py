"""Reads of statements, by what they answer."""
