"""Music that is glad to sell something: claps, ukuleles, muted guitars."""

from __future__ import annotations

from reklamai.media.synth.music.styles.calm import FLOWING
from reklamai.media.synth.music.styles.model import Drumming, Part, Style

SYNCOPATED = ("x--x--x-x---x---", "x---x-x---x-x---", "x-x---x-x-x-----", "x--x--x-x-------", "x---x---x-------")

CORPORATE = Style(
    name="corporate", tempo=(102, 118), harmony="pop", mood="confident", kit="pop", room_s=1.5, effects=("reverse", "crash"),
    parts=(
        Part("comp", "arpeggio", "muted", ("0.2.1.2.0.2.1.2.", "0.1.2.1.0.1.2.1.", "0.0.2.0.1.0.2.0."), low=52, high=69, voices=3,
             gain_db=-9.0, send=0.15, echo=0.25, length=2, pan=-0.35),
        Part("pad", "sustain", "warm", low=50, high=71, gain_db=-15.0, send=0.4),
        Part("comp", "rhythm", "piano", ("8.......6.......", "8.....6.....6...", "8...............", "8...6...8...6..."), low=52, high=74, gain_db=-10.0, send=0.3,
             from_level=0.45, pan=0.15),
        Part("bass", "bass", "finger", ("r-r-r-r-r-r-r-r-", "r-----r-r-----r-", "r-------r---r-r-"), low=31, high=45, gain_db=-7.0, send=0.03,
             from_level=0.5),
        Part("melody", "melody", "bell", SYNCOPATED, low=72, high=90, from_level=0.8, gain_db=-17.0, send=0.35, echo=0.2, pan=0.25),
        Part("counter", "counter", "strings", low=67, high=83, from_level=0.85, gain_db=-15.5, send=0.45),
        Part("arp", "arpeggio", "pluck", ("4.6.5.6.4.6.5.6.", "4.5.6.7.6.5.6.5."), low=55, high=72, from_level=0.95, gain_db=-17.0, send=0.3, echo=0.3,
             length=2, pan=0.4, chance=0.7),
    ),
    drumming=(
        Drumming(0.5, {"kick": "8.......8.......", "shaker": "3.2.4.2.3.2.4.2."}),
        Drumming(0.8, {"kick": "9.....5.9.......", "clap": "....8.......8...", "shaker": "4252425242524252"}),
        Drumming(0.97, {"kick": "9.....5.9.....4.", "clap": "....8.......8...", "snare": "....6.......6...",
                        "shaker": "4252425242524252", "tambourine": "..5...5...5...5."}),
    ),
    fill={"snare": "........4.5.6788", "tom": "............6.7."}, drums_db=-4.0,
)  # fmt: skip

UPBEAT = Style(
    name="upbeat", tempo=(112, 128), harmony="happy", mood="happy", kit="pop", room_s=0.9, effects=("crash",), loose_ms=8,
    parts=(
        Part("comp", "rhythm", "ukulele", ("7...6.57..576.57", "7.5.7.5.7.5.7.5.", "7...7.5...5.7.5."), low=60, high=77, strum_ms=9, gain_db=-6.0,
             send=0.12, pan=-0.25, length=4),
        Part("bass", "bass", "finger", ("r---5---r---5---", "r-----r-5-----5-", "r---r---5---5-a-"), low=31, high=46, gain_db=-6.0, send=0.03,
             from_level=0.45),
        Part("melody", "melody", "bell", SYNCOPATED, low=74, high=91, from_level=0.55, gain_db=-15.0, send=0.3, pan=0.25),
        Part("melody", "melody", "whistle", FLOWING, low=72, high=88, from_level=0.97, gain_db=-15.0, send=0.3, chance=0.6),
        Part("comp", "rhythm", "piano", ("....7.......7...", "..6...6...6...6."), low=60, high=77, from_level=0.8, gain_db=-12.0, send=0.15, length=2,
             pan=0.3),
        Part("arp", "arpeggio", "pizzicato", ("4...5...6...5...", "4.4.5.5.6.6.5.5."), low=55, high=72, from_level=0.6, gain_db=-12.0, send=0.25,
             length=2, pan=0.45),
    ),
    drumming=(
        Drumming(0.0, {"snap": "....7.......7..."}),
        Drumming(0.5, {"kick": "9.......9.......", "clap": "....8.......8...", "shaker": "4.3.4.3.4.3.4.3."}),
        Drumming(0.8, {"kick": "9...9...9...9...", "clap": "....8.......8..6", "tambourine": "5.3.6.3.5.3.6.3."}),
    ),
    fill={"clap": "....8...8.8.8.8.", "snare": "............6788"}, drums_db=-4.0,
)  # fmt: skip
