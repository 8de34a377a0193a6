"""Refusals: every "no" a client can be told is a class with a status, a stable code and words in two languages.

Rendered as RFC 9457 problem documents (`application/problem+json`).
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, JsonValue, create_model

from essaim.kit.text import Language, Text

PROBLEM_JSON = "application/problem+json"


class FieldProblem(BaseModel):
    """What is wrong at one place of the request."""

    pointer: str = Field(
        description="JSON pointer into the body, or `query/name`, `header/name`.", examples=["/name"]
    )
    code: str = Field(description="Stable code of this fault.", examples=["missing"])
    message: str = Field(description="What to do, in the language asked.", examples=["Ce champ est requis."])


class FieldFault(NamedTuple):
    """What is wrong at one place, in both languages; a refusal tells it in the one asked."""

    pointer: str
    code: str
    message: Text

    def in_(self, language: Language) -> FieldProblem:
        return FieldProblem(pointer=self.pointer, code=self.code, message=self.message.in_(language))


class Problem(BaseModel):
    """RFC 9457 problem document, the one shape of every error."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(description="`urn:essaim:problem:` and the code.")
    title: str
    status: int
    code: str = Field(description="Stable code that programs may test.")
    detail: str
    instance: str = Field(description="Path of the request.")
    request_id: str
    errors: list[FieldProblem]
    context: dict[str, JsonValue] = Field(
        description="Facts that help to go on, for example the next free slots."
    )


