"""Muster's exports as PedPy reads them, and the video as ffmpeg does.

    exports.py MUSTER SCENARIO FOLDER

Runs SCENARIO (an event whose gates lie between places) into FOLDER, exports the
run as `jupedsim-sqlite` and `pedpy-text`, lets PedPy read both and count who
crosses the line of each gate. That must be `gates[].passed` of `metrics.json`,
gate by gate.

What is compared: metrics count passages of visitors, each of them and in either
direction. So do PedPy's crossing frames (`compute_n_t` counts a person once and
would be less). Staff are in the exports and not in the metrics; their ids come
after those of all visitors. Why both must be equal: the ends of a gate are walls,
so that whoever comes from one side to the other between two frames crosses the
line; and nobody goes forth and back within the half second between two frames,
because that takes a turn of the body. A gate in the line of an exit cannot be
counted so, because there people begin or end: the script refuses such gates.

Exit 1 if a number differs, if the ground does not hold everybody, or if ffmpeg
finds other pictures in the video than were drawn.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

import imageio_ffmpeg
import pedpy
import shapely
from pedpy.methods.method_utils import compute_crossing_frames

# Farthest that somebody may stand outside the ground [m]: positions are in
# whole millimetres.
OUTSIDE_M = 0.005


def muster(program, *arguments, path=None):
    environment = dict(os.environ, LANG="C")
    if path:
        environment["PATH"] = f"{path}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(
        [program, *arguments, "--json", "--quiet"],
        env=environment,
        stdout=subprocess.PIPE,
        check=False,
    )
    if done.returncode != 0:
        raise SystemExit(f"muster {' '.join(arguments)}: exit {done.returncode}: {done.stdout}")
    return json.loads(done.stdout)


def gate_lines(scenario):
    """The lines of the gates of a scenario: a flat document of a known style."""
    text = pathlib.Path(scenario).read_text(encoding="utf-8")
    gates = text[text.index("gates: [") :]
    gates = gates[: gates.index("\n        ],")]
    if re.search(r"\bexit:", gates):
        raise SystemExit("a gate in the line of an exit cannot be counted")
    number = r"(-?[\d.]+)"
    point = rf"\({number}, {number}\)"
    found = re.findall(rf'id: "([^"]+)".*?line: \({point}, {point}\)', gates, re.DOTALL)
    return {gate: [(float(a), float(b)), (float(c), float(d))] for gate, a, b, c, d in found}


def crossings(trajectories, visitors, line):
    data = trajectories.data
    data = data[data["id"] < visitors][["id", "frame", "x", "y"]]
    walked = pedpy.TrajectoryData(data=data, frame_rate=trajectories.frame_rate)
    line = pedpy.MeasurementLine(line)
    return len(compute_crossing_frames(traj_data=walked, measurement_line=line))


def compare(run, metrics, lines, read):
    wrong = 0
    for name, trajectories in read.items():
        for gate in metrics["gates"]:
            counted = crossings(trajectories, metrics["people"]["planned"], lines[gate["id"]])
            agrees = counted == gate["passed"]
            wrong += not agrees
            sign = "agrees" if agrees else "DIFFERS"
            print(f"{name:16} {gate['id']:14} {counted:6} of {gate['passed']:6}  {sign}")
    return wrong


def check_ground(sqlite):
    ground = pedpy.load_walkable_area_from_jupedsim_sqlite(trajectory_file=sqlite)
    data = pedpy.load_trajectory_from_jupedsim_sqlite(trajectory_file=sqlite).data
    outside = shapely.distance(ground.polygon, shapely.points(data["x"], data["y"]))
    if outside.max() > OUTSIDE_M:
        raise SystemExit(f"somebody stands {outside.max():.3f} m outside the ground")
    print(f"everybody stands on the {ground.area:.0f} m² that PedPy reads")


def check_video(program, run, folder):
    tools = folder / "tools"
    tools.mkdir()
    (tools / "ffmpeg").symlink_to(imageio_ffmpeg.get_ffmpeg_exe())
    video = folder / "video.mp4"
    arguments = ["export", str(run), "--format", "video", "--out", str(video), "--until", "30"]
    written = muster(program, *arguments, path=tools)
    pictures, seconds = imageio_ffmpeg.count_frames_and_secs(str(video))
    # Thirty seconds at ten times real time, 25 pictures a second, both ends.
    if pictures != written["frames"] or pictures != 76 or abs(seconds - 76 / 25) > 0.05:
        raise SystemExit(f"{pictures} pictures in {seconds} s: {written}")
    print(f"the video has {pictures} pictures in {seconds:.2f} s")


def main():
    program, scenario, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    run = folder / "run"
    metrics = muster(program, "run", scenario, "--out", str(run))
    files = {"jupedsim-sqlite": folder / "run.sqlite", "pedpy-text": folder / "run.txt"}
    for name, file in files.items():
        muster(program, "export", str(run), "--format", name, "--out", str(file))
    read = {
        "jupedsim-sqlite": pedpy.load_trajectory_from_jupedsim_sqlite(
            trajectory_file=files["jupedsim-sqlite"]
        ),
        "pedpy-text": pedpy.load_trajectory_from_txt(trajectory_file=files["pedpy-text"]),
    }
    wrong = compare(run, metrics, gate_lines(scenario), read)
    check_ground(files["jupedsim-sqlite"])
    check_video(program, run, folder)
    if wrong or not metrics["gates"]:
        raise SystemExit(f"{wrong} gates differ")


if __name__ == "__main__":
    main()
