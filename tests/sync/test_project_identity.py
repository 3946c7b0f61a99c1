"""Which project it is: two full clones agree by themselves, others are asked once, and the settings settle it."""

from __future__ import annotations

import pytest

from jupyter_mlcollab.core.errors import Blocked

from .conftest import Computer, Team


def settle(computer: Computer, project: str) -> None:
    (computer.folder / "mlcollab.toml").write_text(f'[project]\nid = "{project}"\n')
    computer.crash()


def test_yes_to_what_leaves_is_no_yes_to_being_the_same_project(team: Team, ana: Computer) -> None:
    thread = ana.open_thread("Deep")
    ana.sync()
    bo = team.template("Bo")
    own = bo.open_thread("Mine")
    before = team.refs()
    with pytest.raises(Blocked, match="another id") as refused:
        bo.sync(same_project=False)
    assert (refused.value.details or {})["project"] == ana.journal.project
    assert bo.threads() == [own]
    assert team.refs() == before
    bo.sync(same_project=True)
    assert set(bo.threads()) == {thread, own}
    bo.open_thread("Once asked")
    assert bo.sync(same_project=False).shared == 1


def test_what_is_of_another_project_than_the_settings_say_is_left_out_alone(
    team: Team, ana: Computer, bo: Computer
) -> None:
    settle(ana, "churn")
    ana.open_thread("Of churn")
    ana.sync()
    settle(bo, "fraud")
    bo.open_thread("Of fraud")
    done = bo.sync()
    assert done.shared == 1
    assert bo.threads() != ana.threads()
    assert len(bo.threads()) == 1
    (sentence,) = done.problems
    assert "It is of another project, “churn”" in sentence
    assert len(team.refs()) == 2

    settle(bo, "churn")
    assert bo.sync().problems == []
    assert len(bo.threads()) == 2
