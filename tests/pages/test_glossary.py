"""What glossary and charter say of words and people."""

from __future__ import annotations

from jupyter_mlcollab.pages import service
from jupyter_mlcollab.pages.glossary import glossary
from jupyter_mlcollab.pages.schema import NewPage

WORDS = """---
type: glossary
---
# Words

Not a **term** in a sentence.

- **Churn**: a customer who `left`.
* **Hold-out set** — rows that [nobody](a.md) looked at.
- **Empty**
- **…**: …
**AUC:** area under the curve

```
- **code**: none
```
"""


def test_words_are_read_from_the_glossary(work, write) -> None:
    write("pages/words.md", WORDS)
    write("pages/zz.md", "---\ntype: glossary\n---\n- **CHURN**: said twice\n")
    write("pages/other.md", "- **Other**: of no glossary\n")
    assert [(one.term, one.meaning, one.path) for one in glossary(work).terms] == [
        ("Churn", "a customer who left.", "pages/words.md"),
        ("Hold-out set", "rows that nobody looked at.", "pages/words.md"),
        ("AUC", "area under the curve", "pages/words.md"),
    ]


def test_the_templates_are_understood_and_explain_no_word_yet(work, write) -> None:
    for name in ("glossary", "project-charter"):
        begun = service.new_page(work, NewPage(template=name, title=f"Our {name}", about=None))
        write(begun.path, begun.text)
    said = glossary(work)
    assert said.terms == []
    assert [(one.person, one.role) for one in said.roles] == [('Ana "A" Novak', "Owner")]


def test_several_people_may_have_a_role(work, write) -> None:
    table = "| Role | Person |\n| --- | :-- |\n| Decides | **Bo**, @chidi |\n| Informed |  |\n"
    write("pages/a.md", f"---\ntype: charter\n---\n# A\n\n{table}\n## Roles\n\n{table}\n## Data\n\n{table}")
    assert [(one.person, one.role) for one in glossary(work).roles] == [("Bo", "Decides"), ("chidi", "Decides")]


def test_without_them_there_is_nothing(work) -> None:
    said = glossary(work)
    assert (said.terms, said.roles) == ([], [])
