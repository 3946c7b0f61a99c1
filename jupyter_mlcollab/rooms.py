"""The one list of features: their routes, how their events fold, and their commands."""

from __future__ import annotations

from collections.abc import Mapping

from .access import routes as access_routes
from .anchors import routes as anchors_routes
from .anchors.document import fold_document
from .audit import commands as audit_commands
from .audit import routes as audit_routes
from .cards import commands as cards_commands
from .cards import merge_command, reproduce_command
from .cards import routes as cards_routes
from .cards.baseline import fold_baseline
from .cards.entries import parts_of
from .cards.fold import fold_card
from .comments import commands as comments_commands
from .comments import routes as comments_routes
from .comments.fold import fold_look, fold_thread
from .core.command import Command
from .core.route import Route
from .diff import commands as diff_commands
from .diff import routes as diff_routes
from .journal.fold import Fold
from .pages import commands as pages_commands
from .pages import routes as pages_routes
from .privacy import commands as privacy_commands
from .privacy import routes as privacy_routes
from .sync import commands as sync_commands
from .sync import routes as sync_routes

ROUTES: list[Route] = [
    *access_routes.ROUTES,
    *anchors_routes.ROUTES,
    *diff_routes.ROUTES,
    *comments_routes.ROUTES,
    *audit_routes.ROUTES,
    *cards_routes.ROUTES,
    *privacy_routes.ROUTES,
    *pages_routes.ROUTES,
    *sync_routes.ROUTES,
]

FOLDS: Mapping[str, Fold] = {
    "document": fold_document, "thread": fold_thread, "look": fold_look, "card": fold_card, "baseline": fold_baseline,
}  # fmt: skip

COMMANDS: list[Command] = [
    *comments_commands.commands(parts_of),
    *diff_commands.COMMANDS,
    *cards_commands.COMMANDS,
    *reproduce_command.COMMANDS,
    *merge_command.COMMANDS,
    *audit_commands.COMMANDS,
    *privacy_commands.COMMANDS,
    *pages_commands.COMMANDS,
    *sync_commands.COMMANDS,
]
