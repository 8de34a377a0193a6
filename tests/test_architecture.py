"""A name is an address, and each file of a feature holds what its name says."""

import ast
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

ROOT = Path(__file__).parent.parent
BACKEND = ROOT / "backend" / "essaim"
# Served besides the features: no operation of the contract, or not a subject of its own.
NOT_FEATURES = {"kit", "fairness", "demo", "web", "checking"}
# Subjects whose screen lives inside another one's.
WITHOUT_SCREEN_OF_THEIR_OWN = {"territories", "agreements"}


def features() -> set[str]:
    return {
        folder.name
        for folder in BACKEND.iterdir()
        if (folder / "__init__.py").exists() and folder.name not in NOT_FEATURES
    }


def test_no_two_test_files_have_one_name() -> None:
    """pytest imports a file outside a package by its bare name: of two alike, the second is never run."""
    names = [
        path.name
        for path in (ROOT / "tests").rglob("test_*.py")
        if not (path.parent / "__init__.py").exists()
    ]
    assert sorted(names) == sorted(set(names))


@pytest.fixture
def contract(app: FastAPI) -> dict[str, Any]:
    return app.openapi()


def operations(contract: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(path, operation) for path, item in contract["paths"].items() for operation in item.values()]


class TestNamesAreAddresses:
    def test_a_path_begins_with_its_tag(self, contract: dict[str, Any]) -> None:
        for path, operation in operations(contract):
            (tag,) = operation["tags"]
            assert path.split("/")[:3] == ["", "v1", tag]
            assert operation["operationId"].startswith(f"{tag}.")

    def test_a_tag_is_a_folder_of_the_back_end_of_the_tests_and_of_the_screen(
        self, contract: dict[str, Any]
    ) -> None:
        tags = {tag for _, operation in operations(contract) for tag in operation["tags"]}
        assert tags == features()
        assert [tag for tag in sorted(tags) if not list((ROOT / "tests" / tag).glob("test_*.py"))] == []
        screens = {folder.name for folder in (ROOT / "frontend" / "src" / "features").iterdir()}
        assert screens - tags == set(), "a screen without a subject of the API"
        assert tags - screens - WITHOUT_SCREEN_OF_THEIR_OWN == set(), "a subject of the API without screen"

    def test_every_feature_says_what_it_is(self) -> None:
        for feature in features():
            module = ast.parse((BACKEND / feature / "__init__.py").read_text())
            assert ast.get_docstring(module), feature


def modules(name: str) -> list[Path]:
    """Every file, or package of files, of this name in the features."""
    return [*BACKEND.glob(f"*/{name}.py"), *BACKEND.glob(f"*/{name}/*.py")]


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


class TestFilesHoldWhatTheirNameSays:
    def test_rules_decide_without_database_framework_or_clock(self) -> None:
        assert modules("rules")
        for path in modules("rules"):
            for name in imported(path):
                assert name.split(".")[0] not in {"sqlalchemy", "fastapi", "pydantic", "starlette"}, path
            assert not _calls(path) & {"now", "today", "utcnow"}, path

    def test_services_and_queries_leave_the_transaction_to_the_request(self) -> None:
        for path in [*modules("service"), *modules("queries"), *modules("access")]:
            assert not _calls(path) & {"commit", "rollback", "release"}, path

    def test_only_endpoints_know_http(self) -> None:
        for name in ("service", "queries", "models", "access", "errors", "schemas"):
            for path in modules(name):
                assert not {each.split(".")[0] for each in imported(path)} & {"fastapi", "starlette"}, path

    def test_the_kit_knows_no_feature(self) -> None:
        for path in (BACKEND / "kit").glob("*.py"):
            for name in imported(path):
                assert not name.startswith("essaim.") or name.startswith("essaim.kit"), path


def _calls(path: Path) -> set[str]:
    """Names of the functions and methods called in a file."""
    called: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Attribute):
                called.add(function.attr)
            elif isinstance(function, ast.Name):
                called.add(function.id)
    return called
