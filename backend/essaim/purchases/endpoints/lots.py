"""Lots and items of a round."""
