"""The tables that connect the hall with its engines and with the rooms; a test and a system check load every line."""

from __future__ import annotations

from decimal import Decimal

ENGINES = {  # "<provider>.<kind>", or "<provider>" for all its kinds -> who makes it
    "local.text_to_image": "studio.engines.draft.DraftPicture",
    "local.text_to_video": "studio.engines.draft.DraftClip",
    "local.image_to_video": "studio.engines.draft.DraftClip",
    "local.anchor_extract": "anchors.engines.ExtractEngine",
    "local.animatic_shot": "video.animatic_engine.SketchEngine",
    "local.animatic": "video.animatic_engine.AnimaticEngine",
    "local.camera_plate": "video.plate_engine.PlateEngine",
    "local.film_join": "video.join_engine.JoinEngine",
    "local.transition": "video.join_engine.JoinEngine",
    "local.keyframes": "video.inbetween_engine.InbetweenEngine",
    "local.keyframe_strip": "video.inbetween_engine.StripEngine",
    "local.last_frame": "video.frame_engine.FrameEngine",
    "local.transition_strip": "video.transition_engine.TransitionStripEngine",
    "local.soulid_judge": "soulids.engines.JudgeEngine",
    "local.soulid_search": "soulids.search_engine.SearchEngine",
    "local.soulid_train": "soulids.training_engine.TrainEngine",
    "local.soulid_master": "soulids.training_engine.MeasureEngine",
    "local.text_to_speech": "studio.engines.speaking.Speaking",
    "local.sound_effect": "studio.engines.sounding.Sounding",
    "local.music": "studio.engines.composing_music.Composing",
    "local.sound_preview": "video.mix_engine.MixEngine",
    "local.sound_mix": "video.mix_engine.MixEngine",
    "local.master": "video.master_engine.MasterEngine",
    "kie": "studio.engines.kie.engine.KieEngine",
    "replicate": "studio.engines.replicate.engine.ReplicateEngine",
    "replicate.soulid_lora": "soulids.lora_engine.LoraEngine",
    "elevenlabs": "studio.engines.elevenlabs.engine.ElevenLabsEngine",
}
SCORERS = (  # who measures a finished result (face, clothes, light, ...)
    "anchors.scores.AnchorScores",
    "soulids.scores.Likeness",
)
REFERENCE_SOURCES = {  # what an order may name as "asset:<id>" -> who hands over its files
    "asset": "studio.references.Assets",
    "anchor": "anchors.references.Anchors",
    "multi-reference": "anchors.references.MultiReferences",
    "soulid": "soulids.references.SoulIDs",
    "soul-photo": "soulids.sources.photos.Photos",
    "soul-query": "soulids.sources.queries.Queries",
    "camera": "video.references.Cameras",
}
SHAPER = "video.shaping.Camera"
"""Who turns a virtual camera and a wish for a master into what a model and our own finish can do; "" for nobody."""
FINISHER = "studio.engines.finishing.Finish"
"""What is done here to a result after its maker is through with it."""
SHAPER_SOURCE = "camera"
"""What such cameras are named by in an order: "camera:<id>"."""
PASSING_FACTS = ("soulid", "soul-photo")
"""Sources of faces: what an order keeps of their measures is emptied when it is over. What was said for
a name in its prompt stays until the order or the person goes."""

