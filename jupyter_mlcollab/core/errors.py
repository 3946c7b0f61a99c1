"""Every failure this product names.

```
CollabError               code            HTTP status
├── Invalid               invalid         422   what was sent breaks a rule; the sentence says which
├── NotFound              not_found       404   unknown, or not for this person to see
├── Forbidden             forbidden       403   known and visible, but not theirs to change
├── Conflict              conflict        409   someone changed it first, or one id stands for two things
├── Blocked               blocked         423   a rule of the project holds it back
├── TooLarge              too_large       413   over a limit; the sentence names the limit
└── Unavailable           unavailable     503   storage, disk or git cannot serve right now; try again
```

Use cases raise these and know nothing of HTTP; `web/` is the one place that turns them into an answer.
"""

from __future__ import annotations

from typing import Any, ClassVar


class CollabError(Exception):
    """A failure with a sentence a person can act on.

    `message` is shown to people as it is. `details` is JSON-ready data for the interface, such as the current
    object after a conflict; it never holds what the person may not see.
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 500

    def __init__(self, message: str, details: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.details = details


class Invalid(CollabError):
    code = "invalid"
    status = 422


class NotFound(CollabError):
    code = "not_found"
    status = 404


class Forbidden(CollabError):
    code = "forbidden"
    status = 403


class Conflict(CollabError):
    code = "conflict"
    status = 409


class Blocked(CollabError):
    code = "blocked"
    status = 423


class TooLarge(CollabError):
    code = "too_large"
    status = 413


class Unavailable(CollabError):
    code = "unavailable"
    status = 503


ERRORS: tuple[type[CollabError], ...] = (Invalid, NotFound, Forbidden, Conflict, Blocked, TooLarge, Unavailable)
