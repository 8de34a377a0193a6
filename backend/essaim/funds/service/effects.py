"""What decisions may change in a fund: a project is committed."""

from essaim.agreements.effects import Effect

EFFECTS: tuple[Effect, ...] = ()
