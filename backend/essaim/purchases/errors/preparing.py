"""Refusals while a round is prepared, surveyed and given up."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class CoordinatorNotNeutral(Refusal):
    title = Text("Le coordinateur n’est pas neutre", "The coordinator is not neutral")
    detail = Text(
        "Entre concurrents, qui coordonne l’achat lit les besoins de tous\u00a0: il n’y achète pas. "
        "Retirez votre organisation des organisations consultées, ou faites voter un autre chef de file.",
        "Between competitors, who coordinates the purchase reads the needs of all, so it does not buy. "
        "Remove your organisation from those asked, or have another lead voted.",
    )


class TakesNoPart(Refusal):
    status = 422
    title = Text(
        "Organisation qui ne prend pas part à l’accord", "Organisation that takes no part in the agreement"
    )
    detail = Text(
        "Une organisation consultée n’est pas partie à l’accord, l’a quitté ou n’y est qu’observatrice. Retirez-la de la liste.",
        "An organisation asked is no party to the agreement, has left it or only observes it. Remove it from the list.",
    )


class TooFewAsked(Refusal):
    title = Text("Trop peu d’organisations", "Too few organisations")
    detail = Text(
        "Un achat groupé consulte au moins deux organisations. Ajoutez-en.",
        "A group purchase asks two organisations at least. Add some.",
    )


class NothingToBuy(Refusal):
    title = Text("Aucun lot", "No lot")
    detail = Text(
        "Ajoutez au moins un lot et un article avant d’ouvrir le recensement.",
        "Add a lot with an item before the survey of needs is opened.",
    )


class SurveyDatePassed(Refusal):
    title = Text("Date de recensement passée", "The day of the survey has passed")
    detail = Text(
        "Le recensement finirait le {needs_until}, déjà passé. Changez d’abord le calendrier.",
        "The survey would end on {needs_until}, which has passed. Change the calendar first.",
    )


class NeedsStillAsked(Refusal):
    title = Text("Le recensement court encore", "The survey is still open")
    detail = Text(
        "Des organisations n’ont pas répondu et ont jusqu’au {needs_until}. Relancez-les, ou attendez ce jour.",
        "Some organisations have not answered and have until {needs_until}. Remind them, or wait for that day.",
    )


class NoNeeds(Refusal):
    title = Text("Aucun besoin", "No need stated")
    detail = Text(
        "Personne n’a exprimé de besoin\u00a0: il n’y a rien à acheter. Prolongez le recensement ou annulez l’achat.",
        "Nobody stated a need: there is nothing to buy. Give the survey more time or cancel the purchase.",
    )


class MemberAnswered(Refusal):
    title = Text("Organisation qui a déjà répondu", "Organisation that has answered")
    detail = Text(
        "Une organisation qui a répondu au recensement ne se retire plus de la liste.",
        "An organisation that answered the survey is not removed from the list any more.",
    )


class LotsAwarded(Refusal):
    title = Text("Un lot est déjà attribué", "A lot is already awarded")
    detail = Text(
        "Un lot est attribué et ses acheteurs sont engagés\u00a0: l’achat ne s’annule plus. Déclarez sans suite les autres lots.",
        "A lot is awarded and its buyers are committed: the purchase is not cancelled any more. Close the other lots without award.",
    )


class CalendarFixed(Refusal):
    title = Text("Cette date ne change plus ainsi", "This date does not change so any more")
    detail = Text(
        "Une fois le recensement ouvert, une date à venir peut seulement être repoussée, et celle d’une étape passée ne bouge plus.",
        "Once the survey is open a date to come may only be put off, and that of a stage passed does not move.",
    )


class RulesFixed(Refusal):
    title = Text("Les règles de l’achat sont fixées", "The rules of the purchase are settled")
    detail = Text(
        "Critères, formule de prix, partage et engagement ne changent plus une fois le recensement ouvert. "
        "Annulez cet achat et préparez-en un autre à partir de lui.",
        "Criteria, price formula, sharing and undertaking do not change once the survey is open. "
        "Cancel this purchase and prepare another after it.",
    )


class LotNamed(Refusal):
    title = Text("Lot déjà nommé ainsi", "Lot already named so")
    detail = Text(
        "Un autre lot de cet achat porte ce nom. Donnez-en un autre.",
        "Another lot of this purchase has this name. Give another one.",
    )


class TooManyLots(Refusal):
    title = Text("Trop de lots", "Too many lots")
    detail = Text(
        "Un achat groupé a au plus {maximum} lots. Préparez-en un second.",
        "A group purchase has at most {maximum} lots. Prepare a second one.",
    )


class UnknownItem(Refusal):
    status = 422
    title = Text("Article inconnu", "Unknown item")
    detail = Text(
        "Un article désigné n’est pas de ce lot. Rechargez le lot.",
        "An item named is not of this lot. Reload the lot.",
    )


class NothingToUndertake(Refusal):
    title = Text("Aucun engagement demandé", "No undertaking asked")
    detail = Text(
        "Cet achat ne demande pas d’engagement\u00a0: exprimez vos besoins.",
        "This purchase asks for no undertaking: state your needs.",
    )


class EverybodyAnswered(Refusal):
    title = Text("Tout le monde a répondu", "Everybody answered")
    detail = Text("Il n’y a personne à relancer.", "There is nobody to remind.")


class MembersRemindedToday(Refusal):
    title = Text("Déjà relancées aujourd’hui", "Already reminded today")
    detail = Text(
        "Celles qui n’ont pas répondu ont été relancées aujourd’hui. Laissez-leur le temps de répondre.",
        "Those that did not answer were reminded today. Give them time to answer.",
    )
