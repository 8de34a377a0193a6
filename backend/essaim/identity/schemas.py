"""What identity takes and answers."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from essaim.identity.roles import Power, Role
from essaim.kit.schemas import Day, In, Instant, Line, Out

Password = Annotated[str, StringConstraints(min_length=1, max_length=200)]


def _email(text: str) -> str:
    """The address in its usual form; `.test` is for demonstrations, which write to nobody."""
    try:
        return validate_email(text, check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError as fault:
        raise PydanticCustomError("email", "This is not an e-mail address.") from fault


Email = Annotated[str, StringConstraints(strip_whitespace=True, max_length=254), AfterValidator(_email)]
Token = Annotated[str, StringConstraints(min_length=20, max_length=100, pattern=r"^[A-Za-z0-9_-]+$")]
Powers = Annotated[list[Power], Field(max_length=4, examples=[["book"]])]


class SignIn(In):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"email": "directrice@exemple.test", "password": "…", "carrier": "bearer"}]
        }
    )

    email: Email
    password: Password
    carrier: Literal["cookie", "bearer"] = Field(
        "cookie",
        description="`cookie` for a browser; `bearer` for a script, which gets the token in the answer.",
    )


class MandateOut(Out):
    """For which organisation a person acts, as what, with which powers, until when."""

    id: UUID
    organisation_id: UUID
    organisation_name: str
    role: Role
    profession: str | None
    powers: list[Power]
    starts_on: date
    ends_on: date | None


class PersonOut(Out):
    id: UUID
    name: str
    email: str
    language: Literal["fr", "en"]
    theme: Literal["auto", "light", "dark"]
    reading_font: Literal["inter", "atkinson"]


class Me(Out):
    """Who I am, for whom I act now, for whom I could, and what I may do."""

    person: PersonOut
    acting_for: MandateOut | None
    mandates: list[MandateOut]
    permissions: list[str]


class SignedIn(Out):
    token: str | None = Field(description="Only for the bearer carrier; shown once.")
    expires_at: Instant
    me: Me


class SessionOut(Out):
    id: UUID
    carrier: Literal["cookie", "bearer"]
    created_at: Instant
    last_used_at: Instant
    expires_at: Instant
    user_agent: str | None
    current: bool


class ActFor(In):
    organisation_id: UUID


class ProfileChange(In):
    name: Line | None = Field(None, examples=["Camille Martin"])
    language: Literal["fr", "en"] | None = None
    theme: Literal["auto", "light", "dark"] | None = None
    reading_font: Literal["inter", "atkinson"] | None = None


class PasswordChange(In):
    current_password: Password
    new_password: Password


class MemberOut(Out):
    """A person who acts for the organisation."""

    mandate_id: UUID
    person_id: UUID
    name: str
    email: str
    role: Role
    profession: str | None
    powers: list[Power]
    starts_on: date
    ends_on: date | None
    version: int


class MandateChange(In):
    role: Role | None = Field(None, examples=["staff"])
    profession: Line | None = None
    powers: Powers | None = None
    ends_on: Day | None = None


class InvitationIn(In):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"email": "collegue@exemple.test", "role": "staff", "powers": ["book"]}]
        }
    )

    email: Email
    role: Role
    profession: Line | None = None
    powers: Powers = Field(default_factory=list)


class InvitationOut(Out):
    id: UUID
    email: str
    role: Role
    profession: str | None
    powers: list[Power]
    state: Literal["pending", "accepted", "revoked", "expired"]
    mailed: bool
    created_at: Instant
    expires_at: Instant


class InvitationSent(InvitationOut):
    link: str | None = Field(description="To hand over yourself when no mail was sent; shown once.")


class InvitationToken(In):
    token: Token


class InvitationPreview(Out):
    """What accepting means, before accepting."""

    organisation_name: str
    email: str
    role: Role
    powers: list[Power]
    expires_at: Instant
    known_person: bool
    what_becomes_visible: str


class InvitationAcceptance(In):
    token: Token
    name: Line | None = Field(
        None, description="Needed from somebody who has no account yet.", examples=["Camille Martin"]
    )
    password: Password
