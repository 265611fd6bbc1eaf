"""Mouse, keys and eyes for tests of the window.

Whoever uses this is called by tests/app/window with its scratch folder, the
folder for pictures and the window's process.
"""

import os
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
LIGHT_GROUND, VISITOR = (217, 221, 213), (188, 196, 202)
MAP = (240, 80, 960, 640)


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


def click(x, y):
    xdo("mousemove", x, y)
    time.sleep(0.3)
    xdo("mousedown", 1)
    time.sleep(0.15)
    xdo("mouseup", 1)
    time.sleep(0.5)


def command(words):
    """A command by the list of all."""
    key("ctrl+shift+p")
    time.sleep(0.4)
    xdo("type", "--delay", 60, words)
    time.sleep(0.5)
    key("Return")
    time.sleep(0.5)


def focus():
    """Waits for the window and gives it the keys."""
    wait("the window", search)
    xdo("windowfocus", search()[0])


def leave():
    """Quits by its key."""
    key("ctrl+q")
    began = time.monotonic()
    while os.path.exists(f"/proc/{process}") and time.monotonic() - began < 30:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
        if state == "Z":
            return
        time.sleep(0.2)
    if os.path.exists(f"/proc/{process}"):
        fail("it does not quit")
