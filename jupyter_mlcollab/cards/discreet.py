"""What a card does not tell: passwords in addresses, and values that are called a secret. Pure."""

from __future__ import annotations

import re

MASKED = "•••"
_SECRET_NAME = re.compile(
    r"(?i)(?:^|[._-])(?:password|passwd|secret|api_?key|access_?key|private_?key|credentials?|token)$"
)
ADDRESS = re.compile(r"^(?P<scheme>[A-Za-z][A-Za-z0-9+.-]+://)(?:[^/?#]*@)?(?P<rest>[^?#]*)")
_URL = re.compile(r"(?P<scheme>https?|ssh|git)://(?:(?P<user>[^/@]*)@)?(?P<rest>[^/@?#]+(?:/[^?#]*)?)")
_SHORT = re.compile(r"(?:(?P<user>[^/@:]*)@)?(?P<rest>[\w.-]+:(?!//|:)[^?#]*)")


def is_secret_name(name: str) -> bool:
    """Whether what is called so is a password, key or token, whose value is masked."""
    return _SECRET_NAME.search(name) is not None


def address_without_secrets(address: str) -> str | None:
    """An address without user, password and query, which may hold a signature; None for what is no address."""
    found = ADDRESS.match(address)
    return f"{found['scheme']}{found['rest']}" if found else None


def remote_without_credentials(url: str) -> str | None:
    """A remote's address without user, password, query and fragment; the user `git` of ssh stays. None for folders of
    this computer and for forms that are not known."""
    found = _URL.fullmatch(url.strip().partition("?")[0].partition("#")[0])
    if found is not None:
        user = "git@" if found["scheme"] == "ssh" and found["user"] == "git" else ""
        return f"{found['scheme']}://{user}{found['rest']}"
    short = _SHORT.fullmatch(url.strip())
    if short is None or (short["user"] is None and len(short["rest"].partition(":")[0]) == 1):
        return None
    return f"{'git@' if short['user'] == 'git' else ''}{short['rest']}"


def run_address(server: str, experiment: str, run_id: str) -> str | None:
    """Where people see a run of MLflow; None when its store is no server."""
    address = address_without_secrets(server) if server.startswith(("http://", "https://")) else None
    return f"{address.rstrip('/')}/#/experiments/{experiment}/runs/{run_id}" if address and experiment else None