FOLLOW_UPS = {  # kind of order -> who writes down what came of it
    "anchor_extract": "anchors.follow.Extracted",
    "camera_plate": "video.plate_follow.Plated",
    "soulid_judge": "soulids.follow.Judged",
    "soulid_search": "soulids.follow_search.Searched",
    "soulid_lora": "soulids.follow_lora.Weights",
    "soulid_train": "soulids.follow_training.Trained",
    "soulid_master": "soulids.follow_training.Measured",
    "character_image": "soulids.follow_training.MasterMade",
    "image_to_image": "soulids.follow_training.MasterMade",
    "text_to_image": "soulids.follow_training.MasterMade",
}
SERIES = ("video.film_follow.Films", "video.sound_follow.Sounds")
"""Rooms that make one thing of several orders of any kind, and hear of the end of each."""
UTILITY_KINDS = (
    "anchor_extract", "camera_plate", "soulid_judge", "soulid_train", "soulid_master", "soulid_lora", "soulid_search",
    "animatic_shot", "animatic",
    "last_frame", "keyframe_strip", "transition_strip", "sound_preview",
)  # fmt: skip
"""Kinds that make no work of their own: left out of libraries."""
ORDERED_BY_ROOMS = (
    "animatic_shot", "animatic", "camera_plate", "soulid_lora", "last_frame", "keyframe_strip", "transition_strip",
    "sound_preview", "sound_mix",
)  # fmt: skip
"""Kinds that no general door orders: their room asks for consent first, and writes the row the result goes into."""
PAGE_KINDS = ("master", "film_join", "transition", "sound_mix")
"""Kinds that a page of their own orders, beside what they are made of: works like others, but in no composer."""
UNMEASURED_KINDS = ("animatic_shot",)
"""Kinds whose results hold to people and things, and are no more than sketches of them: nobody measures how like."""
FILELESS_KINDS = ("soulid_judge", "soulid_lora", "soulid_master", "soulid_search")
"""Kinds whose result is what was noted, and no file."""
BELONGINGS = (  # what rooms keep for people: exported, purged and erased with all else
    "anchors.belongings.Anchors",
    "soulids.belongings.SoulIDs",
    "video.belongings.Cinema",
    "video.sound_belongings.SoundMixes",  # before the boards that they are of
    "video.film_belongings.Storyboards",
)
ROOM_KEEPERS = {"soulids": "soulids.keeping.Faces"}  # room that keeps files -> who says whether staff may open one
ROOM_SOURCES = {"soul-photo": "soulids", "soul-query": "soulids"}
"""Sources of a room's own files -> the room: what is made of these is for its word alone, too."""
ROOM_UPKEEPS = (  # what rooms do by the clock
    "soulids.upkeep.Erasures",
    "soulids.upkeep_photos.Photos",
    "soulids.upkeep_masters.Masters",
)
REMOVERS = {"replicate": "studio.engines.replicate.removal.remove"}  # vendor -> what erases there

PROVIDER_KEYS = {  # provider -> the setting without which nothing of its can be ordered
    "kie": "KIE_API_KEY",
    "replicate": "REPLICATE_API_TOKEN",
    "elevenlabs": "ELEVENLABS_API_KEY",
}

CREDIT_USD = Decimal("0.01")
"""What one of our credits is worth."""
LOCAL_DEADLINE_S = 30 * 60
VENDOR_DEADLINE_S = 60 * 60
"""After so long without a result an order is ended and its credits given back."""
DEADLINES_S = {  # kinds that take longer
    "soulid_lora": 2 * 60 * 60,  # a training of weights, 20 to 30 min and its queue
    "master": 2 * 60 * 60,  # a quarter of an hour of work for a minute of 1080p as ProRes, and three attempts
}
PEEKED = ("kie", "replicate")  # providers whose engine can be asked without a worker
REPLICATE_MOST_S = 60.0
"""For a whole answer of Replicate's, however slowly it drips."""
VENDOR_LIMITS = {  # name -> (so many, in so many seconds), per account; a little within what the vendor allows
    "kie.create": (19, 10.0),
    "kie.query": (9, 1.0),
    "kie.catalogue": (1, 1.1),
    # 600 and 3000 a minute there; short windows keep the row small that counts them
    "replicate.predict": (98, 10.0),
    "replicate.other": (49, 1.0),
    # no rates are documented there: bounds of ours against a loop gone wild
    "elevenlabs.make": (20, 1.0),
    "elevenlabs.other": (10, 1.0),
}
KIE_SAMPLES_URL = "https://static.aiquickdraw.com/elevenlabs/voice"
"""Where KIE shows how its voices sound: <here>/<id>.mp3."""
ELEVENLABS_READ_S, ELEVENLABS_MOST_S = 240.0, 280.0
"""Until the first byte of an answer, as the maker's own library waits, and until the last."""

SOUL_PHOTOS_LEAST, SOUL_PHOTOS_MOST = 10, 70
"""Good photos that learning a person needs, and takes."""

UPLOAD_LIMITS = {
    "picture": {"bytes": 40 * 2**20, "pixels": 64_000_000},
    "clip": {"bytes": 1024 * 2**20, "seconds": 600, "pixels": 4096 * 2304},
    "sound": {"bytes": 200 * 2**20, "seconds": 1800},
}
