"""Cards on the command line: list, show, compare, publish, check, export and import them."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..access.desk import Desk
from ..core.command import Command, Paint, visible
from ..core.errors import Blocked, CollabError, Forbidden, Invalid, NotFound
from ..core.ids import new_id
from . import comparing, compose, publishing
from .card import Card
from .comparison_export import export_cards
from .comparison_schema import CardsToCompare, ComparisonToExport
from .files import CARD_FILE, page, readme
from .merging import conflict_line
from .model_card import model_card
from .outline import outline
from .plain_form import plain_of
from .publishing_schema import CardDecision, NewWaiver, Publication, PublishedCard
from .schema import Act, CardFile, CardList, CardMove, Standing
from .side_by_side import side_by_side
from .validity import CheckedCard, checked_card
from .whole_file import write_output, write_text

if TYPE_CHECKING:
    from .mlflow_import import ImportedRun

Lines = Callable[[Paint], Iterator[str]]
_UNPUBLISHED = ("draft", "in review", "approved")


@dataclass(frozen=True)
class Answer:
    """What a word of `cards` answers: data for `--json`, lines for people, and whether it found something wrong."""

    data: Any
    lines: Lines
    failed: bool = False


def _list(desk: Desk, arguments: Namespace) -> Answer:
    found = compose.cards(desk.work)
    kept = [
        row
        for row in found.cards
        if (not arguments.status or row.status == arguments.status) and (not arguments.tag or arguments.tag in row.tags)
    ]
    listed = CardList(folder=found.folder, baseline=found.baseline, cards=kept)
    return Answer(listed, lambda paint: _list_lines(listed, paint))


def _list_lines(listed: CardList, paint: Paint) -> Iterator[str]:
    for row in listed.cards:
        status = paint.bad("unreadable") if row.problem else row.status
        came_out = f"  {row.outcome}" if row.outcome else ""
        is_baseline = "  baseline" if row.id and row.id == listed.baseline else ""
        yield f"{status:<10}  {paint.bold(visible(row.title))}{came_out}{is_baseline}  {paint.dim(visible(row.path))}"
        if row.problem:
            yield f"            {visible(row.problem)}"
    if not listed.cards:
        yield f"There are no such cards in {visible(listed.folder)}."


def _show(desk: Desk, arguments: Namespace) -> Answer:
    shown = compose.card_at(desk.work, _path(desk, arguments.card))
    baseline = compose.baseline_card(desk.work, shown.card)
    return Answer(shown, lambda paint: _shown_lines(shown, baseline))


def _shown_lines(shown: CardFile, baseline: Card | None) -> Iterator[str]:
    yield f"{shown.standing.status}, {visible(shown.path)}"
    yield ""
    yield from map(visible, plain_of(outline(shown.card, baseline)).splitlines())


def _compare(desk: Desk, arguments: Namespace) -> Answer:
    paths = [_path(desk, card) for card in arguments.cards]
    if len(paths) < 2:
        raise Invalid("Name two cards or more. The first is what the others are compared with.")
    if arguments.to is not None:
        asked = ComparisonToExport(paths=paths, all=arguments.all, form=arguments.to)
        return _written(export_cards(desk.work, asked).text, arguments)
    found = comparing.compare_cards(desk.work, CardsToCompare(paths=paths, all=arguments.all))
    return Answer(found, lambda paint: map(visible, plain_of(side_by_side(found)).splitlines()))


def _written(text: str, arguments: Namespace) -> Answer:
    """The text, printed or in the file that the arguments name."""
    output: str | None = arguments.output
    if output is None:
        return Answer({"text": text}, lambda paint: iter(text.splitlines()))
    write_output(output, text, arguments.force)
    return Answer({"file": output}, lambda paint: iter([f"Written to {visible(output)}."]))


def _baseline(desk: Desk, arguments: Namespace) -> Answer:
    if arguments.card is None:
        listed = compose.cards(desk.work)
        rows = [row for row in listed.cards if row.id and row.id == listed.baseline]
        named = CardList(folder=listed.folder, baseline=listed.baseline, cards=rows)
        return Answer(named, lambda paint: _list_lines(named, paint) if rows else iter(["No card is the baseline."]))
    shown = compose.card_at(desk.work, _path(desk, arguments.card))
    act: Act = "unpin" if arguments.undo else "pin"
    moved = compose.move_card(desk.work, CardMove(id=new_id(), path=shown.path, act=act, digest=shown.digest))
    said = "The project has no baseline now." if arguments.undo else "Other cards are measured against this one now."
    return Answer(moved, lambda paint: iter([said]))


def _publish(desk: Desk, arguments: Namespace) -> Answer:
    shown = compose.card_at(desk.work, _path(desk, arguments.card))
    _check_standing(shown.standing)
    waivers = [NewWaiver(finding=finding, reason=reason) for finding, reason in arguments.waive]
    asked = Publication(path=shown.path, file_sha256=shown.file_sha256, waivers=waivers)
    try:
        published = compose.publish_card(desk.work, asked)
    except Blocked as error:
        raise Blocked("\n".join([error.message, *_found(error.details or {})]), error.details) from None
    folder = desk.project.place.folder
    for file in published.files:
        write_text(folder / file.path, file.text or "", file.path)
    if shown.standing.status in _UNPUBLISHED:
        step = CardMove(id=new_id(), path=shown.path, act="publish", digest=published.digest)
        compose.move_card(desk.work, step)
    return Answer(published, lambda paint: _published_lines(shown.path.removesuffix(CARD_FILE), published))


def _check_standing(standing: Standing) -> None:
    """Nothing when the person may publish the card now, so that no file is written for nothing."""
    if standing.status != "published" and "publish" not in standing.can:
        raise Forbidden(f"You cannot publish a card that is {standing.status}.")


def _found(details: dict[str, Any]) -> Iterator[str]:
    """A line for each thing that the privacy check found, with the name to waive it by."""
    for finding in details.get("findings", []):
        yield f"  line {finding['line'] + 1}: {finding['title']}, {visible(finding['excerpt'])}"
        yield f"    to keep it: --waive {finding['fingerprint']} REASON"


def _published_lines(folder: str, published: PublishedCard) -> Iterator[str]:
    yield "Written:"
    yield from (f"  {visible(file.path)}" for file in published.files)
    for question in published.questions:
        yield f"Not said yet. {question}"
    yield f"To share it: git add -- {visible(folder)} && git commit"


def _validate(desk: Desk, arguments: Namespace) -> Answer:
    work = desk.work
    named = [_path(desk, card) for card in arguments.cards]
    paths = named or sorted(work.files.stamps(work.settings().cards.folder, CARD_FILE))
    found = [checked_card(work.files, path) for path in paths]
    wrong = any(card.problems for card in found)
    return Answer(found, lambda paint: _validity_lines(found, paint), failed=wrong)


def _validity_lines(found: list[CheckedCard], paint: Paint) -> Iterator[str]:
    for card in found:
        yield f"{paint.bad('wrong') if card.problems else paint.good('good'):<5}  {visible(card.path)}"
        yield from (f"       {visible(problem)}" for problem in card.problems)
    if not found:
        yield "There are no cards here."


def _decide(desk: Desk, arguments: Namespace) -> Answer:
    shown = compose.card_at(desk.work, _path(desk, arguments.card))
    decision = CardDecision(
        path=shown.path, file_sha256=shown.file_sha256, fields=arguments.fields, take=arguments.take
    )
    write_text(desk.project.place.folder / shown.path, publishing.decide_card(desk.work, decision).text, shown.path)
    after = compose.card_at(desk.work, shown.path)
    return Answer(after.conflicts, lambda paint: _decided_lines(after))


def _decided_lines(shown: CardFile) -> Iterator[str]:
    yield f"Written: {visible(shown.path)}"
    yield from (f"Left to decide: {visible(conflict_line(conflict))}" for conflict in shown.conflicts)


def _export(desk: Desk, arguments: Namespace) -> Answer:
    path = _path(desk, arguments.card)
    card = compose.card_at(desk.work, path).card
    baseline = compose.baseline_card(desk.work, card)
    if arguments.to == "html":
        text = page(card, publishing.pictures_of(desk.work.files, path.removesuffix(CARD_FILE), card), baseline)
    else:
        text = readme(card, baseline) if arguments.to == "md" else model_card(card)
    return _written(text, arguments)


def _import(desk: Desk, arguments: Namespace) -> Answer:
    from .mlflow_import import imported, tracked_runs

    folder, found = desk.project.place.folder, []
    for answer, text in imported(desk.work, folder, tracked_runs(arguments.store, arguments.experiment, arguments.run)):
        if text is not None:
            file = folder / answer.path
            file.parent.mkdir(parents=True, exist_ok=True)
            write_text(file, text, answer.path)
        found.append(answer)
    return Answer(found, lambda paint: _imported_lines(found, paint))


def _imported_lines(found: list[ImportedRun], paint: Paint) -> Iterator[str]:
    for answer in found:
        why = f"  {answer.why}" if answer.why else ""
        yield f"{answer.outcome:<9}  {paint.bold(visible(answer.title))}{why}  {paint.dim(visible(answer.path))}"
    if not found:
        yield "There are no such runs."


def _path(desk: Desk, named: str) -> str:
    """The path of a card named by its file, its folder, its folder's name, or its id or the end of that.

    Raises:
        NotFound: there is no such card, or several ids end so.
    """
    folder = desk.work.settings().cards.folder
    for file in (named, f"{named}/{CARD_FILE}", f"{folder}/{named}/{CARD_FILE}"):
        try:
            path = desk.path_of(file)
        except (CollabError, ValueError):
            continue
        if path.rpartition("/")[2] == CARD_FILE:
            return path
    ending = [row.path for row in compose.cards(desk.work).cards if len(named) > 5 and (row.id or "").endswith(named)]
    if len(ending) != 1:
        raise NotFound(f"There is no card {named}. Name its folder, or see: jupyter mlcollab cards list")
    return ending[0]


def _arguments(parser: ArgumentParser) -> None:
    words = parser.add_subparsers(title="words", metavar="WORD", dest="word", required=True)
    word = _word(words, "list", "list the cards of the project, newest first", _list)
    word.add_argument("--status", help="only cards of this status, such as draft or published")
    word.add_argument("--tag", help="only cards with this tag")
    word = _word(words, "show", "show a card", _show)
    word.add_argument("card", metavar="CARD", help="its folder, or the end of its id")
    word = _word(words, "compare", "compare cards with the first", _compare)
    word.add_argument("cards", metavar="CARD", nargs="+", help="two cards or more")
    word.add_argument("--all", action="store_true", help="what is the same too")
    word.add_argument("--to", choices=("md", "csv", "html"), help="as Markdown, for spreadsheets, or as one page")
    _output_arguments(word)
    word = _word(words, "baseline", "say which card the others are measured against, or make a card that", _baseline)
    word.add_argument("card", metavar="CARD", nargs="?", help="its folder, or the end of its id")
    word.add_argument("--undo", action="store_true", help="the card is the baseline no longer")
    word = _word(words, "publish", "write the files of a published card; nothing is committed", _publish)
    word.add_argument("card", metavar="CARD", help="its folder, or the end of its id")
    word.add_argument(
        "--waive", metavar=("FINDING", "REASON"), nargs=2, action="append", default=[],
        help="let a finding of the privacy check pass, and say why",
    )  # fmt: skip
    word = _word(words, "validate", "check cards, their figures and READMEs; status 1: something is wrong", _validate)
    word.add_argument("cards", metavar="CARD", nargs="*", help="which; without one all")
    word = _word(words, "decide", "choose between the values that a merge left of a card", _decide)
    word.add_argument("card", metavar="CARD", help="its folder, or the end of its id")
    word.add_argument("fields", metavar="FIELD", nargs="*", help="where; without one everywhere")
    word.add_argument("--take", choices=("ours", "theirs"), required=True, help="which side's values")
    word = _word(words, "export", "print a card as a file of another form", _export)
    word.add_argument("card", metavar="CARD", help="its folder, or the end of its id")
    word.add_argument("--to", choices=("html", "md", "hf"), required=True, help="one page, README, or model card")
    _output_arguments(word)
    word = _word(words, "import-mlflow", "make drafts of MLflow's runs, or bring them up to date", _import)
    word.add_argument("store", metavar="STORE", help="the database's file, sqlite:///FILE, or a server's http address")
    word.add_argument("--experiment", metavar="NAME", help="only runs of this experiment, by name or id")
    word.add_argument("--run", metavar="ID", action="append", default=[], help="only this run; may be said again")


def _output_arguments(word: ArgumentParser) -> None:
    word.add_argument("-o", "--output", metavar="FILE", help="write it there")
    word.add_argument("--force", action="store_true", help="write over a file that is there already")


def _word(words: Any, name: str, summary: str, perform: Callable[[Desk, Namespace], Answer]) -> ArgumentParser:
    """A word below `cards`, which takes the shared options too, after the word as before it."""
    word: ArgumentParser = words.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
    word.set_defaults(perform=perform)
    word.add_argument("--json", action="store_true", default=SUPPRESS, help="answer in JSON, for programs")
    word.add_argument("--project", metavar="DIR", default=SUPPRESS, help="a folder of the project (default: this one)")
    return word


COMMANDS: list[Command] = [
    Command(
        "cards", "list, show, compare, publish, check, export and import experiment cards",
        "jupyter mlcollab cards compare logistic boosting",
        lambda desk, arguments: arguments.perform(desk, arguments),
        lambda answer, paint: answer.lines(paint),
        arguments=_arguments, failed=lambda answer: answer.failed, data=lambda answer: answer.data,
    ),
]  # fmt: skip
