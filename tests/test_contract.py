"""The committed contract is what is served, and says what a caller needs."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sampling import operations

CONTRACT = Path(__file__).parent.parent / "openapi" / "openapi.json"


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return json.loads(CONTRACT.read_text(encoding="utf-8"))


async def test_the_committed_contract_is_the_one_served(stranger, document):
    served = (await stranger.get("/v1/openapi.json")).json()

    assert served == document, "make contract writes it anew"


def test_every_operation_says_what_it_does_who_may_call_it_and_how_it_refuses(document):
    poor = [
        operation["operationId"]
        for _, _, operation in operations(document)
        if not operation.get("description")
        or not operation.get("x-policy")
        or "security" not in operation
        or "application/problem+json" not in operation["responses"]["422"]["content"]
    ]

    assert poor == []


def test_refusals_carry_their_code_as_a_type(document):
    """A misspelt code is a compile error in clients: each problem fixes its own."""
    schemas = document["components"]["schemas"]
    problems = [
        schema for name, schema in schemas.items() if name.endswith("Problem") and name != "FieldProblem"
    ]

    assert len(problems) > 40
    assert all(schema["properties"]["code"].get("const") for schema in problems)


def test_answers_never_leave_a_field_out(document):
    """No answer has an optional field: `null` is said."""
    asked = set(_schemas_of_bodies(document))
    loose = [
        name
        for name, schema in document["components"]["schemas"].items()
        if name not in asked
        and schema.get("type") == "object"
        and set(schema.get("properties", {})) - set(schema.get("required", []))
    ]

    assert loose == []


def test_everything_a_caller_sends_is_bounded(document):
    """Texts and lists in bodies and parameters have a longest length, so that none can fill the memory."""
    unbounded = [
        f"{name}.{field}"
        for name in sorted(set(_schemas_of_bodies(document)))
        for field, schema in document["components"]["schemas"][name].get("properties", {}).items()
        for part in _parts(schema)
        if not _is_bounded(part)
    ]
    unbounded += [
        f"{operation['operationId']}?{parameter['name']}"
        for _, _, operation in operations(document)
        for parameter in operation.get("parameters", [])
        for part in _parts(parameter["schema"])
        if not _is_bounded(part)
    ]

    assert unbounded == []


def _schemas_of_bodies(document: dict[str, Any]) -> Iterator[str]:
    """Names of the schemas reachable from request bodies."""
    waiting = [
        content.get("schema", {})
        for _, _, operation in operations(document)
        for content in operation.get("requestBody", {}).get("content", {}).values()
    ]
    seen: set[str] = set()
    while waiting:
        for reference in _references(waiting.pop()):
            name = reference.rsplit("/", 1)[1]
            if name not in seen:
                seen.add(name)
                waiting.append(document["components"]["schemas"][name])
                yield name


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for child in node.values():
            yield from _references(child)
    elif isinstance(node, list):
        for child in node:
            yield from _references(child)


def _parts(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return schema.get("anyOf") or schema.get("oneOf") or [schema]


def _is_bounded(schema: dict[str, Any]) -> bool:
    if schema.get("type") == "string":
        return bool({"maxLength", "enum", "const", "format", "pattern"} & set(schema))
    if schema.get("type") == "array":
        return "maxItems" in schema
    return True
