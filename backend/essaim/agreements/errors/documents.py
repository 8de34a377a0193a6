"""Refusals about documents."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class DocumentExists(Refusal):
    title = Text("Document déjà déposé", "Document already there")
    detail = Text(
        "Ce contenu est déjà déposé sous le titre « {existing} ».",
        "This very content is already there under the title “{existing}”.",
    )


class DocumentSigned(Refusal):
    title = Text("Document signé", "Signed document")
    detail = Text(
        "Un document signé, ou le procès-verbal d’un vote, ne se retire pas. Déposez un avenant s’il doit être remplacé.",
        "A signed document, or the minutes of a vote, is never removed. Add an amendment if it must be replaced.",
    )


class DocumentFormatRefused(Refusal):
    status = 415
    title = Text("Format de document refusé", "Document format refused")
    detail = Text(
        "Formats acceptés : PDF, ODT, DOCX, XLSX, ODS, PNG, JPEG et texte (UTF-8). Le contenu doit correspondre au format annoncé.",
        "Formats accepted: PDF, ODT, DOCX, XLSX, ODS, PNG, JPEG and text (UTF-8). The content must match the format announced.",
    )


class DocumentEmpty(Refusal):
    status = 422
    title = Text("Document vide", "Empty document")
    detail = Text("Ce fichier est vide. Choisissez-en un autre.", "This file is empty. Choose another one.")


class TooManyDocuments(Refusal):
    title = Text("Trop de documents", "Too many documents")
    detail = Text(
        "Un accord garde au plus {maximum} documents.", "An agreement keeps at most {maximum} documents."
    )
