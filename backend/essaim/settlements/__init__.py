"""Settlements: few payments that leave every balance as it was."""
