"""Routes become Tornado handlers here; failures become one body. The only place that knows both."""

from __future__ import annotations

import asyncio
import threading
import uuid
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import msgspec
from jupyter_server.base.handlers import APIHandler

from ..core.errors import ERRORS, CollabError, Invalid, TooLarge
from ..core.route import Route, camel
from .answer import ErrorBody
from .guard import Guarded, Method, guarded
from .identity import visitor_of

Perform = Callable[[Route, dict[str, Any], Any, Callable[[], bool]], Awaitable[Any]]
_CODES = {error.status: error.code for error in ERRORS}


def handlers(routes: Sequence[Route], root: str, perform: Perform) -> list[tuple[str, type, dict[str, Any]]]:
    """Tornado's rules for all routes below `root`, one handler class a path. `perform` runs a route's use case,
    given its arguments, the visitor, and how to ask whether they have gone."""
    by_path: dict[str, dict[str, Route]] = {}
    for route in routes:
        by_path.setdefault(route.path, {})[route.verb.lower()] = route
    shared = {"perform": perform}
    known = [(_pattern(root, path), _handler_class(path, verbs), shared) for path, verbs in by_path.items()]
    return [*known, (root + "(?!events$).*", UnknownHandler, shared)]


class RouteHandler(Guarded, APIHandler):
    """Decodes a request, runs the use case, encodes the answer."""

    def initialize(self, perform: Perform) -> None:
        self._perform = perform
        self._gone = threading.Event()

    def on_connection_close(self) -> None:
        """The browser has left, or thought better of it: nobody reads the answer."""
        super().on_connection_close()
        self._gone.set()

    def set_default_headers(self) -> None:
        super().set_default_headers()
        self.set_header("Cache-Control", "no-store")
        self.set_header("Referrer-Policy", "no-referrer")

    async def answer(self, route: Route, path_arguments: dict[str, str]) -> None:
        """Writes the use case's answer, or the failure."""
        try:
            arguments = {**self._query(route), **path_arguments, **self._body(route)}
            answer = await self._perform(route, arguments, visitor_of(self), self._gone.is_set)
        except CollabError as error:
            self._fail(error.status, ErrorBody(code=error.code, message=error.message, details=error.details))
        except asyncio.CancelledError:
            raise
        except Exception:
            number = uuid.uuid4().hex[:8]
            self.log.exception("mlcollab: failure %s in %s", number, route.name)
            sentence = f"Something went wrong on the server. Its log has more under {number}."
            self._fail(500, ErrorBody(code="error", message=sentence, details=None))
        else:
            self._finish(answer)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Failures before the use case, such as a missing sign-in, in the same body."""
        sentences = {401: "Please sign in again.", 403: "You may not do this, or are signed out.", 404: "Not found."}
        message = sentences.get(status_code, "The server refused this request.")
        self._fail(status_code, ErrorBody(code=_CODES.get(status_code, "error"), message=message, details=None))

    def _query(self, route: Route) -> dict[str, Any]:
        given: dict[str, Any] = {}
        for name, parameter in route.query.items():
            text = _last(self.request.query_arguments.get(camel(name), []))
            if text is not None:
                given[name] = _convert(text, parameter.annotation, camel(name))
            elif parameter.default is parameter.empty:
                raise Invalid(f"The request lacks “{camel(name)}”.")
        return given

    def _body(self, route: Route) -> dict[str, Any]:
        if route.body is None:
            return {}
        name, kind = route.body
        if len(self.request.body) > route.limit_bytes:
            raise TooLarge(f"This is more than the {route.limit_bytes // 1024**2} MB that can be sent at once.")
        if self.request.headers.get("Content-Type", "").partition(";")[0].strip().lower() != "application/json":
            raise Invalid("The request has to be JSON.")
        return {name: _decode(self.request.body, kind)}

    def _finish(self, answer: Any) -> None:
        self.set_header("Content-Type", "application/json")
        self.finish(msgspec.json.encode(answer))

    def _fail(self, status: int, body: ErrorBody) -> None:
        self.set_status(status)
        self._finish(body)


class UnknownHandler(RouteHandler):
    """Whatever else is asked of us: the one failure body here too, for who is signed in."""

    @guarded("read")
    async def get(self) -> None:
        self.write_error(404)

    post = put = patch = delete = get


def _handler_class(path: str, verbs: dict[str, Route]) -> type[RouteHandler]:
    methods = {verb: _method(route) for verb, route in verbs.items()}
    return type("".join(part.strip("{}").title() for part in path.split("/")), (RouteHandler,), methods)


def _method(route: Route) -> Method:
    @guarded("read" if route.reads else "write")
    async def method(self: RouteHandler, **path_arguments: str) -> None:
        await self.answer(route, path_arguments)

    return method


def _pattern(root: str, path: str) -> str:
    parts = [f"(?P<{part[1:-1]}>[^/]+)" if part.startswith("{") else part for part in path.split("/")]
    return root + "/".join(parts) + "/?"


def _decode(body: bytes, kind: Any) -> Any:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Invalid(f"The request cannot be read: {error}") from None
    except RecursionError:
        raise Invalid("The request is nested too deep.") from None


def _last(values: list[bytes]) -> str | None:
    """The text as sent: Tornado's own way to ask turns control characters into blanks, which nobody can refuse then."""
    try:
        return values[-1].decode() if values else None
    except UnicodeDecodeError:
        raise Invalid("The request's address is not UTF-8.") from None


def _convert(text: str, kind: Any, name: str) -> Any:
    try:
        return msgspec.convert(text, kind, strict=False)
    except msgspec.ValidationError as error:
        raise Invalid(f"“{name}” cannot be read: {error}") from None
