"""Jupyter's user as our visitor: who they are, and how far the sign-in can be trusted."""

from __future__ import annotations

import os

from jupyter_server.auth import User
from jupyter_server.auth.identity import IdentityProvider, LegacyIdentityProvider, PasswordIdentityProvider
from jupyter_server.base.handlers import JupyterHandler

from ..core.people import Person, Visitor

_UNATTRIBUTABLE = (IdentityProvider, PasswordIdentityProvider, LegacyIdentityProvider)
_LOOPBACK = ("127.", "::1", "::ffff:127.")


def visitor_of(handler: JupyterHandler) -> Visitor:
    """The signed-in visitor behind a request. Call it only after authentication."""
    user: User = handler.current_user
    provider = handler.identity_provider
    verified = type(provider) not in _UNATTRIBUTABLE
    return Visitor(
        person=_person(user, verified),
        own_server=_own_server(user.username, verified),
        local=handler.request.remote_ip is not None and handler.request.remote_ip.startswith(_LOOPBACK),
    )


def _person(user: User, verified: bool) -> Person:
    """Token and password sign-in give random names: only a hub or a custom provider vouches for one."""
    name = user.display_name or user.name or user.username
    return Person(
        username=user.username,
        display_name=name[:80],
        initials=(user.initials or name[:2]).upper()[:3],
        color=user.color,
        avatar_url=user.avatar_url,
        verified=verified,
    )


def _own_server(username: str, verified: bool) -> bool:
    """Whether the server belongs to this visitor: signed in by its token, or started by the hub for them."""
    return not verified or username == os.environ.get("JUPYTERHUB_USER")
