"""Times a step of JuPedSim and of Muster on the plazas of scenarios/bench.

Both get the same ground, number of people, step and span of simulated time, and
nearly the same starting density; JuPedSim's people stand on a grid with jitter,
because drawing free spots takes it long, and each is given the nearest gate
once, where Muster's look at their choice again every three seconds. What is
timed is the span from WARM_S to WARM_S + SPAN_S: after the start, so that
neither placing people nor computing fields counts, on one thread. Runs
alternate, and medians over the rounds are compared, because a shared machine is
faster at one moment than at another.
"""

import argparse
import json
import math
import random
import re
import statistics
import subprocess
import time
from pathlib import Path

import jupedsim
from shapely import Point, Polygon

ROOT = Path(__file__).resolve().parents[2]
DT_S = 0.05
WARM_S = 5
SPAN_S = 5
BLOCK_M = 2.0
APART_M = 20.0
# A body of 0.18 m keeps this much between its middle and a wall.
CLEAR_M = 0.25

MODELS = {
    "csm": (
        "collision-free speed",
        jupedsim.CollisionFreeSpeedModel,
        jupedsim.CollisionFreeSpeedModelAgentParameters,
    ),
    "avm": (
        "anticipation velocity",
        jupedsim.AnticipationVelocityModel,
        jupedsim.AnticipationVelocityModelAgentParameters,
    ),
}


def plaza(name):
    """Half the side, half the crowd's side, blocks to a side and people."""
    text = (ROOT / f"scenarios/bench/plaza-{name}.ron").read_text()
    half = float(re.search(r"polygon: \[\(-([\d.]+)", text).group(1))
    crowd = float(re.search(r"within: \(-([\d.]+)", text).group(1))
    blocks = int(re.search(r"columns: (\d+)", text).group(1))
    return half, crowd, blocks, int(re.search(r"count: (\d+)", text).group(1))


def corners(x, y, half):
    return [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]


def spots(crowd, blocks, people):
    """People on a square grid with jitter, clear of the blocks."""
    draw = random.Random(1)
    reach = blocks // 2
    free = []
    side = math.ceil(2 * crowd / 0.7)
    for row in range(side):
        for column in range(side):
            x = -crowd + (column + 0.5) * 2 * crowd / side + draw.uniform(-0.1, 0.1)
            y = -crowd + (row + 0.5) * 2 * crowd / side + draw.uniform(-0.1, 0.1)
            i, j = round(x / APART_M), round(y / APART_M)
            off = max(abs(x - i * APART_M), abs(y - j * APART_M))
            if max(abs(i), abs(j)) <= reach and off < BLOCK_M / 2 + CLEAR_M:
                continue
            free.append((x, y))
    draw.shuffle(free)
    return free[:people]


def peer(name, model):
    """Nanoseconds for a person and step of JuPedSim."""
    half, crowd, blocks, people = plaza(name)
    reach = blocks // 2
    holes = [
        corners(i * APART_M, j * APART_M, BLOCK_M / 2)
        for i in range(-reach, reach + 1)
        for j in range(-reach, reach + 1)
    ]
    ground = Polygon(corners(0, 0, half), holes)
    _, kind, person = MODELS[model]
    simulation = jupedsim.Simulation(model=kind(), geometry=ground, dt=DT_S)
    gates = []
    for middle in (-half / 2, half / 2):
        low, high = middle - 2, middle + 2
        inner = half - 0.5
        gates += [
            [(low, -half), (high, -half), (high, -inner), (low, -inner)],
            [(low, inner), (high, inner), (high, half), (low, half)],
            [(-half, low), (-inner, low), (-inner, high), (-half, high)],
            [(inner, low), (half, low), (half, high), (inner, high)],
        ]
    stages = [simulation.add_exit_stage(gate) for gate in gates]
    journeys = [simulation.add_journey(jupedsim.JourneyDescription([s])) for s in stages]
    middles = [Polygon(gate).centroid for gate in gates]
    draw = random.Random(2)
    for spot in spots(crowd, blocks, people):
        nearest = min(range(len(gates)), key=lambda g: Point(spot).distance(middles[g]))
        simulation.add_agent(
            person(
                position=spot,
                desired_speed=min(2.0, max(0.6, draw.gauss(1.34, 0.26))),
                radius=0.18,
                journey_id=journeys[nearest],
                stage_id=stages[nearest],
            )
        )
    for _ in range(round(WARM_S / DT_S)):
        simulation.iterate()
    taken, moved = 0.0, 0
    for _ in range(round(SPAN_S / DT_S)):
        moved += simulation.agent_count()
        began = time.perf_counter()
        simulation.iterate()
        taken += time.perf_counter() - began
    return 1e9 * taken / moved


def run(muster, name, until_s):
    """Seconds and person-steps of a run of Muster."""
    file = ROOT / f"scenarios/bench/plaza-{name}.ron"
    command = [muster, "run", file, "--until", str(until_s), "--threads", "1"]
    out = subprocess.run(
        [*command, "--no-record", "--json", "--quiet"], check=True, capture_output=True
    )
    performance = json.loads(out.stdout)["performance"]
    return performance["wall_s"], performance["agent_steps"]


def ours(muster, name):
    """Nanoseconds for a person and step of Muster."""
    first, second = run(muster, name, WARM_S), run(muster, name, WARM_S + SPAN_S)
    return 1e9 * (second[0] - first[0]) / (second[1] - first[1])


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--muster", required=True)
    arguments.add_argument("--people", default="1k,10k,50k")
    arguments.add_argument("--models", default="csm,avm")
    arguments.add_argument("--rounds", type=int, default=3)
    given = arguments.parse_args()
    models = given.models.split(",")
    print(f"JuPedSim {jupedsim.__version__}, dt {DT_S} s, {WARM_S} to {WARM_S + SPAN_S} s, "
          f"one thread, medians of {given.rounds}; ns for a person and step")
    for name in given.people.split(","):
        times = {model: [] for model in ["muster", *models]}
        for _ in range(given.rounds):
            for model in models:
                times[model].append(peer(name, model))
            times["muster"].append(ours(given.muster, name))
        medians = {model: statistics.median(values) for model, values in times.items()}
        print(f"{name:>5}  Muster {medians['muster']:8.0f}   spread {spread(times['muster'])}")
        for model in models:
            ratio = medians[model] / medians["muster"]
            print(f"       JuPedSim, {MODELS[model][0]:<22} {medians[model]:8.0f}   "
                  f"spread {spread(times[model])}   {ratio:5.1f} times")


def spread(values):
    return f"{min(values):.0f}–{max(values):.0f}"


if __name__ == "__main__":
    main()
