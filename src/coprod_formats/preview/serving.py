"""The preview's server: this machine's browser asks, and nobody else is answered."""

from __future__ import annotations

import asyncio
import json
import re
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import uvicorn
from sse_starlette import EventSourceResponse, ServerSentEvent
from sse_starlette.sse import AppStatus
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coprod_formats import writers
from coprod_formats.diagnostics import UsageError, error
from coprod_formats.preview.desk import Desk, State
from coprod_formats.preview.guarding import ALWAYS, LOOPBACK, OWN, STILL, framed, refusal
from coprod_formats.preview.making import Subject
from coprod_formats.preview.page import address, asset, page, slugs
from coprod_formats.preview.panel import about, panel, sign_off
from coprod_formats.preview.shown import KINDS, File
from coprod_formats.preview.watching import changes

ASSETS = ("preview.css", "preview.js")
FONTS = (
    "AtkinsonHyperlegibleNext-Regular.woff2",
    "AtkinsonHyperlegibleNext-Bold.woff2",
    "NotoSansSymbols2-Regular.ttf",
)
RANGE = re.compile(r"bytes=(\d+)-(\d*)")
GONE = "there is nothing here any more\n"
GRACE = 1  # seconds for what is being sent when the end comes


def serve(
    desk: Desk, project: Path, first: Subject, port: int, ready: Callable[[str], None]
) -> None:
    """Answer until interrupted; ``ready`` is told the address when somebody may come."""
    AppStatus.enable_automatic_graceful_drain = False  # the desk ends its own views
    with _listening(port) as (listener, own_port):
        home = f"http://{LOOPBACK}:{own_port}{address(first)}"
        app = application(desk, project, first, own_port, lambda: ready(home))
        settings = uvicorn.Config(
            app,
            log_level="error",
            lifespan="on",
            timeout_graceful_shutdown=GRACE,
            server_header=False,
        )
        server = _Server(settings, desk)
        server.run(sockets=[listener])


