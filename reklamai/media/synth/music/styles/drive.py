"""Music that pushes: machines, orchestras, drums."""

from __future__ import annotations

from reklamai.media.synth.music.styles.calm import SPARSE
from reklamai.media.synth.music.styles.model import Drumming, Part, Style

PULSE = Style(
    name="pulse", tempo=(108, 126), harmony="pop", mood="confident", kit="electronic", room_s=1.8, loose_ms=2,
    effects=("riser", "crash"),
    parts=(
        Part("arp", "arpeggio", "pluck", ("0123210301232103", "0213021302130213", "0.23.1320.23.132", "0120312001203120"), low=50, high=70, gain_db=-8.0,
             send=0.25, echo=0.4, length=1, pump=0.3, pan=-0.2),
        Part("bass", "bass", "synthbass", ("r-rrr-rrr-rrr-rr", "rrrrrrrrrrrrrrrr", "..rr..rr..rr..rr", "r-.rr-.rr-.rr-.8"), low=29, high=42, gain_db=-7.0,
             send=0.02, pump=0.5),
        Part("pad", "sustain", "warm", low=50, high=72, gain_db=-12.0, send=0.35, pump=0.5, from_level=0.5),
        Part("arp", "arpeggio", "bell", ("4...6...5...6...", "6..5..4.6..5..4."), low=55, high=74, from_level=0.8, gain_db=-20.0, send=0.45, echo=0.5, length=3,
             pan=0.4),
        Part("melody", "melody", "lead", SPARSE, low=64, high=81, from_level=0.85, gain_db=-13.0, send=0.4, echo=0.35, pan=0.1),
    ),
    drumming=(
        Drumming(0.4, {"hat": "5.3.5.3.5.3.5.3."}),
        Drumming(0.55, {"kick": "9...9...9...9...", "hat": "3.5.3.5.3.5.3.5."}),
        Drumming(0.8, {"kick": "9...9...9...9...", "clap": "....8.......8...", "hat": "4252425242524252", "open": "..4...4...4...4."}),
    ),
    fill={"kick": "9...9...9...9.9.", "snare": "4.4.5.5.66778899"}, drums_db=-4.0, drums_send=0.06,
)  # fmt: skip

CINEMATIC = Style(
    name="cinematic", tempo=(88, 104), harmony="epic", mood="epic", kit="cinema", room_s=3.0, dark_hz=5_500, loose_ms=8,
    effects=("riser", "impact", "reverse"),
    parts=(
        Part("arp", "arpeggio", "spiccato", ("0.0.1.0.2.0.1.0.", "0.01.10.2.01.10.", "0011001122110011", "0.00.00.1.11.22."), low=50, high=68, voices=4,
             gain_db=-8.0, send=0.35, length=1, pan=-0.2),
        Part("bass", "bass", "strings", ("r---------------", "r-------r-------"), low=33, high=46, gain_db=-7.0, send=0.3),
        Part("pad", "sustain", "strings", low=52, high=74, gain_db=-10.0, send=0.5, from_level=0.5),
        Part("pad", "sustain", "brass", low=43, high=62, voices=3, gain_db=-10.0, send=0.45, from_level=0.85),
        Part("melody", "melody", "strings", SPARSE, low=67, high=84, from_level=0.7, gain_db=-9.0, send=0.5, pan=-0.1),
        Part("melody", "melody", "horn", SPARSE, low=55, high=70, from_level=0.97, gain_db=-10.0, send=0.5, pan=0.2, chance=0.6),
        Part("arp", "arpeggio", "spiccato", ("4.4.5.4.6.4.5.4.", "4455445566554455"), low=55, high=72, from_level=0.85, gain_db=-13.0, send=0.4, length=1, pan=0.35),
        Part("bass", "bass", "sub", ("r---------------",), low=28, high=40, from_level=0.8, gain_db=-8.0, send=0.0),
    ),
    drumming=(
        Drumming(0.5, {"floor": "8.......6......."}),
        Drumming(0.75, {"floor": "9..5..5.9..5..55", "kick": "9.......9......."}),
        Drumming(0.95, {"floor": "9..6..6.9..6..66", "kick": "9.......9.....8.", "tom": "..5..5...5.5.5..", "snare": "....7.......7..."}),
    ),
    fill={"floor": "9...7...7.7.8899", "tom": "........5.5.6677"}, drums_db=-3.0, drums_send=0.35,
)  # fmt: skip

PERCUSSION = Style(
    name="percussion", tempo=(98, 116), harmony="groove", mood="playful", kit="hands", room_s=0.9, loose_ms=8,
    parts=(
        Part("arp", "arpeggio", "marimba", ("0..2..1.0..2.1..", "0.2..1.20..1.2..", "0..1.2..0.1..2.."), low=55, high=72, voices=3, gain_db=-10.0, send=0.2,
             length=2, pan=0.2, from_level=0.35),
        Part("bass", "bass", "round", ("r--r..r-..r.r...", "r-....r-r-......", "r-..r-....r-8-.."), low=31, high=43, gain_db=-8.0, send=0.02, from_level=0.5),
        Part("comp", "rhythm", "muted", ("....6.......6..6", "..6...6...6...6."), low=55, high=70, voices=3, strum_ms=5, gain_db=-12.0, send=0.15, length=1, pan=-0.4,
             from_level=0.85, chance=0.7),
    ),
    drumming=(
        Drumming(0.0, {"conga": "7..5..7.5..5..55", "shaker": "5343534353435343"}),
        Drumming(0.5, {"kick": "9.......8.....4.", "conga": "7..5..7.5..5.755", "slap": "....7.......7...", "shaker": "5343534353435343"}),
        Drumming(0.8, {"kick": "9..5....9..5....", "conga": "7.35.37.5.35.755", "slap": "....8..4....8..4", "shaker": "5343534353435343",
                       "floor": "8.......6..6....", "cowbell": "5..5...5..5.5..."}),
        Drumming(0.97, {"kick": "9...9...9...9...", "conga": "7.35.37.5.35.755", "slap": "....9..4....9..5", "shaker": "6353635363536353",
                        "floor": "8..6..6.8..6..66", "cowbell": "5..5...5..5.5...", "clap": "....8.......8..."}),
    ),
    fill={"floor": "8..8..8.8.8.8888", "tom": "..6..6..6.6.6666"}, drums_db=-1.0, drums_send=0.16,
)  # fmt: skip
