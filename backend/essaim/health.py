"""`/healthz`: the process lives. `/readyz`: it can serve. Both public, both without detail."""

import asyncio

from fastapi import FastAPI
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from essaim.kit.preparation import migration_head_matches


async def healthz(_request: Request) -> JSONResponse:
    return JSONResponse({"status": "alive"})


async def readyz(request: Request) -> JSONResponse:
    ready = not request.app.state.draining and await _database_is_ready(request.app)
    return JSONResponse({"status": "ready" if ready else "not_ready"}, status_code=200 if ready else 503)


async def _database_is_ready(app: FastAPI) -> bool:
    try:
        async with asyncio.timeout(1), app.state.engine.connect() as connection:
            return await migration_head_matches(connection)
    except (TimeoutError, OSError, SQLAlchemyError):
        return False


ROUTES = [Route("/healthz", healthz), Route("/readyz", readyz)]
