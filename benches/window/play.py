"""Plays what is open, slowly, and samples all threads meanwhile."""

import subprocess
import time

from desk import focus, key, leave, process, scratch

focus()
time.sleep(12)
key("Home")
for _ in range(3):
    key("Down")
key("space")
time.sleep(2)
subprocess.run(
    ["perf", "record", "-F", "499", "--call-graph", "dwarf,16384", "-o", scratch / "perf.data",
     "-p", str(process), "--", "sleep", "5"],
    check=True,
    capture_output=True,
)
time.sleep(1)
leave()
