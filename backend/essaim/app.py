"""Builds the application: routers, wrappers, error rendering. No logic."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

from essaim import __version__, health
from essaim.identity import endpoints as identity
from essaim.identity.caller import COOKIE
from essaim.kit import logs, rendering
from essaim.kit.db import make_sessions
from essaim.kit.http import Deadline, RequestContext, SameOriginOnly
from essaim.kit.openapi import contract
from essaim.networks import endpoints as networks
from essaim.settings import Settings
from essaim.territories import endpoints as territories

FEATURES = (identity, territories, networks)

ANSWER_WITHIN_SECONDS = 2.8
"""A slow or lost database becomes a 503 within three seconds."""

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
    app = FastAPI(
        title="Essaim",
        version=__version__,
        summary="Share money, rooms, vehicles, hours, trainings and purchases, fairly.",
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url="/v1/openapi.json",
        redirect_slashes=False,
        max_body_size=settings.body_limit_bytes,
        lifespan=_lifespan,
    )
    app.state.settings = settings
    app.state.engine = engine
    app.state.sessions = make_sessions(engine)
    app.state.jobs_sessions = make_sessions(jobs_engine) if jobs_engine is not None else None
    app.state.draining = False
    for feature in FEATURES:
        app.include_router(feature.router)
    app.router.routes.extend(health.ROUTES)
    app.openapi = lambda: contract(app)  # type: ignore[method-assign]
    rendering.install(app)
    app.add_middleware(Deadline, seconds=ANSWER_WITHIN_SECONDS, exempt=("/v1/imports",))
    app.add_middleware(SameOriginOnly, cookie=COOKIE)
    app.add_middleware(RequestContext)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.draining = True
    await app.state.engine.dispose()
