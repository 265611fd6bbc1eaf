"""The reference event run in the window: ten thousand people appear, the
cursor goes back while the run goes on, and what is stopped is kept. Called by
tests/app/window.
"""

import time

from desk import *

focus()
wait("the ground", lambda: count(picture("30-planned"), GROUND, near=12, part=MAP) > 3_000)
key("ctrl+r")
wait("everyone", lambda: count(picture("31-running"), VISITOR, near=20, part=MAP) > 2_000)
runs = scratch / "runs"
wait("the run's folder", lambda: list(runs.glob("*/run.json")))

# It goes on by itself: the timeline's end moves, and with it the cursor.
one = picture("31-running")
time.sleep(4.0)
two = picture("32-running-on")
if differ(one, two, (0, 0, WIDTH, 40)) == 0 and differ(one, two, (0, 700, WIDTH, HEIGHT)) == 0:
    fail("neither clock nor timeline moves while it runs")

# Back to its beginning by mouse while it goes on, then to its end again.
click(320, TIMELINE_Y)
time.sleep(0.5)
picture("33-scrubbed")
key("ctrl+b")
review = lambda: list(runs.glob("*/review.ron"))
wait("review.ron", review)
key("End")

# Chinese and back, while it runs.
key("ctrl+l")
time.sleep(0.6)
if differ(two, picture("34-chinese"), (0, 0, WIDTH, 36)) < 0.02:
    fail("the bar says the same in Chinese")
key("ctrl+l")

command("stop the run")
wait("the report", lambda: list(runs.glob("*/report.html")))
folder = next(iter(runs.glob("*/run.json"))).parent
for name in ("metrics.json", "agents.parquet", "trajectories/part-0000.parquet"):
    if not (folder / name).is_file():
        fail(f"{name} was not kept")
time.sleep(0.5)
if count(picture("35-kept"), VISITOR, near=20, part=MAP) < 2_000:
    fail("nobody is there to be seen after the run")
leave()
print("Jianshan: run, scrubbed back, marked, stopped and kept")
