"""Valid requests drawn from the contract: what a schema's examples, enumerations and bounds say, nothing more."""

from copy import deepcopy
from typing import Any

Schema = dict[str, Any]


class Sampler:
    """Smallest valid values for the schemas of one OpenAPI document."""

    def __init__(self, document: Schema) -> None:
        self._schemas = document.get("components", {}).get("schemas", {})

    def resolve(self, schema: Schema) -> Schema:
        while "$ref" in schema:
            schema = self._schemas[schema["$ref"].rsplit("/", 1)[1]]
        return schema

    def value(self, schema: Schema) -> Any:
        """One valid value."""
        schema = self.resolve(schema)
        if schema.get("examples"):
            # A copy: who fills it in must not write in the contract, which the tests of a process share.
            return deepcopy(schema["examples"][0])
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return schema["enum"][0]
        for union in ("anyOf", "oneOf", "allOf"):
            if union in schema:
                return self.value(schema[union][0])
        return self._typed(schema)

    def _typed(self, schema: Schema) -> Any:
        kind = schema.get("type", "object")
        if kind == "object":
            properties = schema.get("properties", {})
            return {name: self.value(properties[name]) for name in schema.get("required", [])}
        if kind == "array":
            return [self.value(schema["items"])] * schema.get("minItems", 0)
        if kind == "integer":
            return int(schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1))
        if kind == "number":
            return schema.get("minimum", 1)
        if kind == "boolean":
            return False
        return self._string(schema)

    @staticmethod
    def _string(schema: Schema) -> str:
        by_format = {
            "date": "2027-03-01",
            "date-time": "2027-03-01T09:00:00+01:00",
            "uuid": "01940000-0000-7000-8000-000000000000",
            "email": "personne@exemple.test",
            "time": "09:00:00",
        }
        if schema.get("format") in by_format:
            return by_format[schema["format"]]
        return "a" * max(int(schema.get("minLength", 1)), 1)


def operations(document: Schema) -> list[tuple[str, str, Schema]]:
    """Every operation as (method, path, description)."""
    return [
        (method, path, operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method in {"get", "post", "put", "patch", "delete"}
    ]
