"""Inviting people by a link, and accepting."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from essaim.identity import queries
from essaim.identity.caller import Caller, hash_token
from essaim.identity.errors import AccountExists, AlreadyInvited, AlreadyMember, UnknownInvitation
from essaim.identity.models import Invitation, Mandate, Person
from essaim.identity.passwords import check_password, hash_password
from essaim.identity.schemas import InvitationAcceptance, InvitationIn, InvitationPreview, InvitationSent
from essaim.identity.service.members import require_own_powers
from essaim.identity.service.sign_in import Opened, check_credentials, new_token, open_for
from essaim.kit.db import enter, refuse_if_violated
from essaim.kit.errors import FieldFault, InvalidRequest, NotFound
from essaim.kit.mail import send_mail
from essaim.kit.text import Language, Text
from essaim.settings import Settings

LIFETIME = timedelta(days=7)

_SUBJECT = Text("{organisation} vous invite sur Essaim", "{organisation} invites you to Essaim")
_BODY = Text(
    "Bonjour,\n\n{organisation} vous invite à agir en son nom sur Essaim.\n\nOuvrez ce lien dans les sept jours :\n"
    "{link}\n\nSi vous n’attendiez pas cette invitation, ne faites rien.\n",
    "Hello,\n\n{organisation} invites you to act for it on Essaim.\n\nOpen this link within seven days:\n"
    "{link}\n\nIf you did not expect this invitation, do nothing.\n",
)
_VISIBLE = Text(
    "Vous verrez les réseaux, mutualisations, ressources et réservations de {organisation}. "
    "Vos collègues verront votre nom, votre adresse et votre rôle.",
    "You will see the networks, pools, resources and bookings of {organisation}. "
    "Your colleagues will see your name, address and role.",
)


async def invite(
    sessions: async_sessionmaker[AsyncSession],
    caller: Caller,
    body: InvitationIn,
    *,
    settings: Settings,
    origin: str,
    language: Language,
) -> InvitationSent:
    """Invite somebody to act for the organisation; the link goes by mail, or back to the inviter.

    Two transactions: the invitation is kept before its mail leaves, and no connection is held meanwhile.
    """
    require_own_powers(caller, body.powers)
    token = new_token()
    # After the #, so that the token reaches no log and no proxy.
    link = f"{origin}/invitation#token={token}"
    async with sessions() as session, session.begin():
        await enter(session, organisation=caller.organisation_id, person=caller.person_id)
        invitation = await _keep(session, caller, body, token)
    if await _mail(settings, caller, body.email, link, language):
        async with sessions() as session, session.begin():
            await enter(session, organisation=caller.organisation_id, person=caller.person_id)
            invitation = await session.merge(invitation)
            invitation.mailed = True
    facts = queries.invitation_out(invitation).model_dump()
    return InvitationSent.model_validate({**facts, "link": None if invitation.mailed else link})


async def _keep(session: AsyncSession, caller: Caller, body: InvitationIn, token: str) -> Invitation:
    await _refuse_members(session, caller, body.email)
    await _retire_expired(session, caller, body.email)
    invitation = Invitation(
        organisation_id=caller.organisation_id,
        invited_by=caller.person_id,
        email=body.email,
        role=body.role,
        profession=body.profession,
        powers=sorted(set(body.powers)),
        token_hash=hash_token(token),
        expires_at=datetime.now(UTC) + LIFETIME,
    )
    async with refuse_if_violated(session, {"invitations_pending_key": AlreadyInvited()}):
        session.add(invitation)
    return invitation


async def _mail(settings: Settings, caller: Caller, to: str, link: str, language: Language) -> bool:
    if settings.smtp_url is None:
        return False
    organisation = caller.organisation_name or ""
    return await send_mail(
        settings.smtp_url.get_secret_value(),
        sender=settings.mail_from or "essaim@localhost",
        to=to,
        subject=_SUBJECT.in_(language).format(organisation=organisation),
        body=_BODY.in_(language).format(organisation=organisation, link=link),
    )


async def _refuse_members(session: AsyncSession, caller: Caller, email: str) -> None:
    already = await session.scalar(
        select(Mandate.id)
        .join(Person, Person.id == Mandate.person_id)
        .where(
            Person.email == email,
            Mandate.organisation_id == caller.organisation_id,
            func.mandate_is_active(Mandate.starts_on, Mandate.ends_on),
        )
    )
    if already is not None:
        raise AlreadyMember


async def _retire_expired(session: AsyncSession, caller: Caller, email: str) -> None:
    """An expired invitation no longer stands in the way of a new one."""
    await session.execute(
        update(Invitation)
        .where(
            Invitation.organisation_id == caller.organisation_id,
            Invitation.email == email,
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
            Invitation.expires_at <= func.now(),
        )
        .values(revoked_at=func.now())
    )


async def revoke(session: AsyncSession, caller: Caller, invitation_id: UUID) -> None:
    """Take back a pending invitation: its link opens nothing any more."""
    revoked = await session.execute(
        update(Invitation)
        .where(
            Invitation.id == invitation_id,
            Invitation.organisation_id == caller.organisation_id,
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
        )
        .values(revoked_at=func.now())
        .returning(Invitation.id)
    )
    if revoked.first() is None:
        raise NotFound


async def preview(session: AsyncSession, token: str, language: Language) -> InvitationPreview:
    """What a link would do, before doing it."""
    found = await _pending(session, token)
    return InvitationPreview(
        organisation_name=found.organisation_name,
        email=found.email,
        role=found.role,
        powers=found.powers,
        expires_at=found.expires_at,
        known_person=found.known_person is not None,
        what_becomes_visible=_VISIBLE.in_(language).format(organisation=found.organisation_name),
    )


async def _pending(session: AsyncSession, token: str) -> Any:
    found = await queries.find_invitation(session, hash_token(token))
    if found is None:
        raise UnknownInvitation
    return found


async def accept(
    sessions: async_sessionmaker[AsyncSession],
    body: InvitationAcceptance,
    *,
    address: str,
    user_agent: str | None,
) -> Opened:
    """Accept an invitation: a newcomer gets an account, a known person signs with their password."""
    async with sessions() as session, session.begin():
        found = await _pending(session, body.token)
    if found.known_person is not None:
        person_id = await check_credentials(
            sessions, email=found.email, password=body.password, address=address
        )
        return await _join(sessions, body, found, person_id, None, user_agent)
    if body.name is None:
        raise InvalidRequest(
            errors=[FieldFault("/name", "missing", Text("Écrivez votre nom.", "Write your name."))]
        )
    check_password(body.password, context=[found.email, found.organisation_name, body.name])
    hashed = await hash_password(body.password)
    return await _join(sessions, body, found, None, hashed, user_agent)


async def _join(
    sessions: async_sessionmaker[AsyncSession],
    body: InvitationAcceptance,
    found: Any,
    person_id: UUID | None,
    password_hash: str | None,
    user_agent: str | None,
) -> Opened:
    async with sessions() as session, session.begin():
        newcomer = person_id is None
        person_id = person_id or (await session.execute(text("SELECT uuid7()"))).scalar_one()
        await enter(session, organisation=found.organisation_id, person=person_id)
        await _take(session, found.id)
        if newcomer:
            async with refuse_if_violated(session, {"persons_email_key": AccountExists()}):
                session.add(
                    Person(id=person_id, name=body.name, email=found.email, password_hash=password_hash)
                )
        mandate = Mandate(
            person_id=person_id,
            organisation_id=found.organisation_id,
            role=found.role,
            profession=found.profession,
            powers=found.powers,
        )
        async with refuse_if_violated(session, {"mandates_no_overlap": AlreadyMember()}):
            session.add(mandate)
        return await open_for(
            session, person_id, carrier="cookie", user_agent=user_agent, mandate_id=mandate.id
        )


async def _take(session: AsyncSession, invitation_id: UUID) -> None:
    """Use the invitation; of two copies of the link opened at once, one wins."""
    taken = await session.execute(
        update(Invitation)
        .where(
            Invitation.id == invitation_id, Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None)
        )
        .values(accepted_at=func.now())
        .returning(Invitation.id)
    )
    if taken.first() is None:
        raise UnknownInvitation
