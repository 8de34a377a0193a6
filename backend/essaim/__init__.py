"""Essaim: organisations share what they have, under rules they vote."""
