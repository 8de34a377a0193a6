"""What legal forms change, in the language asked."""

from essaim.agreements import profiles
from essaim.agreements.models import LegalFormCode
from essaim.agreements.schemas import LegalFormOut, LegalForms
from essaim.kit.text import Language


def legal_form(code: LegalFormCode, language: Language) -> LegalFormOut:
    form = profiles.profile(code)
    return LegalFormOut(
        code=form.code,
        name=form.name.in_(language),
        parties=form.parties.in_(language),
        votes=form.votes.in_(language),
        exit=form.exit.in_(language),
        exit_rule=form.exit_rule,
        minimum_notice_months=form.minimum_notice_months,
        minimum_parties=form.minimum_parties,
        liability=form.liability.in_(language),
        vat_note=form.vat_note.in_(language),
        can_repay=form.can_repay,
        staff_lending_note=form.staff_lending_note.in_(language) if form.staff_lending_note else None,
        warning=form.warning.in_(language) if form.warning else None,
        sources=list(form.sources),
        to_check=[point.in_(language) for point in form.to_check],
        disclaimer=profiles.DISCLAIMER.in_(language),
    )


def legal_forms(language: Language) -> LegalForms:
    return LegalForms(items=[legal_form(code, language) for code in profiles.PROFILES])
