"""A small feature built with the kit, for tests: notes that may be refused, slow or wrong."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response
from sqlalchemy import Integer, column, select, table, text

from essaim.identity.caller import CurrentCaller, router
from essaim.kit.db import Session
from essaim.kit.errors import IdempotencyMismatch, Refusal, responses
from essaim.kit.idempotency import Idempotency
from essaim.kit.pagination import PageQuery, fetch_page
from essaim.kit.policy import SIGNED_IN, policy
from essaim.kit.schemas import In, Line, Out, Page
from essaim.kit.text import Text

TABLE = """
    CREATE TABLE notes (id serial PRIMARY KEY, words text NOT NULL, rank integer NOT NULL DEFAULT 0);
    GRANT ALL ON notes TO essaim_app;
    GRANT ALL ON SEQUENCE notes_id_seq TO essaim_app;
"""
_notes = table("notes", column("id", Integer), column("words"), column("rank", Integer))


class TooSad(Refusal):
    title = Text("Trop triste", "Too sad")
    detail = Text("Cette note est trop triste.", "This note is too sad.")


class NoteIn(In):
    words: Line


class NoteOut(Out):
    id: int
    words: str


notes = router("notes")


@notes.post("", status_code=201, responses=responses(TooSad, IdempotencyMismatch), response_model=NoteOut)
@policy(SIGNED_IN)
async def write(
    session: Session, caller: CurrentCaller, body: NoteIn, idempotency: Idempotency
) -> NoteOut | Response:
    """Write a note; sad ones are refused while a happy one is missing."""

    async def effect() -> NoteOut:
        note = (
            await session.execute(
                text("INSERT INTO notes (words) VALUES (:words) RETURNING id, words"), {"words": body.words}
            )
        ).one()
        happy = await session.scalar(text("SELECT count(*) FROM notes WHERE words = 'happy'"))
        if body.words == "sad" and not happy:
            raise TooSad
        return NoteOut.model_validate(note)

    return await idempotency(effect, person=caller.person_id, organisation=caller.organisation_id)


@notes.get("")
@policy(SIGNED_IN)
async def search(
    session: Session, caller: CurrentCaller, page: Annotated[PageQuery, Query()]
) -> Page[NoteOut]:
    """Notes by rank."""
    rows, cursor = await fetch_page(
        session, select(_notes), key=[_notes.c.rank, _notes.c.id], kinds=[int, int], page=page
    )
    return Page(items=[NoteOut.model_validate(row) for row in rows], next_cursor=cursor)


@notes.get("/{note_id}")
@policy(SIGNED_IN)
async def read(session: Session, caller: CurrentCaller, note_id: UUID) -> NoteOut:
    """A note under a name no note has."""
    raise TooSad
