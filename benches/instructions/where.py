#!/usr/bin/env python3
"""Where the instructions of a person and step are spent, by functions as they were
written, not as they were inlined.

    cargo build --release --locked --config 'profile.release.package.muster.debug=1'
    benches/instructions/where.py scenarios/bench/plaza-1k.ron 1 3
    benches/instructions/where.py scenarios/jianshan.ron 20 30 --from 09:30 --plan D

Runs the scenario under callgrind up to two simulated times [s] and prints the
difference over the locomotion updates between them, so that reading, compiling and
setting up drop out: first by stacks of functions, then by lines. Callgrind knows no
AVX-512: what is counted is the version for AVX2. What follows the times is handed to
`muster run`. Needs valgrind and addr2line (binutils).
"""

import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

MOST_LINES = 80
DEEPEST = 6


def counted(binary, scenario, until, options, room):
    """Instructions by address in the binary, all others, and locomotion updates."""
    profile, out = room / f"callgrind.{until}", room / f"out.{until}"
    command = ["valgrind", "--tool=callgrind", "--dump-instr=yes", f"--callgrind-out-file={profile}"]
    command += [binary, "run", scenario, "--until", until, *options]
    command += ["--no-record", "--json", "--threads", "1", "--out", out]
    answer = subprocess.run(command, capture_output=True, text=True)
    if answer.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{answer.stderr}")
    own, others = collections.Counter(), 0
    names, here, address, is_call = {}, None, 0, False
    for line in profile.open():
        if found := re.match(r"(c?ob)=\((\d+)\)(?: (.*))?", line):
            kind, number, name = found.groups()
            if name:
                names[number] = name
            if kind == "ob":
                here = names[number]
        elif line.startswith("calls="):
            # The next line is what was called, which is counted where it was spent.
            is_call = True
        elif found := re.match(r"(0x[0-9a-f]+|[+-]\d+|\*) \S+ (\d+)$", line):
            where, cost = found.groups()
            if where.startswith("0x"):
                address = int(where, 16)
            elif where != "*":
                address += int(where)
            if is_call:
                is_call = False
            elif here and os.path.basename(here) == binary.name:
                own[address] += int(cost)
            else:
                others += int(cost)
    return own, others, json.loads(answer.stdout)["performance"]["agent_steps"]


def frames(binary, addresses):
    """For each address the functions it was inlined into, innermost first, with lines."""
    command = ["addr2line", "-e", binary, "-i", "-f", "-C", "-a"]
    text = "\n".join(map(hex, addresses))
    lines = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    found, rows = {}, iter(lines.stdout.splitlines())
    for row in rows:
        if re.fullmatch(r"0x[0-9a-f]+", row):
            stack = found.setdefault(int(row, 16), [])
        else:
            stack.append((row, next(rows)))
    return found


def short(name):
    return re.sub(r"<.*?>", "", name).split("::")[-1]


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    scenario, low, high, *options = sys.argv[1:]
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", "target"))
    binary = (target / "release" / "muster").resolve()
    with tempfile.TemporaryDirectory() as room:
        room = pathlib.Path(room)
        before, others_before, steps_before = counted(binary, scenario, low, options, room)
        after, others_after, steps_after = counted(binary, scenario, high, options, room)
    steps = steps_after - steps_before
    spent = {at: count - before[at] for at, count in after.items() if count != before[at]}
    stacks, lines = collections.Counter(), collections.Counter()
    inlined = frames(binary, spent)
    for at, count in spent.items():
        whole = inlined[at]
        ours = [(short(name), line) for name, line in whole if "/src/" in line and "/rustc/" not in line
                and "/registry/" not in line]
        outer = re.sub(r"<.*?>", "", whole[-1][0])[-40:]
        stacks[f"{outer} | " + " < ".join(name for name, _ in reversed(ours[:DEEPEST]))] += count
        if ours:
            name, line = ours[0]
            lines[f"{line.split('/src/')[-1]} {name}"] += count
    print(f"{steps} locomotion updates from {low} to {high} s")
    print(f"{sum(spent.values()) / steps:.0f} instructions each, and "
          f"{(others_after - others_before) / steps:.0f} in libraries of the system\n")
    for table in (stacks, lines):
        for what, count in table.most_common(MOST_LINES):
            print(f"{count / steps:8.1f} {what}")
        print()


if __name__ == "__main__":
    main()
