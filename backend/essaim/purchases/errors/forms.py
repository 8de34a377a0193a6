"""Refusals about files that are filled in and sent back: needs, orders."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class FormExpected(Refusal):
    status = 422
    title = Text("Fichier attendu", "File expected")
    detail = Text(
        "Envoyez le fichier lui-même comme corps de la demande, sans formulaire autour.",
        "Send the file itself as the body of the request, without a form around it.",
    )


class FormEmpty(Refusal):
    status = 422
    title = Text("Fichier vide", "Empty file")
    detail = Text(
        "Ce fichier ne contient aucune ligne à lire. Téléchargez le modèle, remplissez-le, puis renvoyez-le.",
        "This file holds no line to read. Download the model, fill it in, then send it back.",
    )


class FormUnreadable(Refusal):
    """Nothing of the file could be read; `errors` says where it stopped."""

    status = 422
    title = Text("Fichier illisible", "Unreadable file")
    detail = Text(
        "{why} Téléchargez le modèle (XLSX ou CSV), remplissez-le, puis renvoyez-le.",
        "{why} Download the model (XLSX or CSV), fill it in, then send it back.",
    )


class TooManyFormLines(Refusal):
    status = 422
    title = Text("Trop de lignes", "Too many lines")
    detail = Text(
        "Ce fichier dépasse {limit} lignes. Envoyez-le en plusieurs fois.",
        "This file is over {limit} lines. Send it in several parts.",
    )


class FormFaulty(Refusal):
    """`errors`: each at `file/line/column`. Nothing of the file was taken."""

    status = 422
    title = Text("Fichier à corriger", "File to correct")
    detail = Text(
        "{count} cellule(s) ne peuvent pas être lues\u00a0: rien n’a été enregistré. Corrigez-les, puis renvoyez le fichier.",
        "{count} cell(s) cannot be read: nothing was recorded. Correct them, then send the file again.",
    )
