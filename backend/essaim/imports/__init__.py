"""Imports of public registers: a file is parsed, shown as a dry run, then written by identifier."""
