"""Statements over HTTP, by what each operation acts on."""

# The fixed addresses first: `arrears` and `export` are no statements.
from essaim.statements.endpoints import books, statements, payments, reminders  # isort: skip
from essaim.statements.endpoints.routing import router

__all__ = ["books", "payments", "reminders", "router", "statements"]
