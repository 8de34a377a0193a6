"""Refusals of imports."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class TooManyImports(Refusal):
    """`context.limit` says how many may wait."""

    status = 409
    title = Text("Imports en attente", "Imports waiting")
    detail = Text(
        "Votre organisation a déjà {limit} imports en attente. Laissez-les finir, puis envoyez celui-ci.",
        "Your organisation already has {limit} imports waiting. Let them end, then send this one.",
    )


class EmptyFile(Refusal):
    status = 422
    title = Text("Fichier vide", "Empty file")
    detail = Text("Le fichier est vide. Choisissez-en un autre.", "The file is empty. Choose another one.")


class FileExpected(Refusal):
    """A form was sent: the file itself is the body."""

    status = 415
    title = Text("Fichier attendu", "File expected")
    detail = Text(
        "Envoyez le fichier lui-même comme corps de la demande (application/octet-stream).",
        "Send the file itself as the body (application/octet-stream).",
    )
