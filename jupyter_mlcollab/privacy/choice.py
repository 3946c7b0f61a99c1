"""What a project wants looked for, and what it has allowed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property

from ..core.errors import Invalid
from ..git.settings import SETTINGS_FILE, PrivacySettings
from .detectors import detectors, random_text
from .personal import NATIONAL, PERSONAL
from .rule import Rule
from .tokens import OWN_TOKENS, UNNAMED


def every_rule() -> tuple[Rule, ...]:
    """All rules, those for national ids last. Of two that find the same place the earlier wins."""
    return (*OWN_TOKENS, *detectors(), *UNNAMED, random_text(), *PERSONAL, *NATIONAL)


@dataclass(frozen=True)
class Choice:
    """Rules that are off, national ids that are on, fingerprints of values that are allowed, and paths left out."""

    off: frozenset[str] = frozenset()
    national_ids: frozenset[str] = frozenset()
    allow: frozenset[str] = frozenset()
    ignore: tuple[str, ...] = ()

    def rules(self) -> tuple[Rule, ...]:
        """The rules to look by."""
        return self._rules

    def named(self, words: Iterable[str]) -> frozenset[str]:
        """Those of the words that are names of rules."""
        return self.names.intersection(words)

    def ignores(self, path: str) -> bool:
        """Whether a file is left out. `*` in a pattern also stands for slashes."""
        return any(fnmatchcase(path, pattern) for pattern in self.ignore)

    @cached_property
    def _rules(self) -> tuple[Rule, ...]:
        unwanted = self.off | {rule.name for rule in NATIONAL if rule.name not in self.national_ids}
        return tuple(rule for rule in every_rule() if rule.name not in unwanted)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all rules."""
        return frozenset(rule.name for rule in every_rule())


def choice_of(settings: PrivacySettings) -> Choice:
    """The choice that a project's settings mean.

    Raises:
        Invalid: they name a rule that there is not.
    """
    names, national = {rule.name for rule in every_rule()}, {rule.name for rule in NATIONAL}
    for key, given, known in (("off", settings.off, names), ("national_ids", settings.national_ids, national)):
        for name in given:
            if name not in known:
                there_are = ", ".join(sorted(known))
                sentence = f"{SETTINGS_FILE}: privacy.{key} names no rule “{name}”. There are: {there_are}."
                raise Invalid(sentence, {"key": f"privacy.{key}"})
    return Choice(
        frozenset(settings.off), frozenset(settings.national_ids), frozenset(settings.allow), tuple(settings.ignore)
    )
