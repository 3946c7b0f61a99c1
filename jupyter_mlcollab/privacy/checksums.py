"""Check digits, by which a number is told from one that only looks like it. Pure; each takes a value as written."""

from __future__ import annotations

import re

_SEPARATORS = re.compile(r"[\s./-]")

# How long an IBAN is in each country, from the registry that SWIFT keeps for ISO 13616.
_IBAN_LENGTHS = {
    country: int(length)
    for country, length in re.findall(
        r"([A-Z]{2})(\d\d)",
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 "
        "ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 "
        "LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 "
        "QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30",
    )
}

# Lengths and first digits of the networks, from ISO/IEC 7812 and what the networks publish.
_CARDS = re.compile(
    r"4\d{12}(?:\d{3}(?:\d{3})?)?"  # Visa
    r"|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}"  # Mastercard
    r"|3[47]\d{13}"  # American Express
    r"|6(?:011|4[4-9]\d|5\d\d)\d{12}"  # Discover
    r"|3(?:0[0-5]|[689]\d)\d{11}"  # Diners Club
    r"|35(?:2[89]|[3-8]\d)\d{12}"  # JCB
    r"|62\d{14,17}"  # UnionPay
)

_SPANISH_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"


def bare(value: str) -> str:
    """The value without blanks, dots, slashes and dashes, in capitals."""
    return _SEPARATORS.sub("", value).upper()


def is_iban(value: str) -> bool:
    """The length of its country, and 1 as the rest of a division by 97 (ISO 13616)."""
    iban = bare(value)
    if _IBAN_LENGTHS.get(iban[:2]) != len(iban):
        return False
    return int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4])) % 97 == 1


def is_card(value: str) -> bool:
    """A number of a known network that passes Luhn's check."""
    digits = bare(value)
    return bool(_CARDS.fullmatch(digits)) and len(set(digits)) > 2 and passes_luhn(digits)


def passes_luhn(digits: str) -> bool:
    """Luhn's check (ISO/IEC 7812): every second digit from the right is doubled."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (1 + place % 2)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def is_us_ssn(value: str) -> bool:
    """No check digit, but numbers that are never given out, or were printed in advertisements."""
    area, group, serial = value.split("-")
    given = area not in ("000", "666") and area < "900" and group != "00" and serial != "0000"
    return given and value not in ("078-05-1120", "219-09-9999", "123-45-6789")


def is_french_nir(value: str) -> bool:
    """13 digits and a key: 97 less the rest of a division by 97. Corsica's 2A and 2B count as 19 and 18."""
    digits = bare(value).replace("2A", "19").replace("2B", "18")
    return digits.isdecimal() and 97 - int(digits[:13]) % 97 == int(digits[13:])


def is_german_tax_id(value: str) -> bool:
    """11 digits: of the first ten one occurs twice or three times and none more often, the last checks them (ISO 7064,
    MOD 11,10)."""
    digits = bare(value)
    counts = sorted(digits[:10].count(digit) for digit in set(digits[:10]))
    if len(digits) != 11 or digits[0] == "0" or counts[-1] not in (2, 3) or counts[:-1] != [1] * (len(counts) - 1):
        return False
    product = 10
    for digit in digits[:10]:
        product = 2 * ((int(digit) + product) % 10 or 10) % 11
    return (11 - product) % 10 == int(digits[10])


def is_spanish_dni(value: str) -> bool:
    """8 digits, or X, Y or Z and 7, and the letter that their rest by 23 stands for."""
    number = bare(value)
    digits = number[:-1].translate(str.maketrans("XYZ", "012"))
    return digits.isdecimal() and number[-1] == _SPANISH_LETTERS[int(digits) % 23]


def is_dutch_bsn(value: str) -> bool:
    """9 digits, weighed 9 to 2 and -1, that 11 divides."""
    digits = bare(value)
    weighed = sum(int(digit) * weight for digit, weight in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
    return weighed % 11 == 0 and len(set(digits)) > 1


def is_polish_pesel(value: str) -> bool:
    """11 digits, weighed 1, 3, 7, 9 over and over and then 1, that 10 divides; the month holds the century."""
    weights = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)
    month, day = int(value[2:4]) % 20, int(value[4:6])
    weighed = sum(int(digit) * weight for digit, weight in zip(value, weights, strict=True))
    return weighed % 10 == 0 and 1 <= month <= 12 and 1 <= day <= 31
