"""Pages as one file of HTML: nothing in it runs or loads, and it says what is out of date."""

from __future__ import annotations

import json
import re
import time
from base64 import b64encode
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from jupyter_mlcollab.cli import main
from jupyter_mlcollab.core.errors import CollabError, Invalid
from jupyter_mlcollab.pages import exporting, service
from jupyter_mlcollab.pages.exporting import ExportedPages, export_pages
from jupyter_mlcollab.pages.moves import FoundMoves, Moves
from jupyter_mlcollab.pages.schema import NewCitation
from pages_made_up import cited_output, printed
from stage.hostile import HIDDEN, PAYLOADS

PAGE = "pages/results.md"
TRAIN: list[Any] = ["# Train", ("print(auc)", printed("0.87\n"))]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
ELEMENTS = re.compile(
    r"article|h[1-6]|p|[uo]l|li|blockquote|pre|code|em|strong|s|a|img|[hb]r|t(able|head|body|[rhd])|mark|span"
    r"|math|m(row|i|n|o|frac|su[bp])"
)
ATTRIBUTES = {"href", "rel", "id", "class", "style", "start", "title", "src", "alt", "display", "stretchy"}


class Drawn(HTMLParser):
    """A file as a browser takes it apart."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.bad: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text[text.index("<body>") :])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.bad += [] if ELEMENTS.fullmatch(tag) or tag == "body" else [tag]
        for name, value in attrs:
            said = value or ""
            fine = name in ATTRIBUTES and {
                "href": bool(re.match(r"https?:|mailto:|(?!//|[A-Za-z][A-Za-z0-9+.-]*:)", said)),
                "src": said.startswith("data:image/"),
                "class": bool(re.fullmatch(r"language-\S*|about|left-out", said)),
                "style": bool(re.fullmatch(r"text-align:(left|right|center)", said)),
            }.get(name, True)
            self.bad += [] if fine else [f"{tag} {name}={value}"]

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str, attribute: str) -> list[str | None]:
        return [attributes.get(attribute) for name, attributes in self.elements if name == tag]


def exported(work, *paths: str) -> ExportedPages:
    return export_pages(work.files, ["pages", "docs"], paths or [PAGE])


def drawn(work, *paths: str) -> Drawn:
    found = Drawn(exported(work, *paths).text)
    assert found.bad == []
    return found


def cite(work, write, write_notebook) -> None:
    write_notebook("train.ipynb", TRAIN)
    cited = cited_output("train.ipynb", TRAIN, 1)
    made = service.cite_in_page(work, NewCitation(page=PAGE, text="# Results\n\nAUC is HERE.\n", cited=cited))
    write(PAGE, made.text.replace("HERE", made.link))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_markdown_is_harmless(work, write, payload: str) -> None:
    write(PAGE, f"---\ntitle: {json.dumps(payload)}\nowner: {json.dumps(payload)}\n---\n{payload}\n\n# {payload}\n")
    text = exported(work).text
    found = Drawn(text)
    assert found.bad == []
    assert "default-src 'none'" in text[: text.index("<style>")]
    assert text.count("<title>") == text.count("</title>") == 1


def test_hidden_letters_are_spelled_out(work, write) -> None:
    write(PAGE, HIDDEN)
    assert r"\u202eevil" in drawn(work).text


def test_what_is_cited_is_shown_with_its_value(work, write, write_notebook) -> None:
    cite(work, write, write_notebook)
    made = exported(work)
    assert made.stale == 0
    found = Drawn(made.text)
    assert "AUC is 0.87." in found.text
    assert "up to date" in found.text
    assert found.all("mark", "class") == []
    write_notebook("train.ipynb", ["# Train", ("print(auc)", printed("<b>0.91\n"))])
    made = exported(work)
    assert made.stale == 1
    assert "AUC is 0.87 source changed, now <b>0.91." in Drawn(made.text).text
    write_notebook("train.ipynb", ["# Train"])
    assert "AUC is 0.87 source lost." in drawn(work).text


def test_formulas_are_drawn_without_anything_that_runs(work, write) -> None:
    formulas = ("$J(w) = \\sum_i w_i^2 < 1$", "$$\n\\frac{a_1}{b_2}\n\\ge x_*\n$$")
    write("pages/a.md", f"# Loss\n\nOf {formulas[0]} *and*\n\n{formulas[1]}\n\nin * all.\n")
    made = exported(work, "pages/a.md").text
    assert '<math display="inline"><mrow><mi>J</mi>' in made
    assert '<math display="block">' in made
    assert "<mfrac>" in made
    assert "<em>and</em>" in made
    assert "$" not in made[made.index("<body>") :]


@pytest.mark.parametrize(
    "formula",
    [
        r"\frac{a}{", r"\nosuchword{x}", r"\text{<script>alert(1)</script>}", r"\href{javascript:alert(1)}{x}",
        r"\style{position:fixed}{y}", r"\class{about}{b}", r'\color{red" onmouseover="x}{a}', "{" * 2_000, r"x^a^b",
        r"\text{</math><img src=x onerror=alert(1)>}", r"\text{<annotation-xml>&x;}", "x" * 2_001,
    ],
)  # fmt: skip
def test_a_formula_that_cannot_be_read_or_wants_more_stays_source(work, write, formula: str) -> None:
    write("pages/a.md", f"It is ${formula}$ here.\n")
    shown = drawn(work, "pages/a.md")
    assert not [tag for tag, _ in shown.elements if tag.startswith("m")]
    assert shown.bad == []
    assert f"${formula}$" in shown.text


def test_prices_and_code_are_no_formulas(work, write) -> None:
    text = "From $5 to $6 and $20,$30 in $ x $."
    write("pages/a.md", f"{text}\n\n\\$a$ b\n\n`$x$`\n\n    $y$\n\n[$z$](b.md) $\n")
    made = exported(work, "pages/a.md").text
    assert text in made
    assert "<p>$a$ b</p>" in made
    assert "<code>$x$</code>" in made
    assert made.count("<math") == 1


def test_of_long_outputs_the_beginning_is_shown(work, write, write_notebook) -> None:
    cite(work, write, write_notebook)
    write_notebook("train.ipynb", ["# Train", ("print(auc)", printed("".join(f"row {n}\n" for n in range(40))))])
    text = drawn(work).text
    assert "row 5\n… (40 lines in all)" in text
    assert "row 6" not in text
    assert "0.87 source changed." in text


def test_links_are_kept_and_lead_to_headings(work, write) -> None:
    links = "[up](#why-we-do-it) [nb](../a%20b.ipynb#cell-id=x) [site](https://a.b/?c&d)"
    write(PAGE, f"# Why we do it\n\n{links}\n\n## A\n\n## A\n")
    found = drawn(work)
    assert found.all("a", "href") == ["#why-we-do-it", "../a%20b.ipynb#cell-id=x", "https://a.b/?c&d"]
    assert [*found.all("h1", "id"), *found.all("h2", "id")] == ["why-we-do-it", "a", None]


def test_links_lead_from_where_the_file_lies(work, write, folder: Path, capsys) -> None:
    write(PAGE, "[nb](../a%20b.ipynb#cell-id=x) [data](data.csv?raw#1) [out](../../x) [abs](/x)\n")
    write("docs/plan.md", "[nb](../a%20b.ipynb) [here](#x)\n")
    (folder / ".shown").mkdir()
    for file, links in {
        "results.html": ["a%20b.ipynb#cell-id=x", "pages/data.csv?raw#1", "../../x", "/x"],
        "pages/results.html": ["../a%20b.ipynb#cell-id=x", "data.csv?raw#1", "../../x", "/x"],
        ".shown/results.html": ["../a%20b.ipynb#cell-id=x", "../pages/data.csv?raw#1", "../../x", "/x"],
    }.items():
        words = ["pages", "export", PAGE, "--to", "html", "--project", str(folder), "-o", str(folder / file)]
        assert main(words) == 0
        assert Drawn((folder / file).read_text()).all("a", "href") == links
    assert drawn(work, PAGE, "docs/plan.md").all("a", "href")[4:] == ["../a%20b.ipynb", "#page-2-x"]


def test_links_to_commits_stay_what_they_are(work, write, folder: Path) -> None:
    write(PAGE, "[then](../docs/plan.md?at=v1.2#x) [data](../a.csv?at=v1.2) [now](../docs/plan.md)\n")
    write("docs/plan.md", "text\n")
    found = drawn(work, PAGE, "docs/plan.md")
    assert found.all("a", "href") == ["../docs/plan.md?at=v1.2#x", "../a.csv?at=v1.2", "#page-2"]
    write("a.csv", "1\n")
    told = {"a.csv": "b.csv", "docs/plan.md": "docs/goals.md"}
    (folder / "docs/plan.md").rename(folder / "docs/goals.md")
    (folder / "a.csv").rename(folder / "b.csv")
    moves = Moves(work.files, lambda paths: {path: [told[path]] for path in paths if path in told}, FoundMoves())
    moved = Drawn(export_pages(work.files, ["pages", "docs"], [PAGE], "", moves).text)
    assert moved.all("a", "href") == ["docs/plan.md?at=v1.2#x", "a.csv?at=v1.2", "docs/goals.md"]


def test_several_pages_are_one_file_whose_links_meet(work, write) -> None:
    write(PAGE, "# Results\n\n[plan](../docs/plan.md#the-aim) [plan](../docs/plan.md) [here](#results)\n")
    write("docs/plan.md", "text\n\n## The aim\n\n- [x] done\n- [ ] open\n")
    found = drawn(work, PAGE, "docs/plan.md", PAGE)
    assert found.all("a", "href") == ["#page-2-the-aim", "#page-2", "#page-1-results"]
    assert found.all("article", "id") == ["page-1", "page-2"]
    assert {"page-2-the-aim", "page-1-results"} <= {*found.all("h1", "id"), *found.all("h2", "id")}
    assert "☑ done" in found.text
    assert "☐ open" in found.text


def test_pictures_of_the_project_are_inside(work, write, folder: Path) -> None:
    (folder / "pages").mkdir()
    (folder / "pages/a b.png").write_bytes(PNG)
    write(PAGE, '![The <curve>](<a b.png> "t") ![](a%20b.png)\n')
    data = f"data:image/png;base64,{b64encode(PNG).decode()}"
    found = drawn(work)
    assert (found.all("img", "src"), found.all("img", "alt")) == ([data, data], ["The <curve>", ""])


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("gone.png", "There is no such file."),
        ("../../out.png", "not in the project"),
        ("/etc/passwd", "not in the project"),
        ("https://foreign.example/a.png", "not in the project"),
        ("notes.txt", "no picture"),
        ("large.png", "over the limit of 8 MB"),
        ("../.hidden/a.png", "Hidden files"),
        ("link.png", "no such file"),
        ("data:image/svg+xml;base64,PHN2Zy8+", ""),
    ],
)
def test_a_picture_that_is_left_out_is_named_with_the_reason(
    work, write, folder: Path, target: str, reason: str
) -> None:
    write("pages/notes.txt", "text")
    (folder / "pages/large.png").write_bytes(PNG + bytes(8 * 1024**2))
    (folder / "pages/link.png").symlink_to("/etc/hostname")
    write(PAGE, f"![Curve]({target})\n")
    made = exported(work)
    assert Drawn(made.text).all("img", "src") == []
    assert "Curve" in Drawn(made.text).text
    if reason:
        assert reason in made.left_out[0].reason
        assert made.left_out[0].reason in Drawn(made.text).text


def test_all_pictures_together_have_a_limit(work, write, folder: Path, monkeypatch) -> None:
    monkeypatch.setattr(exporting, "ALL_PICTURES_BYTES", len(PNG) * 2)
    (folder / "pages").mkdir()
    (folder / "pages/a.png").write_bytes(PNG)
    write(PAGE, "![](a.png)\n\n![](a.png)\n\n![third](a.png)\n")
    made = exported(work)
    assert len(Drawn(made.text).all("img", "src")) == 2
    assert [one.reason for one in made.left_out] == ["The pictures before it fill the limit of 0 MB."]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 1_000_000,
        "![" * 500_000,
        "> " * 90 + "deep",
        "[a](b) " * 50_000,
        f"{'[' * 19_000}\n\n" * 3,
        "$a " * 300_000,
        "$$" * 500_000,
        "$x_{1}$ " * 20_000,
        "\\$" * 300_000,
        f"${'x^2' * 600}$\n\n" * 30,
    ],
)
def test_text_made_to_take_long_does_not(work, write, text: str) -> None:
    write(PAGE, text)
    began = time.process_time()
    assert "page" not in drawn(work).text
    assert time.process_time() - began < 30


def test_links_and_emphasis_within_each_other_are_drawn(work, write) -> None:
    write(PAGE, f"{'*a ' * 30}b{'*' * 30} **[bold ~~`code`~~](a.md)** [![p](x.png)](b.md) {'[' * 30}c{']' * 30}\n")
    found = drawn(work)
    assert found.all("a", "href") == ["a.md", "b.md"]
    assert len(found.all("em", "class")) == 30
    assert f"{'[' * 30}c{']' * 30}" in found.text


def test_what_is_nested_too_deep_is_refused_with_the_pages_name(work, write) -> None:
    write(PAGE, "> " * 105 + "deep")
    with pytest.raises(Invalid, match=r"pages/results.md: .* more than 100 deep"):
        exported(work)
    with pytest.raises(CollabError, match=r"docs/gone.md: There is no such page"):
        exported(work, "docs/gone.md")


def test_the_command_writes_one_file_and_replaces_none(write, folder: Path, capsys) -> None:
    write(PAGE, "# Results\n\n![gone](gone.png)\n")
    file = folder / "out.html"
    words = ["pages", "export", PAGE, "--to", "html", "--project", str(folder)]
    assert main([*words, "-o", str(file)]) == 0
    said = capsys.readouterr().out
    assert f"Written to {file}." in said
    assert "picture gone.png is left out. There is no such file." in said
    file.write_text("mine")
    assert main([*words, "-o", str(file)]) == 1
    assert "is there already. Name another file, or say --force." in capsys.readouterr().err
    assert file.read_text() == "mine"
    assert main([*words, "-o", str(file), "--force", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["file"], answer["pages"], answer["stale"]) == (str(file), [PAGE], 0)
    assert answer["leftOut"][0]["target"] == "gone.png"
    assert main(words) == 0
    assert capsys.readouterr().out == file.read_text()
    assert main([*words, "-o", str(folder / "nowhere/out.html")]) == 1
    assert "cannot be written" in capsys.readouterr().err
    assert main(["pages", "export", "gone.md", "--to", "html", "--project", str(folder)]) == 1
    assert list(folder.glob(".out*")) == []
