"""Declared policies that fail closed: a route without one stops the import of the application."""

from collections.abc import Callable, Coroutine
from typing import Any, ClassVar, TypeVar, get_args, get_type_hints

from fastapi import APIRouter, Depends
from fastapi.routing import APIRoute

from essaim.kit.errors import (
    BodyTooLarge,
    ForeignOrigin,
    IdempotencyMismatch,
    InvalidCursor,
    InvalidRequest,
    MediaTypeRefused,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Refusal,
    TooSlow,
    Unavailable,
    responses,
)
from essaim.kit.idempotency import Once
from essaim.kit.pagination import PageQuery

PUBLIC = "public"
SIGNED_IN = "signed_in"

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])
Guard = Callable[..., Coroutine[Any, Any, None]]


class MissingPolicy(RuntimeError):
    """Raised while the application is assembled: an endpoint says nothing of who may call it."""


def policy(permission: str) -> Callable[[Endpoint], Endpoint]:
    """Say who may call an endpoint: a permission (`bookings.create`), `SIGNED_IN`, or `PUBLIC`."""

    def declare(endpoint: Endpoint) -> Endpoint:
        endpoint.__policy__ = permission  # type: ignore[attr-defined]
        return endpoint

    return declare


class PolicyRoute(APIRoute):
    """A route that demands its policy, enforces it and writes it into the contract as `x-policy`."""

    guard_refusals: ClassVar[tuple[type[Refusal], ...]] = (NotSignedIn, NotAllowed)
    """What the guard may answer; written into the contract of every route that is not public."""

    @staticmethod
    def guard(permission: str) -> Guard:
        """The dependency that enforces a permission; the application says how."""
        raise MissingPolicy(f"No guard enforces {permission!r}: use the router of essaim.identity.")

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        permission = getattr(endpoint, "__policy__", None)
        if not isinstance(permission, str) or not permission:
            raise MissingPolicy(
                f"{endpoint.__module__}.{endpoint.__qualname__} ({path}) declares no @policy(…)."
            )
        refusals: list[type[Refusal]] = [InvalidRequest, BodyTooLarge, TooSlow, Unavailable]
        methods = frozenset(options.get("methods") or ("GET",))
        if methods & {"POST", "PUT", "PATCH"}:
            refusals.append(MediaTypeRefused)
        if methods != {"GET"}:
            refusals.append(ForeignOrigin)
        if permission != PUBLIC:
            options["dependencies"] = [
                Depends(type(self).guard(permission)),
                *(options.get("dependencies") or []),
            ]
            refusals += type(self).guard_refusals
        if "{" in path:
            refusals.append(NotFound)
        refusals += _refusals_of_parameters(endpoint)
        options["responses"] = _merged(responses(*refusals), options.get("responses") or {})
        options["openapi_extra"] = {"x-policy": permission, **(options.get("openapi_extra") or {})}
        super().__init__(path, endpoint, **options)


def _refusals_of_parameters(endpoint: Callable[..., Any]) -> list[type[Refusal]]:
    """What the mechanisms an endpoint asks for may refuse: pages their cursor, retries another body."""
    kinds = [
        get_args(hint)[0] if get_args(hint) else hint
        for hint in get_type_hints(endpoint, include_extras=True).values()
    ]
    refusals: list[type[Refusal]] = []
    if any(isinstance(kind, type) and issubclass(kind, PageQuery) for kind in kinds):
        refusals.append(InvalidCursor)
    if Once in kinds:
        refusals.append(IdempotencyMismatch)
    return refusals


def _merged(
    common: dict[int | str, dict[str, Any]], own: dict[int | str, dict[str, Any]]
) -> dict[int | str, dict[str, Any]]:
    """Both sets of answers; where both have a status, its models are united."""
    merged = dict(common)
    for status, answer in own.items():
        if status in merged and "model" in answer:
            answer = {
                **answer,
                "model": merged[status]["model"] | answer["model"],
                "description": f"{merged[status]['description']} / {answer.get('description', '')}",
            }
        merged[status] = answer
    return merged


def operation_id(route: APIRoute) -> str:
    """`bookings.create`: the tag and the function, the same words as in the code."""
    tag = route.tags[0] if route.tags else "essaim"
    return f"{tag}.{route.name}"


def policy_router(tag: str, route_class: type[PolicyRoute]) -> APIRouter:
    """Router of one feature: its tag is its address."""
    return APIRouter(
        prefix=f"/v1/{tag}",
        tags=[tag],
        route_class=route_class,
        generate_unique_id_function=operation_id,
    )
