"""The demo's pictures, drawn by code: flat ink landscapes of a few kilobytes, so that no photograph has to be shipped."""

import io
import math
import random
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1600, 900  # pixels
MIST, INK, PINE, PALE = (233, 239, 235), (36, 58, 50), (24, 86, 72), (204, 216, 208)


def draw(key: str) -> bytes:
    """The picture of this key as JPEG bytes; the same bytes at every call."""
    rng = random.Random(key)  # noqa: S311  (a drawing, not a secret)
    image = Image.new("RGB", (WIDTH, HEIGHT), MIST)
    _sky(image)
    SCENES[key](ImageDraw.Draw(image), rng)
    image = image.filter(ImageFilter.GaussianBlur(1.2))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=72, optimize=True, progressive=True)
    return buffer.getvalue()


def _blend(a: tuple, b: tuple, share: float) -> tuple:
    return tuple(round(x + (y - x) * share) for x, y in zip(a, b, strict=True))


def _sky(image: Image.Image) -> None:
    pen = ImageDraw.Draw(image)
    for y in range(HEIGHT):
        pen.line([(0, y), (WIDTH, y)], fill=_blend((246, 249, 247), PALE, y / HEIGHT))


def _ridge(pen: ImageDraw.ImageDraw, rng: random.Random, base: float, height: float, colour: tuple) -> None:
    """One range of hills: a sum of sines, from the far bank to the bottom of the picture."""
    phases = [(rng.uniform(0, 6.3), rng.uniform(0.8, 1.4) * 2**n, 0.55**n) for n in range(6)]
    points = []
    for x in range(0, WIDTH + 8, 8):
        wave = sum(weight * math.sin(phase + frequency * x / WIDTH * 6.3) for phase, frequency, weight in phases)
        points.append((x, base - height * (0.5 + wave / 3)))
    pen.polygon([*points, (WIDTH, HEIGHT), (0, HEIGHT)], fill=colour)


def _hills(pen: ImageDraw.ImageDraw, rng: random.Random, ranges: int = 4, darkest: tuple = PINE) -> None:
    for number in range(ranges):
        share = (number + 1) / ranges
        _ridge(
            pen,
            rng,
            HEIGHT * (0.36 + 0.3 * share),
            190 * (1.1 - 0.5 * share),
            _blend(PALE, darkest, 0.25 + 0.65 * share),
        )


def _water(pen: ImageDraw.ImageDraw, rng: random.Random, top: float = 0.68) -> None:
    pen.rectangle([0, HEIGHT * top, WIDTH, HEIGHT], fill=_blend(MIST, PALE, 0.5))
    for _ in range(90):
        y = rng.uniform(HEIGHT * (top + 0.02), HEIGHT)
        x, length = rng.uniform(0, WIDTH), rng.uniform(40, 260)
        pen.line([(x, y), (x + length, y)], fill=_blend(PALE, PINE, rng.uniform(0.05, 0.3)), width=2)


def valley(pen, rng) -> None:
    _hills(pen, rng)
    _water(pen, rng)


def barrage(pen, rng) -> None:
    _hills(pen, rng, 3)
    _water(pen, rng, 0.6)
    pen.rectangle([0, 500, WIDTH, 540], fill=INK)
    for x in range(60, WIDTH, 170):
        pen.rectangle([x, 450, x + 34, 640], fill=_blend(INK, MIST, 0.15))
        pen.polygon([(x + 40, 545), (x + 164, 545), (x + 172, 640), (x + 34, 640)], fill=(250, 252, 251))


def terraces(pen, rng) -> None:
    _hills(pen, rng, 2)
    for step in range(14):
        _ridge(pen, rng, 500 + step * 30, 60, _blend((170, 196, 170), PINE, step / 16))


def fields(pen, rng) -> None:
    _hills(pen, rng, 2)
    for number in range(24):
        x = WIDTH / 2 + (number - 12) * 190
        colour = (184, 190, 132) if number % 2 else (150, 172, 118)
        pen.polygon(
            [
                (WIDTH / 2 + (number - 12) * 22, 560),
                (WIDTH / 2 + (number - 11) * 22, 560),
                (x + 190, HEIGHT),
                (x, HEIGHT),
            ],
            fill=colour,
        )


def bridge(pen, rng) -> None:
    _hills(pen, rng, 3)
    _water(pen, rng, 0.66)
    pen.rectangle([0, 520, WIDTH, 544], fill=INK)
    for x in range(0, WIDTH + 400, 400):
        pen.arc([x - 200, 330, x + 200, 720], 180, 360, fill=INK, width=14)
        pen.rectangle([x - 212, 520, x - 188, 760], fill=INK)


