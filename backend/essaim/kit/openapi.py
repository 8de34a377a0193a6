"""The generated contract: problem documents under their real media type, servers and licence named."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from essaim.kit.errors import PROBLEM_JSON
from essaim.kit.policy import PUBLIC

SCHEMES: dict[str, Any] = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "A token asked with the `bearer` carrier."},
    "cookie": {
        "type": "apiKey",
        "in": "cookie",
        "name": "__Host-essaim",
        "description": "The session of a browser.",
    },
}
SECURITY: list[dict[str, list[str]]] = [{"bearer": []}, {"cookie": []}]


def contract(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI 3.1 document of the application, built once."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title,
            version=app.version,
            summary=app.summary,
            description=app.description,
            routes=app.routes,
            tags=app.openapi_tags,
            servers=[{"url": "/", "description": "This installation"}],
            license_info={"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
        )
        for path in document["paths"].values():
            for operation in path.values():
                _as_problems(operation)
                operation["security"] = [] if operation.get("x-policy") == PUBLIC else SECURITY
        _drop_unused(document)
        document.setdefault("components", {})["securitySchemes"] = SCHEMES
        app.openapi_schema = document
    return app.openapi_schema


def _as_problems(operation: dict[str, Any]) -> None:
    """FastAPI writes every model under application/json; refusals leave as application/problem+json."""
    for status, answer in operation.get("responses", {}).items():
        content = answer.get("content", {})
        if status.isdigit() and int(status) >= 400 and "application/json" in content:
            content[PROBLEM_JSON] = content.pop("application/json")


def _drop_unused(document: dict[str, Any]) -> None:
    schemas = document.get("components", {}).get("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
