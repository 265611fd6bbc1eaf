"""Works the window as a person would, and looks at what it shows.

Called by tests/app/window with its scratch folder, the folder for pictures and
the window's process.
"""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

scratch, pictures, process = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
WIDTH, HEIGHT = 1280, 800
TIMELINE_Y = 770
PATIENCE_S = 90

# Colours of src/app/theme.rs.
DARK_PANEL, LIGHT_PANEL = (26, 30, 34), (247, 248, 249)
DARK_OUTSIDE, LIGHT_OUTSIDE = (19, 23, 25), (240, 242, 241)
LEAVING = (98, 168, 255)
GROUND, EXIT = (60, 71, 70), (104, 200, 150)


def fail(text):
    picture("failed")
    sys.exit(f"the window: {text}")


def xdo(*arguments):
    subprocess.run(["xdotool", *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)


def key(name):
    """A key, held as long as a finger would."""
    *held, last = name.split("+")
    for one in held:
        xdo("keydown", one)
        time.sleep(0.15)
    xdo("keydown", last)
    time.sleep(0.15)
    xdo("keyup", last)
    time.sleep(0.15)
    for one in reversed(held):
        xdo("keyup", one)
    time.sleep(0.3)


def read(file):
    """A picture as (width, height, bytes of red, green, blue)."""
    size = subprocess.run(["identify", "-format", "%w %h", file], check=True, capture_output=True)
    width, height = map(int, size.stdout.split())
    raw = subprocess.run(["convert", file, "-depth", "8", "rgb:-"], check=True, capture_output=True)
    return width, height, raw.stdout


def picture(name):
    file = pictures / f"{name}.png"
    subprocess.run(["import", "-window", "root", f"png24:{file}"], check=True)
    return read(file)


def count(image, colour, near=14, part=None):
    """Pixels of about a colour in a part (left, top, right, bottom)."""
    width, height, raw = image
    left, top, right, bottom = part or (0, 0, width, height)
    found = 0
    for y in range(top, bottom):
        row = raw[3 * (y * width + left) : 3 * (y * width + right)]
        for at in range(0, len(row), 3):
            if all(abs(row[at + n] - colour[n]) <= near for n in range(3)):
                found += 1
    return found


def differ(a, b, part):
    """Share of pixels in a part that are not the same."""
    (width, _, one), (_, _, two) = a, b
    left, top, right, bottom = part
    unlike = 0
    for y in range(top, bottom):
        for x in range(left, right):
            at = 3 * (y * width + x)
            unlike += one[at : at + 3] != two[at : at + 3]
    return unlike / ((right - left) * (bottom - top))


def colours(image):
    raw = image[2]
    return len({raw[at : at + 3] for at in range(0, len(raw), 3 * 7)})


def wait(what, holds):
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE_S:
        if not Path(f"/proc/{process}").exists():
            fail(f"it ended while waiting for {what}")
        if holds():
            return
        time.sleep(0.3)
    fail(f"waited {PATIENCE_S} s in vain for {what}")


def search():
    found = subprocess.run(["xdotool", "search", "--name", "^Muster$"], capture_output=True, text=True)
    return found.stdout.split()


MAP = (240, 80, 960, 640)

wait("the window", search)
window = search()[0]
xdo("windowfocus", window)
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

# Play at 64 times to the end, for the frame times.
key("Home")
for _ in range(8):
    key("Up")
key("space")
time.sleep(6)
key("ctrl+q")
began = time.monotonic()
while os.path.exists(f"/proc/{process}") and time.monotonic() - began < 30:
    state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    if state == "Z":
        break
    time.sleep(0.2)
else:
    if os.path.exists(f"/proc/{process}"):
        fail("it does not quit")
print("opened, played, scrubbed, marked, zoomed, spoke Chinese, turned light, saved pictures")
