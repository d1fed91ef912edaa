"""Cuts the fonts that the program and its returns carry, from the variable fonts of the development packages.

Each comes out as a static TrueType font of one weight, reduced to the letters, signs and features in use, with
the same bytes on every run. The source fonts reserve the name 'Source' (SIL Open Font License 1.1, clause 3), and
what is cut here is a modified version, so it goes by names of our own. See docs/adr/0003-cut-fonts-once.md.

Run it as `./dev fonts`; it writes to resources/fonts/.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "fonts"
SANS = "Assurance Sans"
MONO = "Assurance Mono"

LETTERS = [(0x20, 0x7E), (0xA0, 0x24F), (0x2B0, 0x2FF), (0x300, 0x338), (0x370, 0x4FF), (0x1E00, 0x1EFF)]
"""Latin with Welsh, Polish, Romanian and Vietnamese, Greek, Cyrillic, and the accents that combine with them: names and
quotations come in all of these, and a letter without a shape would be a box in a signed return."""

SIGNS = [(0x2000, 0x2044), (0x2070, 0x209C), (0x20A0, 0x20BF), (0x2100, 0x218B), (0x2190, 0x21FF), (0x2200, 0x22FF)]
SHAPES = [(0x25A0, 0x25FF), (0x2600, 0x27BF)]

FEATURES = ["kern", "mark", "mkmk", "ccmp", "case", "pnum", "zero"]
"""Figures are tabular unless `pnum` asks otherwise. Ligatures are left out, so that text comes out of a PDF as it
went in: the gates read every word of a finished return."""

NAMES_KEPT = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 16, 17]
STYLE_BITS = {"Regular": (0x40, 0), "SemiBold": (0x40, 0), "Bold": (0x20, 1)}
"""OS/2 `fsSelection` and head `macStyle`; SemiBold is the regular face of a family of its own to old programs."""


@dataclass(frozen=True)
class Cut:
    """One font to make: from which package, as which family, in which weight."""

    package: str
    family: str
    style: str
    weight: int

    @property
    def file_name(self) -> str:
        """Return the file's name, which is also the font's PostScript name."""
        return f"{self.family.replace(' ', '')}-{self.style}.ttf"


CUTS = [
    Cut("fontpkg_source_sans_3", SANS, "Regular", 400),
    Cut("fontpkg_source_sans_3", SANS, "SemiBold", 600),
    Cut("fontpkg_source_sans_3", SANS, "Bold", 700),
    Cut("fontpkg_source_code_pro", MONO, "Regular", 400),
]


def cut_all(folder: Path) -> None:
    """Write every font and the licence of each family to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for each in CUTS:
        cut(each).save(folder / each.file_name)
        licence = resources.files(each.package).joinpath("LICENSE").read_text(encoding="utf-8")
        (folder / f"{each.family.replace(' ', '')}-LICENCE.txt").write_text(licence, encoding="utf-8", newline="\n")


def cut(each: Cut) -> TTFont:
    """Return one static, reduced and renamed font."""
    variable = TTFont(_source(each), recalcTimestamp=False)
    font = instancer.instantiateVariableFont(variable, {"wght": each.weight}, inplace=True)
    _rename(font, each)
    _reduce(font)
    return font


def _source(each: Cut) -> Path:
    files = Path(str(resources.files(each.package))) / "files"
    return next(path for path in files.glob("*.ttf") if "Italic" not in path.name)


def _rename(font: TTFont, each: Cut) -> None:
    origin = f"{font['name'].getDebugName(16)} {font['name'].getDebugName(5).split(';')[0]}"
    is_linked = each.style in ("Regular", "Bold")
    names = {
        1: each.family if is_linked else f"{each.family} {each.style}",
        2: each.style if is_linked else "Regular",
        3: f"{origin};{each.file_name}",
        4: f"{each.family} {each.style}",
        6: Path(each.file_name).stem,
        10: f"A static cut of one weight and of the letters in use of {origin}, renamed as its licence requires.",
        16: each.family,
        17: each.style,
    }
    table = font["name"]
    table.names = [record for record in table.names if record.langID == 0x409 and record.nameID in NAMES_KEPT]
    for name_id, text in names.items():
        table.setName(text, name_id, 3, 1, 0x409)
    selection, mac_style = STYLE_BITS[each.style]
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0x61 | selection
    font["OS/2"].usWeightClass = each.weight
    font["head"].macStyle = mac_style
    font["head"].modified = font["head"].created


def _reduce(font: TTFont) -> None:
    options = Options(layout_features=FEATURES, name_IDs=NAMES_KEPT, notdef_outline=True, drop_tables=["DSIG", "STAT"])
    wanted = {code for first, last in LETTERS + SIGNS + SHAPES for code in range(first, last + 1)}
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)


if __name__ == "__main__":
    cut_all(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
