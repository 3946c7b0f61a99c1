"""Which secrets are found, and what looks like one and is none. No token here was ever given out, and none stands in
one piece, so that nobody's scanner stumbles over this file."""

from __future__ import annotations

import base64
import json
import socket
import subprocess
import sys

import pytest

from jupyter_mlcollab.privacy.choice import every_rule
from jupyter_mlcollab.privacy.reading import scan_notebook, scan_text

LETTERS = "aB3dE5gH7jK9mN1pQ2sT4vW6yZ8bC0eF2hI4kL6nO8qR1tU3wX5zA7cD9fG0iJ"
HEXADECIMAL = "3f9a21bc77d0e4158a6c2b9f0d1e7a5c4b8f6e2d9a0c1b3e5f7d8a6b4c2e0f91"


def web_token() -> str:
    parts = ({"alg": "HS256", "typ": "JWT"}, {"sub": "42", "name": "Ana"})
    return ".".join(base64.urlsafe_b64encode(json.dumps(p).encode()).decode().rstrip("=") for p in parts) + ".c2lnbmVk"


SECRETS = {
    "aws-key": ["AKIA" + "Q3EGRX7HPL2ZMWTB", "ASIA" + "Q3EGRX7HPL2ZMWTB"],
    "azure-storage-key": ["AccountKey=" + (LETTERS * 2)[:86] + "=="],
    "github-token": ["ghp" + "_" + LETTERS[:36], "gho" + "_" + LETTERS[:36]],
    "github-fine-grained-token": ["github" + "_pat_" + LETTERS[:22] + "_" + LETTERS[:59]],
    "gitlab-token": ["glpat" + "-" + LETTERS[:20], "gldt" + "-" + LETTERS[:20]],
    "openai-key": ["sk" + "-" + LETTERS[:20] + "T3Blbk" + "FJ" + LETTERS[20:40]],
    "openai-project-key": ["sk" + "-proj-" + LETTERS[:48]],
    "anthropic-key": ["sk" + "-ant-api03-" + LETTERS[:60]],
    "hugging-face-token": ["hf" + "_" + LETTERS[:34]],
    "google-api-key": ["AI" + "za" + LETTERS[:35]],
    "databricks-token": ["da" + "pi" + HEXADECIMAL[:32]],
    "slack-token": ["xox" + "b-123456789-987654321-" + LETTERS[:24]],
    "stripe-key": ["sk" + "_live_" + LETTERS[:24]],
    "sendgrid-key": ["SG" + "." + LETTERS[:22] + "." + LETTERS[:43]],
    "discord-token": ["M" + LETTERS[:23] + "." + LETTERS[:6] + "." + LETTERS[:27]],
    "telegram-token": ["110201543" + ":" + LETTERS[:35]],
    "twilio-key": ["SK" + HEXADECIMAL[:32]],
    "mailchimp-key": [HEXADECIMAL[:32] + "-us" + "12"],
    "square-secret": ["sq0" + "csp-" + LETTERS[:43]],
    "pypi-token": ["pypi" + "-AgEIcHlwaS5vcmc" + LETTERS + LETTERS[:20]],
    "web-token": [web_token()],
}
IN_CONTEXT = [
    ("aws-key", "aws_secret_access_key = '{}'", LETTERS[:40]),
    ("npm-token", "//registry.churn.lab/:_authToken={}", "npm" + "_" + LETTERS[:36]),
    ("cloudant-key", 'cloudant_password = "{}"', HEXADECIMAL[:64]),
    ("softlayer-key", "softlayer_api_key = {}", HEXADECIMAL[:64]),
    ("ibm-cloud-key", "ibm_cloud_api_key: {}", LETTERS[:44]),
    ("ibm-storage-key", "secret_access_key = {}", HEXADECIMAL[:48]),
    ("artifactory-key", 'key: "{}"', "AK" + "C" + LETTERS[:20]),
    ("private-key", "-----{}-----", "BEGIN RSA " + "PRIVATE KEY"),
    ("private-key", '{{"private_key": "-----{}-----\\nMIIE"}}', "BEGIN " + "PRIVATE KEY"),
    ("password-in-address", "engine = create_engine('postgresql://ana:{}@db.churn.lab/x')", "tr0ub4dor"),
    ("wandb-key", "wandb.login(key='{}')", HEXADECIMAL[:40]),
    ("kaggle-key", '{{"username": "ana", "key": "{}"}}', HEXADECIMAL[:32]),
    ("password", 'db_password = "{}"', "correcthorse7"),
    ("password", "os.environ['API_KEY'] = '{}'", "q8w7e6r5t4"),
    ("password", '{{"client_secret": "{}"}}', "q8w7e6r5t4"),
    ("password", 'connect(user="ana", password="{}", port=1)', "q8w7-e6r5"),
    ("bearer-token", "headers = {{'Authorization': 'Bearer {}'}}", HEXADECIMAL[:40]),
    ("access-token", 'access_token = "{}"', HEXADECIMAL[:32]),
    ("access-token", "session['token'] = '{}'", LETTERS[:30]),
    ("environment-variable", "%env OPENAI_API_KEY={}", "q8w7e6r5t4"),
    ("environment-variable", "!export DB_PASSWORD={} && run", "correcthorse7"),
    ("environment-variable", "AWS_SECRET_ACCESS_KEY={}", LETTERS[:40]),
    ("connection-string", 'connect("Server=db;Uid=ana;Pwd={};")', "Winter7!26"),
    ("random-text", 'headers = ("{}")', "9fGk2LmQ7xYbT4wZr8Vn3JcHs6Pd"),
]
NONE = [
    'api_key = os.environ["OPENAI_API_KEY"]',
    "api_key = os.getenv('OPENAI_API_KEY', '')",
    'password = getpass.getpass("Password: ")',
    "token = input('API key: ')",
    'api_key_env = "OPENAI_API_KEY"',
    'api_key = "YOUR_API_KEY"',
    'api_key = "<your key here>"',
    'api_key = "sk-..."',
    'password = "********"',
    'password = "{password}"',
    'password = f"{user}-{x}"',
    'secret_name = "prod/churn/database"',
    'secret = "/run/secrets/database"',
    'password_column = "password_hash"',
    'widgets.Password(description="Password:", placeholder="Enter the password")',
    'st.text_input("Password:", type="password")',
    'parser.add_argument("--password", help="the password of the database")',
    "Bearer realm-of-the-churn-service",
    "Authorization: Bearer $TOKEN",
    "token = 'bert-base-multilingual-uncased-sentiment2'",
    "tokenizer = AutoTokenizer.from_pretrained('distilbert/distilbert-base-uncased2')",
    "eos_token='<|endoftext|>'",
    "next_token_id = 50256",
    "fit(SECRET_KEY=settings.SECRET_KEY2, TOKEN=token2.value)",
    "DB_PASSWORD=$DB_PASSWORD2",
    "DB_PASSWORD=get_password2(1)",
    "API_KEY=YOUR_API_KEY_2",
    "'Server=db;Password={password2};'",
    "primary_key = 'customer_number'",
    'foreign_key="customer.id"',
    "postgresql://user:password@localhost/db",
    "https://{user}:{password}@host.lab/",
    "postgresql://$USER:$PASSWORD@host/db",
    f"commit = '{HEXADECIMAL[:40]}'",
    f"sha256:{HEXADECIMAL}",
    f"digest = '{HEXADECIMAL}'",
    "id = '3f9a21bc-77d0-4158-a6c2-b9f0d1e7a5c4'",
    "model = 'sentence-transformers/paraphrase-MiniLM-L6-v2'",
    "path = 'data/processed/Train_2026-10/features_v2/Part0001'",
    "name = 'GradientBoostingClassifierWithCalibration2'",
    "characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'",
    "AKIAIOSFODNN7EXAMPLE",
    "APERTURESIZE APARTMENTBLOCK",
    "eyJ.notatoken.atall",
    "https://churn.lab:8888/lab?x=1@2",
    "<Figure size 640x480 with 1 Axes> 0x7f3a21bc77d0",
    "sk-learn-contrib-and-other-packages-with-long-names",
]


