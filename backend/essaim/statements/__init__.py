"""Statements: what a party owes or is owed, and why."""
