"""Refusals of organisations."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class AlreadyRecorded(Refusal):
    """`context.existing` names the record that bears the identifier: {id, name, identifier}."""

    status = 409
    title = Text("Déjà enregistré", "Already recorded")
    detail = Text(
        "Le numéro {identifier} est déjà celui de « {name} ». Ouvrez sa fiche au lieu d’en créer une autre.",
        "The number {identifier} already belongs to “{name}”. Open that record instead of making another.",
    )


class UnknownTerritory(Refusal):
    status = 422
    title = Text("Territoire inconnu", "Unknown territory")
    detail = Text(
        "Le code {code} n’est pas dans le code officiel géographique de 2026. Choisissez la commune dans la liste.",
        "The code {code} is not in the official geographic code of 2026. Choose the commune in the list.",
    )


class NotYourRecord(Refusal):
    status = 403
    title = Text("Fiche d’une autre organisation", "Another organisation’s record")
    detail = Text(
        "Seule l’organisation elle-même tient cette fiche à jour. Proposez-lui la correction.",
        "Only the organisation itself keeps this record. Suggest the correction to it.",
    )


class SiretOfAnother(Refusal):
    status = 409
    title = Text("SIRET d’une autre organisation", "SIRET of another organisation")
    detail = Text(
        "Ce SIRET ne commence pas par le SIREN de l’organisation ({siren}). Vérifiez les deux numéros.",
        "This SIRET does not begin with the organisation’s SIREN ({siren}). Check both numbers.",
    )


class MoreThanWhole(Refusal):
    status = 422
    title = Text("Plus de 100 %", "More than 100%")
    detail = Text(
        "Ce chiffre est une part\u00a0: il va de 0 à 100\u00a0%. Indiquez-le en centièmes de pour cent.",
        "This figure is a share: it goes from 0 to 100%. State it in hundredths of a percent.",
    )


class NetworkHasMembers(Refusal):
    status = 409
    title = Text("Ce réseau a des membres", "This network has members")
    detail = Text(
        "Cette organisation a des membres : elle reste un réseau. Mettez d’abord fin aux adhésions.",
        "This organisation has members: it remains a network. End the memberships first.",
    )
