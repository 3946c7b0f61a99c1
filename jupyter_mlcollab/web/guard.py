"""The guard every handler of ours stands behind: sign-in, then Jupyter's authorizer. Unguarded verbs do not load."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Literal

from jupyter_server.auth.decorator import authorized, ws_authenticated
from tornado import web

RESOURCE = "mlcollab"
"""The name under which Jupyter's authorizer is asked about everything here."""

Action = Literal["read", "write", "execute"]
Method = Callable[..., Coroutine[Any, Any, None]]
_VERBS = ("get", "head", "post", "put", "patch", "delete")


def guarded(action: Action, socket: bool = False) -> Callable[[Method], Method]:
    """Lets a verb through only for who is signed in and whom the authorizer allows `action` on `RESOURCE`.

    A socket refuses a stranger where a page would send them to sign in. Action and resource are named here, since
    the authorizer's decorator without arguments keeps those of its first call for ever.
    """

    def decorate(method: Method) -> Method:
        signed_in: Any = ws_authenticated if socket else web.authenticated
        wrapped: Method = signed_in(authorized(action, RESOURCE)(method))
        wrapped.guard = (action, RESOURCE)  # type: ignore[attr-defined]
        return wrapped

    return decorate


class Guarded:
    """Mixed into every handler: a class that defines a verb without a guard cannot be made."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for verb in _VERBS:
            method = cls.__dict__.get(verb)
            if method is not None and not hasattr(method, "guard"):
                raise TypeError(f"{cls.__name__}.{verb} has no guard.")
