"""What counts as personal data, by rules of our own. Names of people and addresses of houses are not among it."""

from __future__ import annotations

import re

from . import checksums
from .rule import Rule

_REMOVE = "Remove it, or replace it by a made-up value."

# Reserved for documents and tests by RFC 2606 and RFC 6761.
_RESERVED = re.compile(r"(?:^|\.)(?:example\.(?:com|org|net|edu)|example|test|invalid|localhost|local)$")
_NO_PERSON = re.compile(r"(?:git|hg|no-?reply|do-?not-?reply|donotreply|notifications?|mailer-daemon)(?:\+.*)?")
_FILE_ENDING = re.compile(
    "png|jpe?g|gif|svg|webp|ico|css|m?js|tsx?|jsx|py|ipynb|json|md|html?|csv|txt|pdf|zip|gz|whl|so|dll|ya?ml|toml|lock|map"
)

# Calling codes of ITU-T E.164 that are given out.
_CALLING = re.compile(
    r"1|7|2(?:0|7|[1-6]\d|9[01789])|3(?:[0-469]|[578]\d)|4(?:[013-9]|2[013])|5(?:[1-8]|0\d|9\d)|6(?:[0-6]|[789]\d)"
    r"|8(?:[1246]|5\d|80|86)|9(?:[0-58]|6[0-8]|7[0-79]|9[2-68])"
)
_DOTTED = re.compile(r"\+\d{1,3}(?:\.\d{2,4}){3,5}")
_PLACE = re.compile(r"\+\d{4,}[^\d ]")
_GROUPED = re.compile(r"\d+|\d{4}([ -])(?:\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|\d{6}\1\d{4,5})")
_MIXED = re.compile(r"[^\d+ ()/-]")


def _is_email(value: str) -> bool:
    local, _, domain = value.lower().rpartition("@")
    if ".." in value or local.startswith(".") or local.endswith(".") or _NO_PERSON.fullmatch(local):
        return False
    return not _FILE_ENDING.fullmatch(domain.rpartition(".")[2]) and not _RESERVED.search(domain)


def _is_phone(value: str) -> bool:
    """8 to 15 digits after a calling code, grouped as people group them."""
    digits = re.sub(r"\D", "", value)
    code = _CALLING.match(digits)
    if code is None or not 8 <= len(digits) <= 15 or len(set(digits)) < 3:
        return False
    if code[0] == "1" and not (len(digits) == 11 and digits[1] in "23456789"):
        return False
    if value[1:].isdecimal():
        return len(digits) >= 10
    if "." in value:
        return bool(_DOTTED.fullmatch(value))
    # Latitude and longitude are written like this: +4630-06030.
    return not _MIXED.search(value) and not _PLACE.match(value)


def _is_card(value: str) -> bool:
    """In one piece, or in the groups that stand on cards."""
    return bool(_GROUPED.fullmatch(value)) and checksums.is_card(value)


PERSONAL: tuple[Rule, ...] = (
    Rule(
        "e-mail", "personal", "E-mail address", f"This is the e-mail address of somebody. {_REMOVE}",
        re.compile(
            r"(?<![\w.%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.){1,8}[A-Za-z]{2,24}(?![\w@-]|\.\w)"
        ),
        ("@",), valid=_is_email,
    ),
    Rule(
        "phone", "personal", "Phone number", f"This looks like a phone number. {_REMOVE}",
        re.compile(r"(?<![\w+.,:*/=-])\+[1-9]\d{0,14}(?:(?:[ ./-]|[ -]?\(|\)[ -]?)\d{1,8}){0,7}(?![\w]|[.,]\d)"),
        ("+",), valid=_is_phone,
    ),
    Rule(
        "iban", "personal", "Bank account (IBAN)", f"This is the number of a bank account. {_REMOVE}",
        re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?(?![A-Za-z0-9])"),
        valid=checksums.is_iban,
    ),
    Rule(
        "payment-card", "personal", "Payment card", f"This is the number of a payment card. {_REMOVE}",
        re.compile(r"(?<![\w.+-])(?:\d{13,19}|\d{4}(?:[ -]\d{3,6}){2,4})(?![\w]|[.-]\d)"),
        valid=_is_card,
    ),
)  # fmt: skip

_NUMBER = f"This looks like a number by which a state knows somebody. {_REMOVE}"

NATIONAL: tuple[Rule, ...] = (
    Rule(
        "us-ssn", "personal", "US social security number", _NUMBER,
        re.compile(r"(?<![\w.-])\d{3}-\d{2}-\d{4}(?![\w-]|\.\d)"), ("-",), valid=checksums.is_us_ssn,
    ),
    Rule(
        "fr-nir", "personal", "French social security number", _NUMBER,
        re.compile(
            r"(?<![\w.-])[12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d\d|2[AB]) ?\d{3} ?\d{3} ?\d{2}(?![\w-]|\.\d)"
        ),
        valid=checksums.is_french_nir,
    ),
    Rule(
        "de-tax-id", "personal", "German tax number", _NUMBER,
        re.compile(r"(?<![\w.-])[1-9]\d(?:\d{9}|(?: \d{3}){3})(?![\w-]|\.\d)"), valid=checksums.is_german_tax_id,
    ),
    Rule(
        "gb-nino", "personal", "UK national insurance number", _NUMBER,
        re.compile(
            r"(?<![\w.-])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?: ?\d{2}){3} ?[A-D](?!\w)"
        ),
    ),
    Rule(
        "es-dni", "personal", "Spanish identity number", _NUMBER,
        re.compile(r"(?<![\w.-])(?:\d{8}|[XYZ]-?\d{7})-?[A-Z](?!\w)"), valid=checksums.is_spanish_dni,
    ),
    Rule(
        "nl-bsn", "personal", "Dutch citizen number", _NUMBER,
        re.compile(r"(?<![\w.-])\d{9}(?![\w-]|\.\d)"), valid=checksums.is_dutch_bsn,
    ),
    Rule(
        "pl-pesel", "personal", "Polish identity number", _NUMBER,
        re.compile(r"(?<![\w.-])\d{11}(?![\w-]|\.\d)"), valid=checksums.is_polish_pesel,
    ),
)  # fmt: skip
