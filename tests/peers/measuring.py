"""Muster's own measuring against PedPy's, on the same trajectories.

    measuring.py FOLDER

FOLDER is the `measuring` folder that `muster verify --out` writes: for each
specimen a CSV of trajectories and a JSON of what Muster measured on them.
Each quantity must agree with PedPy's within 2 %: the mean deviation over all
frames (not only the deviation of the means) over the mean. Exit 1 if one does
not.
"""

import json
import pathlib
import sys

import pandas as pd
import pedpy

# Largest mean deviation, as a share of the mean.
TOLERANCE = 0.02
# Fewest values that a comparison must rest on.
ENOUGH = 20


def deviation(ours, theirs):
    """Mean deviation over the mean; values of both by the same key."""
    both = pd.concat([ours.rename("ours"), theirs.rename("theirs")], axis=1, join="inner")
    both = both.dropna()
    if len(both) < ENOUGH:
        raise SystemExit(f"only {len(both)} values to compare")
    mean = both["theirs"].abs().mean()
    return (both["ours"] - both["theirs"]).abs().mean() / mean, len(both)


def trajectories(folder, name, frame_rate):
    data = pd.read_csv(folder / f"{name}.csv")
    return pedpy.TrajectoryData(data=data[["id", "frame", "x", "y"]], frame_rate=frame_rate)


def densities(traj, measures, area, ground):
    theirs = pedpy.compute_classic_density(traj_data=traj, measurement_area=area)
    ours = pd.Series(measures["classical_density"])
    yield "classical density", *deviation(ours, by_frame(theirs, "density"))

    frames = {frame for frame, _ in measures["voronoi_density"]}
    part = pedpy.TrajectoryData(
        data=traj.data[traj.data["frame"].isin(frames)][["id", "frame", "x", "y"]],
        frame_rate=traj.frame_rate,
    )
    cells = pedpy.compute_individual_voronoi_polygons(traj_data=part, walkable_area=ground)
    theirs, _ = pedpy.compute_voronoi_density(individual_voronoi_data=cells, measurement_area=area)
    ours = pd.Series(dict(map(tuple, measures["voronoi_density"])))
    yield "Voronoi density", *deviation(ours, by_frame(theirs, "density"))


def by_frame(table, column):
    """A column with the frame as its key, however PedPy hands it over."""
    if "frame" in table.columns:
        table = table.set_index("frame")
    return table[column]


def speeds(traj, measures, area):
    individual = pedpy.compute_individual_speed(
        traj_data=traj,
        frame_step=measures["half_window_frames"],
        speed_calculation=pedpy.SpeedCalculation.BORDER_EXCLUDE,
    )
    theirs = individual.set_index(["id", "frame"])["speed"]
    ours = pd.Series({(person, frame): speed for person, frame, speed in measures["speeds"]})
    ours.index.names = ["id", "frame"]
    yield "individual speed", *deviation(ours, theirs)

    # PedPy wants a speed for everybody; near the ends of a way there is none.
    rows = traj.data.merge(individual[["id", "frame"]], on=["id", "frame"])
    timed = pedpy.TrajectoryData(
        data=rows[["id", "frame", "x", "y"]], frame_rate=traj.frame_rate
    )
    mean = pedpy.compute_mean_speed_per_frame(
        traj_data=timed, individual_speed=individual, measurement_area=area
    )
    ours = pd.Series(measures["mean_speed"], dtype=float)
    theirs = by_frame(mean, "speed")
    # PedPy gives 0 where nobody is, Muster nothing.
    yield "mean speed", *deviation(ours, theirs)


def flow(traj, measures, line):
    """N–t: the same people pass, and the middle of them at the same rate."""
    nt, crossing = pedpy.compute_n_t(traj_data=traj, measurement_line=line)
    ours = pd.Series({person: t for person, t in measures["passages"]})
    # PedPy leaves out who passes in the very last frame.
    last_frame = traj.data["frame"].max()
    ours = ours[ours < (last_frame - 1) / traj.frame_rate]
    theirs = crossing.set_index("id")["frame"] / traj.frame_rate
    if set(ours.index) != set(theirs.index):
        raise SystemExit("other people pass the line")
    times = sorted(theirs)
    n = len(times)
    if n < ENOUGH or n != nt["cumulative_pedestrians"].max():
        raise SystemExit(f"{n} people pass the line")
    n = len(measures["passages"])
    skipped = round((1 - measures["middle"]) / 2 * n)
    first, last = skipped, n - 1 - skipped
    rate = (last - first) / (times[last] - times[first])
    yield "flow", abs(measures["flow_per_s"] / rate - 1), last - first


def main():
    folder = pathlib.Path(sys.argv[1])
    files = sorted(folder.glob("*.json"))
    if len(files) < 2:
        raise SystemExit(f"{folder} holds {len(files)} specimens, not two")
    wrong = 0
    for file in files:
        measures = json.loads(file.read_text())
        traj = trajectories(folder, file.stem, measures["frame_rate"])
        area = pedpy.MeasurementArea(measures["area"])
        line = pedpy.MeasurementLine(measures["line"])
        [ring] = measures["ground"]
        ground = pedpy.WalkableArea(ring)
        comparisons = [
            *densities(traj, measures, area, ground),
            *speeds(traj, measures, area),
            *flow(traj, measures, line),
        ]
        for what, share, values in comparisons:
            agrees = share <= TOLERANCE
            wrong += not agrees
            sign = "agrees" if agrees else "DIFFERS"
            print(f"{file.stem:10} {what:18} {100 * share:7.3f} %  of {values:5} values  {sign}")
    if wrong:
        raise SystemExit(f"{wrong} quantities differ by more than {100 * TOLERANCE:.0f} %")


if __name__ == "__main__":
    main()
