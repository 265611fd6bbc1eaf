"""Says how fast pictures were drawn, from what MUSTER_FRAME_TIMES wrote."""

import csv
import statistics
import sys

with open(sys.argv[1], newline="") as file:
    rows = list(csv.DictReader(file))
people = max(int(row["people"]) for row in rows)
# While something moves pictures follow each other; idle ones wait a tenth of a
# second and say nothing. A picture's time is that since the one before, so that
# both must move.
pairs = [row for before, row in zip(rows, rows[1:]) if before["moves"] == row["moves"] == "1"]
crowd = [row for row in pairs if int(row["people"]) >= 0.8 * people]
busy = [float(row["picture_s"]) for row in crowd]
own = [float(row["own_s"]) for row in crowd]
if len(busy) < 5:
    sys.exit("too few pictures were drawn while it played")
print(
    f"{people} people: {len(busy)} pictures, median {1 / statistics.median(busy):.1f} a second, "
    f"our own part of one {1e3 * statistics.median(own):.1f} ms (at most {1e3 * max(own):.0f} ms)"
)
