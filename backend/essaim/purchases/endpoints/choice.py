"""Simulate, opt out, award."""
