"""What goes in and out of funds. Money is integer cents of euro."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from essaim.agreements.models import Confidentiality
from essaim.agreements.schemas import absent
from essaim.decisions.models import DecisionState, EffectState, Outcome
from essaim.funds.models import PaymentState, ProjectState
from essaim.funds.rules import ContributionKind
from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Clean, Day, In, Instant, Line, Out, ShortText

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000), Clean]
Amount = Annotated[int, Field(ge=1, le=10**12, description="Money in integer cents of euro.")]
REFERENCE = "Number of the invoice or of the bank transfer."

# Funds


class FundIn(In):
    """The common fund of an agreement, opened by its lead; an agreement has at most one."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "agreement_id": "019345ab-7c3d-7a4b-9c1d-2e3f4a5b6c7d",
                    "name": "Fonds commun",
                    "purpose": "Financer les projets collectifs votés par les membres.",
                }
            ]
        }
    )

    agreement_id: UUID
    name: Line
    purpose: Words = Field(description="What the fund may pay for.")


class FundChange(In):
    """What to change; a field left out stays as it is (JSON Merge Patch)."""

    name: Line = absent(examples=["Fonds commun"])
    purpose: Words = absent(description="What the fund may pay for.")


class FundQuery(PageQuery):
    agreement_id: UUID | None = Field(None, description="The fund of this agreement.")


class FundSummary(Out):
    id: UUID
    agreement_id: UUID
    agreement_name: str
    name: str
    purpose: str
    leads: bool = Field(description="Your organisation is the lead: it keeps the fund.")
    takes_part: bool = Field(description="Your organisation takes part: it may apply, request and approve.")


class FigureOut(Out):
    """A figure and the ledger accounts whose lines make it."""

    cents: int | None = Field(description="Null when confidentiality withholds it.")
    account_ids: list[UUID] = Field(description="Those you may open in the ledger.")


class FiguresOut(Out):
    """What the fund holds: `available + owed_to_leavers = repayable + yearly − committed + released − repaid`."""

    repayable: FigureOut = Field(description="Contributions with a right of return.")
    yearly: FigureOut = Field(description="Contributions that are not given back.")
    committed: FigureOut = Field(description="Ever committed to projects.")
    paid: FigureOut = Field(description="Ever paid for projects.")
    released: FigureOut = Field(description="Committed, then not needed.")
    reserved: FigureOut = Field(description="Committed and still to be paid.")
    repaid: FigureOut = Field(description="Given back to parties that left.")
    owed_to_leavers: FigureOut = Field(description="Owed to parties that left, not paid yet.")
    available: FigureOut = Field(description="What new projects may use.")
    cash: FigureOut = Field(
        description="What the bank account should hold: available, reserved and owed to leavers."
    )


class StakeOut(Out):
    """What one organisation brought, and what it could take back today."""

    organisation_id: UUID
    organisation_name: str
    present: bool = Field(description="False once it has left.")
    repayable_cents: int = Field(description="Repayable contributions it made.")
    yearly_cents: int = Field(description="Other contributions it made.")
    stake_cents: int = Field(description="What is left of the repayable ones: its value in the fund.")
    share_bp: int | None = Field(
        description="Part of all stakes of present parties, basis points rounded half up; null when withheld or left."
    )
    account_id: UUID | None = Field(description="The ledger account of its stake.")


class FundRulesOut(Out):
    """The rules in force that this fund follows."""

    rules_id: UUID | None = Field(description="The version adopted; null: the defaults of the legal form.")
    number: int | None
    consumption: Literal["yearly_first", "pro_rata"]
    threshold_cents: int = Field(description="Payments cumulated above it need two organisations.")
    window_days: int
    repayable_allowed: bool = Field(description="False for an endowment fund.")
    late_release_to_leavers: bool


class FundOut(Out):
    id: UUID
    agreement_id: UUID
    agreement_name: str
    confidentiality: Confidentiality
    name: str
    purpose: str
    leads: bool
    takes_part: bool
    as_of: date = Field(description="Figures count what happened through this day.")
    figures: FiguresOut
    mine: StakeOut
    stakes: list[StakeOut] | None = Field(
        description="One line per organisation, in the order of the parties; null when withheld."
    )
    withheld: str | None = Field(description="Why some figures are null, in words.")
    rules: FundRulesOut
    version: int
    created_at: Instant


# Contributions


class ContributionIn(In):
    """Money received from an organisation, recorded by the lead."""

    organisation_id: UUID
    kind: ContributionKind = Field(description="repayable: with a right of return; yearly: without.")
    amount_cents: Amount = Field(examples=[1_000_000])
    occurred_on: Day = Field(description="The day the money came; today at the latest.")
    note: ShortText | None = Field(None, examples=["Apport 2027"])
    reference: Line | None = Field(None, description=REFERENCE)


class ContributionReversal(In):
    reason: Line = Field(description="Why; it is kept in the ledger.", examples=["Montant mal saisi"])


class ContributionQuery(PageQuery):
    organisation_id: UUID | None = None
    kind: ContributionKind | None = None


class ContributionOut(Out):
    id: UUID = Field(description="The transaction of the ledger.")
    number: int = Field(description="Its number in the book of the agreement.")
    organisation_id: UUID
    organisation_name: str
    kind: ContributionKind
    amount_cents: int
    occurred_on: date
    note: str
    reference: str | None
    reversed: bool = Field(description="Reversed since: it no longer counts.")
    account_id: UUID = Field(description="The ledger account that received it.")


