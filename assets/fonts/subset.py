#!/usr/bin/env python3
"""Cuts the application's font out of Noto Sans CJK.

    apt-get install fonts-noto-cjk && pip install fonttools && assets/fonts/subset.py

What is kept: Latin, punctuation, arrows and signs, the 3,755 characters of
GB 2312 level 1, and every other character that the Chinese texts or the
scenarios use. Rarer ones come from the machine's own fonts.
"""
import subprocess
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SOURCE = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
SIMPLIFIED = "2"  # index of Noto Sans CJK SC in the collection

wanted = set(range(0x20, 0x7F)) | set(range(0xA0, 0x180)) | set(range(0x391, 0x3CA))
wanted |= set(range(0x2010, 0x2040)) | set(range(0x2070, 0x20A0)) | set(range(0x2190, 0x21A0))
wanted |= set(range(0x2200, 0x2270)) | set(range(0x25A0, 0x2610)) | set(range(0x3000, 0x3020))
wanted |= set(range(0xFF00, 0xFF60)) | set(range(0x2460, 0x2474))
for row in range(0xB0, 0xD8):
    for column in range(0xA1, 0xFF):
        try:
            wanted.add(ord(bytes([row, column]).decode("gb2312")))
        except UnicodeDecodeError:
            pass
for path in [*ROOT.glob("assets/locales/zh/*.ftl"), *ROOT.glob("scenarios/**/*.ron")]:
    wanted |= {ord(c) for c in path.read_text(encoding="utf-8") if c >= " "}

listed = HERE / "characters.tmp"
listed.write_text("".join(map(chr, sorted(wanted))), encoding="utf-8")
subprocess.run(
    [sys.executable, "-m", "fontTools.subset", SOURCE, f"--font-number={SIMPLIFIED}",
     f"--text-file={listed}", f"--output-file={HERE / 'NotoSansSC-Muster.otf'}",
     "--no-hinting", "--desubroutinize", "--layout-features=", "--drop-tables+=vhea,vmtx,VORG,BASE,GPOS,GSUB,DSIG",
     "--name-IDs=0,1,2,4,6,13,14"],
    check=True,
)
listed.unlink()

# What the font has, for the test that it has all that is shown.
has = TTFont(HERE / "NotoSansSC-Muster.otf").getBestCmap()
text = "".join(map(chr, sorted(c for c in has if c > 0x20)))
(HERE / "characters.txt").write_text(text + "\n", encoding="utf-8")
