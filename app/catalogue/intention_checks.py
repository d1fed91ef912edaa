"""What the manifest and the intentions must agree about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from app.catalogue.draft import Draft, Row, find_repeated, find_unknown, number_of, rows_of, table_of, text_of, texts_of
from app.catalogue.faults import Fault, shown
from app.catalogue.layout import MANIFEST, intention_file
from app.domain.references import is_intention_ref, item_stem

SCOPES = ("countries", "sectors", "populations")


def find_manifest_faults(draft: Draft) -> Iterator[Fault]:
    """Yield what is wrong between the manifest's groups and the intentions' files."""
    groups = draft.rows(MANIFEST, "groups")
    yield from find_repeated(MANIFEST, "groups", (number_of(group, "number") for group in groups))
    yield from find_repeated(MANIFEST, "intentions", draft.listed_intentions())
    for group in groups:
        number = number_of(group, "number")
        for ref in filter(is_intention_ref, texts_of(group, "intentions")):
            if number is not None and ref[0] != str(number):
                yield Fault(MANIFEST, f"groups.{number}.intentions", f"{ref} does not belong to group {number}")
            if intention_file(ref) not in draft.names:
                yield Fault(MANIFEST, f"groups.{number}.intentions", f"{ref} has no file {intention_file(ref)}")


def find_intention_faults(draft: Draft) -> Iterator[Fault]:
    """Yield intentions in the wrong file, written twice, or unknown to the manifest."""
    listed = set(draft.listed_intentions())
    files: dict[str, list[str]] = defaultdict(list)
    for file, intention in draft.intentions():
        ref = text_of(intention, "ref")
        if not is_intention_ref(ref):
            continue
        files[ref].append(file)
        if file != intention_file(ref):
            yield Fault(file, "ref", f"{ref} belongs in {intention_file(ref)}")
        if MANIFEST in draft.documents and ref not in listed:
            yield Fault(file, "ref", f"{ref} stands in no group of {MANIFEST}")
    for ref, places in files.items():
        if len(places) > 1:
            yield Fault(places[-1], "ref", f"{ref} is repeated: it stands also in {', '.join(places[:-1])}")


def find_item_faults(draft: Draft) -> Iterator[Fault]:
    """Yield what is wrong with checklist items, among each other and by themselves."""
    requirements = draft.keys("delivery_requirements.toml", "delivery_requirements", "id")
    for file, intention in draft.intentions():
        ref = text_of(intention, "ref")
        for item in rows_of(intention, "items"):
            name = text_of(item, "ref")
            key = f"items.{shown(name)}"
            if name and is_intention_ref(ref) and not name.startswith(f"{item_stem(ref)}-"):
                yield Fault(
                    file, f"{key}.ref", f"belongs to another intention: items of {ref} begin with {item_stem(ref)}-"
                )
            named = texts_of(item, "delivery_requirements")
            yield from find_unknown(file, f"{key}.delivery_requirements", named, requirements, "delivery requirement")
            yield from _find_sample_faults(file, key, item)
            yield from _find_scope_faults(file, key, table_of(item, "applies_to"), table_of(intention, "applies_to"))
    yield from _find_repeated_items(draft)


def _find_repeated_items(draft: Draft) -> Iterator[Fault]:
    files: dict[str, list[str]] = defaultdict(list)
    for file, item in draft.items():
        files[text_of(item, "ref")].append(file)
    for ref, places in files.items():
        if ref and len(places) > 1:
            places_said = " and ".join(sorted(set(places)))
            yield Fault(places[-1], f"items.{shown(ref)}", f"is a repeated reference: it stands in {places_said}")


def _find_sample_faults(file: str, key: str, item: Row) -> Iterator[Fault]:
    marks = table_of(item, "pass_marks")
    if text_of(item, "method") == "sample" and "pass_marks" not in item:
        yield Fault(file, f"{key}.pass_marks", "is missing: an item tested by sample needs pass marks")
    if text_of(item, "method") in ("examine", "interview", "observe") and "pass_marks" in item:
        yield Fault(file, f"{key}.pass_marks", "does not belong here: only items tested by sample have pass marks")
    met, partly = number_of(marks, "met"), number_of(marks, "partly_met")
    if met is not None and partly is not None and partly >= met:
        yield Fault(file, f"{key}.pass_marks.partly_met", "must be below met")


def _find_scope_faults(file: str, key: str, item: Row, intention: Row) -> Iterator[Fault]:
    for scope in SCOPES:
        wanted, offered = texts_of(item, scope), texts_of(intention, scope)
        if wanted and offered and not set(wanted) & set(offered):
            yield Fault(file, f"{key}.applies_to.{scope}", "leaves nobody to whom the intention applies")
