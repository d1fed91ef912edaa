"""The design tokens: colours in three schemes, the type scale, and the zoom steps."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tokens:
    """One colour scheme; each field is a token's colour as `#RRGGBB`, or `""` for no fill."""

    chrome: str
    page: str
    panel: str
    hover: str
    line: str
    edge: str
    track: str
    ink: str
    ink2: str
    ink3: str
    accent: str
    accent_hover: str
    accent_tint: str
    on_accent: str
    on_accent2: str
    focus: str
    good: str
    good_tint: str
    warn: str
    warn_tint: str
    bad: str
    bad_tint: str
    none: str
    none_tint: str
    seal: str
    on_seal: str
    on_status: str
    is_dark: bool
    is_contrast: bool = False


LIGHT = Tokens(
    chrome="#F2F1ED",
    page="#FFFFFF",
    panel="#F9F8F5",
    hover="#F1F0EB",
    line="#DEDCD5",
    edge="#84878A",
    track="#DAD8D0",
    ink="#16191D",
    ink2="#52575D",
    ink3="#696E73",
    accent="#1B5A92",
    accent_hover="#154776",
    accent_tint="#E4EDF6",
    on_accent="#FFFFFF",
    on_accent2="#D7E6F4",
    focus="#1B5A92",
    good="#1B6A3B",
    good_tint="#E6F3EA",
    warn="#7F5000",
    warn_tint="#FBF3DF",
    bad="#A5281C",
    bad_tint="#FCEAE7",
    none="#5A5F65",
    none_tint="#EFEEEA",
    seal="#343A43",
    on_seal="#FFFFFF",
    on_status="#FFFFFF",
    is_dark=False,
)

DARK = Tokens(
    chrome="#16181B",
    page="#1D2023",
    panel="#22262A",
    hover="#2A2F34",
    line="#363B41",
    edge="#7F868D",
    track="#41474D",
    ink="#ECEDEE",
    ink2="#AEB4BA",
    ink3="#8D949B",
    accent="#82B7E8",
    accent_hover="#A3CAEE",
    accent_tint="#22384C",
    on_accent="#0C1A27",
    on_accent2="#24415C",
    focus="#82B7E8",
    good="#82CB9B",
    good_tint="#1D3326",
    warn="#E6B95E",
    warn_tint="#332B1A",
    bad="#F49A8E",
    bad_tint="#3F2423",
    none="#AEB4BA",
    none_tint="#2A2E32",
    seal="#D9DCE0",
    on_seal="#16181B",
    on_status="#16181B",
    is_dark=True,
)

CONTRAST = Tokens(
    chrome="#000000",
    page="#000000",
    panel="#000000",
    hover="#262626",
    line="#FFFFFF",
    edge="#FFFFFF",
    track="#5C5C5C",
    ink="#FFFFFF",
    ink2="#FFFFFF",
    ink3="#D0D0D0",
    accent="#8CCBFF",
    accent_hover="#B5DDFF",
    accent_tint="#003B66",
    on_accent="#000000",
    on_accent2="#000000",
    focus="#FFE14D",
    good="#7CF29A",
    good_tint="",
    warn="#FFD75E",
    warn_tint="",
    bad="#FFA79D",
    bad_tint="",
    none="#FFFFFF",
    none_tint="",
    seal="#FFFFFF",
    on_seal="#000000",
    on_status="#000000",
    is_dark=True,
    is_contrast=True,
)


@dataclass(frozen=True)
class TextStyle:
    """One step of the type scale: size and line height in units (px at 100 %), weight as OpenType counts it."""

    size: int
    line: int
    weight: int = 400
    spacing: float = 0.0


TEXT_STYLES: dict[str, TextStyle] = {
    "display": TextStyle(28, 36, 600),
    "title": TextStyle(22, 28, 600),
    "question": TextStyle(19, 26, 600),
    "heading": TextStyle(16, 24, 600),
    "body": TextStyle(15, 22),
    "strong": TextStyle(15, 22, 600),
    "small": TextStyle(14, 20),
    "small_strong": TextStyle(14, 20, 600),
    "caption": TextStyle(13, 16),
    "caption_strong": TextStyle(13, 16, 600),
    "figure": TextStyle(22, 28, 600),
    "marking": TextStyle(12, 16, 700, 0.4),
}
"""The type scale of the look, and the two semibold companions that lists and labels use."""

ZOOM_STEPS: tuple[int, ...] = (80, 90, 100, 125, 150, 175, 200)
"""The zoom steps in per cent, on top of the system's own scaling."""

FAMILY = "Assurance Sans"
"""The one typeface of the screen."""
