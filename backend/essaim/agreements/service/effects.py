"""What decisions may change in an agreement: its rules, its parties, its lead, its end."""

from essaim.agreements.effects import Effect

EFFECTS: tuple[Effect, ...] = ()
