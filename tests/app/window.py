"""Works the window as a person would, and looks at what it shows: a run of the
quickstart, and another beside it. Called by tests/app/window.
"""

import re
import time

from desk import *

focus()
wait("the map", lambda: count(picture("01-opened"), GROUND, near=6, part=MAP) > 40_000)
time.sleep(1.5)
opened = picture("01-opened")
if count(opened, DARK_PANEL) < 40_000 or count(opened, DARK_OUTSIDE, near=3, part=MAP) < 5_000:
    fail("it is not dark")
if count(opened, EXIT, part=MAP) < 150:
    fail("no exit is green")
if count(opened, LEAVING, part=MAP) > 10:
    fail("somebody leaves before the alarm")

# Speed up and play: people move.
for _ in range(2):
    key("Up")
key("space")
time.sleep(1.0)
one = picture("02-playing")
time.sleep(1.0)
two = picture("02-playing")
if differ(one, two, MAP) < 0.0005:
    fail("nobody moves while it plays")
key("space")
time.sleep(0.4)
still, again = picture("03-paused"), picture("03-paused")
if differ(still, again, MAP) > 0:
    fail("it moves while it stands still")

# Scrub to after the alarm (630 s of 780 s) by mouse.
xdo("mousemove", 300, TIMELINE_Y)
xdo("mousedown", 1)
for x in range(320, 1090, 70):
    xdo("mousemove", x, TIMELINE_Y)
    time.sleep(0.05)
xdo("mousemove", 1090, TIMELINE_Y)
time.sleep(0.3)
xdo("mouseup", 1)
xdo("mousemove", 640, 60)
wait("people who leave", lambda: count(picture("04-scrubbed"), LEAVING, part=MAP) > 60)

# A bookmark, kept beside the run with its picture.
key("ctrl+b")
review = scratch / "run" / "review.ron"
wait("review.ron", review.exists)
moment = int(re.search(r"t_ms: (\d+)", review.read_text()).group(1))
if not 630_000 < moment < 700_000:
    fail(f"the bookmark is at {moment} ms")
kept = scratch / "run" / "review"
wait("the picture of the bookmark", lambda: list(kept.glob("*.png")))
time.sleep(1.0)
image = read(next(iter(kept.glob("*.png"))))
if image[0] < 500 or image[1] < 400 or colours(image) < 60:
    fail(f"the picture of the bookmark is {image[0]} × {image[1]} with {colours(image)} colours")
if count(image, LEAVING) < 60:
    fail("nobody leaves on the picture of the bookmark")

# Zoom to the pointer with the wheel, and back.
before = picture("05-bookmark")
xdo("mousemove", 600, 400)
for _ in range(4):
    xdo("click", 4)
    time.sleep(0.1)
time.sleep(0.8)
if differ(before, picture("06-near"), MAP) < 0.1:
    fail("the wheel does not zoom")
key("f")

# Chinese: the words change, the map does not.
time.sleep(0.6)
english = picture("07-english")
key("ctrl+l")
time.sleep(0.6)
chinese = picture("08-chinese")
if differ(english, chinese, (0, 0, WIDTH, 36)) < 0.02:
    fail("the bar says the same in Chinese")
if 'language: Some("zh")' not in (scratch / "config" / "app.ron").read_text():
    fail("the language is not remembered")

# Light.
key("ctrl+t")
time.sleep(0.6)
light = picture("09-light")
if count(light, LIGHT_PANEL) < 40_000 or count(light, LIGHT_OUTSIDE, near=3, part=MAP) < 5_000:
    fail("it is not light")

# The list of commands comes up and goes away.
key("ctrl+shift+p")
time.sleep(0.4)
listed = picture("10-commands")
if differ(light, listed, MAP) < 0.1:
    fail("the list of commands does not come up")
key("Escape")

# A picture by its key.
had = len(list(kept.glob("*.png")))
key("ctrl+shift+s")
wait("the picture of the map", lambda: len(list(kept.glob("*.png"))) > had)

# A second run beside the first, by the menu: both are seen whole, and where they
# differ in density there is colour on both maps.
key("Escape")
key("ctrl+l")
time.sleep(0.5)
click(262, 20)
click(262, 298)
LEFT, RIGHT = (10, 80, 480, 640), (500, 80, 975, 640)
wait("the second run", lambda: count(picture("11-two"), LIGHT_GROUND, near=10, part=RIGHT) > 15_000)
time.sleep(1.0)
plain = picture("11-two")
if count(plain, LIGHT_GROUND, near=10, part=LEFT) < 15_000:
    fail("the first run is not seen beside the second")
command("density, A")
difference = picture("12-difference")
for part in (LEFT, RIGHT):
    if differ(plain, difference, part) < 0.02:
        fail("the difference of densities does not show")

# Play at 64 times to the end, for the frame times.
key("Home")
for _ in range(8):
    key("Up")
key("space")
time.sleep(6)
leave()
print("opened, played, scrubbed, marked, zoomed, spoke Chinese, turned light, saved pictures, showed two runs")
