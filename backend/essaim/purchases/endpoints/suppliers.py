"""Suppliers of an agreement."""