def _house(pen, x: float, y: float, width: float, height: float, wall: tuple, roof: tuple = INK) -> None:
    pen.rectangle([x, y, x + width, y + height], fill=wall)
    pen.polygon([(x - 24, y), (x + width / 2, y - height * 0.45), (x + width + 24, y)], fill=roof)


def clinic(pen, rng) -> None:
    _hills(pen, rng, 3)
    _house(pen, 500, 520, 600, 250, (250, 251, 248))
    pen.rectangle([750, 610, 850, 770], fill=PINE)
    for x in (560, 930):
        pen.rectangle([x, 590, x + 110, 680], fill=_blend(PALE, PINE, 0.4))
    pen.rectangle([785, 470, 815, 560], fill=PINE)
    pen.rectangle([755, 500, 845, 530], fill=PINE)
    pen.rectangle([0, 770, WIDTH, HEIGHT], fill=_blend(PALE, INK, 0.12))


def school(pen, rng) -> None:
    _hills(pen, rng, 2)
    pen.rectangle([260, 420, 1340, 770], fill=(249, 249, 245))
    for row in range(3):
        for column in range(9):
            x, y = 310 + column * 112, 450 + row * 105
            pen.rectangle([x, y, x + 70, y + 62], fill=_blend(PALE, PINE, 0.45))
    pen.line([(170, 770), (170, 300)], fill=INK, width=8)
    pen.polygon([(174, 306), (280, 340), (174, 374)], fill=PINE)
    pen.rectangle([0, 770, WIDTH, HEIGHT], fill=(196, 178, 158))


def forest(pen, rng) -> None:
    _hills(pen, rng, 2)
    for row in range(5):
        for _ in range(34):
            x, y = rng.uniform(-20, WIDTH), 470 + row * 95 + rng.uniform(-20, 20)
            tall = rng.uniform(90, 150) * (0.8 + row * 0.12)
            pen.polygon(
                [(x, y), (x + tall * 0.22, y - tall), (x + tall * 0.44, y)], fill=_blend((126, 160, 140), INK, row / 5)
            )


def old_village(pen, rng) -> None:
    _hills(pen, rng, 3)
    for number in range(11):
        x, y = 40 + number * 142, 560 + (number % 3) * 60
        _house(pen, x, y, 120 + number % 4 * 12, 130, (240, 238, 230), (70, 76, 76))
    _water(pen, rng, 0.84)


def harbour(pen, rng) -> None:
    _hills(pen, rng, 2)
    _water(pen, rng, 0.6)
    for number in range(5):
        x, y = 120 + number * 300, 600 + (number % 2) * 120
        pen.polygon([(x, y), (x + 200, y), (x + 170, y + 44), (x + 30, y + 44)], fill=INK)
        pen.rectangle([x + 60, y - 50, x + 140, y], fill=(245, 247, 245))


def hall(pen, rng) -> None:
    pen.rectangle([0, 0, WIDTH, HEIGHT], fill=(238, 241, 238))
    pen.rectangle([120, 80, WIDTH - 120, 420], fill=_blend(MIST, PINE, 0.14))
    for x in range(180, WIDTH - 180, 190):
        pen.rectangle([x, 120, x + 16, 420], fill=_blend(MIST, PINE, 0.3))
    pen.polygon([(200, 560), (WIDTH - 200, 560), (WIDTH - 40, 660), (40, 660)], fill=_blend(INK, MIST, 0.1))
    for row in range(3):
        for column in range(14):
            x, y = 60 + column * 108 + row * 8, 690 + row * 75
            pen.rounded_rectangle([x, y, x + 70, y + 60], 12, fill=_blend(PINE, MIST, 0.2 + row * 0.12))


def chart(pen, rng) -> None:
    pen.rectangle([0, 0, WIDTH, HEIGHT], fill=(250, 252, 250))
    for y in range(140, 760, 120):
        pen.line([(140, y), (WIDTH - 100, y)], fill=PALE, width=2)
    height = 180.0
    for number in range(12):
        x = 190 + number * 108
        height += rng.uniform(6, 42)
        pen.rectangle([x, 760 - height, x + 62, 760], fill=_blend(PALE, PINE, 0.35 + number / 20))
    pen.line([(140, 760), (WIDTH - 100, 760)], fill=INK, width=6)


SCENES: dict[str, Callable] = {
    "valley": valley,
    "barrage": barrage,
    "terraces": terraces,
    "bridge": bridge,
    "clinic": clinic,
    "school": school,
    "forest": forest,
    "old-village": old_village,
    "harbour": harbour,
    "hall": hall,
    "chart": chart,
    "fields": fields,
}
