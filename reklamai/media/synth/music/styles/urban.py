"""Music of bars, shops and catwalks: seventh chords, a swung beat, a deep kick."""

from __future__ import annotations

from reklamai.media.synth.music.styles.calm import SPARSE
from reklamai.media.synth.music.styles.model import Drumming, Part, Style

COOL = ("x--x--x---x-----", "..x-x-x---x-x---", "x-----x-..x-x---", "....x-x-x--x----", "x-----x---------")

LOUNGE = Style(
    name="lounge", tempo=(112, 128), harmony="jazz", mood="romantic", kit="brushes", room_s=1.3, loose_ms=10,
    parts=(
        Part("comp", "rhythm", "rhodes", ("7.....6.....6...6.....6...6.....", "7..6....6.....6.7..6....6...6...",
             "..7...6...7...6.7...6...7...6..."), low=53, high=72, rootless=True, gain_db=-7.0, send=0.25, length=5, pan=-0.15),
        Part("comp", "rhythm", "nylon", ("6.....5.6...5...", "6...5.6.....5.6."), low=55, high=74, rootless=True, strum_ms=8, gain_db=-11.0,
             send=0.25, length=4, pan=0.4, from_level=0.55),
        Part("bass", "bass", "upright", ("r-----5-5-----r-", "r-----5-5-----a-", "r-----r-5-----a-"), low=28, high=45, gain_db=-4.5, send=0.06),
        Part("melody", "melody", "vibes", COOL, low=65, high=83, from_level=0.55, gain_db=-12.0, send=0.4, pan=0.2, below_level=0.98),
        Part("melody", "melody", "flute", COOL, low=67, high=84, from_level=0.98, gain_db=-12.0, send=0.4, pan=0.1),
        Part("pad", "sustain", "strings", low=55, high=74, from_level=0.85, gain_db=-21.0, send=0.5),
    ),
    drumming=(
        Drumming(0.0, {"brush": "4.3.5.3.4.3.5.3."}),
        Drumming(0.5, {"brush": "4.3.5.3.4.3.5.3.", "kick": "6.....3.6.....3.", "rim": "6.....6.....6.......6.....6....."}),
        Drumming(0.9, {"brush": "4.3.5.3.4.3.5.3.", "kick": "6.....4.6.....4.", "rim": "6.....6.....6.......6.....6.....",
                       "shaker": "3243324332433243", "conga": "......5.......55"}),
    ),
    drums_db=-8.0,
)  # fmt: skip

LOFI = Style(
    name="lofi", tempo=(72, 86), harmony="lofi", mood="cool", kit="dusty", swing=0.6, room_s=1.4, dark_hz=3_000, loose_ms=14,
    effects=("crackle",),
    parts=(
        Part("comp", "rhythm", "rhodes", ("7.........5.....", "7.....5...6.....", "7...............", "7..5......6....."), low=52, high=71, rootless=True,
             strum_ms=12, gain_db=-5.5, send=0.3, pan=-0.1),
        Part("bass", "bass", "round", ("r-----..r-r-..5-", "r---....r---..a-", "r-----r-..r---a-"), low=29, high=43, gain_db=-4.0, send=0.03,
             from_level=0.4),
        Part("melody", "melody", "felt", COOL, low=64, high=80, from_level=0.55, gain_db=-9.0, send=0.4, echo=0.35, pan=0.15),
        Part("pad", "sustain", "warm", low=55, high=74, from_level=0.8, gain_db=-20.0, send=0.4),
    ),
    drumming=(
        Drumming(0.0, {"hat": "4...3...4...3..."}),
        Drumming(0.5, {"kick": "9......4..8.....", "snare": "....7.......7...", "hat": "5.3.5.3.5.3.5.32"}),
        Drumming(0.85, {"kick": "9......5..8..4..", "snare": "....8.......8..2", "hat": "5.3.5.325.3.5.32", "rim": ".......3......3."}),
    ),
    drums_db=-3.5, drums_send=0.06,
)  # fmt: skip

HOUSE = Style(
    name="house", tempo=(118, 124), harmony="house", mood="cool", kit="electronic", swing=0.53, room_s=1.4, loose_ms=3,
    effects=("riser", "crash"),
    parts=(
        Part("comp", "rhythm", "stab", ("..7..7....7..7..", "..7...7...7...7.", "7..7..7...7..7..", "..7..7..7.....7."), low=53, high=72, rootless=True, gain_db=-9.0,
             send=0.25, echo=0.3, length=2, pump=0.35),
        Part("pad", "sustain", "air", low=55, high=76, rootless=True, gain_db=-14.0, send=0.4, pump=0.6),
        Part("bass", "bass", "round", ("..r-..r-..r-..8-", "r-..r-..8-..r-..", "..r-.r..r-..8-r-"), low=29, high=43, gain_db=-5.0, send=0.0, pump=0.3,
             from_level=0.5),
        Part("melody", "melody", "rhodes", SPARSE, low=65, high=82, from_level=0.85, gain_db=-12.0, send=0.4, echo=0.4, pan=0.2),
        Part("arp", "arpeggio", "pluck", ("4..5..6..4..5.6.", "6..5..4..6..5.4."), low=57, high=74, from_level=0.95, gain_db=-17.0, send=0.35, echo=0.45,
             length=2, pan=-0.3, chance=0.6),
    ),
    drumming=(
        Drumming(0.0, {"hat": "..5...5...5...5."}),
        Drumming(0.35, {"kick": "8...8...8...8...", "hat": "..5...5...5...5."}),
        Drumming(0.55, {"kick": "9...9...9...9...", "hat": "3.5.3.5.3.5.3.52", "clap": "....7.......7..."}),
        Drumming(0.85, {"kick": "9...9...9...9...", "open": "..6...6...6...6.", "clap": "....8.......8...", "shaker": "4243424342434243",
                        "rim": "...4......4...4."}),
    ),
    fill={"snare": "........4.4.5678", "kick": "9...9..........."}, drums_db=-3.0, drums_send=0.06,
)  # fmt: skip
