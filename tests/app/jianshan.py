"""The reference event in the window: ten thousand people, every overlay, the
three uses. Called by tests/app/window.
"""

import time

from desk import *

# The step of density B (src/analysis/report/palette.rs) as it lies on the ground.
STEP_B = (79, 143, 175)

focus()
wait("everyone", lambda: count(picture("20-jianshan"), VISITOR, near=20, part=MAP) > 2_000)
time.sleep(2.0)
key("End")
wait("people who leave", lambda: count(picture("21-alarm"), LEAVING, part=MAP) > 100)
before = picture("21-alarm")

command("highest density")
wait("the highest density", lambda: count(picture("22-highest"), STEP_B, near=16, part=MAP) > 500)
command("crowd pressure")
time.sleep(1.5)
picture("23-pressure")
command("overlay: flow")
time.sleep(1.0)
flow = picture("24-flow")
if differ(before, flow, MAP) < 0.0005:
    fail("no arrow of flow shows")
command("no overlay")

# Planning: the ground without anybody. Reviewing: everyone again.
key("ctrl+1")
time.sleep(0.8)
plan = picture("25-plan")
if count(plan, LEAVING, part=MAP) > 10:
    fail("people stand in the way of planning")
if count(plan, GROUND, near=12, part=MAP) < 3_000:
    fail("the ground does not show")
key("ctrl+3")
time.sleep(0.8)
if count(picture("26-review"), LEAVING, part=MAP) < 100:
    fail("nobody is there to be reviewed")

# Play once through, for the frame times.
key("Home")
for _ in range(3):
    key("Down")
key("space")
time.sleep(10)
leave()
print("Jianshan: overlays, planning, reviewing")
