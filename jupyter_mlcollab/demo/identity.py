"""Sign-in for the demo: one token for each person, on this computer only.

It makes two people of one server without any account. Whoever has a link is that person, so it refuses to start where
other computers could reach it.
"""

from __future__ import annotations

import hmac
import sys
from ipaddress import ip_address
from typing import Any

from jupyter_server.auth import IdentityProvider, User
from traitlets import Dict, List, Unicode

REFUSAL = (
    "The demo's sign-in is for this computer only: its links let whoever has them run code. "
    "Start the server with --ServerApp.ip=127.0.0.1."
)


class TokenForEachPerson(IdentityProvider):
    """Knows people by the token in their link, and from then on by their cookie."""

    people = Dict(
        key_trait=Unicode(), value_trait=Dict(), config=True,
        help="A user (username, name, display_name, initials, color) for each token.",
    )  # fmt: skip
    token = Unicode("", help="There is no token that is nobody's.")
    updatable_fields = List(Unicode(), [], help="Nobody changes who they are.")

    async def get_user_token(self, handler: Any) -> User | None:
        """Who has the token in the address or the Authorization header; None when nobody has."""
        return self._person(self.get_token(handler) or "")

    def process_login_form(self, handler: Any) -> User | None:
        """Who has the token typed into the login page; None when nobody has."""
        return self._person(handler.get_argument("password", default=""))

    def validate_security(self, app: Any, ssl_options: dict[str, Any] | None = None) -> None:
        """Ends the server where it could be reached from elsewhere."""
        if not app.sock and not _is_loopback(app.ip):
            app.log.critical(REFUSAL)
            sys.exit(REFUSAL)
        super().validate_security(app, ssl_options)

    def cookie_secret_hook(self, h: hmac.HMAC) -> hmac.HMAC:
        """Cookies of an earlier start are worth nothing: its tokens are gone."""
        for token in sorted(self.people):
            h.update(token.encode())
        return h

    def _person(self, given: str) -> User | None:
        for token, user in self.people.items():
            if hmac.compare_digest(token.encode(), given.encode()):
                return User(**user)
        return None


def _is_loopback(address: str) -> bool:
    if address == "localhost":
        return True
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
