"""Allocations: who pays what of the costs of an agreement, why, and what is proved of it."""
