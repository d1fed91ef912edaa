"""A PDF is refused that acts, links, covers or hides, whoever signed it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from app.domain.errors import BadFile
from app.returns.reader import extract_payload
from tests.returns.conftest import Rendered
from tests.returns.packages import edit_pdf, leave

Edit = Callable[[Pdf], None]


def note(**entries: Any) -> Edit:
    """Lay something over the first page."""

    def lay(document: Pdf) -> None:
        rect = Array([0, 0, 600, 800])
        document.pages[0].Annots = Array([document.make_indirect(Dictionary(Type=Name.Annot, Rect=rect, **entries))])

    return lay


def link(**action: Any) -> Edit:
    """Lay a link over the first page."""
    return note(Subtype=Name.Link, A=Dictionary(**action))


def root(name: str, make: Callable[[Pdf], object]) -> Edit:
    """Put something under a name into the document's root."""
    return lambda document: document.Root.__setitem__(f"/{name}", make(document))


def _hide_layer(document: Pdf) -> None:
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name=String("layer")))
    document.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


def _draw_forever(document: Pdf) -> None:
    form = document.make_stream(b"/X Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
    form.Resources = Dictionary(XObject=Dictionary(X=form))
    document.pages[0].Resources.XObject = Dictionary(X=form)


HARM: dict[str, tuple[Edit, str]] = {
    "link to elsewhere": (link(S=Name.URI, URI=String("https://example.org")), "URI"),
    "action of a name": (link(S=Name.Named, N=Name.Print), "Named"),
    "action that hides": (link(S=Name.Hide, T=String("author")), "Hide"),
    "action that shows a layer": (link(S=Name.SetOCGState, State=Array([])), "SetOCGState"),
    "action that empties fields": (link(S=Name.ResetForm), "ResetForm"),
    "action when it is opened": (root("OpenAction", lambda _: Dictionary(S=Name.Named, N=Name.Print)), "Named"),
    "words laid over a page": (note(Subtype=Name.FreeText, Contents=String("All is Met.")), "FreeText"),
    "stamp": (note(Subtype=Name.Stamp), "Stamp"),
    "screen": (note(Subtype=Name.Screen), "Screen"),
    "model in space": (note(Subtype=Name("/3D")), "3D"),
    "layer that is not shown": (_hide_layer, "D"),
    "field to fill in": (lambda d: d.Root.AcroForm.Fields.append(d.make_indirect(Dictionary(FT=Name.Tx))), "Tx"),
    "collection of files": (root("Collection", lambda _: Dictionary(View=Name.D)), "Collection"),
    "bytes of another file": (root("Desc", lambda d: d.make_stream(b"", F=String("//there/x"))), "F"),
    "picture": (root("Desc", lambda d: d.make_stream(b"", Type=Name.XObject, Subtype=Name.Image)), "Image"),
    "form that draws itself": (_draw_forever, "X"),
    "name that is no name": (root("Desc", lambda _: Dictionary({"/J S": 1})), "another name"),
}


@pytest.mark.parametrize("kind", HARM)
def test_pdf_is_refused_when_it_acts_links_covers_or_hides(kind: str, blank: Rendered) -> None:
    edit, words = HARM[kind]
    with pytest.raises(BadFile, match="something that no return holds") as caught:
        extract_payload(edit_pdf(blank.pdf, edit))
    assert f"({words})" in caught.value.sentence


@pytest.mark.parametrize("which", ["full", "private", "blank"])
def test_pdf_of_a_return_has_the_form_of_one(which: str, request: pytest.FixtureRequest) -> None:
    rendered: Rendered = request.getfixturevalue(which)
    assert extract_payload(edit_pdf(rendered.pdf, leave))[1] == rendered.payload
