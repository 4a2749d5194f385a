"""The colour profiles themselves. Each is judged on photos; docs/decisions tells how they are made and checked."""

from __future__ import annotations

from reklamai.media.grading.recipe import Hue, Recipe

RECIPES: dict[str, Recipe] = {
    "natural": Recipe(
        curve=((0, 0), (0.12, 0.112), (0.5, 0.505), (0.85, 0.862), (1, 1)),
        saturation=(1.0, 1.04, 0.98),
    ),
    "cinematic": Recipe(
        curve=((0, 0.012), (0.1, 0.078), (0.3, 0.262), (0.5, 0.492), (0.75, 0.772), (0.92, 0.912), (1, 0.965)),
        saturation=(0.82, 0.92, 0.86),
        shadows=(-0.014, -0.016),
        highlights=(0.005, 0.013),
        skin=0.5,
    ),
    "vivid": Recipe(
        curve=((0, 0), (0.2, 0.165), (0.5, 0.51), (0.8, 0.84), (1, 1)),
        hues=(Hue(50, 45, saturation=0.79),),
        saturation=(1.15, 1.22, 1.12),
        vibrance=0.25,
    ),
    "teal_orange": Recipe(
        curve=((0, 0.008), (0.15, 0.108), (0.4, 0.372), (0.6, 0.612), (0.85, 0.87), (1, 0.985)),
        hues=(
            Hue(255, 75, turn=-30, saturation=0.66),
            Hue(150, 58, turn=22, saturation=0.58),
            Hue(100, 40, turn=-14, saturation=0.9),
            Hue(15, 35, turn=14, saturation=0.95),
        ),
        saturation=(0.95, 1.08, 1.04),
        shadows=(-0.034, -0.024),
        mids=(-0.012, -0.004),
        highlights=(0.010, 0.026),
        skin=0.75,
    ),
    "bleach_bypass": Recipe(
        curve=((0, 0), (0.12, 0.050), (0.3, 0.205), (0.5, 0.475), (0.7, 0.745), (0.88, 0.915), (1, 0.99)),
        saturation=(0.34, 0.42, 0.34),
    ),
    "noir": Recipe(
        monochrome=(0.42, 0.46, 0.12),
        curve=((0, 0), (0.14, 0.022), (0.3, 0.115), (0.5, 0.385), (0.7, 0.69), (0.88, 0.90), (1, 1)),
    ),
    "warm_print": Recipe(
        curve=((0, 0.010), (0.15, 0.11), (0.4, 0.38), (0.6, 0.615), (0.85, 0.87), (1, 0.975)),
        hues=(Hue(264, 60, turn=-12, saturation=0.85), Hue(142, 45, turn=-12, saturation=0.9)),
        saturation=(0.98, 1.06, 1.0),
        shadows=(0.008, 0.010),
        mids=(0.008, 0.022),
        highlights=(0.008, 0.031),
        skin=0.3,
    ),
    "cool_night": Recipe(
        curve=((0, 0), (0.2, 0.115), (0.5, 0.345), (0.75, 0.575), (0.92, 0.78), (1, 0.90)),
        hues=(Hue(60, 60, saturation=0.9), Hue(142, 50, turn=30, saturation=0.55)),
        saturation=(0.55, 0.68, 0.72),
        shadows=(-0.010, -0.044),
        mids=(-0.014, -0.046),
        highlights=(-0.010, -0.020),
        skin=0.35,
    ),
    "pastel": Recipe(
        curve=((0, 0.085), (0.2, 0.285), (0.5, 0.585), (0.8, 0.825), (1, 0.975)),
        hues=(Hue(142, 50, turn=12), Hue(30, 40, turn=-8)),
        saturation=(0.62, 0.72, 0.66),
        vibrance=0.25,
        shadows=(-0.008, -0.010),
        highlights=(0.012, 0.008),
        skin=0.3,
    ),
    "film_500t": Recipe(
        curve=((0, 0.048), (0.1, 0.101), (0.3, 0.276), (0.5, 0.5), (0.75, 0.762), (0.92, 0.895), (1, 0.945)),
        hues=(Hue(142, 50, turn=10, saturation=0.85),),
        saturation=(0.80, 0.95, 0.88),
        shadows=(-0.012, -0.030),
        mids=(-0.003, -0.006),
        highlights=(0.011, 0.027),
        skin=0.35,
    ),
    "film_250d": Recipe(
        curve=((0, 0.028), (0.12, 0.108), (0.3, 0.282), (0.5, 0.515), (0.75, 0.785), (0.92, 0.918), (1, 0.965)),
        hues=(Hue(142, 50, turn=-14, saturation=0.92), Hue(250, 50, turn=-10, saturation=1.05)),
        saturation=(0.90, 1.06, 0.95),
        shadows=(-0.012, 0.000),
        mids=(0.004, 0.010),
        highlights=(0.004, 0.020),
        skin=0.2,
    ),
    "technicolor": Recipe(
        curve=((0, 0), (0.15, 0.095), (0.4, 0.362), (0.6, 0.618), (0.85, 0.887), (1, 1)),
        hues=(
            Hue(20, 28, saturation=1.08),
            Hue(48, 42, saturation=0.76),
            Hue(142, 50, turn=8, saturation=1.04),
            Hue(255, 55, turn=-10, saturation=0.95),
        ),
        saturation=(1.16, 1.27, 1.14),
    ),
    "sepia": Recipe(
        monochrome=(0.30, 0.55, 0.15),
        curve=((0, 0.025), (0.15, 0.135), (0.5, 0.515), (0.8, 0.835), (1, 0.965)),
        saturation=(0.0, 0.0, 0.0),
        shadows=(0.016, 0.034),
        mids=(0.020, 0.052),
        highlights=(0.008, 0.034),
    ),
    "clean_commercial": Recipe(
        curve=((0, 0), (0.15, 0.155), (0.4, 0.445), (0.6, 0.66), (0.85, 0.905), (1, 1)),
        hues=(Hue(55, 45, saturation=0.94),),
        saturation=(1.0, 1.10, 1.02),
        vibrance=0.12,
    ),
}
