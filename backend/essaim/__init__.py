"""Essaim: organisations share what they have, under rules they vote."""

__version__ = "0.1.0"
