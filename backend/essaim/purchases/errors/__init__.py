"""Refusals of group purchases, by what they are about."""
