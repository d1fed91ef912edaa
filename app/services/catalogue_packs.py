"""Catalogue packs: checked, signed, compared with what a file has, taken in for its next periods."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.copies import strings_of
from app.domain.dates import spell_day
from app.domain.errors import BadFile, NotTrusted, UserError
from app.domain.records import KeptPack, Period
from app.services.establishing import keep_pack, latest_pack
from app.services.incoming import require_unmarked
from app.services.packing import require_own_file
from app.services.placing import written_beside

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from app.catalogue.comparison import Comparison
    from app.catalogue.pack_files import PackFiles
    from app.domain.catalogue import CataloguePack
    from app.signing.catalogue_signature import CatalogueSignature
    from app.signing.identity import Identity
    from app.signing.trust import Trust
    from app.store.file import EstablishmentFile
    from app.store.work import Work

_NOT_SIGNED = "This pack is not signed: nothing shows who made it. Ask headquarters for the signed pack."
_STRANGER = (
    "This pack is signed by somebody who is not trusted here, and nothing was taken. {doubt} To take it, give the code "
    "on headquarters' sheet, or enter the signer for the role catalogue."
)
_MARKED = "Nothing was taken. Tell headquarters, and treat the medium as its marking demands."
_OTHER_CODE = (
    "That is not the code of whoever signed this pack. Take it from headquarters' own sheet; nothing was taken."
)


@dataclass(frozen=True)
class CheckedPack:
    """A pack without fault: who signed it, and what it would change of what the file has."""

    name: str
    version: str
    counts: Mapping[str, int]
    signed_by: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    comparison: Comparison | None = field(default=None, repr=False)

    def as_json(self) -> Mapping[str, object]:
        """Return what `--json` prints."""
        return {
            "name": self.name,
            "version": self.version,
            "counts": self.counts,
            "signed_by": self.signed_by,
            "changes": self.changes,
        }

    def sentences(self) -> list[str]:
        """Return what people read."""
        counted = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in self.counts.items())
        signed = ["Signed by:", *(f"  {line}" for line in self.signed_by)] if self.signed_by else ["Not signed."]
        return [f"{self.name}, version {self.version}: no fault found.", f"  {counted}", *signed, *self.changes]


@dataclass(frozen=True)
class CatalogueState:
    """A catalogue pack that the file keeps, since when, and which periods go by it, in words."""

    id: str
    name: str
    version: str
    imported_on: date
    serves: str


def list_catalogues(file: EstablishmentFile) -> list[CatalogueState]:
    """Return the catalogue packs that the file keeps, the latest first."""
    with file.reading() as work:
        packs, periods = work.list(KeptPack), work.list(Period)
        latest = latest_pack(work).record.id
    states = []
    for pack in reversed(packs):
        served = [entry.record.name for entry in periods if entry.record.pack_id == pack.record.id]
        served += ["the next period"] if pack.record.id == latest else []
        record = pack.record
        states.append(
            CatalogueState(record.id, record.name, record.version, record.imported_on, "; ".join(served) or "No period")
        )
    return states


def check_pack(path: Path, *, now: datetime) -> CheckedPack:
    """Validate a pack; FaultsError lists every fault by file, key and reason.

    Whoever signed it is named, not judged: that needs the trust of a file. InvalidFile where a signature does not fit.
    """
    from app.signing.trust import Trust

    files, pack = _read(path)
    signature = _signature(files, Trust({}), now) if files.signature is not None else None
    return _checked(pack, signature)


def sign_pack(path: Path, out: Path, identity: Identity, *, now: datetime) -> CheckedPack:
    """Write a sound pack as one signed zip; FaultsError where it has faults, UserError where it cannot be written."""
    from app.catalogue.pack_files import SIGNATURE
    from app.signing.catalogue_signature import sign_catalogue
    from app.signing.trust import Trust

    files, pack = _read(path)
    files.signature = sign_catalogue(files.contents, identity, now)
    with written_beside({out: _zipped({**files.contents, SIGNATURE: files.signature}, now)}):
        pass
    return _checked(pack, _signature(files, Trust({}), now))


def preview_import(file: EstablishmentFile, path: Path, *, now: datetime, code: str | None = None) -> CheckedPack:
    """Return what a pack would change, nothing being changed; errors are those of `import_pack`."""
    files, pack = _read(path)
    signature = _trusted(file, files, now, code)
    with file.reading() as work:
        return _compared(work, pack, signature)[0]


def import_pack(file: EstablishmentFile, path: Path, *, now: datetime, code: str | None = None) -> CheckedPack:
    """Take a signed pack into a file for its next periods; open periods keep the version they were begun with.

    The establishment's own items stay beside it. `code` is that of headquarters' sheet, for a signer whom the trust
    register does not know for the role catalogue. BadFile where it is not signed, NotTrusted where a stranger signed
    it, InvalidFile where it was changed; FaultsError where it has faults, or reuses a reference.
    """
    files, pack = _read(path)
    signature = _trusted(file, files, now, code)
    with file.work("Imported a catalogue pack") as work:
        require_own_file(work)
        checked, merged = _compared(work, pack, signature)
        keep_pack(work, merged, now.date())
    return checked


def _read(path: Path) -> tuple[PackFiles, CataloguePack]:
    from app.catalogue.pack_files import read_pack_files
    from app.catalogue.reader import parse_pack

    files = read_pack_files(path)
    return files, parse_pack(files)


def _trusted(file: EstablishmentFile, files: PackFiles, now: datetime, code: str | None) -> CatalogueSignature:
    """Return the signature of a pack that may be taken here."""
    from app.services.trust_register import offices_of, read_register
    from app.signing.short_code import is_code_of
    from app.signing.trust import Trust

    register = read_register(file)
    offices = offices_of(register) if register.is_confirmed else []
    signature = _signature(files, Trust({}, offices=tuple(offices)), now)
    if not signature.doubt:
        return signature
    if code is None:
        raise NotTrusted(_STRANGER.format(doubt=signature.doubt))
    if not is_code_of(code, signature.certificate):
        raise UserError(_OTHER_CODE)
    confirmed = _signature(files, _pinning(signature.certificate), now)
    if confirmed.doubt:
        raise NotTrusted(f"Nothing was taken. {confirmed.doubt}")
    return confirmed


def _pinning(certificate: Certificate) -> Trust:
    from app.signing.trust import CATALOGUE, Trust

    return Trust({CATALOGUE: (certificate,)})


def _signature(files: PackFiles, trust: Trust, now: datetime) -> CatalogueSignature:
    from app.signing.catalogue_signature import read_catalogue_signature

    if files.signature is None:
        raise BadFile(_NOT_SIGNED)
    return read_catalogue_signature(files.signature, files.contents, trust, now)


def _compared(work: Work, pack: CataloguePack, signature: CatalogueSignature) -> tuple[CheckedPack, CataloguePack]:
    """Return what a pack changes, and the pack with own items; FaultsError for a reused reference."""
    from app.catalogue.comparison import compare_packs
    from app.catalogue.kept import read_kept_pack
    from app.catalogue.own_items import own_items_of, with_own_items
    from app.catalogue.reuse import find_reused
    from app.domain.errors import FaultsError

    earlier = [read_kept_pack(entry.record.content) for entry in work.list(KeptPack)]
    reused = [fault.sentence for fault in find_reused(pack, earlier)]
    if reused:
        raise FaultsError("This catalogue pack uses references anew, and nothing of it was taken.", reused)
    latest = read_kept_pack(latest_pack(work).record.content)
    require_unmarked(_said(pack) - _said(latest), work.scheme, "This catalogue pack", _MARKED)
    merged = with_own_items(pack, own_items_of(latest))
    return _checked(pack, signature, compare_packs(latest, merged)), merged


def _said(pack: CataloguePack) -> set[str]:
    """Return what a pack says; its marking schemes name markings, and bear none."""
    return set(strings_of(pack.model_dump(mode="json", exclude={"marking_schemes"})))


def _checked(
    pack: CataloguePack, signature: CatalogueSignature | None, comparison: Comparison | None = None
) -> CheckedPack:
    from app.catalogue.comparison import comparison_lines
    from app.services.enrolling import describe_signer

    counts = {
        "intentions": len(pack.intentions),
        "checklist_items": sum(len(intention.items) for intention in pack.intentions),
        "delivery_requirements": len(pack.delivery_requirements),
        "targeting_rules": len(pack.targeting_rules),
        "expectations": len(pack.expectations),
    }
    signed_by = [*describe_signer(signature.certificate), f"on {spell_day(signature.signed_at)}"] if signature else []
    changes = tuple(comparison_lines(comparison)) if comparison else ()
    return CheckedPack(pack.name, pack.version, counts, tuple(signed_by), changes, comparison)


def _zipped(files: Mapping[str, bytes], now: datetime) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, now.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return content.getvalue()
