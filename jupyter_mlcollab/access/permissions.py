"""Who may do what: the whole table on one screen."""

from __future__ import annotations

from ..core.errors import Forbidden, NotFound
from ..core.people import Role
from ..core.route import Can

#                     viewer  commenter  reviewer  maintainer
TABLE: dict[Can, tuple[bool, bool, bool, bool]] = {
    Can.READ:        (True,   True,      True,     True),
    Can.COMMENT:     (False,  True,      True,     True),
    Can.RESOLVE:     (False,  True,      True,     True),
    Can.APPROVE:     (False,  False,     True,     True),
    Can.MODERATE:    (False,  False,     False,    True),
    Can.AUDIT:       (False,  False,     True,     True),
}  # fmt: skip

_RANK = {role: rank for rank, role in enumerate(Role)}
_BY_NAME = {role.value: role for role in Role}


def allowed(role: Role | None, can: Can) -> bool:
    """Whether `role` may do `can`; somebody without a role may do nothing."""
    return role is not None and TABLE[can][_RANK[role]]


def role_named(name: str | None) -> Role | None:
    """The role of that name; None for an unknown one."""
    return _BY_NAME.get(name or "")


def granted(role: Role) -> list[Can]:
    """All that `role` may do."""
    return [can for can in Can if allowed(role, can)]


def require(role: Role | None, can: Can) -> None:
    """Nothing when `role` may do `can`.

    Raises:
        NotFound: they may not even read, so nothing is admitted to exist.
        Forbidden: they may read, but not do this.
    """
    if not allowed(role, Can.READ):
        raise NotFound("There is no such project here.")
    if not allowed(role, can):
        raise Forbidden(f"Your role here ({role}) does not allow this. A maintainer of the project can change it.")


def lower(first: Role, second: Role) -> Role:
    """The one of the two that may do less."""
    return min(first, second, key=_RANK.__getitem__)


def effective_role(username: str, server: dict[str, Role], default: Role, project: dict[str, str], own: bool) -> Role:
    """The role in which `username` acts.

    What the server grants (`server`, else `default`) is lowered by the project's `[roles]`, never raised, since
    whoever can write a file must not be able to promote themselves. On one's own server (`own`) the file decides.
    """
    given = server.get(username, default)
    named = project.get(username, project.get("*"))
    if named is None or named not in _BY_NAME:
        return given
    return _BY_NAME[named] if own else lower(given, _BY_NAME[named])
