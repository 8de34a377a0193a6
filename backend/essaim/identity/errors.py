"""Refusals of identity."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class WrongCredentials(Refusal):
    status = 401
    title = Text("Connexion refusée", "Sign-in refused")
    detail = Text(
        "Cette adresse et ce mot de passe ne vont pas ensemble. Vérifiez-les, puis réessayez.",
        "This address and password do not go together. Check them and try again.",
    )


class TooManyAttempts(Refusal):
    status = 429
    title = Text("Trop d’essais", "Too many attempts")
    detail = Text(
        "Trop d’essais infructueux. Réessayez dans {wait} secondes.",
        "Too many failed attempts. Try again in {wait} seconds.",
    )


class NoOrganisation(Refusal):
    status = 403
    title = Text("Aucune organisation", "No organisation")
    detail = Text(
        "Vous n’agissez pour aucune organisation. Demandez une invitation à la vôtre.",
        "You act for no organisation. Ask yours for an invitation.",
    )


class MissingPower(Refusal):
    status = 403
    title = Text("Pouvoir manquant", "Power missing")
    detail = Text(
        "Votre mandat ne comprend pas le pouvoir « {power} ». La direction de votre organisation peut vous le donner.",
        "Your mandate lacks the power “{power}”. The director of your organisation can give it to you.",
    )


class UnknownInvitation(Refusal):
    status = 404
    title = Text("Invitation introuvable", "Invitation not found")
    detail = Text(
        "Cette invitation n’existe pas, a déjà servi ou a expiré. Demandez-en une nouvelle.",
        "This invitation does not exist, was used or has expired. Ask for a new one.",
    )


class AlreadyInvited(Refusal):
    title = Text("Déjà invité", "Already invited")
    detail = Text(
        "Une invitation attend déjà cette adresse. Retirez-la pour en envoyer une autre.",
        "An invitation already waits for this address. Revoke it to send another.",
    )


class AlreadyMember(Refusal):
    title = Text("Déjà membre", "Already a member")
    detail = Text(
        "Cette personne agit déjà pour votre organisation.", "This person already acts for your organisation."
    )


class AccountExists(Refusal):
    title = Text("Compte existant", "Account exists")
    detail = Text(
        "Un compte vient d’être créé avec cette adresse. Ouvrez de nouveau l’invitation et signez avec son mot de passe.",
        "An account was just made with this address. Open the invitation again and sign with its password.",
    )


class MandateOverlap(Refusal):
    title = Text("Mandats qui se chevauchent", "Overlapping mandates")
    detail = Text(
        "Cette personne a déjà un autre mandat à ces dates. Choisissez un dernier jour plus tôt.",
        "This person has another mandate on these dates. Choose an earlier last day.",
    )


class LastDirector(Refusal):
    title = Text("Dernière direction", "Last director")
    detail = Text(
        "Votre organisation n’aurait plus de direction. Nommez d’abord une autre personne.",
        "Your organisation would have no director left. Appoint somebody else first.",
    )


class WeakPassword(Refusal):
    status = 422
    title = Text("Mot de passe trop faible", "Password too weak")
    detail = Text(
        "Choisissez au moins 12 caractères, sans le nom de votre organisation ni un mot de passe courant.",
        "Choose at least 12 characters, without your organisation’s name or a common password.",
    )


class MoreThanOwnRights(Refusal):
    status = 403
    title = Text("Au-delà de vos droits", "Beyond your rights")
    detail = Text(
        "On ne peut pas donner un pouvoir que l’on n’a pas soi-même.",
        "Nobody can give a power they do not hold.",
    )
