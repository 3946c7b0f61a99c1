"""What a card made from code costs: the import, opening and ending it, a metric, a fingerprint.

    python tests/benchmarks/kernel.py [--runs 15] [--gigabytes 1]

Import and memory are measured in fresh interpreters, against one that has imported msgspec. Times of a card are
those of a plain program in a repository. The same is asked of MLflow in the same process, with a store in SQLite, and
its telemetry off. Times of fingerprints, and of SHA-256 beside them, are those on the processor.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

import jupyter_mlcollab as mlcollab
from jupyter_mlcollab.kernel.fingerprint import of_array, of_file, of_frame
from machine import machine, summary

IMPORT = """
import time, msgspec
began, spent = time.perf_counter(), time.process_time()
import jupyter_mlcollab
jupyter_mlcollab.card
print((time.perf_counter() - began) * 1000, (time.process_time() - spent) * 1000)
"""
CARD = "import jupyter_mlcollab as m\nwith m.card('Rates') as c:\n    c.metric('auc', 0.5)\n"
# Not `ru_maxrss`, which a program inherits from the one that started it.
PEAK = "\nprint(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"


def printed(program: str, folder: Path) -> list[float]:
    """The numbers on the last line that a fresh interpreter prints."""
    run = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True)
    return [float(word) for word in run.stdout.splitlines()[-1].split()]


def milliseconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def spent(call: Callable[[], object]) -> float:
    """Milliseconds on the processor."""
    began = time.process_time()
    call()
    return (time.process_time() - began) * 1000


@contextlib.contextmanager
def repository() -> Iterator[Path]:
    """A repository with a commit, as the folder of this process."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        os.chdir(name)
        Path("train.py").write_text("RATE = 0.1\n")
        who = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org")
        for arguments in (("init", "-q"), ("add", "-A"), (*who, "commit", "-q", "-m", "First")):
            subprocess.run(["git", *arguments], check=True)
        try:
            yield Path(name)
        finally:
            os.chdir(before)


def fresh(folder: Path, runs: int) -> None:
    imports = [printed(IMPORT, folder) for _ in range(runs)]
    print(f"import beyond msgspec       {summary([wall for wall, _ in imports])}")
    print(f"  of which on the processor {summary([spent for _, spent in imports])}")
    if not Path("/proc/self/status").exists():
        print("peak memory                 not measured: this system does not tell")
        return
    without = [printed("import msgspec" + PEAK, folder)[0] / 1024 for _ in range(runs)]
    imported = [printed("import msgspec, jupyter_mlcollab as m; m.card" + PEAK, folder)[0] / 1024 for _ in range(runs)]
    ended = [printed("import msgspec\n" + CARD + PEAK, folder)[0] / 1024 for _ in range(runs)]
    print(f"peak memory with msgspec    {summary(without, 'MB')}")
    print(f"  and the import            {summary(imported, 'MB')}")
    print(f"  and a card written        {summary(ended, 'MB')}")


def cards(runs: int) -> None:
    opened, ended, metrics = [], [], []
    for number in range(runs + 1):
        began = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()):
            with mlcollab.card(f"Rates {number % 3}") as c:
                opened.append((time.perf_counter() - began) * 1000)
                many = milliseconds(lambda c=c: [c.metric("loss", 1 / (n + 1), split="train") for n in range(1_000)])
                metrics.append(many / 1_000)
                began = time.perf_counter()
            ended.append((time.perf_counter() - began) * 1000)
    print(f"first card, open and end    {opened[0]:8.1f} ms and {ended[0]:.1f} ms")
    print(f"opening a card              {summary(opened[1:])}")
    print(f"ending it, with its file    {summary(ended[1:])}")
    print(f"c.metric                    {summary([value * 1000 for value in metrics], 'µs')}")
    beside_mlflow(statistics.median(opened[1:]), statistics.median(ended[1:]), statistics.median(metrics), runs)


def beside_mlflow(opened: float, ended: float, metric: float, runs: int) -> None:
    """What MLflow takes to open a run, to end it and for a metric, and how many times as long that is as ours."""
    os.environ |= {"MLFLOW_DISABLE_TELEMETRY": "true", "DO_NOT_TRACK": "true"}
    import mlflow

    mlflow.set_tracking_uri(f"sqlite:///{Path.cwd()}/mlflow.db")
    with mlflow.start_run():
        mlflow.log_metric("loss", 1.0)
    times: dict[str, list[float]] = {"opening a run": [], "ending it": [], "log_metric": []}
    for _ in range(runs):
        times["opening a run"].append(milliseconds(mlflow.start_run))
        many = milliseconds(lambda: [mlflow.log_metric("loss", 1 / (n + 1), step=n) for n in range(20)])
        times["log_metric"].append(many / 20)
        times["ending it"].append(milliseconds(mlflow.end_run))
    for (name, values), ours in zip(times.items(), (opened, ended, metric), strict=True):
        theirs = statistics.median(values)
        print(f"MLflow, {name:<19} {summary(values)}   {theirs / ours:,.1f} times as long")
    print(f"beside the limits           opening {opened:.1f} of 50 ms, c.metric {metric:.4f} of 0.2 ms")


def fingerprints(folder: Path, runs: int, gigabytes: float) -> None:
    content = np.random.default_rng(1).bytes(128 << 20)
    (folder / "data.bin").write_bytes(content)
    array = np.frombuffer(content, dtype=np.float64)
    file = folder / "data.bin"
    pairs = {
        "array": (lambda: hashlib.sha256(content).digest(), lambda: of_array(array)),
        "file": (lambda: hashlib.sha256(file.read_bytes()).digest(), lambda: of_file(file)),
    }
    for name, (plain, ours) in pairs.items():
        # On the processor: what else the machine does would say more than the few percent that differ.
        times = [(spent(plain), spent(ours)) for _ in range(runs)]
        share = statistics.median(one / other for one, other in times)
        print(f"sha256 of an {name} of 134 MB    {summary([one for one, _ in times])}")
        print(f"  its fingerprint           {summary([other for _, other in times])}   {share:.2f} of the speed")
    rows = int(gigabytes * 1e9 / 8 / 10)
    frame = pd.DataFrame(np.random.default_rng(2).random((rows, 10)), columns=list("abcdefghij"))
    frame["j"] = np.arange(rows) % 97
    began, processor = time.perf_counter(), time.process_time()
    _, scope = of_frame(frame)
    took, of_which = time.perf_counter() - began, time.process_time() - processor
    print(f"fingerprint, {gigabytes:g} GB frame   {took:8.1f} s ({of_which:.1f} on the processor), scope {scope}")
    texts = pd.DataFrame({"city": np.array(["Bern", "Genève", "Basel"])[np.arange(rows // 5) % 3]})
    began = time.perf_counter()
    _, scope = of_frame(texts)
    print(f"fingerprint, {rows // 5:,} texts {time.perf_counter() - began:6.1f} s, scope {scope}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--gigabytes", type=float, default=1.0, help="size of the frame in 10⁹ bytes")
    arguments = parser.parse_args()
    print(machine("msgspec", "numpy", "pandas", "mlflow-skinny", "jupyter-mlcollab"))
    with repository() as folder:
        fresh(folder, arguments.runs)
        cards(arguments.runs)
        fingerprints(folder, arguments.runs, arguments.gigabytes)


if __name__ == "__main__":
    main()
