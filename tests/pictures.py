"""Pictures for tests, good and bad."""

import struct
import zlib
from io import BytesIO

from PIL import Image


def png(size=(40, 20), colour="red") -> bytes:
    return encoded(Image.new("RGB", size, colour), "PNG")


def photo(width=40, height=20) -> bytes:
    """A JPEG that lies on its side, and says where it was taken."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it by 90 degrees
    exif[0x010E] = "at the harbour"
    return encoded(image, "JPEG", exif=exif, comment=b"at the harbour", quality=95)


def moving(kind) -> bytes:
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    return encoded(frames[0], kind, save_all=True, append_images=frames[1:])


def bomb(side=100_000) -> bytes:
    """A PNG of a hundred bytes that claims to be so many pixels wide and high."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def slow(scans) -> bytes:
    """A JPEG whose last scan comes so many times more: a few bytes each, and all its pixels once again."""
    whole = encoded(Image.new("L", (64, 64), 128), "JPEG", progressive=True)
    scan = whole[whole.rfind(b"\xff\xda") : -2]
    return whole[:-2] + scan * scans + whole[-2:]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + checksum(kind + data)


def checksum(data):
    return struct.pack(">I", zlib.crc32(data))


def encoded(image, kind, **options) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()
