"""Reads of the journal: what a party asks for, and the verification of every chain."""
