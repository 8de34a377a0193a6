"""Codes of an agreement, and exports of its book."""
