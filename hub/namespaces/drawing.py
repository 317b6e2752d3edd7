"""What people send as a picture, made into one of ours: a small square of pixels, with nothing else in it."""

import threading
from io import BytesIO

from PIL import Image, ImageOps

from hub.namespaces.errors import (
    PictureAnimated,
    PictureTooLarge,
    PictureTooManyPixels,
    PictureUnreadable,
)

# Not SVG, which is a program; and none of Pillow's rarer readers.
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
BYTES = 2 * 1024 * 1024
# More than a phone's camera takes. A file of a few bytes may claim any number.
PIXELS = 16_000_000
SIDE = 256
# Of a JPEG that comes into view bit by bit: cameras and programs write ten, and each may cost as much as the whole.
SCANS, SCAN = 50, b"\xff\xda"

# The largest takes 130 MB while it is read.
one_at_a_time = threading.Lock()


def redraw(content: bytes) -> bytes:
    """A WebP of 256 x 256. Raises PictureRefused."""
    if len(content) > BYTES:
        raise PictureTooLarge
    with one_at_a_time:
        return encoded(square(opened(content)))


def opened(content):
    """Its head only: the pixels are read by `square`."""
    # Whatever a decoder raises on bytes that somebody chose: they are no picture.
    try:
        image = Image.open(BytesIO(content), formats=FORMATS)
        is_animated = getattr(image, "is_animated", False)
    except Image.DecompressionBombError as error:
        raise PictureTooManyPixels from error
    except Exception as error:
        raise PictureUnreadable from error
    if image.width * image.height > PIXELS:
        raise PictureTooManyPixels
    if is_animated:
        raise PictureAnimated
    # Among pixels the mark is written otherwise, so it is counted without reading them.
    if image.format == "JPEG" and content.count(SCAN) > SCANS:
        raise PictureUnreadable
    return image


def square(image):
    """The middle of it, the right way up."""
    try:
        image = ImageOps.exif_transpose(image).convert("RGBA")
        return ImageOps.fit(image, (SIDE, SIDE))
    except Exception as error:
        raise PictureUnreadable from error


def encoded(image):
    """Without what came beside the pixels: the place a photo was taken at, a profile, a comment."""
    file = BytesIO()
    image.save(file, "WEBP", quality=82, exif=b"", xmp=b"", icc_profile=b"")
    return file.getvalue()
