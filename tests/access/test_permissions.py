"""Roles: what the server grants, what a project may lower, and names of people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_mlcollab.access.permissions import allowed, effective_role, lower, require
from jupyter_mlcollab.access.person import handle, initials, slug, unverified
from jupyter_mlcollab.core.errors import Forbidden, Invalid, NotFound
from jupyter_mlcollab.core.people import Role
from jupyter_mlcollab.core.route import Can

roles = st.sampled_from(list(Role))


@given(roles, roles)
def test_a_project_lowers_and_never_raises(given_role, wanted):
    role = effective_role("bo", {"bo": given_role}, Role.REVIEWER, {"bo": wanted.value}, own=False)
    assert role == lower(given_role, wanted)
    assert {c for c in Can if allowed(role, c)} <= {c for c in Can if allowed(given_role, c)}


@given(roles)
def test_on_ones_own_server_the_file_decides(wanted):
    assert effective_role("ana", {}, Role.MAINTAINER, {"ana": wanted.value}, own=True) == wanted


def test_a_star_is_for_everybody_and_a_name_beats_it():
    project = {"*": "viewer", "bo": "commenter"}
    assert effective_role("cy", {}, Role.REVIEWER, project, own=False) == Role.VIEWER
    assert effective_role("bo", {}, Role.REVIEWER, project, own=False) == Role.COMMENTER


def test_an_unknown_role_in_the_file_changes_nothing():
    assert effective_role("bo", {}, Role.COMMENTER, {"bo": "king"}, own=False) == Role.COMMENTER


def test_who_may_not_read_is_told_nothing_exists():
    with pytest.raises(NotFound):
        require(None, Can.COMMENT)
    with pytest.raises(Forbidden):
        require(Role.VIEWER, Can.COMMENT)


@given(st.text(max_size=120))
def test_any_name_gives_a_key_or_a_sentence(name):
    try:
        person = unverified(name)
    except Invalid as refused:
        assert refused.message.endswith(".")
    else:
        assert person.username.startswith("~")
        assert person.verified is False
        assert person.display_name.isprintable()
        assert unverified(person.display_name).username == person.username


def test_names_are_folded_and_signs_that_turn_text_around_are_dropped():
    assert unverified("  Ana   López ").username == "~ana-lopez"
    assert unverified("Ana\u202e Lopez").display_name == "Ana Lopez"
    assert slug("Łukasz Ζωή") != ""
    assert handle("~ana-lopez") == "ana-lopez"
    assert (initials("Ana María López"), initials("Bo"), initials("")) == ("AL", "B", "")
