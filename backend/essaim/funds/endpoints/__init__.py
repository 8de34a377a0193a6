"""Funds over HTTP, by what each operation acts on."""

from essaim.funds.endpoints import calls, contributions, funds, payments, projects
from essaim.funds.endpoints.routing import router

__all__ = ["calls", "contributions", "funds", "payments", "projects", "router"]
