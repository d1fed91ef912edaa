"""Holds a PDF against the form that returns and letters have: no name in it that theirs do not have.

Its signature says who made it, not that it is harmless. All that acts, links, plays, layers or covers in a PDF goes by
a name, so what is not known is refused. Foreign bytes: run it in a process with limits. Source of the names: ISO
32000-1, and what is drawn here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.domain.errors import BadFile

if TYPE_CHECKING:
    import pikepdf

_KNOWN = frozenset(
    b"""
    A AF AFRelationship AP AcroForm Adobe.PPKLite Alt Annot Annots Ascent Author BBox BaseFont BaseVersion Block Border
    ByteRange CapHeight Caption Catalog CheckSum ColSpan Column Contents Count CreationDate Creator Data Desc Descent
    Dest DestOutputProfile DeveloperExtensions DisplayDocTitle DocMDP Document EF ESIC ETSI.CAdES.detached EmbeddedFile
    EmbeddedFiles ExtensionLevel Extensions F FT Fields Figure Filespec Filter First FirstChar Flags FlateDecode Font
    FontBBox FontDescriptor FontFile2 FontName Form FormType GTS_PDFA1 H1 H2 H3 ImageB ImageC ImageI Info ItalicAngle K
    Keywords Kids Lang Last LastChar Layout Length Length1 Link Location M MCID MCR MarkInfo Marked Matrix MediaBox
    Metadata MissingWidth ModDate N Name Names Next Nums O OBJR Obj Outlines OutputConditionIdentifier OutputIntent
    OutputIntents P PDF Page PageMode Pages Params Parent ParentTree ParentTreeNextKey Perms Pg Placement Prev ProcSet
    Producer Reason Rect Reference Resources Rotate Row S Scope Sig SigFlags SigRef Size StemV StructParent
    StructParents StructTreeRoot SubFilter Subject Subtype T TD TH TOC TOCI TR TU Table Tabs Text Title ToUnicode Trans
    TransformMethod TransformParams TrueType Type UF UseOutlines V ViewerPreferences Widget Widths XML XObject XYZ
    application#2fjson
    """.split()
)
"""Keys and values alike, as qpdf writes them: `/J#61vaScript` is `JavaScript` by then."""
_OWN = re.compile(rb"[FPS]\d+(?:\+\d+)?|FormXob\.[A-Za-z0-9.-]+|[A-Z]{6}\+Assurance(?:Sans|Mono)-[A-Za-z]+|\d\.\d")
"""Names that number what is drawn: fonts, forms, the PDF's version."""
_STRINGS = re.compile(rb"\((?:\\.|[^\\()])*\)", re.DOTALL)
_NAMES = re.compile(rb"/([^\s/<>\[\]()%{}]*)")
_PLAIN = re.compile(rb"[A-Za-z0-9]{1,30}")


def check_form(document: pikepdf.Pdf) -> None:
    """Refuse a PDF that holds what neither a return nor a letter does. Raises BadFile, or what the parser raises."""
    import pikepdf

    for item in document.objects:
        if not isinstance(item, pikepdf.Object):
            continue  # null, or a number that stands alone
        is_stream = isinstance(item, pikepdf.Stream)
        text = (item.stream_dict if is_stream else item).unparse(resolved=True)
        unknown = {name for name in _NAMES.findall(_STRINGS.sub(b"", text)) if name not in _KNOWN}
        if is_stream and "/F" in item:  # its bytes would be those of another file
            raise _refusal(b"F")
        for name in sorted(unknown):
            if not _OWN.fullmatch(name):
                raise _refusal(name)


def _refusal(name: bytes) -> BadFile:
    """Return the refusal of a name, which is told where it is plain."""
    what = name.decode("ascii") if _PLAIN.fullmatch(name) else "another name"
    return BadFile(
        f"This PDF holds something that no return holds, which may act, link, cover or hide ({what}). It was not read; "
        "do not open it elsewhere."
    )
