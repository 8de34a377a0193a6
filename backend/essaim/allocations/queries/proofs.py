"""Tell what is proved of shares to who may read it."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.allocations.access import View
from essaim.allocations.queries import members
from essaim.allocations.schemas.proof import CertificateOut, GroupOut, LoserOut
from essaim.allocations.words import proving
from essaim.kit.text import Language

Proof = Mapping[str, Any]


async def names_in(session: AsyncSession, proofs: Iterable[Proof | None]) -> dict[str, str]:
    """Names of the organisations that these proofs speak of, by identifier."""
    spoken: set[UUID] = set()
    for proof in proofs:
        if proof is not None:
            spoken |= {UUID(loser["member"]) for loser in proof["losers"]}
            spoken |= {UUID(member) for member in (proof["blocking"] or {}).get("members", ())}
    return {str(one): name for one, name in (await members.names(session, spoken)).items()} if spoken else {}


def certificate_out(
    view: View, proof: Proof | None, names: Mapping[str, str], language: Language
) -> CertificateOut | None:
    """Where lines are not open, a party is told of itself only: neither the group that gains, nor by how much."""
    if proof is None:
        return None
    blocking = proof["blocking"]
    told = blocking is not None and (view.sees_all or blocking["members"] == [str(view.me)])
    losers = [loser for loser in proof["losers"] if view.sees_all or loser["member"] == str(view.me)]
    return CertificateOut(
        state=proof["state"],
        sentence=proving.sentence(proof, names, told=told).in_(language),
        method=proof["method"],
        lines_compared=proof["compared"],
        lines_count=proof["lines"],
        blocking=_group(blocking, names) if told else None,
        losers=[
            LoserOut(
                organisation_id=UUID(loser["member"]),
                organisation_name=names.get(loser["member"], ""),
                more_cents=loser["gain"],
            )
            for loser in losers
        ],
        margin_cents=proof["margin"] if view.sees_all else None,
        margin_exact=proof["margin_exact"],
        tried=proof["tried"],
    )


def _group(blocking: Mapping[str, Any], names: Mapping[str, str]) -> GroupOut:
    return GroupOut(
        organisation_ids=[UUID(member) for member in blocking["members"]],
        organisation_names=[names.get(member, "") for member in blocking["members"]],
        pays_cents=blocking["pays"],
        alone_cents=blocking["alone"],
        gain_cents=blocking["pays"] - blocking["alone"],
        rounding=blocking["rounding"],
    )
