"""Identity over HTTP."""

from uuid import UUID

from fastapi import Request, Response
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from essaim.identity import queries
from essaim.identity.caller import COOKIE, CurrentCaller
from essaim.identity.caller import router as feature_router
from essaim.identity.errors import (
    AccountExists,
    AlreadyInvited,
    AlreadyMember,
    LastDirector,
    MandateOverlap,
    MoreThanOwnRights,
    TooManyAttempts,
    UnknownInvitation,
    WeakPassword,
    WrongCredentials,
)
from essaim.identity.schemas import (
    ActFor,
    InvitationAcceptance,
    InvitationIn,
    InvitationOut,
    InvitationPreview,
    InvitationSent,
    InvitationToken,
    MandateChange,
    Me,
    MemberOut,
    PasswordChange,
    ProfileChange,
    SessionOut,
    SignedIn,
    SignIn,
)
from essaim.identity.service import invitations, members, profile, sign_in
from essaim.kit.db import Session, release
from essaim.kit.errors import StaleVersion, VersionRequired, responses
from essaim.kit.etag import IfMatch, tag
from essaim.kit.pagination import Paging
from essaim.kit.policy import PUBLIC, SIGNED_IN, policy
from essaim.kit.rendering import language_of
from essaim.kit.schemas import Page

router = feature_router("identity")

CHANGE = (VersionRequired, StaleVersion)


def _sessions(request: Request) -> async_sessionmaker[AsyncSession]:
    """For the few use cases of several transactions: an attempt stays counted when it is refused."""
    sessions: async_sessionmaker[AsyncSession] = request.app.state.sessions
    return sessions


def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"


def _set_cookie(response: Response, opened: sign_in.Opened) -> None:
    response.set_cookie(
        COOKIE,
        opened.token,
        max_age=int(sign_in.LIFETIME["cookie"].total_seconds()),
        secure=True,
        httponly=True,
        samesite="lax",
        path="/",
    )


def _drop_cookie(response: Response) -> None:
    response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="lax", path="/")


@router.post("/sessions", status_code=201, responses=responses(WrongCredentials, TooManyAttempts))
@policy(PUBLIC)
async def create_session(request: Request, response: Response, body: SignIn) -> SignedIn:
    """Sign in with address and password.

    A browser gets a cookie; a script asks for the `bearer` carrier and sends the token in `Authorization`.
    After five wrong passwords the waits grow from one to fifteen minutes.
    """
    opened = await sign_in.sign_in(
        _sessions(request),
        email=body.email,
        password=body.password,
        carrier=body.carrier,
        address=_address(request),
        user_agent=request.headers.get("user-agent"),
    )
    if body.carrier == "cookie":
        _set_cookie(response, opened)
    token = opened.token if body.carrier == "bearer" else None
    return SignedIn(token=token, expires_at=opened.expires_at, me=opened.me)


@router.get("/sessions")
@policy(SIGNED_IN)
async def list_sessions(session: Session, caller: CurrentCaller, page: Paging) -> Page[SessionOut]:
    """Where I am signed in, newest first."""
    return await queries.list_sessions(session, caller, page)


@router.delete("/sessions/current", status_code=204)
@policy(SIGNED_IN)
async def end_current_session(session: Session, caller: CurrentCaller, response: Response) -> None:
    """Sign out here."""
    await sign_in.sign_out(session, caller, caller.session_id)
    _drop_cookie(response)


@router.delete("/sessions", status_code=204)
@policy(SIGNED_IN)
async def end_all_sessions(session: Session, caller: CurrentCaller, response: Response) -> None:
    """Sign out everywhere, here included."""
    await sign_in.sign_out_everywhere(session, caller.person_id)
    _drop_cookie(response)


@router.delete("/sessions/{session_id}", status_code=204)
@policy(SIGNED_IN)
async def end_session(session: Session, caller: CurrentCaller, session_id: UUID) -> None:
    """Sign out of one of my other places."""
    await sign_in.sign_out(session, caller, session_id)


@router.put("/sessions/current/organisation")
@policy(SIGNED_IN)
async def act_for(session: Session, caller: CurrentCaller, body: ActFor, response: Response) -> SignedIn:
    """Act for another of my organisations. The token changes; a script takes the new one from the answer."""
    opened = await sign_in.act_for(session, caller, body.organisation_id)
    by_cookie = caller.carrier == "cookie"
    if by_cookie:
        _set_cookie(response, opened)
    return SignedIn(token=None if by_cookie else opened.token, expires_at=opened.expires_at, me=opened.me)


