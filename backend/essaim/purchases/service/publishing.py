"""Tell the totals of items, each once at each moment, where enough organisations make them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.purchases.models import Moment, Publication, Round
from essaim.purchases.queries import telling as queries
from essaim.purchases.queries.telling import Made, Told
from essaim.purchases.rules.telling import tellable_after_all

Amounts = Mapping[UUID, Mapping[UUID, int]]
"""By item, then by organisation."""


async def publish(
    session: AsyncSession,
    round_: Round,
    confidentiality: str,
    moment: Moment,
    amounts: Amounts,
    references: Amounts,
) -> Told:
    """Write the publications of a moment, for every item of `amounts`; nulls where the total may not be told.

    `confidentiality`: the stricter of the round's and the agreement's (`View.confidentiality`). `amounts`: what each
    organisation makes of the volume of an item, an empty mapping where nobody needs it. `references`: cents that each pays
    today for its part, of those that gave a reference price. Answers the items that are told.
    """
    told = await judge(session, round_, confidentiality, amounts, references)
    session.add_all(
        Publication(
            item_id=item,
            moment=moment,
            round_id=round_.id,
            agreement_id=round_.agreement_id,
            volume=sum(made.values()) if item in told.volumes else None,
            contributors=sum(1 for amount in made.values() if amount) if item in told.volumes else None,
            reference_cents=sum(references[item].values()) if item in told.references else None,
        )
        for item, made in amounts.items()
    )
    await session.flush()
    return told


async def publish_needs(session: AsyncSession, round_: Round, confidentiality: str) -> Told:
    """Publish the totals of needs as the survey closes: every item of the round."""
    stated = await queries.of_needs(session, round_.id)
    items = await queries.item_ids(session, round_.id)
    amounts = {item: stated.volumes.get(item, {}) for item in items}
    return await publish(session, round_, confidentiality, "needs", amounts, stated.references)


async def judge(
    session: AsyncSession,
    round_: Round,
    confidentiality: str,
    amounts: Amounts,
    references: Amounts | None = None,
) -> Told:
    """Which totals may be told to who knows everything told before; writes nothing.

    A reference spend is told only beside the volume it is of.
    """
    formers = await _formers(session, round_.id)
    volumes = {
        item
        for item, now in amounts.items()
        if tellable_after_all(
            confidentiality,
            [made.volumes.get(item, {}) for made, told in formers if item in told.volumes],
            now,
        )
    }
    spends = {
        item
        for item, now in (references or {}).items()
        if now
        and item in volumes
        # A spend that leaves a buyer out is not what the volume costs today: no gain could be told from it.
        and now.keys() >= {who for who, volume in amounts[item].items() if volume}
        and tellable_after_all(
            confidentiality,
            [made.references.get(item, {}) for made, told in formers if item in told.references],
            now,
        )
    }
    return Told(volumes, spends)


async def _formers(session: AsyncSession, round_id: UUID) -> Sequence[tuple[Made, Told]]:
    """What made the totals told so far, with the items told."""
    told = await queries.told(session, round_id)
    formers = []
    if "needs" in told:
        formers.append((await queries.of_needs(session, round_id), told["needs"]))
    if "award" in told:
        formers.append((await queries.of_commitments(session, round_id), told["award"]))
    return formers
