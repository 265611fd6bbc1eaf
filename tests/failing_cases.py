"""Compares the cases that fail with the list of those known to fail.

    python3 tests/failing_cases.py FOLDER

FOLDER is what `muster verify --out FOLDER` left. Ends with 1 if another case
fails, one of the list passes, or one of the list was not run.
"""

import json
import pathlib
import sys


def main() -> int:
    results = json.loads((pathlib.Path(sys.argv[1]) / "results.json").read_text())
    listed = pathlib.Path(__file__).with_name("failing-cases.txt").read_text()
    lines = [line.split()[0] for line in listed.splitlines() if line.strip()]
    known = {name for name in lines if not name.startswith("#")}
    gating = {case["id"]: case for case in results["cases"] if case["passed"] is not None}
    failing = {name for name, case in gating.items() if not case["passed"]}
    for name in sorted(failing - known):
        print(f"{name} fails: {gating[name]['measured']}")
    for name in sorted(known - failing):
        what = "passes now" if name in gating else "was not run"
        print(f"{name} {what}: take it off tests/failing-cases.txt")
    print(f"{len(gating) - len(failing)} of {len(gating)} gating cases hold, {len(known)} are known to fail")
    return int(failing != known)


if __name__ == "__main__":
    sys.exit(main())
