"""Only pictures become pictures, and nothing but their pixels."""

from io import BytesIO

import pytest
from PIL import Image

from hub.namespaces import drawing
from hub.namespaces.errors import (
    PictureAnimated,
    PictureTooLarge,
    PictureTooManyPixels,
    PictureUnreadable,
)
from tests import pictures

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"<html>hello</html>",
        SVG,
        pictures.encoded(Image.new("RGB", (9, 9)), "BMP"),
        pictures.encoded(Image.new("RGB", (9, 9)), "TIFF"),
        pictures.png((400, 400))[:200],
        pictures.photo(400, 400)[:900],
    ],
)
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(PictureUnreadable):
        drawing.redraw(content)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_one_that_moves_is_refused(kind):
    with pytest.raises(PictureAnimated):
        drawing.redraw(pictures.moving(kind))


@pytest.mark.parametrize("side", [4_001, 100_000])
def test_what_would_fill_the_memory_is_refused_unread(side):
    with pytest.raises(PictureTooManyPixels):
        drawing.redraw(pictures.bomb(side))


def test_a_large_file_is_refused():
    with pytest.raises(PictureTooLarge):
        drawing.redraw(pictures.png() + b"\0" * drawing.BYTES)


def test_what_would_be_drawn_for_minutes_is_refused_unread():
    assert drawing.redraw(pictures.slow(scans=20))
    with pytest.raises(PictureUnreadable):
        drawing.redraw(pictures.slow(scans=60))


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "CMYK", "I;16", "LA"])
def test_every_kind_of_colour_is_read(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    drawn = drawing.redraw(pictures.encoded(Image.new(mode, (9, 9)), kind))

    image = Image.open(BytesIO(drawn))
    assert (image.format, image.size) == ("WEBP", (256, 256))


def test_a_photo_is_turned_upright_and_tells_nothing():
    drawn = drawing.redraw(pictures.photo())

    image = Image.open(BytesIO(drawn)).convert("RGB")
    above, below = image.getpixel((128, 9)), image.getpixel((128, 246))
    assert above[2] > 200 > 50 > above[0]
    assert below[0] > 200 > 50 > below[2]
    assert b"harbour" not in drawn
    assert not image.getexif()
