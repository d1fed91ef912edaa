from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from app.desktop.glyphs import LEVELS, STATUS, draw_level, draw_status
from app.desktop.theme import Theme


def names(root: Path) -> list[str]:
    return sorted(path.stem for path in (root / "resources" / "icons").glob("*.svg"))


def test_icons_are_of_one_grid_stroke_and_colour(root: Path) -> None:
    for name in names(root):
        source = (root / "resources" / "icons" / f"{name}.svg").read_text("utf-8")
        picture = ET.fromstring(source)
        assert picture.get("viewBox") == "0 0 20 20"
        assert picture.get("stroke-width") == "1.5"
        assert set(re.findall(r"#[0-9A-Fa-f]{3,8}", source)) == {"#16191D"}


def test_every_icon_that_is_named_exists(root: Path) -> None:
    known = set(names(root))
    forms = "\n".join(path.read_text("utf-8") for path in (root / "forms").glob("*.ui"))
    used = set(re.findall(r'name="iconName" stdset="0"><string notr="true">([^<]+)<', forms))
    assert used
    assert used <= known


def test_icon_takes_the_colour_of_its_token(theme: Theme) -> None:
    image = theme.icon("lock", "bad", 20, 2.0).toImage()
    assert image.width() == 40
    pixels = [image.pixelColor(x, y) for x in range(40) for y in range(40)]
    assert {pixel.name() for pixel in pixels if pixel.alpha() == 255} == {QColor(theme.tokens.bad).name()}


def test_missing_icon_is_an_error(theme: Theme) -> None:
    with pytest.raises(FileNotFoundError):
        theme.icon("no-such-icon", "ink", 20, 1.0)


def drawn(theme: Theme, paint: str) -> bytes:
    image = QImage(32, 32, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    if paint in STATUS:
        draw_status(painter, theme, QPointF(0, 0), paint, units=32)
    else:
        draw_level(painter, theme, QPointF(0, 0), paint)
    painter.end()
    return bytes(image.constBits())


def test_statuses_of_different_shape_look_different_without_colour(theme: Theme) -> None:
    shapes: dict[str, bytes] = {shape: drawn(theme, status) for status, (shape, _) in STATUS.items()}
    assert len(set(shapes.values())) == len(shapes)
    assert len({drawn(theme, level) for level in LEVELS}) == 4
