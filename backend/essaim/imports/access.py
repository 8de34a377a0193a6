"""Whose imports a caller sees: those of the organisation acted for."""

from sqlalchemy import Select, select

from essaim.identity.caller import Caller
from essaim.imports.models import Import


def visible_to(caller: Caller) -> Select[Import]:
    return select(Import).where(Import.organisation_id == caller.organisation_id)
