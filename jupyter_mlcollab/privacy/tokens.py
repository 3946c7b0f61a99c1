"""Secrets that services give out in a shape of their own, and that detect-secrets 1.5 does not know, or not whole."""

from __future__ import annotations

import re

from .placeholders import is_assigned, is_token, is_web_token, is_written_out
from .rule import Rule

REVOKE = "Revoke it where it was given out, and read the new one from the environment."

OWN_TOKENS: tuple[Rule, ...] = (
    Rule(
        "hugging-face-token", "secret", "Hugging Face token", REVOKE,
        re.compile(r"(?<![A-Za-z0-9_])hf_[A-Za-z0-9]{30,40}(?![A-Za-z0-9])"), ("hf_",), valid=is_written_out,
    ),
    Rule(
        "github-fine-grained-token", "secret", "GitHub token", REVOKE,
        re.compile(r"(?<![A-Za-z0-9_])github_pat_[A-Za-z0-9_]{40,100}"), ("github_pat_",), valid=is_written_out,
    ),
    Rule(
        "google-api-key", "secret", "Google API key", REVOKE,
        re.compile(r"(?<![A-Za-z0-9_-])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])"), ("aiza",), valid=is_written_out,
    ),
    Rule(
        "anthropic-key", "secret", "Anthropic key", REVOKE,
        re.compile(r"(?<![A-Za-z0-9_-])sk-ant-[A-Za-z0-9_-]{20,200}"), ("sk-ant-",), valid=is_written_out,
    ),
    Rule(
        "openai-project-key", "secret", "OpenAI key", REVOKE,
        re.compile(r"(?<![A-Za-z0-9_-])sk-(?:proj|svcacct|admin)-[A-Za-z0-9_-]{40,200}"), ("sk-",),
        valid=is_written_out,
    ),
    Rule(
        "databricks-token", "secret", "Databricks token", REVOKE,
        re.compile(r"(?<![A-Za-z0-9_-])dapi[0-9a-f]{32}(?![0-9a-f])"), ("dapi",), valid=is_written_out,
    ),
    Rule(
        "wandb-key", "secret", "Weights & Biases key", REVOKE,
        re.compile(r"wandb[^\n'\"]{0,40}(?:['\"][^\n'\"]{0,10}){0,2}['\"](?P<value>[0-9a-f]{40})['\"]", re.IGNORECASE),
        ("wandb",), valid=is_written_out,
    ),
    # The library's own pattern for these stops before the signature.
    Rule(
        "web-token", "secret", "JSON Web Token", REVOKE,
        re.compile(r"(?<![\w=.-])eyJ[\w=-]{5,8000}\.[\w=-]{2,8000}(?:\.[\w+/=-]{1,2000})?", re.ASCII), ("eyj",),
        valid=is_web_token,
    ),
    Rule(
        "kaggle-key", "secret", "Kaggle key", REVOKE,
        re.compile(r"['\"]key['\"][ ]{0,3}:[ ]{0,3}['\"](?P<value>[0-9a-f]{32})['\"]"), ("key",), valid=is_written_out,
    ),
)  # fmt: skip

# Secrets without a shape of their own, told by what stands before them. What has one is found by its own rule first.
UNNAMED: tuple[Rule, ...] = (
    Rule(
        "bearer-token", "secret", "Bearer token", REVOKE,
        re.compile(r"\bBearer {1,3}(?P<value>[A-Za-z0-9._~+/=-]{20,2000})"), ("bearer",), valid=is_token,
    ),
    Rule(
        "access-token", "secret", "Access token", REVOKE,
        re.compile(
            r"(?:token|access_?key)\w{0,20}['\"]?\]? ?[=:] ?['\"](?P<value>[A-Za-z0-9._~+/=-]{20,400})['\"]",
            re.IGNORECASE,
        ),
        ("token", "access"), valid=is_token,
    ),
    Rule(
        "environment-variable", "secret", "Secret in an environment variable", REVOKE,
        re.compile(
            r"(?<![A-Za-z0-9_])[A-Z][A-Z0-9_]{0,60}(?:(?<=KEY)|(?<=TOKEN)|(?<=SECRET)|(?<=PASSWORD)|(?<=PASSWD))"
            r"=(?P<value>[A-Za-z0-9._~+/=!@%^&*-]{8,400})(?![\w(\[])"
        ),
        ("key=", "token=", "word=", "cret=", "sswd="), valid=is_assigned,
    ),
    Rule(
        "connection-string", "secret", "Password in a connection string", REVOKE,
        re.compile(r"[;'\"] ?(?:password|pwd)=(?P<value>[^;'\"\s(){}<>]{6,100})(?=[;'\"])", re.IGNORECASE),
        ("password=", "pwd="), valid=is_assigned,
    ),
)  # fmt: skip