class _Server(uvicorn.Server):
    """Lets go of everybody who waits for news before it waits for them."""

    def __init__(self, settings: uvicorn.Config, desk: Desk) -> None:
        super().__init__(settings)
        self._desk = desk

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the views, then the server."""
        await self._desk.close()
        await super().shutdown(sockets)


@contextmanager
def _listening(port: int) -> Iterator[tuple[socket.socket, int]]:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOOPBACK, port))
            listener.listen()
        except OSError:
            message = f"port {port} is in use: perhaps another preview is running"
            hint = f"look at http://{LOOPBACK}:{port}, or type --port {port + 1}"
            raise UsageError(error("port-in-use", message, hint=hint)) from None
        yield listener, listener.getsockname()[1]


def application(
    desk: Desk, project: Path, first: Subject, port: int, ready: Callable[[], None]
) -> ASGIApp:
    """Everything that can be asked for."""
    answers = _Answers(desk, project, first)
    routes = [
        Route("/", answers.home),
        Route("/assets/{name}", answers.asset),
        Route("/{slug}/{format}/", answers.page),
        Route("/{slug}/{format}/events", answers.events),
        Route("/{slug}/{format}/files/{name:path}", answers.file),
    ]

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        """Watch the project for as long as the preview is served."""

        async def watch() -> None:
            """Tell the desk of each change to a file."""
            async for paths in changes(desk.watched, project.resolve()):
                desk.changed(paths)

        watching = asyncio.create_task(watch())
        ready()
        yield
        watching.cancel()

    return _Guard(Starlette(routes=routes, lifespan=life), port)


class _Guard:
    """Refuses what comes from elsewhere, and says with each answer what a browser may do."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._port = port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or say why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            """Send a message on, with the headers that every answer has."""
            if message["type"] == "http.response.start":
                told = {name.lower() for name, _ in message["headers"]}
                always = {"Content-Security-Policy": OWN} | ALWAYS
                message["headers"] += [
                    (name.lower().encode(), said.encode())
                    for name, said in always.items()
                    if name.lower().encode() not in told
                ]
            await send(message)

        said = refusal(scope["method"], Headers(scope=scope), self._port)
        answer = PlainTextResponse(f"{said}\n", 403) if said else self._app
        await answer(scope, receive, guarded)


class _Answers:
    """What is answered to each kind of question."""

    def __init__(self, desk: Desk, project: Path, first: Subject) -> None:
        self._desk = desk
        self._project = project
        self._first = first

    async def home(self, _: Request) -> Response:
        """The way to the first view."""
        return RedirectResponse(address(self._first))

    async def asset(self, request: Request) -> Response:
        """A file of the page itself."""
        name = request.path_params["name"]
        if name not in ASSETS + FONTS:
            return _nothing()
        content = asset(name if name in ASSETS else f"../fonts/{name}")
        kind = "text/javascript" if name.endswith(".js") else KINDS[Path(name).suffix]
        return Response(content, media_type=kind)

    async def page(self, request: Request) -> Response:
        """The page around a view."""
        subject = self._subject(request)
        if subject is None:
            return _nothing()
        return Response(page(subject, self._desk.config), media_type="text/html")

    async def events(self, request: Request) -> Response:
        """The states of a view, as they come."""
        subject = self._subject(request)
        if subject is None:
            return _nothing()
        view = self._desk.view(subject)

        async def told() -> AsyncIterator[ServerSentEvent]:
            """Each state of the view as an event; pages only where they are new."""
            known: object = None
            async for state in view.follow():
                yield ServerSentEvent(self._told(state, subject, fresh=state.shown is not known))
                known = state.shown

        return EventSourceResponse(told(), headers={"Cache-Control": "no-store"}, sep="\n")

    def _told(self, state: State, subject: Subject, *, fresh: bool) -> str:
        shown = state.shown
        said = {
            "mood": state.mood,
            "message": state.message,
            "panel": self._panel(state, subject) if state.number else "",
            "shown": shown.fragment if shown and fresh else None,
        }
        return json.dumps(said, ensure_ascii=False)

    def _panel(self, state: State, subject: Subject) -> str:
        note = state.shown.note if state.shown else ""
        signed = sign_off(state.signature, subject.slug, subject.format) if state.signature else ""
        return panel(state.diagnostics, self._project) + signed + about(note)

    async def file(self, request: Request) -> Response:
        """A file that a view leads to, by the very name that the view has for it."""
        subject = self._subject(request)
        if subject is None:
            return _nothing()
        name, digest = request.path_params["name"], request.query_params.get("d", "")
        found = self._desk.view(subject).file(name, digest)
        if found is None:
            return PlainTextResponse(GONE, 404, {"Content-Security-Policy": STILL})
        return _sent(found, request)

    def _subject(self, request: Request) -> Subject | None:
        slug, format_ = request.path_params["slug"], request.path_params["format"]
        known = format_ in writers.names() and slug in slugs(self._desk.config)
        return Subject(slug, format_) if known else None


def _nothing() -> Response:
    return PlainTextResponse("there is nothing here\n", 404)


def _sent(found: File, request: Request) -> Response:
    """A file, or the part of it that a player asks for."""
    headers = {"Content-Security-Policy": framed(found.kind), "Accept-Ranges": "bytes"}
    kind = found.kind
    content = found.content
    if isinstance(content, Path):
        return FileResponse(content, headers=headers, media_type=kind)
    wanted = RANGE.fullmatch(request.headers.get("range", ""))
    if not wanted or int(wanted[1]) >= len(content):
        return Response(content, headers=headers, media_type=kind)
    start, end = int(wanted[1]), min(int(wanted[2] or len(content)), len(content) - 1)
    headers["Content-Range"] = f"bytes {start}-{end}/{len(content)}"
    return Response(content[start : end + 1], 206, headers, kind)