class Refusal(Exception):
    """A typed "no". Subclasses give `status`, `title` and `detail`; facts fill the {names} of the detail."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "refused"
    title: ClassVar[Text] = Text("Refusé", "Refused")
    detail: ClassVar[Text] = Text("La demande est refusée.", "The request is refused.")

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.code = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", cls.__name__).lower()

    def __init__(
        self,
        *,
        errors: Sequence[FieldProblem | FieldFault] = (),
        context: Mapping[str, JsonValue] | None = None,
        headers: Mapping[str, str] | None = None,
        **facts: object,
    ) -> None:
        super().__init__(self.code)
        self.errors = list(errors)
        self.context = dict(context or {})
        self.headers = dict(headers or {})
        self.facts = facts

    def sentence(self, language: Language) -> str:
        facts = {
            name: fact.in_(language) if isinstance(fact, Text) else fact for name, fact in self.facts.items()
        }
        return self.detail.in_(language).format(**facts)

    def problem(self, *, language: Language, instance: str, request_id: str) -> Problem:
        return Problem(
            type=f"urn:essaim:problem:{self.code}",
            title=self.title.in_(language),
            status=self.status,
            code=self.code,
            detail=self.sentence(language),
            instance=instance,
            request_id=request_id,
            errors=[error.in_(language) if isinstance(error, FieldFault) else error for error in self.errors],
            context=self.context,
        )


class NotFound(Refusal):
    """Unknown, or not for this caller to know: the same answer for both."""

    status = 404
    title = Text("Introuvable", "Not found")
    detail = Text(
        "Cet élément n’existe pas, ou vous n’y avez pas accès.",
        "This does not exist, or you have no access to it.",
    )


class NotSignedIn(Refusal):
    status = 401
    title = Text("Connexion requise", "Sign in first")
    detail = Text("Connectez-vous pour continuer.", "Sign in to go on.")


class NotAllowed(Refusal):
    status = 403
    title = Text("Action non permise", "Not allowed")
    detail = Text(
        "Votre mandat ne permet pas cette action. Demandez à la direction de votre organisation.",
        "Your mandate does not allow this. Ask the director of your organisation.",
    )


class ForeignOrigin(Refusal):
    status = 403
    title = Text("Origine refusée", "Origin refused")
    detail = Text(
        "Cette demande vient d’un autre site. Ouvrez Essaim dans sa propre fenêtre.",
        "This request comes from another site. Open Essaim in its own window.",
    )


class InvalidRequest(Refusal):
    status = 422
    title = Text("Demande incomplète ou mal formée", "Incomplete or malformed request")
    detail = Text("Corrigez les champs indiqués.", "Correct the fields named.")


class InvalidCursor(Refusal):
    status = 422
    title = Text("Page inconnue", "Unknown page")
    detail = Text(
        "Ce curseur n’est pas valable. Reprenez la liste depuis le début.",
        "This cursor is not valid. Start the list again.",
    )


class VersionRequired(Refusal):
    status = 428
    title = Text("Version requise", "Version required")
    detail = Text(
        "Envoyez l’en-tête If-Match avec l’ETag lu, pour ne pas effacer le travail d’autrui.",
        "Send If-Match with the ETag you read, so that nobody’s work is lost.",
    )


class StaleVersion(Refusal):
    status = 412
    title = Text("Modifié entre-temps", "Changed meanwhile")
    detail = Text(
        "Quelqu’un a modifié cet élément depuis votre lecture. Rechargez-le, puis reprenez votre modification.",
        "Somebody changed this since you read it. Reload it, then make your change again.",
    )


class BodyTooLarge(Refusal):
    status = 413
    title = Text("Envoi trop volumineux", "Body too large")
    detail = Text("L’envoi dépasse la taille permise.", "The body is over the size allowed.")


class MediaTypeRefused(Refusal):
    status = 415
    title = Text("Format refusé", "Media type refused")
    detail = Text("Envoyez du JSON (application/json).", "Send JSON (application/json).")


class TooSlow(Refusal):
    status = 408
    title = Text("Envoi trop lent", "Sent too slowly")
    detail = Text(
        "L’envoi n’est pas arrivé à temps. Réessayez avec une meilleure connexion.",
        "The body did not arrive in time. Try again on a better connection.",
    )


class MethodNotAllowed(Refusal):
    status = 405
    title = Text("Méthode non permise", "Method not allowed")
    detail = Text("Cette adresse n’accepte pas cette méthode.", "This address does not take this method.")


class IdempotencyMismatch(Refusal):
    status = 422
    title = Text("Clé déjà utilisée", "Key already used")
    detail = Text(
        "Cette clé Idempotency-Key a déjà servi pour une autre demande. Prenez-en une nouvelle.",
        "This Idempotency-Key was used for another request. Take a new one.",
    )


class Unavailable(Refusal):
    status = 503
    title = Text("Service momentanément indisponible", "Service unavailable for a moment")
    detail = Text(
        "La base de données ne répond pas assez vite. Réessayez dans quelques secondes : rien n’a été perdu.",
        "The database does not answer fast enough. Try again in a few seconds: nothing was lost.",
    )


class Unexpected(Refusal):
    status = 500
    title = Text("Erreur imprévue", "Unexpected error")
    detail = Text(
        "Une erreur imprévue s’est produite. Indiquez le numéro de la demande à l’assistance.",
        "Something unexpected happened. Give the request number to support.",
    )


def responses(*refusals: type[Refusal]) -> dict[int | str, dict[str, Any]]:
    """FastAPI's `responses` for these refusals: one model per code, so that clients test codes with types."""
    by_status: dict[int, list[type[Refusal]]] = {}
    for refusal in refusals:
        by_status.setdefault(refusal.status, []).append(refusal)
    return {
        status: {
            "model": _union([problem_model(refusal) for refusal in classes]),
            "description": " / ".join(refusal.title.en for refusal in classes),
        }
        for status, classes in by_status.items()
    }


_models: dict[type[Refusal], type[Problem]] = {}


def problem_model(refusal: type[Refusal]) -> type[Problem]:
    """The problem document of one refusal, its `code` fixed."""
    if refusal not in _models:
        _models[refusal] = create_model(
            f"{refusal.__name__}Problem",
            __base__=Problem,
            __doc__=refusal.title.en,
            code=(_literal(refusal.code), ...),
        )
    return _models[refusal]


def _literal(code: str) -> Any:
    return Literal[code]


def _union(models: list[type[Problem]]) -> Any:
    union: Any = models[0]
    for model in models[1:]:
        union = union | model
    return union
