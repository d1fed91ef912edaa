from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from app.desktop.tokens import CONTRAST, DARK, LIGHT, Tokens

SCHEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "contrast"])
GROUNDS = ("chrome", "page", "panel", "hover")
TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "ink2") for ground in GROUNDS),
    *(("ink3", ground) for ground in ("chrome", "page", "panel")),
    *(("ink", tint) for tint in ("accent_tint", "good_tint", "warn_tint", "bad_tint", "none_tint")),
    *(("accent", ground) for ground in (*GROUNDS, "accent_tint")),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_accent2", "accent"),
    ("on_seal", "seal"),
    *((tone, ground) for tone in ("good", "warn", "bad", "none") for ground in ("page", "panel", f"{tone}_tint")),
]
SHAPE_PAIRS = [*((edge, ground) for edge in ("edge", "focus") for ground in ("chrome", "page", "panel"))]


def luminance(colour: str) -> float:
    parsed = QColor(colour)
    parts = (parsed.redF(), parsed.greenF(), parsed.blueF())
    linear: list[float] = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(tokens: Tokens, ink: str, ground: str) -> float:
    under = getattr(tokens, ground) or tokens.page
    bright, dark = sorted((luminance(getattr(tokens, ink)), luminance(under)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@SCHEMES
def test_text_is_readable_on_every_ground_it_stands_on(tokens: Tokens) -> None:
    faint = {pair: contrast(tokens, *pair) for pair in TEXT_PAIRS if contrast(tokens, *pair) < 4.5}
    assert not faint


@SCHEMES
def test_control_edges_and_ring_can_be_seen(tokens: Tokens) -> None:
    faint = {pair: contrast(tokens, *pair) for pair in SHAPE_PAIRS if contrast(tokens, *pair) < 3}
    assert not faint


def test_contrast_is_measured_as_the_guidelines_do() -> None:
    assert contrast(CONTRAST, "ink", "page") == pytest.approx(21)


def test_tokens_equal_the_look_when_it_is_beside_this_copy(shared: Path) -> None:
    look = (shared / "look" / "LOOK.md").read_text("utf-8")
    written = {colour.upper() for colour in re.findall(r"#[0-9A-Fa-f]{6}", look)}
    used = {
        str(getattr(tokens, field.name)).upper()
        for tokens in (LIGHT, DARK, CONTRAST)
        for field in fields(tokens)
        if str(getattr(tokens, field.name)).startswith("#")
    }
    assert used == written