def found(text: str) -> list[tuple[str, str]]:
    """Rule and value of what is found in one line."""
    return [(f.rule, text[f.start : f.end]) for f in scan_text(text).findings]


@pytest.mark.parametrize(("rule", "value"), [(rule, value) for rule, values in SECRETS.items() for value in values])
@pytest.mark.parametrize("around", ['x = "{}"', "{}", "the key is {} and more", "headers={{'X': 'Bearer {}'}}"])
def test_a_token_is_found_by_its_shape_wherever_it_stands(rule, value, around):
    assert found(around.format(value)) == [(rule, value)]


@pytest.mark.parametrize(("rule", "around", "value"), IN_CONTEXT)
def test_a_secret_is_found_by_what_stands_around_it(rule, around, value):
    assert (rule, value) in found(around.format(value))


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_secret_is_none(text):
    assert found(text) == []


def test_every_rule_for_secrets_is_shown_by_a_value_here():
    shown = {*SECRETS, *(rule for rule, _, _ in IN_CONTEXT)}
    assert {rule.name for rule in every_rule() if rule.kind == "secret"} == shown


def test_rules_have_one_name_each_and_a_sentence():
    names = [rule.name for rule in every_rule()]
    assert len(set(names)) == len(names)
    assert all(rule.sentence.endswith(".") and rule.title for rule in every_rule())


def test_random_text_counts_in_sources_and_not_in_outputs():
    text = "'9fGk2LmQ7xYbT4wZr8Vn3JcHs6Pd'"
    output = {"output_type": "stream", "name": "stdout", "text": text}
    cells = [{"cell_type": "code", "source": text, "outputs": [output]}]
    assert [(f.rule, f.part) for f in scan_notebook({"cells": cells}).findings] == [("random-text", "source")]


def test_nothing_is_asked_over_the_network_and_no_settings_of_the_library_are_made(monkeypatch):
    """Some detectors of the library know how to try a key at the service it is for."""

    def refuse(*_arguments: object, **_named: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    lines = [value for values in SECRETS.values() for value in values]
    lines += [around.format(value) for _, around, value in IN_CONTEXT]
    assert len(scan_text("\n".join(lines)).findings) >= len(lines)
    from detect_secrets.settings import get_settings

    assert get_settings.cache_info().currsize == 0


def test_the_library_is_loaded_at_the_first_scan_only():
    script = (
        "import sys, jupyter_mlcollab.rooms as rooms\n"
        "assert not any(name.startswith('detect_secrets') for name in sys.modules)\n"
        "from jupyter_mlcollab.privacy.reading import scan_text\n"
        "scan_text('a')\n"
        "assert 'detect_secrets.plugins.aws' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_the_library_does_not_silence_the_warnings_of_the_program():
    script = (
        "import logging, warnings\n"
        "from jupyter_mlcollab.privacy.reading import scan_text\n"
        "scan_text('a')\n"
        "warnings.warn('Still seen')\n"
        "logging.captureWarnings(True)\n"
        "warnings.warn('Asked for by the program')\n"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert "Still seen" in done.stderr
    assert "Asked for" not in done.stderr
