"""Who takes the processor's time of a picture, from the stacks that perf printed.

A sample is the driver's if it is on one of its threads, within a call to it, or in
code that it made; else ours if our program is in its stack at all (the window's own
work, Bevy, egui and wgpu).
"""

import collections
import csv
import re
import statistics
import sys

HERTZ, SECONDS = 499, 5
LAYERS = ["muster::", "bevy_egui", "epaint", "egui", "wgpu", "winit", "bevy"]

program, times = sys.argv[1], sys.argv[2]
with open(times, newline="") as file:
    busy = [float(row["picture_s"]) for row in csv.DictReader(file) if row["moves"] == "1"]
pictures = SECONDS / statistics.median(busy)

counts = collections.Counter()
for sample in sys.stdin.read().split("\n\n"):
    thread, *stack = [line for line in sample.split("\n") if line.strip()] or [""]
    frames = [m.groups() for line in stack if (m := re.match(r"\s*[0-9a-f]+ (.*) \((.*)\)$", line))]
    if not frames:
        continue
    if thread.strip().startswith("llvmpipe") or any("libvulkan_lvp" in library for _, library in frames):
        counts["driver"] += 1
    elif own := [name for name, library in frames if library.endswith(f"/{program}")]:
        # The innermost that is known.
        layers = (layer for name in own for layer in LAYERS if layer in name)
        layer = next(layers, "others")
        counts["ours"] += 1
        counts[f"  {layer.rstrip(':')}"] += 1
    else:
        counts["driver"] += 1

print(f"{pictures:.0f} pictures in {SECONDS} s, processor time of one:")
for who, count in counts.items():
    print(f"{who:12} {1e3 * count / HERTZ / pictures:6.2f} ms ({count} samples)")
