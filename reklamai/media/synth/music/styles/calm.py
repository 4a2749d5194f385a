"""Music that leaves room: held chords, a piano, a guitar."""

from __future__ import annotations

from reklamai.media.synth.music.styles.model import Drumming, Part, Style

SPARSE = ("x-------x-------", "x---------x-----", "x-----x-x-------", "....x---x-------", "x---------------")
FLOWING = ("x---x-x-x---x---", "x-----x-x---x---", "x---x---x-x-x---", "x-x-x---x-------", "x---x---x-------")

PAD = Style(
    name="pad", tempo=(62, 78), harmony="calm", mood="calm", room_s=3.2, dark_hz=5_000, loose_ms=12,
    parts=(
        Part("pad", "sustain", "warm", low=48, high=70, voices=4, gain_db=-6.0, send=0.45),
        Part("counter", "counter", "air", low=67, high=84, from_level=0.5, gain_db=-15.0, send=0.6),
        Part("bass", "bass", "sub", ("r---------------", "r-------------5-"), low=31, high=45, from_level=0.45, gain_db=-8.0,
             send=0.05),
        Part("arp", "arpeggio", "felt", ("..4.....6.....5.", "....4.....5...6.", "..6...4.....5..."), low=55, high=74, voices=4,
             gain_db=-14.0, send=0.55, echo=0.3, length=8, from_level=0.55),
        Part("melody", "melody", "felt", SPARSE, low=64, high=83, from_level=0.75, gain_db=-9.5, send=0.5, echo=0.2),
    ),
)  # fmt: skip

AMBIENT = Style(
    name="ambient", tempo=(54, 66), harmony="drone", mood="dreamy", room_s=5.0, dark_hz=4_500, loose_ms=25,
    parts=(
        Part("pad", "sustain", "air", low=50, high=76, voices=4, gain_db=-5.0, send=0.7),
        Part("counter", "counter", "glass", low=72, high=91, gain_db=-14.0, send=0.8, echo=0.3, from_level=0.4),
        Part("bass", "bass", "drone", ("r---------------",), low=29, high=41, gain_db=-6.0, send=0.3),
        Part("arp", "arpeggio", "bell", ("......4.........", "..........5.....", "....6......4...."), low=60, high=80, voices=4,
             gain_db=-20.0, send=0.8, echo=0.5, length=12, from_level=0.5),
    ),
)  # fmt: skip

PIANO = Style(
    name="piano", tempo=(66, 84), harmony="calm", mood="romantic", room_s=2.6, dark_hz=5_500, loose_ms=14,
    parts=(
        Part("arp", "arpeggio", "piano", ("0.2.1.2.3.2.1.2.", "0.1.2.3.2.1.2.1.", "0.2.3.2.1.2.3.2."), low=48, high=70, voices=4,
             gain_db=-8.0, send=0.35, length=6, pan=-0.15),
        Part("bass", "bass", "piano", ("r---------------", "r-------5-------"), low=33, high=48, gain_db=-6.0, send=0.25, pan=-0.2),
        Part("melody", "melody", "piano", FLOWING, low=65, high=84, from_level=0.45, gain_db=-3.0, send=0.4, pan=0.15),
        Part("pad", "sustain", "strings", low=50, high=72, from_level=0.7, gain_db=-15.0, send=0.6),
        Part("counter", "counter", "strings", low=67, high=84, from_level=0.85, gain_db=-16.0, send=0.6),
    ),
)  # fmt: skip

ACOUSTIC = Style(
    name="acoustic", tempo=(86, 104), harmony="pop", mood="hopeful", kit="soft", room_s=1.2, loose_ms=9,
    parts=(
        Part("arp", "arpeggio", "steel", ("0.3.1.3.0.3.2.3.", "0.2.3.1.0.2.3.1.", "0.3.2.1.0.3.2.3."), low=45, high=66, voices=4,
             gain_db=-5.0, send=0.22, length=8, pan=-0.3),
        Part("comp", "rhythm", "steel", ("7...5.6...5.6.5.", "7...6...5.6...5."), low=52, high=74, voices=4, strum_ms=14, gain_db=-11.0,
             send=0.25, pan=0.4, from_level=0.55),
        Part("bass", "bass", "finger", ("r-------5-------", "r-----r-5-------", "r---------5---r-"), low=31, high=46, gain_db=-6.0,
             send=0.05, from_level=0.45),
        Part("melody", "melody", "nylon", FLOWING, low=64, high=81, from_level=0.75, gain_db=-6.5, send=0.35, pan=0.1),
        Part("pad", "sustain", "strings", low=55, high=76, from_level=0.85, gain_db=-20.0, send=0.5),
    ),
    drumming=(
        Drumming(0.5, {"shaker": "4.3.5.3.4.3.5.3."}),
        Drumming(0.8, {"kick": "8.......8...4...", "snap": "....6.......6...", "shaker": "4.3.5.3.4.3.5.3."}),
    ),
    drums_db=-7.0,
)  # fmt: skip
