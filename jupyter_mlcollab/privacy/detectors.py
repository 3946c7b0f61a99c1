"""The detectors of detect-secrets as rules. They are loaded at the first scan, and only their patterns are used.

Their own loop over lines asks settings that are global, and a switch there decides whether a value is tried against the
service that gave it out. None of that runs here: a pattern is tried where the rule says a value may begin.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from .placeholders import has_digit_and_letter, is_in_address, is_password, is_random, is_written_out
from .rule import SOURCES, Rule, Shape
from .tokens import REVOKE

_ENTROPY_BITS = 4.5
_KEYWORDS = (
    "api_?key", "auth_?key", "service_?key", "account_?key", "db_?key", "database_?key", "priv_?key", "private_?key",
    "client_?key", "db_?pass", "database_?pass", "key_?pass", "password", "passwd", "pwd", "secret", "contrase[ñn]a",
)  # fmt: skip
# What is called so names a secret or says where it is, and holds none.
_ABOUT = (
    "(?<!_name)(?<!_field)(?<!_path)(?<!_file)(?<!_env)(?<!_var)(?<!_url)(?<!_uri)(?<!_label)(?<!_column)(?<!_col)"
    "(?<!_id)(?<!_type)(?<!_prompt)(?<!_hash)(?<!_count)"
)


class _Detector(NamedTuple):
    """How one of their detectors becomes a rule. `whole` takes all of a match where a group in it is not the value."""

    name: str
    title: str
    module: str
    kind: str
    starts: str
    words: tuple[str, ...] = ()
    whole: bool = False
    valid: Callable[[str], bool] = is_written_out
    reach: int = 400


# In this order one of two that find the same place wins.
_TOKENS = (
    _Detector("aws-key", "AWS key", "aws", "AWSKeyDetector", r"A3T[A-Z0-9]|A(?:BIA|CCA|KIA|SIA)|[Aa][Ww][Ss]",
              ("aws", "akia", "asia", "abia", "acca", "a3t")),
    _Detector("azure-storage-key", "Azure storage key", "azure_storage_key", "AzureStorageKeyDetector", "AccountKey=",
              ("accountkey=",)),
    _Detector("github-token", "GitHub token", "github_token", "GitHubTokenDetector", r"(?<![A-Za-z0-9])gh[pousr]_",
              ("ghp_", "gho_", "ghu_", "ghs_", "ghr_"), whole=True),
    _Detector("gitlab-token", "GitLab token", "gitlab_token", "GitLabTokenDetector",
              r"(?<![A-Za-z0-9_-])(?:gl(?:pat|dt|ft|soat|rt|cbt|imt|ptt|agent|oas)-|GR1348941)",
              ("glpat-", "gldt-", "glft-", "glsoat-", "glrt-", "glcbt-", "glimt-", "glptt-", "glagent-", "gloas-",
               "gr1348941"), whole=True, reach=1100),
    _Detector("openai-key", "OpenAI key", "openai", "OpenAIDetector", r"(?<![A-Za-z0-9_-])sk-", ("t3blbkfj",)),
    _Detector("slack-token", "Slack token", "slack", "SlackDetector",
              r"(?<![A-Za-z0-9-])xox[abposr]-|https://hooks\.slack\.com/", ("xox", "hooks.slack.com")),
    _Detector("stripe-key", "Stripe key", "stripe", "StripeDetector", r"[rs]k_live_", ("k_live_",)),
    _Detector("sendgrid-key", "SendGrid key", "sendgrid", "SendGridDetector", r"SG\.", ("sg.",)),
    _Detector("discord-token", "Discord token", "discord", "DiscordBotTokenDetector",
              r"(?<![A-Za-z0-9_-])[MNO][A-Za-z\d_-]{23,25}\."),
    _Detector("telegram-token", "Telegram token", "telegram_token", "TelegramBotTokenDetector", r"(?<!\d)\d{8,10}:",
              (":",)),
    _Detector("twilio-key", "Twilio key", "twilio", "TwilioKeyDetector",
              r"(?<![A-Za-z0-9+/])(?:AC|SK)[a-z0-9]{32}(?!\w)", ("ac", "sk"),
              valid=has_digit_and_letter),
    _Detector("mailchimp-key", "Mailchimp key", "mailchimp", "MailchimpDetector", r"(?<![0-9A-Za-z])[0-9a-z]{32}-us\d",
              ("-us",)),
    _Detector("square-secret", "Square secret", "square_oauth", "SquareOAuthDetector", "sq0csp-", ("sq0csp-",)),
    _Detector("pypi-token", "PyPI token", "pypi_token", "PypiTokenDetector", "pypi-AgE", ("pypi-age",)),
    _Detector("npm-token", "npm token", "npm", "NpmDetector", r"(?<!/)//(?=[^\s/]{1,200}/[^\s:]{0,200}:_authToken)",
              ("_authtoken",)),
    _Detector("cloudant-key", "Cloudant key", "cloudant", "CloudantDetector",
              r"(?<!\w)(?:cloudant|clou|cl)(?=[_-]?(?:api)?[_-]?(?:key|pw|pass|token))|https?://[\w-]{1,64}:",
              ("clou", "clkey", "cl_", "cl-", "clpw", "clpass", "cltoken", "clapi")),
    _Detector("softlayer-key", "SoftLayer key", "softlayer", "SoftlayerDetector",
              r"(?<!\w)(?:softlayer|sl)(?=[_-]?(?:api)?[_-]?(?:key|pwd|pass|token))|https?://api\.softlayer\.com/",
              ("softlayer", "sl_", "sl-", "slkey", "slapi", "slpass", "sltoken")),
    _Detector("ibm-cloud-key", "IBM Cloud key", "ibm_cloud_iam", "IbmCloudIamDetector",
              r"(?<!\w)(?:ibm|cloud[_-]?iam|iam)(?=[_-]?\w{0,16}(?:key|pwd|pass|token))", ("ibm", "iam")),
    _Detector("ibm-storage-key", "IBM storage key", "ibm_cos_hmac", "IbmCosHmacDetector",
              r"(?<!\w)(?:ibm[_-]?)?(?:cos[_-]?(?:hmac)?[_-]?)?secret[_-]?(?:access)?[_-]?key", ("secret",)),
    _Detector("artifactory-key", "Artifactory key", "artifactory", "ArtifactoryDetector",
              r'(?:[\s=:"]|^)A(?:KC|P[\dA-F])[A-Za-z0-9]{8}', valid=has_digit_and_letter),
    _Detector("private-key", "Private key", "private_key", "PrivateKeyDetector",
              r"BEGIN [A-Z0-9 ]{0,24}PRIVATE KEY|PuTTY-User-Key-File-2", ("private key", "putty-user"),
              valid=lambda value: True),
    _Detector("password-in-address", "Password in an address", "basic_auth", "BasicAuthDetector", "://", ("://",),
              valid=is_in_address),
)  # fmt: skip


@cache
def detectors() -> tuple[Rule, ...]:
    """Their detectors but for random text, the surest first. The first call loads the library."""
    return (*(_rule(detector) for detector in _TOKENS), _keyword())


def _plugin(module: str) -> Any:
    """A module of theirs. While it is loaded it sends the warnings of the whole program to logging, where nobody looks:
    that is undone."""
    shown = warnings.showwarning
    found = import_module(f"detect_secrets.plugins.{module}")
    if warnings.showwarning is not shown:
        logging.captureWarnings(False)
    return found


def _rule(detector: _Detector) -> Rule:
    patterns: Iterable[re.Pattern[str]] = getattr(_plugin(detector.module), detector.kind)().denylist
    shapes = tuple(_shape(pattern, detector.whole) for pattern in patterns)
    return Rule(
        detector.name, "secret", detector.title, f"This looks like a secret. {REVOKE}", re.compile(detector.starts),
        detector.words, shapes, detector.valid, detector.reach,
    )  # fmt: skip


def _shape(pattern: re.Pattern[str], whole: bool) -> Shape:
    return pattern, 0 if whole or not pattern.groups else 1


def _keyword() -> Rule:
    """Values given to what is called password, secret or key, in quotes."""
    keyword = _plugin("keyword")
    comparison = keyword.PRECEDED_BY_EQUAL_COMPARISON_SIGNS_QUOTES_REQUIRED_REGEX
    shapes = {p: n for p, n in keyword.QUOTES_REQUIRED_DENYLIST_REGEX_TO_GROUP.items() if p is not comparison}
    return Rule(
        "password", "secret", "Password or key", f"A value is given to something called so. {REVOKE}",
        _named_so(),
        ("key", "pass", "pwd", "secret", "contrase"), tuple(shapes.items()), is_password, reach=300,
    )  # fmt: skip


def _named_so() -> re.Pattern[str]:
    """Words that have one of `_KEYWORDS` in them, however written. Their first letters are told apart by case, since a
    pattern that begins so passes over the rest of a text five times as fast."""
    letters = {word[0] for word in _KEYWORDS}
    begins = "".join(sorted(letters | {letter.upper() for letter in letters}))
    rests = "|".join(f"(?<={word[0]}){word[1:]}" for word in _KEYWORDS)
    return re.compile(rf"[{begins}](?i:(?:{rests})\w{{0,60}}(?!\w){_ABOUT})")


@cache
def random_text() -> Rule:
    """Random-looking text in quotes, in sources only: outputs are full of hashes and of pictures."""
    plugin = _plugin("high_entropy_strings").Base64HighEntropyString(_ENTROPY_BITS)

    def valid(value: str) -> bool:
        return 24 <= len(value) <= 128 and is_random(value) and plugin.calculate_shannon_entropy(value) > _ENTROPY_BITS

    return Rule(
        "random-text", "secret", "Random-looking text", f"Keys and tokens look like this. If it is one: {REVOKE}",
        re.compile(r"(['\"])(?P<value>[A-Za-z0-9+/_=-]{24,128})\1"), ("'", '"'), valid=valid, parts=SOURCES,
    )  # fmt: skip


LIBRARY: tuple[tuple[str, str], ...] = (
    *((detector.module, detector.kind) for detector in _TOKENS),
    ("keyword", "KeywordDetector"),
    ("high_entropy_strings", "Base64HighEntropyString"),
)
"""Module and class of each detector of theirs that is used."""
