"""The search for secrets and personal data on made-up notebooks: MB/s of each rule, and of all together.

    python tests/benchmarks/privacy.py [--cells N] [--library]

`plain` is what a notebook says: sources, logs, tables of numbers, tracebacks, hashes. `hostile` is long runs of what
rules begin with. `full` is a list of addresses, cards and tokens, of two lengths: the time for a MB has to be the same.
A rule's time is that of its own pass; the median of five. With `--library` the detectors of detect-secrets also run as
they are, line by line, on the plain text.
"""

from __future__ import annotations

import argparse
import random
import statistics
import string
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

from jupyter_mlcollab.privacy.choice import Choice, every_rule
from jupyter_mlcollab.privacy.detectors import LIBRARY
from jupyter_mlcollab.privacy.personal import NATIONAL
from jupyter_mlcollab.privacy.pieces import pieces_of
from jupyter_mlcollab.privacy.reading import scan_notebook, scan_text
from machine import machine
from made_up import notebook

ROUNDS = 5
HOSTILE = (
    *("secret", "eyJ.", "sk-", "a.", "+1 ", "4111 ", "password=`a ", "://a:", "'aB1", "DE12 ", "//", "aws", "a@", "cl"),
    *(
        "slkey",
        "key=",
        "1-2 ",
        "0",
        "A",
        "-us1",
        "+1(",
        "glpat-",
        "secret_key:",
        "wandb'",
        ":_authToken//a/",
        "1:",
        "Bearer ",
        "token='",
        "A_KEY=",
    ),
)


def log_lines(chance: random.Random, count: int) -> str:
    """What runs print: epochs, tables, hashes, paths, times, a traceback's lines."""
    number, random_bits = chance.randint, chance.getrandbits
    kinds: list[Callable[[], str]] = [
        lambda: f"epoch {number(1, 99)}/100 loss={chance.random():.6f} auc={chance.random():.4f} lr=1e-0{number(1, 9)}",
        lambda: "  ".join(f"{chance.uniform(-1000, 1000):10.4f}" for _ in range(8)),
        lambda: f"2026-10-{number(1, 28):02d} 12:34:56,789 INFO saved 'runs/{random_bits(160):040x}/model.bin'",
        lambda: f'  File "/opt/lib/frame/core/part_{number(1, 99)}.py", line {number(1, 999)}, in fit',
        lambda: f"{number(10**9, 10**10)}  customer-{random_bits(64):016x}  {number(1, 10**6):>9,}  True",
    ]
    return "\n".join(chance.choice(kinds)() for _ in range(count))


def plain(cells: int) -> Any:
    chance = random.Random(7)
    made = notebook(cells, chance)
    for cell in made["cells"]:
        for output in cell.get("outputs", []):
            output["text"] = log_lines(chance, 20)
    return made


def full(chance: random.Random, megabytes: int) -> str:
    """A file in which almost everything is a finding."""
    letters = string.ascii_letters + string.digits
    lines: list[str] = []
    size = 0
    while size < megabytes * 1e6:
        token = "".join(chance.choices(letters, k=36))
        lines.append(f"ana.lopez{chance.randrange(10**6)}@uni.churn, ghp_{token}, 4111 1111 1111 1111\n")
        size += len(lines[-1])
    return "".join(lines)


def median(work: Callable[[], Any]) -> float:
    """Seconds of this process's time."""
    times = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cells", type=int, default=1500, help="cells of the made-up notebook")
    parser.add_argument("--library", action="store_true", help="the library's own pass over lines, too")
    given = parser.parse_args()
    print(machine("detect-secrets"))
    content = plain(given.cells)
    text = "\n".join(piece.text for piece in pieces_of(content))
    hostile = "".join(word * (60_000 // len(word)) + "\n" for word in HOSTILE)
    choice = Choice(national_ids=frozenset(rule.name for rule in NATIONAL))
    megabytes, hostile_megabytes = len(text) / 1e6, len(hostile) / 1e6
    found = len(scan_notebook(content).findings)
    print(f"plain {megabytes:.2f} MB, {found} findings; hostile {hostile_megabytes:.2f} MB\n")
    print(f"{'rule':28}{'plain':>12}{'hostile':>14}   (s per MB)")
    for rule in every_rule():
        seconds = median(lambda rule=rule: list(rule.spans(text, text.lower())))
        worst = median(lambda rule=rule: list(rule.spans(hostile, hostile.lower())))
        print(f"{rule.name:28}{seconds / megabytes:12.4f}{worst / hostile_megabytes:14.4f}")
    for name, work, size in (
        ("all, as one text", lambda: scan_text(text, choice=choice), megabytes),
        ("all, as a notebook", lambda: scan_notebook(content, choice=choice), megabytes),
        ("all, hostile", lambda: scan_text(hostile, choice=choice), hostile_megabytes),
    ):
        seconds = median(work)
        print(f"{name:28}{seconds / size:12.4f} s per MB, {size / seconds:.1f} MB/s")
    for size in (2, 8):
        text_full = full(random.Random(7), size)
        begin = time.process_time()
        found = scan_text(text_full)
        seconds = time.process_time() - begin
        name = f"all, full, {size} MB"
        print(f"{name:28}{seconds / size:12.4f} s per MB, {len(found.findings) + found.left_out:,} findings")
    if given.library:
        library(text, megabytes)


def library(text: str, megabytes: float) -> None:
    """The detectors as detect-secrets runs them, without its filters."""
    lines = text.split("\n")
    total = 0.0
    print(f"\n{'detect-secrets':28}{'s per MB':>12}{'findings':>14}")
    for module, kind in (*LIBRARY, ("high_entropy_strings", "HexHighEntropyString"), ("ip_public", "IPPublicDetector")):
        plugin = getattr(import_module(f"detect_secrets.plugins.{module}"), kind)()
        begin = time.process_time()
        found = sum(len(plugin.analyze_line("train.py", line)) for line in lines)
        seconds = (time.process_time() - begin) / megabytes
        total += seconds
        print(f"{kind:28}{seconds:12.4f}{found:14}")
    print(f"{'together':28}{total:12.4f}")


if __name__ == "__main__":
    main()
