"""The floor of a vote: a bare Starlette route that writes one row, as safely, and answers with a page as long as ours.

Started with the port, the SQLite file that it writes to, and the file with the page.
"""

import sqlite3
import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

database = sqlite3.connect(sys.argv[2], check_same_thread=False, isolation_level=None)
database.execute("PRAGMA journal_mode = WAL")
database.execute("PRAGMA synchronous = FULL")
database.execute("CREATE TABLE votes (form TEXT)")
PAGE = Path(sys.argv[3]).read_text(encoding="utf-8")


async def vote(request: Request) -> Response:
    """Keeps the form that was sent."""
    form = (await request.body()).decode()
    await run_in_threadpool(database.execute, "INSERT INTO votes VALUES (?)", [form])
    return HTMLResponse(PAGE)


async def health(_request: Request) -> Response:
    """That it is there."""
    return HTMLResponse("ok")


app = Starlette(routes=[Route("/vote", vote, methods=["POST"]), Route("/health", health)])
uvicorn.run(app, host="localhost", port=int(sys.argv[1]), log_level="critical")
