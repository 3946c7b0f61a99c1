"""Which personal data is found, and what looks like it and is none. Nobody's: domains do not exist, numbers are made up
or those that standards give as examples."""

from __future__ import annotations

import pytest

from jupyter_mlcollab.privacy.choice import Choice, every_rule
from jupyter_mlcollab.privacy.personal import NATIONAL
from jupyter_mlcollab.privacy.reading import scan_text

ALL = Choice(national_ids=frozenset(rule.name for rule in NATIONAL))
CARD = "4539 1488 0343 6467"

PERSONAL = {
    "e-mail": ["ana.lopez@uni.churn", "a+b@x-y.churn", "ANA_1@mail.dept.churn", "o%b@a.churn"],
    "phone": [
        "+49 30 901820", "+4930901820", "+1 415-555-2671", "+1 (415) 555-2671", "+33 1 23 45 67 89", "+44 20 7946 0958",
        "+1.415.555.2671", "+14155552671", "+41 (0)44 668 18 00", "+4930 901820",
    ],
    "iban": ["DE89 3704 0044 0532 0130 00", "GB29NWBK60161331926819", "FR1420041010050500013M02606", "NO9386011117947"],
    "payment-card": [
        CARD, "4539148803436467", "4539-1488-0343-6467", "371449635398431", "3714 496353 98431", "6011000990139424",
        "5105105105105100", "2223003122003222", "30569309025904", "3530111333300000",
    ],
    "us-ssn": ["536-22-1234"],
    "fr-nir": ["1 84 12 76 451 089 46", "184127645108946"],
    "de-tax-id": ["86095742719", "86 095 742 719"],
    "gb-nino": ["AB123456C", "AB 12 34 56 C"],
    "es-dni": ["12345678Z", "X1234567L", "12345678-Z"],
    "nl-bsn": ["111222333"],
    "pl-pesel": ["44051401359"],
}  # fmt: skip

NONE = [
    # not an address
    "@dataclass", "user@host", "image@2x.png", "left@right", "pandas@2.1.3", "git@github.churn:team/x.git", "x @ y.T",
    "noreply@churn.lab", "ana@example.org", "ana@mail.example.com", "ana@localhost", "ana@x.test", "a..b@x.churn",
    "A@B.md", "123@456.789", "main@{upstream}", "w = x@y.T@z",
    # not a phone number
    "1.2.3.4", "v10.20.30.40", "3.14159265358979", "+1.5e10", "1e+1234567890", "2026-10-01T12:34:56+0200",
    "2026-10-01 12:34:56.123456+00:00", "1700000000", "1700000000000", "+12.5 13.4 15.25", "+1.2345 2.3456 3.4567",
    "a +123456", "x = y+4930901820", "@@ -1,20 +1,30 @@", "+0.123456789012", "+1 000 000 000 000 000 000",
    "+4630-06030", "(30) 901820", "030 901820", "12345678", "192.168.100.200", "+10 +20 +30 +40", "+999 123 456 789",
    # not an account
    "DE89 3704 0044 0532 0130 01", "DE89370400440532013", "XX8937040044053201300", "ABCD12345678901234567890",
    # not a card
    "4539 1488 0343 6468", "4539148803436468", "1234567812345670", "0.4539148803436467", "1700000000000000000",
    "4539 14880343 6467", "4539148803436467.5", "4539-1488 0343-6467", "4111 1111 1111 1111", "x4539148803436467",
    "0000 0000 0000 0000", "2024 2025 2026 2027",
    # not the number of a person
    "000-12-3456", "666-12-3456", "900-12-3456", "123-00-4567", "123-45-0000", "123-45-6789", "2026-10-01",
    "536-22-12345", "1 84 12 76 451 089 47", "1 84 13 76 451 089 46", "86095742718", "06095742719", "11111111111",
    "GB123456C", "AB123456E", "12345678A", "12345678I", "111222334", "44051401358", "44951401350",
]  # fmt: skip


def found(text: str) -> list[tuple[str, str]]:
    return [(f.rule, text[f.start : f.end]) for f in scan_text(text, choice=ALL).findings]


@pytest.mark.parametrize(("rule", "value"), [(rule, value) for rule, values in PERSONAL.items() for value in values])
@pytest.mark.parametrize("around", ["{}", "call {} today", "({})", "'{}',", "<td>{}</td>", "x\t{}\ty", "at: {}."])
def test_personal_data_is_found_wherever_it_stands(rule, value, around):
    assert found(around.format(value)) == [(rule, value)]


@pytest.mark.parametrize("text", NONE)
@pytest.mark.parametrize("around", ["{}", "x = {} ", "[{}]"])
def test_what_only_looks_like_personal_data_is_none(text, around):
    assert found(around.format(text)) == []


def test_every_rule_for_personal_data_is_shown_by_a_value_here():
    assert {rule.name for rule in every_rule() if rule.kind == "personal"} == set(PERSONAL)


@pytest.mark.parametrize("name", [rule.name for rule in NATIONAL])
def test_numbers_that_states_give_are_looked_for_only_where_a_project_says_so(name):
    text = PERSONAL[name][0]
    assert scan_text(text).findings == []
    chosen = scan_text(text, choice=Choice(national_ids=frozenset({name}))).findings
    assert [f.rule for f in chosen] == [name]


@pytest.mark.parametrize("rule", ["iban", "payment-card", "de-tax-id", "nl-bsn", "pl-pesel", "fr-nir", "es-dni"])
def test_one_wrong_digit_is_another_number(rule):
    for value in PERSONAL[rule]:
        for place, digit in enumerate(value):
            if digit.isdecimal():
                wrong = value[:place] + str((int(digit) + 1) % 10) + value[place + 1 :]
                assert (rule, wrong) not in found(wrong), wrong


def test_numbers_of_a_table_are_none():
    rows = "\n".join(f"{n * 7919 % 100000 / 1000:10.4f} {n * 104729 % 99991:>8} {n:>5}" for n in range(2000))
    assert scan_text(rows).findings == []