@router.get("/me")
@policy(SIGNED_IN)
async def read_me(session: Session, caller: CurrentCaller) -> Me:
    """Who I am, for whom I act, and what I may do."""
    return await queries.read_me(session, caller.person_id, caller.mandate_id)


@router.patch("/me")
@policy(SIGNED_IN)
async def change_profile(session: Session, caller: CurrentCaller, body: ProfileChange) -> Me:
    """Change my name, language, theme or reading font."""
    return await profile.change_profile(session, caller, body)


@router.post(
    "/me/password", status_code=204, responses=responses(WrongCredentials, TooManyAttempts, WeakPassword)
)
@policy(SIGNED_IN)
async def change_password(
    request: Request, session: Session, caller: CurrentCaller, body: PasswordChange
) -> None:
    """Change my password; my other sessions end."""
    await release(session)
    await profile.change_password(
        _sessions(request),
        caller,
        current_password=body.current_password,
        new_password=body.new_password,
        address=_address(request),
    )


@router.get("/members")
@policy("identity.read_members")
async def list_members(session: Session, caller: CurrentCaller, page: Paging) -> Page[MemberOut]:
    """Who acts for my organisation, in order of names."""
    return await queries.list_members(session, caller, page)


@router.patch(
    "/members/{mandate_id}", responses=responses(*CHANGE, LastDirector, MandateOverlap, MoreThanOwnRights)
)
@policy("identity.manage_members")
async def change_member(
    session: Session,
    caller: CurrentCaller,
    mandate_id: UUID,
    version: IfMatch,
    body: MandateChange,
    response: Response,
) -> MemberOut:
    """Change the role, powers, profession or last day of a colleague's mandate. Takes effect at once."""
    member = await members.change_mandate(session, caller, mandate_id, version, body)
    tag(response, member.version)
    return member


@router.delete("/members/{mandate_id}", status_code=204, responses=responses(*CHANGE, LastDirector))
@policy("identity.manage_members")
async def end_member(session: Session, caller: CurrentCaller, mandate_id: UUID, version: IfMatch) -> None:
    """End a colleague's mandate now. What they did stays the organisation's."""
    await members.end_mandate(session, caller, mandate_id, version)


@router.get("/invitations")
@policy("identity.manage_members")
async def list_invitations(session: Session, caller: CurrentCaller, page: Paging) -> Page[InvitationOut]:
    """Invitations sent for my organisation, newest first."""
    return await queries.list_invitations(session, caller, page)


@router.post(
    "/invitations", status_code=201, responses=responses(AlreadyInvited, AlreadyMember, MoreThanOwnRights)
)
@policy("identity.manage_members")
async def invite(
    request: Request, session: Session, caller: CurrentCaller, body: InvitationIn
) -> InvitationSent:
    """Invite somebody to act for my organisation: by mail, or by a link to hand over, valid seven days, once."""
    await release(session)
    settings = request.app.state.settings
    return await invitations.invite(
        _sessions(request),
        caller,
        body,
        settings=settings,
        origin=settings.public_url or str(request.base_url).rstrip("/"),
        language=language_of(request),
    )


@router.delete("/invitations/{invitation_id}", status_code=204)
@policy("identity.manage_members")
async def revoke_invitation(session: Session, caller: CurrentCaller, invitation_id: UUID) -> None:
    """Take back a pending invitation."""
    await invitations.revoke(session, caller, invitation_id)


@router.post("/invitations/preview", responses=responses(UnknownInvitation))
@policy(PUBLIC)
async def preview_invitation(request: Request, session: Session, body: InvitationToken) -> InvitationPreview:
    """What a link offers: the organisation, the role, and what becomes visible to whom."""
    return await invitations.preview(session, body.token, language_of(request))


@router.post(
    "/invitations/accept",
    status_code=201,
    responses=responses(
        UnknownInvitation, AccountExists, AlreadyMember, WrongCredentials, TooManyAttempts, WeakPassword
    ),
)
@policy(PUBLIC)
async def accept_invitation(request: Request, response: Response, body: InvitationAcceptance) -> SignedIn:
    """Accept an invitation and sign in. A newcomer gives a name and chooses a password; a known person signs with theirs."""
    opened = await invitations.accept(
        _sessions(request), body, address=_address(request), user_agent=request.headers.get("user-agent")
    )
    _set_cookie(response, opened)
    return SignedIn(token=None, expires_at=opened.expires_at, me=opened.me)
