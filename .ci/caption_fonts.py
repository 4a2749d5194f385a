"""The fonts of burned captions, out of Inter: `caption_fonts.py <folder of fonts-inter's .otf files>`.

Debian's package fonts-inter 4.0~beta7+ds-1 has them (`apt-get download fonts-inter`, `dpkg -x`). The results are in the
repository; this is how they came to be.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

OUT = Path(__file__).parents[1] / "reklamai/media/captions/fonts"
# A family of our own: libass would else take an Inter of the machine, of another version and width.
FONTS = {"Inter-SemiBold.otf": "ReklamAI Captions", "InterDisplay-ExtraBold.otf": "ReklamAI Captions Heavy"}
RANGES = (
    (0x20, 0x24F), (0x2BB, 0x2DD), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x52F), (0x1E00, 0x1EFF), (0x2000, 0x206F),
    (0x20A0, 0x20CF), (0x2100, 0x22FF), (0x25A0, 0x25FF), (0x2600, 0x27BF),
)  # fmt: skip
"""Latin with Vietnamese, Greek, Cyrillic with that of Kazakh and Tatar, signs of money, arrows, sums."""
LICENCE = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
TERMS = "https://scripts.sil.org/OFL"
ASCENT, DESCENT = 0.96, 0.24
"""Of an em: libass takes their sum for the size of a font, so 1.2 times the em is a line."""


def made(source: Path, family: str) -> TTFont:
    font = TTFont(source)
    options = Options(layout_features=["kern", "mark", "mkmk", "ccmp", "locl"], hinting=False, notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for low, high in RANGES for code in range(low, high + 1)])
    subsetter.subset(font)
    em = font["head"].unitsPerEm
    high, low = round(em * ASCENT), round(em * DESCENT)
    head, os2 = font["hhea"], font["OS/2"]
    head.ascent, head.descent, head.lineGap = high, -low, 0
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap, os2.usWinAscent, os2.usWinDescent = (
        high,
        -low,
        0,
        high,
        low,
    )
    os2.usWeightClass, os2.fsSelection, font["head"].macStyle = 400, 0x40, 0
    named(font, family)
    return font


def named(font: TTFont, family: str) -> None:
    plain = family.replace(" ", "")
    for record in list(font["name"].names):
        if record.nameID != 0:  # whose it is
            font["name"].removeNames(nameID=record.nameID)
    told = {1: family, 2: "Regular", 3: f"{plain}-4.0", 4: family, 5: "Version 4.0", 6: plain, 13: LICENCE, 14: TERMS}
    for name, text in told.items():
        font["name"].setName(text, name, 3, 1, 0x409)
    if "CFF " in font:
        font["CFF "].cff.fontNames = [plain]
        top = font["CFF "].cff.topDictIndex[0]
        top.FullName, top.FamilyName = family, family


for file, family in FONTS.items():
    made(Path(sys.argv[1]) / file, family).save(OUT / f"{family.replace(' ', '')}.otf")
