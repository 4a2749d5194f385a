"""The doors of the stand-in: the API, the host of previews, and one for the tests."""

import json
import re
from base64 import b64encode
from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import parse_qs, urlsplit

from tests.providers.elevenlabs_server.door import MADE, Door
from tests.providers.elevenlabs_server.sounds import speech, times_of, tone

ROUTES = [
    ("POST", r"/v1/text-to-speech/(\w+)/with-timestamps", "speak"),
    ("POST", r"/v1/voice-changer/(\w+)", "change"),
    ("POST", r"/v1/sound-generation", "effect"),
    ("POST", r"/v1/music", "music"),
    ("GET", r"/v2/voices", "voices"),
    ("GET", r"/v1/voices/(\w+)", "voice"),
    ("GET", r"/v1/models", "models"),
    ("GET", r"/v1/user/subscription", "subscription"),
]


class ApiDoor(Door):
    """api.elevenlabs.io."""

    def serve(self, method, path, body):
        if self.headers.get("xi-api-key") != self.state.key:
            return self.refuse(401, "invalid_api_key", "Invalid API key")
        parts = urlsplit(path)
        self.body, self.query = body, {name: values[0] for name, values in parse_qs(parts.query).items()}
        for verb, pattern, name in ROUTES:
            found = re.fullmatch(pattern, parts.path)
            if verb == method and found:
                return getattr(self, name)(*found.groups())
        return self.refuse(404, "not_found", "Not Found")

    def speak(self, voice):
        asked = json.loads(self.body)
        if voice == "gone":
            return self.refuse(404, "voice_not_found", f"A voice with the voice_id {voice} was not found.")
        return self.order("speak", len(asked["text"]), lambda: self.spoken(asked["text"]), voice=voice, asked=asked)

    def change(self, voice):
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        parts = BytesParser(policy=HTTP).parsebytes(head + self.body).iter_parts()
        given = {part.get_param("name", header="content-disposition"): part for part in parts}
        asked = {name: part.get_payload(decode=True).decode() for name, part in given.items() if name != "audio"}
        sound = given["audio"].get_payload(decode=True)
        asked |= {"bytes": len(sound), "named": given["audio"].get_filename()}
        return self.order("change", 17, lambda: (tone(1.0), "audio/mpeg"), voice=voice, asked=asked)

    def effect(self):
        asked = json.loads(self.body)
        seconds = asked.get("duration_seconds") or 2.0
        return self.order("effect", int(seconds * 20), lambda: (tone(seconds, 880), "audio/mpeg"), asked=asked)

    def music(self):
        asked = json.loads(self.body)
        if "Beatles" in asked["prompt"]:
            return self.refuse(400, "bad_prompt", "Your prompt mentions an artist.")
        seconds = asked.get("music_length_ms", 10_000) / 1000
        return self.order("music", int(seconds * 25), lambda: (tone(seconds, 220), "audio/mpeg"), asked=asked)

    def spoken(self, text):
        characters, starts, ends = times_of(text)
        alignment = {
            "characters": characters, "character_start_times_seconds": starts, "character_end_times_seconds": ends,
        }  # fmt: skip
        voiced = [n for n, _letter in enumerate(text) if n >= (text.find("] ") + 2 if text.startswith("[") else 0)]
        untold = {name: [row[n] for n in voiced] for name, row in alignment.items()}
        odd = {"undirected": untold, "none": None, "short": {**alignment, "characters": characters[:-1]}, "text": "?"}
        told = odd.get(self.state.alignment, alignment)
        body = {"audio_base64": b64encode(speech(text)).decode(), "alignment": told, "normalized_alignment": told}
        return json.dumps(body).encode(), "application/json"

    def order(self, call, characters, making, **facts):
        """Made and billed, unless a fault comes before that; answered, unless one comes after."""
        row = self.state.note(call, query=self.query, billed=False, **facts)
        fault = self.state.fault(call)
        if fault and fault not in MADE:
            return self.broken(fault)
        if self.state.used + characters > self.state.limit:
            return self.refuse(401, "quota_exceeded", "This request exceeds your quota.")
        if not self.state.begin():
            return self.refuse(429, "too_many_concurrent_requests", "Too many concurrent requests.")
        try:
            with self.state.lock:
                self.state.used += characters
                row["billed"] = True
            if fault == "hold":
                self.state.holding.set()
                self.state.released.wait(60)
            elif fault:
                return self.broken(fault)
            content, kind = making()
            more = {"character-cost": str(characters), "request-id": f"req-{len(self.state.journal)}"}
            return self.send(content, kind=kind, **more)
        finally:
            self.state.end()

    def voices(self):
        self.state.note("voices", query=self.query)
        if self.broken(self.state.fault("voices")):
            return None
        start = int(self.query.get("next_page_token", "0"))
        end = start + self.state.page_size
        more = end < len(self.state.voices)
        # Defaults come on top of the first page, and again where they stand, as the maker's library says.
        rows = self.state.voices[start:end] if start else self.state.voices[: end + 1]
        return self.say({"voices": rows, "has_more": more, "total_count": 0, "next_page_token": str(end)})

    def voice(self, voice):
        self.state.note("voice", voice=voice)
        if self.broken(self.state.fault("voice")):
            return None
        if voice == "gone":
            return self.refuse(404, "voice_not_found", "A voice was not found.")
        address = None if voice == "mute" else f"{self.state.bases['previews']}/{voice}.mp3"
        return self.say({"voice_id": voice, "name": voice, "labels": {}, "preview_url": address})

    def models(self):
        if not self.broken(self.state.fault("models")):
            self.say([
                {"model_id": "eleven_multilingual_v2", "can_do_text_to_speech": True, "can_do_voice_conversion": False,
                 "maximum_text_length_per_request": 10000},
                {"model_id": "eleven_multilingual_sts_v2", "can_do_voice_conversion": True},
                {"model_id": "eleven_flash_v2_5", "can_do_text_to_speech": True,
                 "maximum_text_length_per_request": 40000},
                {"model_id": "eleven_v3", "can_do_text_to_speech": True, "maximum_text_length_per_request": 5000},
            ])  # fmt: skip

    def subscription(self):
        self.state.note("subscription")
        if not self.broken(self.state.fault("subscription")):
            self.say({"tier": "creator", "character_count": self.state.used, "character_limit": self.state.limit})


class PreviewDoor(Door):
    """Where samples of voices lie: /<anything>.mp3."""

    def serve(self, method, path, body):
        row = self.state.note("preview", path=path, key=self.headers.get("xi-api-key"))
        fault = self.state.fault("preview")
        if fault == "page":
            return self.send(b"<html>no</html>", kind="text/html")
        if fault == "redirect":
            return self.send(b"", status=302, Location="http://169.254.169.254/latest/meta-data")
        if self.broken(fault):
            return None
        return self.send(tone(0.5, 300 + len(row["path"])), kind="audio/mpeg")


class TestDoor(Door):
    """For the tests alone: faults and the journal."""

    def serve(self, method, path, body):
        if path == "/_test/set":
            self.state.set(json.loads(body))
        if path == "/_test/calm":
            self.state.calm()
        if path == "/_test/release":
            self.state.released.set()
        if path == "/_test/held":
            self.state.holding.wait(15)
        self.say(self.state.told())
