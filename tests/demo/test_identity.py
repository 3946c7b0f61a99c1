"""The demo's sign-in never leaves this computer."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from jupyter_mlcollab.demo.identity import TokenForEachPerson


@pytest.mark.parametrize(
    "address", ["", "0.0.0.0", "::", "192.168.1.5", "10.0.0.1", "*", "example.org", "127.0.0.1.example.org"]
)
def test_refuses_a_server_others_can_reach(address: str) -> None:
    with pytest.raises(SystemExit, match="for this computer only"):
        TokenForEachPerson().validate_security(SimpleNamespace(ip=address, sock="", log=TokenForEachPerson().log))


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_accepts_this_computer(address: str) -> None:
    TokenForEachPerson().validate_security(SimpleNamespace(ip=address, sock="", log=TokenForEachPerson().log))


def test_there_is_no_token_that_is_nobodys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTER_TOKEN", "shared")
    assert TokenForEachPerson().token == ""
