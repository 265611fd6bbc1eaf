"""Says how fast pictures were drawn, from what MUSTER_FRAME_TIMES wrote."""

import csv
import statistics
import sys

with open(sys.argv[1], newline="") as file:
    rows = list(csv.DictReader(file))
people = max(int(row["people"]) for row in rows)
# While it plays, pictures follow each other; idle ones wait a tenth of a second.
crowd = [row for row in rows if int(row["people"]) >= 0.8 * people]
busy = [float(row["picture_s"]) for row in crowd if 0 < float(row["picture_s"]) < 0.095]
own = [float(row["own_s"]) for row in crowd]
if not busy:
    sys.exit("no picture was drawn while it played")
print(
    f"{people} people: {len(busy)} pictures, median {1 / statistics.median(busy):.1f} a second, "
    f"our own part of one {1e3 * statistics.median(own):.1f} ms (at most {1e3 * max(own):.0f} ms)"
)