# Calls for projects


class CallIn(In):
    title: Line = Field(examples=["Appel à projets 2027"])
    description: Words
    budget_cents: Amount | None = Field(
        None, description="The most its projects may be given together; null: no limit."
    )
    opens_on: Day
    closes_on: Day = Field(description="Last day to submit.")


class CallChange(In):
    """What to change; a field left out stays as it is (JSON Merge Patch)."""

    title: Line = absent(examples=["Appel à projets 2027"])
    description: Words = absent()
    budget_cents: Amount | None = absent(
        description="The most its projects may be given together; null: no limit."
    )
    opens_on: Day = absent()
    closes_on: Day = absent(description="Last day to submit.")


class CallQuery(PageQuery):
    pass


class CallOut(Out):
    id: UUID
    fund_id: UUID
    title: str
    description: str
    budget_cents: int | None
    committed_cents: int = Field(description="Given to its projects so far.")
    opens_on: date
    closes_on: date
    open: bool = Field(description="Whether projects may be submitted today.")
    version: int
    created_at: Instant


# Projects


class ProjectIn(In):
    """An application of the organisation acted for."""

    call_id: UUID | None = Field(None, description="The call it answers; null: of its own initiative.")
    title: Line = Field(examples=["Minibus partagé"])
    description: Words = Field(description="What for, for whom. Write no resident’s name and no health data.")
    amount_cents: Amount = Field(examples=[1_200_000])
    conditional: bool = Field(
        False,
        description="If adopted while the fund cannot pay, it waits for money instead of being refused.",
    )


class ProjectChange(In):
    """What to change in a draft; a field left out stays as it is (JSON Merge Patch)."""

    call_id: UUID | None = absent(description="The call it answers; null: of its own initiative.")
    title: Line = absent(examples=["Minibus partagé"])
    description: Words = absent()
    amount_cents: Amount = absent()
    conditional: bool = absent()


class ProjectQuery(PageQuery):
    state: ProjectState | None = None
    call_id: UUID | None = None
    mine: bool | None = Field(None, description="true: presented by your organisation; false: by the others.")


class ProjectDecisionOut(Out):
    """The last decision put to the members about a project."""

    id: UUID
    number: int
    title: str
    state: DecisionState
    outcome: Outcome | None
    effect_state: EffectState


class ProjectOut(Out):
    """A project; drafts are read by their organisation only."""

    id: UUID
    fund_id: UUID
    agreement_id: UUID
    call_id: UUID | None
    organisation_id: UUID = Field(description="Who presents it.")
    organisation_name: str
    is_mine: bool
    title: str
    description: str
    amount_cents: int = Field(description="What it asks for.")
    conditional: bool
    state: ProjectState
    decision: ProjectDecisionOut | None = Field(description="Null while no decision was convened.")
    committed_cents: int = Field(description="Set aside for it, ever.")
    paid_cents: int
    released_cents: int = Field(description="Given back to the fund when it was closed.")
    remaining_cents: int = Field(description="Set aside and not paid yet.")
    pending_cents: int = Field(description="Part of the remainder asked by payments that await an approval.")
    account_id: UUID | None = Field(description="Its ledger account, once committed.")
    submitted_at: Instant | None
    committed_at: Instant | None
    closed_at: Instant | None = Field(description="When it was closed, rejected or withdrawn.")
    version: int
    created_at: Instant


# Payments


class PaymentIn(In):
    """A payment asked for a committed project. Asking counts as your organisation’s approval, unless it is paid to it."""

    project_id: UUID
    payee: Line = Field(description="Who is paid.", examples=["Garage du Centre"])
    beneficiary_id: UUID | None = Field(
        None, description="The organisation of the agreement that is paid, if the payee is one."
    )
    amount_cents: Amount
    description: Line = Field(examples=["Acompte du minibus"])
    reference: Line | None = Field(None, description=REFERENCE, examples=["F-2027-014"])


class PaymentRefusal(In):
    note: Line = Field(description="Why; every party reads it.", examples=["Facture en double."])


class PaymentQuery(PageQuery):
    project_id: UUID | None = None
    state: PaymentState | None = None
    to_approve: bool | None = Field(None, description="true: only those your organisation may approve now.")


class ApprovalOut(Out):
    organisation_id: UUID
    organisation_name: str
    approved_at: Instant


class PaymentOut(Out):
    id: UUID
    fund_id: UUID
    agreement_id: UUID
    project_id: UUID
    project_title: str
    payee: str
    beneficiary_id: UUID | None
    beneficiary_name: str | None
    amount_cents: int
    description: str
    reference: str | None
    state: PaymentState
    approvals_needed: int
    why: str = Field(description="Why so many approvals, with the figures, in the language asked.")
    cumulated_cents: int = Field(
        description="What was pending or paid in the window when it was asked, itself included."
    )
    threshold_cents: int
    window_days: int
    approvals: list[ApprovalOut]
    may_approve: bool = Field(
        description="Whether your organisation may approve it now (your mandate must allow it)."
    )
    requested_by: UUID
    requested_by_name: str
    requested_at: Instant
    decided_at: Instant | None
    decided_by: UUID | None = Field(description="The organisation whose act ended it.")
    note: str | None = Field(description="Why it was refused.")
    transaction_id: UUID | None = Field(description="The ledger transaction, once paid.")
    version: int
