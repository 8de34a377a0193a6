"""Builds the application: routers, wrappers, error rendering. No logic."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.types import Receive, Scope, Send

from essaim import __version__, health
from essaim.accounting import endpoints as accounting
from essaim.agreements import endpoints as agreements
from essaim.allocations import endpoints as allocations
from essaim.audit import endpoints as audit
from essaim.banking import endpoints as banking
from essaim.bookings import endpoints as bookings
from essaim.clerk import tend
from essaim.decisions import endpoints as decisions
from essaim.effects import register_effects
from essaim.exits import endpoints as exits
from essaim.funds import endpoints as funds
from essaim.housekeeping import keep_clean
from essaim.identity import endpoints as identity
from essaim.imports import endpoints as imports
from essaim.imports.worker import ImportWorker
from essaim.kit import logs, rendering
from essaim.kit.db import make_sessions
from essaim.kit.errors import NotFound
from essaim.kit.http import Deadline, RequestContext, SameOriginOnly
from essaim.kit.openapi import contract
from essaim.kit.preparation import known_revisions
from essaim.kit.web import Screen
from essaim.ledger import endpoints as ledger
from essaim.networks import endpoints as networks
from essaim.organisations import endpoints as organisations
from essaim.partnerships import endpoints as partnerships
from essaim.pools import endpoints as pools
from essaim.purchases import endpoints as purchases
from essaim.reports import endpoints as reports
from essaim.resources import endpoints as resources
from essaim.settings import Settings
from essaim.settlements import endpoints as settlements
from essaim.statements import endpoints as statements
from essaim.territories import endpoints as territories
from essaim.treasury import endpoints as treasury

FEATURES = (
    identity,
    territories,
    organisations,
    networks,
    agreements,
    audit,
    ledger,
    decisions,
    pools,
    partnerships,
    resources,
    bookings,
    funds,
    banking,
    accounting,
    treasury,
    allocations,
    purchases,
    statements,
    settlements,
    exits,
    imports,
    reports,
)

DESCRIPTION = """\
Essaim lets organisations of the French social and solidarity economy share what they have
under rules they vote. Everything the screen does, this API does. Promises: openapi/README.md.
"""


def create_app(settings: Settings, engine: AsyncEngine, jobs_engine: AsyncEngine | None = None) -> FastAPI:
    """The application on a prepared database.

    `engine` logs in as the role that owns nothing; `jobs_engine`, for background work that crosses organisations
    (imports of registers), as the owner. Without it, imports wait until a process that has one takes them.
    """
    logs.configure(settings.log_format)
    register_effects()
    app = FastAPI(
        title="Essaim",
        version=__version__,
        summary="Share money, rooms, vehicles, hours, trainings and purchases, fairly.",
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url="/v1/openapi.json",
        redirect_slashes=False,
        lifespan=_lifespan,
    )
    app.state.settings = settings
    app.state.engine = engine
    app.state.sessions = make_sessions(engine)
    app.state.jobs_engine = jobs_engine
    app.state.imports_worker = ImportWorker(make_sessions(jobs_engine)) if jobs_engine is not None else None
    app.state.draining = False
    for feature in FEATURES:
        app.include_router(feature.router)
    app.router.routes.extend(health.ROUTES)
    # Not a mount: a mount at / would hide the 405 of a known address asked with another method.
    app.router.default = Screen(not_found=_not_found)
    app.openapi = lambda: contract(app)  # type: ignore[method-assign]
    rendering.install(app)
    # Not FastAPI's own setting: that one stands outside RequestContext and answers 413 in plain text.
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=settings.body_limit_bytes)
    app.add_middleware(Deadline, seconds=settings.answer_within_seconds, exempt=("/v1/imports",))
    app.add_middleware(SameOriginOnly)
    app.add_middleware(RequestContext)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    known_revisions()  # read once here, so that the first /readyz is as quick as the others
    async with _background_work(app):
        yield
        app.state.draining = True
    await app.state.engine.dispose()


@asynccontextmanager
async def _background_work(app: FastAPI) -> AsyncIterator[None]:
    """Imports are read, old records removed, votes and exits due tended while the application serves, if this process
    may do so as the owner."""
    worker: ImportWorker | None = app.state.imports_worker
    if worker is None:
        yield
        return
    tasks = [
        asyncio.create_task(worker.work()),
        asyncio.create_task(keep_clean(make_sessions(app.state.jobs_engine))),
        asyncio.create_task(tend(make_sessions(app.state.jobs_engine))),
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await app.state.jobs_engine.dispose()


async def _not_found(_scope: Scope, _receive: Receive, _send: Send) -> None:
    raise NotFound
