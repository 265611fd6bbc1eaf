"""Times a step on the plazas of scenarios/bench, and draws what comes out.

A person and step is the difference of two runs, one of WARM_S and one of
WARM_S + SPAN_S simulated seconds (LARGE_SPAN_S from LARGE people on, which take
long enough): neither placing people nor computing fields counts. Memory is the peak of the longer run on one thread. Sizes and threads are
gone through round by round, because a shared machine is faster at one moment than
at another; medians count.
"""

import argparse
import json
import statistics
import subprocess
from pathlib import Path

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt
from matplotlib.ticker import FuncFormatter

ROOT = Path(__file__).resolve().parents[2]
PICTURE = ROOT / "docs/images/scaling.svg"
DT_S = 0.05
WARM_S = 1
SPAN_S = 4
LARGE = 1_000_000
LARGE_SPAN_S = 1
THREADS = (1, 2)
COLOURS = {1: "#0072b2", 2: "#d55e00"}


def run(muster, name, until_s, threads):
    """What a run says of its performance."""
    file = ROOT / f"scenarios/bench/plaza-{name}.ron"
    command = [muster, "run", file, "--until", str(until_s), "--threads", str(threads)]
    out = subprocess.run(
        [*command, "--no-record", "--json", "--quiet"], check=True, capture_output=True
    )
    return json.loads(out.stdout)["performance"]


def measure(muster, name, threads):
    """Nanoseconds of wall time for a person and step, the peak of memory [MB], and how many
    times as fast as real time."""
    span_s = LARGE_SPAN_S if people_of(name) >= LARGE else SPAN_S
    first, second = (run(muster, name, until, threads) for until in (WARM_S, WARM_S + span_s))
    steps = second["agent_steps"] - first["agent_steps"]
    wall_s = second["wall_s"] - first["wall_s"]
    return 1e9 * wall_s / steps, second["peak_rss_mb"], span_s / wall_s


def people_of(name):
    return int(name[:-1]) * {"k": 1_000, "m": 1_000_000}[name[-1]]


def draw(found, sizes):
    """Two panels: time and memory for a person, against people."""
    plt.rcParams.update({"font.size": 10, "svg.hashsalt": "muster", "axes.spines.top": False,
                         "axes.spines.right": False})
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    people = [people_of(name) for name in sizes]
    for threads in THREADS:
        values = [found[name, threads] for name in sizes]
        middle = [statistics.median(v[0] for v in each) for each in values]
        low = [min(v[0] for v in each) for each in values]
        high = [max(v[0] for v in each) for each in values]
        left.fill_between(people, low, high, color=COLOURS[threads], alpha=0.18, linewidth=0)
        left.plot(people, middle, color=COLOURS[threads], marker="o")
        words = "one thread" if threads == 1 else f"{threads} threads"
        left.annotate(words, (people[-1], middle[-1]), xytext=(6, 0), textcoords="offset points",
                      va="center", color=COLOURS[threads])
    left.set(xscale="log", xlabel="people", ylabel="wall time for a person and step (ns)")
    left.set_ylim(bottom=0)
    memory = [statistics.median(v[1] for v in found[name, 1]) for name in sizes]
    right.plot(people, memory, color="#444444", marker="o")
    right.set(xscale="log", yscale="log", xlabel="people", ylabel="memory of the whole program (MB)")
    for axes in (left, right):
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:,.0f}"))
        axes.grid(axis="y", color="#dddddd", linewidth=0.6)
        axes.set_axisbelow(True)
    right.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y:,.0f}"))
    left.margins(x=0.18)
    figure.savefig(PICTURE, metadata={"Date": None})


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--muster", required=True)
    arguments.add_argument("--people", default="1k,10k,100k,1m")
    arguments.add_argument("--rounds", type=int, default=3)
    given = arguments.parse_args()
    sizes = given.people.split(",")
    found = {(name, threads): [] for name in sizes for threads in THREADS}
    for _ in range(given.rounds):
        for (name, threads), values in found.items():
            values.append(measure(given.muster, name, threads))
    print(f"from {WARM_S} s on, dt {DT_S} s, medians of {given.rounds} (least to most)")
    for (name, threads), values in found.items():
        times = [value[0] for value in values]
        pace = statistics.median(value[2] for value in values)
        print(f"{name:>5} on {threads}: {statistics.median(times):7.0f} ns for a person and step "
              f"({min(times):.0f}–{max(times):.0f}), {pace:.2f} times real time, "
              f"{statistics.median(v[1] for v in values):,.0f} MB")
    draw(found, sizes)
    print(f"{PICTURE.relative_to(ROOT)} drawn")


if __name__ == "__main__":
    main()
