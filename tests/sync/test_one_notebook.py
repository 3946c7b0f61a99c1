"""A notebook that two computers made known before they met is one notebook, with the threads and looks of both."""

from __future__ import annotations

from jupyter_mlcollab.anchors.schema import PlacementRequest
from jupyter_mlcollab.comments import looks, threads
from jupyter_mlcollab.comments.schema import NewLook
from jupyter_mlcollab.core.ids import new_id


def test_threads_and_looks_of_both_stand_on_it(ana, bo):
    first, second = ana.open_thread("From Ana"), bo.open_thread("From Bo")
    look = NewLook(id=new_id(), path="train.ipynb", people=["~ana"], line="See?")
    bo.desk.work.write(lambda work: looks.ask_for_look(work, look, []))
    ana.sync()
    bo.sync()
    ana.sync()
    request = PlacementRequest(path="train.ipynb", cells=[])
    for computer in (ana, bo):
        read = computer.desk.work.read
        listed = read(lambda work: threads.threads(work, "train.ipynb"))
        assert {thread.id for thread in listed.threads} == {first, second}
        assert len(listed.documents) == 2
        found = read(lambda work: threads.threads(work, "train.ipynb", search="from"))
        assert {thread.id for thread in found.threads} == {first, second}
        assert len(read(lambda work: threads.placements(work, request)).placements) == 2
        assert [(n.path, n.open) for n in read(threads.notebooks).notebooks] == [("train.ipynb", 2)]
        assert read(threads.open_threads) == {"train.ipynb": 2}
        assert [one.line for one in read(lambda work: looks.looks(work, "train.ipynb")).looks] == ["See?"]
    ana.open_thread("Looked, and wrote")
    (answered,) = ana.desk.work.read(lambda work: looks.looks(work, "train.ipynb")).looks
    assert answered.answers[0].how == "commented"
