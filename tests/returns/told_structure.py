"""Reads a tagged PDF as a screen reader does: element by element, each with the text of its marked content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf

from app.returns.inside.pdf_pages import FontMap, read_font


@dataclass(frozen=True)
class Told:
    """An element's kind and its own text, white space in one piece."""

    kind: str
    text: str


def told_elements(content: bytes) -> list[Told]:
    """Return all elements in order, containers with no text of their own included."""
    with pikepdf.open(BytesIO(content)) as pdf:
        texts = {page.objgen: _marked_texts(page) for page in pdf.pages}
        return list(_walk(pdf.Root.StructTreeRoot.K, texts))


def _walk(element: pikepdf.Object, texts: dict[Any, dict[int, str]]) -> Iterator[Told]:
    own, below = [], []
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            own.append(texts[element.Pg.objgen][kid])
        elif "/S" in kid:
            below.append(kid)
        elif "/MCID" in kid:
            own.append(texts[kid.Pg.objgen][int(kid.MCID)])
    yield Told(str(element.S)[1:], " ".join("".join(own).split()))
    for kid in below:
        yield from _walk(kid, texts)


def _shown(operand: pikepdf.Object, font: FontMap) -> str:
    parts = operand if isinstance(operand, pikepdf.Array) else [operand]
    return "".join(font.read(bytes(each)) for each in parts if isinstance(each, pikepdf.String))


def _marked_texts(page: pikepdf.Page) -> dict[int, str]:
    """Return the text of each mark of a page, by its number."""
    fonts = {name: read_font(font) for name, font in page.Resources.Font.items()}
    texts: dict[int, str] = {}
    font, mark = FontMap(), None
    for step in pikepdf.parse_content_stream(page, "BDC BMC EMC Tf Tj TJ"):
        operator = str(step.operator)
        if operator in ("BDC", "BMC", "EMC"):
            assert (mark is None) == (operator != "EMC"), "marked content lies in marked content"
            mark = -1 if operator != "EMC" else None
            if operator == "BDC" and "/MCID" in step.operands[1]:
                mark = int(step.operands[1].MCID)
                texts[mark] = ""
        elif operator == "Tf":
            font = fonts[str(step.operands[0])]
        elif shown := _shown(step.operands[0], font):
            assert mark is not None, "text lies in no marked content"
            texts[mark] = texts.get(mark, "") + shown
    return texts
