"""An MSI's tables: what wixl leaves undone in them is done here, and what Windows Installer would refuse is found.

Windows' own checks (ICE) run on Windows alone; `find_faults` holds the tables to the rules that matter of them.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from works import StepFailed, run

SHORT = re.compile(r"[A-Za-z0-9_~-]{1,8}(\.[A-Za-z0-9_~-]{1,3})?")
LONG = re.compile(r"[^\\/:*?\"<>|\x00-\x1f]{1,240}")
GUID = re.compile(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}")
KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,71}")
VERSION = re.compile(r"(\d{1,3})\.(\d{1,3})\.(\d{1,5})")
NAMED = {"File": "FileName", "Directory": "DefaultDir", "Shortcut": "Name"}
"""The tables with names of files and folders, and the column that has them."""
ROOTS = (".", "SourceDir")
WANTED = {
    "ALLUSERS": "1", "ProductName": "", "ProductCode": "", "ProductVersion": "", "ProductLanguage": "",
    "Manufacturer": "", "UpgradeCode": "", "ARPPRODUCTICON": "", "ARPCOMMENTS": "",
}  # fmt: skip
"""Properties that must be there; an empty text stands for any."""
ORDER = (
    "FindRelatedProducts", "LaunchConditions", "ValidateProductID", "CostInitialize", "FileCost", "CostFinalize",
    "InstallValidate", "RemoveExistingProducts", "InstallInitialize", "ProcessComponents", "UnpublishFeatures",
    "RemoveRegistryValues", "RemoveShortcuts", "RemoveFiles", "InstallFiles", "CreateShortcuts", "WriteRegistryValues",
    "RegisterUser", "RegisterProduct", "PublishFeatures", "PublishProduct", "InstallFinalize",
)  # fmt: skip
IS_64_BIT, SETS_PROPERTY, WITH_MINIMUM, DETECT_ONLY, WITH_MAXIMUM = 256, 51, 256, 2, 512


@dataclass(frozen=True)
class Table:
    """One table of an MSI: its lines of names, types and keys, and its rows by the names of columns."""

    heading: tuple[str, str, str]
    rows: Sequence[Mapping[str, str]]

    def column(self, name: str) -> list[str]:
        """Give a column."""
        return [row[name] for row in self.rows]

    def text(self) -> str:
        """Give the table as `msibuild` takes it."""
        return "\r\n".join((*self.heading, *("\t".join(row.values()) for row in self.rows), ""))


def read_table(msi: Path, name: str) -> Table:
    """Read a table; one that is not there has no rows."""
    lines = run(["msiinfo", "export", msi, name]).splitlines() if name in _names(msi) else ["", "", name]
    columns = lines[0].split("\t")
    rows = [dict(zip(columns, line.split("\t"), strict=True)) for line in lines[3:]]
    return Table((lines[0], lines[1], lines[2]), rows)


def read_property(msi: Path, name: str) -> str:
    """Read one property."""
    return next(row["Value"] for row in read_table(msi, "Property").rows if row["Property"] == name)


def finish(msi: Path, *, title: str, maker: str, language: str, package: str) -> None:
    """Add what wixl 0.101 does not write: short names, the language, the package's code, an inclusive upgrade."""
    with tempfile.TemporaryDirectory() as folder:
        for name, column in NAMED.items():
            table = read_table(msi, name)
            rows = [{**row, column: _with_short(next(iter(row.values())), row[column])} for row in table.rows]
            _write(msi, name, Table(table.heading, rows), Path(folder))
        table = read_table(msi, "Upgrade")
        rows = [{**row, "Attributes": _inclusive(int(row["Attributes"]))} for row in table.rows]
        _write(msi, "Upgrade", Table(table.heading, rows), Path(folder))
    run(["msibuild", msi, "-s", title, maker, f"x64;{language}", f"{{{package}}}"])


def check_tables(msi: Path) -> int:
    """Give the number of files in an MSI whose tables are whole; raise StepFailed naming what is wrong."""
    tables = {name: read_table(msi, name) for name in _names(msi)}
    faults = list(find_faults(tables, run(["msiinfo", "suminfo", msi])))
    if faults:
        raise StepFailed("Windows Installer would not take this MSI:\n" + "\n".join(faults[:40]))
    return len(tables["File"].rows)


def find_faults(tables: Mapping[str, Table], summary: str) -> Iterator[str]:
    """Yield a sentence for each rule of Windows Installer's that the tables break."""
    yield from _product_faults(tables)
    yield from _component_faults(tables)
    yield from _name_faults(tables)
    yield from _sequence_faults(tables)
    yield from _reference_faults(tables)
    language = "".join(row["Value"] for row in tables["Property"].rows if row["Property"] == "ProductLanguage")
    if f"Template: x64;{language}\n" not in summary:
        yield "The summary names another platform or language than the product."
    if any(not table.text().isascii() for table in tables.values()):
        yield "A text has letters that the MSI's neutral code page cannot hold."


def _product_faults(tables: Mapping[str, Table]) -> Iterator[str]:
    has = {row["Property"]: row["Value"] for row in tables["Property"].rows}
    for name, value in WANTED.items():
        if not has.get(name) or has[name] != (value or has[name]):
            yield f"Property {name} is missing or wrong."
    for name in ("ProductCode", "UpgradeCode"):
        if not GUID.fullmatch(has.get(name, "")):
            yield f"{name} is no GUID in capitals."
    parts = VERSION.fullmatch(has.get("ProductVersion", ""))
    if parts is None or int(parts[1]) > 255 or int(parts[2]) > 255 or int(parts[3]) > 65535:
        yield "ProductVersion is not three numbers up to 255.255.65535: Windows compares no others."
    secure = has.get("SecureCustomProperties", "").split(";")
    kinds = set()
    for row in tables["Upgrade"].rows:
        kinds.add(int(row["Attributes"]))
        if row["UpgradeCode"] != has.get("UpgradeCode") or row["ActionProperty"] not in secure:
            yield f"{row['ActionProperty']} finds another product, or is no secure property."
    if kinds != {DETECT_ONLY, WITH_MINIMUM | WITH_MAXIMUM}:
        yield "The upgrade does not both replace what is as old and refuse what is newer."


def _component_faults(tables: Mapping[str, Table]) -> Iterator[str]:
    owners = {row["File"]: row["Component_"] for row in tables["File"].rows}
    owners |= {row["Registry"]: row["Component_"] for row in tables["Registry"].rows}
    shipped = Counter(tables["FeatureComponents"].column("Component_"))
    codes = Counter(tables["Component"].column("ComponentId"))
    for row in tables["Component"].rows:
        name = row["Component"]
        if not GUID.fullmatch(row["ComponentId"]) or codes[row["ComponentId"]] > 1:
            yield f"Component {name} has no GUID of its own."
        if owners.get(row["KeyPath"]) != name:
            yield f"Component {name} has no key path of its own: it could not be repaired or removed."
        if not int(row["Attributes"]) & IS_64_BIT:
            yield f"Component {name} is not marked as 64-bit."
        if shipped[name] != 1:
            yield f"Component {name} is in {shipped[name]} features."


def _name_faults(tables: Mapping[str, Table]) -> Iterator[str]:
    folders = {row["Component"]: row["Directory_"] for row in tables["Component"].rows}
    seen: Counter[tuple[str, str]] = Counter()
    for table, column in NAMED.items():
        for row in tables[table].rows:
            short, _, long = row[column].partition("|")
            if short in ROOTS:
                continue
            if not SHORT.fullmatch(short) or not LONG.fullmatch(long or short):
                yield f"{table}: {row[column]} is no short name with a long one."
            place = (
                folders[row["Component_"]] if table == "File" else row.get("Directory_Parent", row.get("Directory_"))
            )
            seen.update({(f"{place}", short.lower()), (f"{place}", (long or short).lower())})
    yield from (f"Two things in one folder are named {name}." for (_, name), count in seen.items() if count > 1)


def _sequence_faults(tables: Mapping[str, Table]) -> Iterator[str]:
    numbers = {row["Action"]: int(row["Sequence"]) for row in tables["InstallExecuteSequence"].rows}
    missing = [action for action in ORDER if action not in numbers]
    if missing:
        yield f"Actions are missing: {', '.join(missing)}."
    elif any(numbers[first] >= numbers[second] for first, second in pairwise(ORDER)):
        yield "The actions stand in a wrong order."
    files = sorted(map(int, tables["File"].column("Sequence")))
    if files != list(range(1, len(files) + 1)) or tables["Media"].column("LastSequence") != [str(len(files))]:
        yield "The files are not numbered as the cabinet is."
    for row in tables["CustomAction"].rows:
        if int(row["Type"]) != SETS_PROPERTY:
            yield f"Custom action {row['Action']} runs something."


def _reference_faults(tables: Mapping[str, Table]) -> Iterator[str]:
    """Yield each row that points at a row which is not there, and each key that Windows Installer would not take."""
    keys = {name: set(tables[name].column(name)) for name in ("File", "Component", "Directory", "Feature")}
    for name, table in tables.items():
        for row in table.rows:
            for target, there in keys.items():
                if row.get(f"{target}_") and row[f"{target}_"] not in there:
                    yield f"{name} names a {target.lower()} that is not there: {row[f'{target}_']}."
            if name in keys and not KEY.fullmatch(row[name]):
                yield f"{name}: {row[name]} is no key."
    parents = {row["Directory"]: row["Directory_Parent"] for row in tables["Directory"].rows}
    if {parent for parent in parents.values() if parent} - set(parents) or parents.get("TARGETDIR") != "":
        yield "The folders have no common root."


def _names(msi: Path) -> list[str]:
    """Give the tables that hold words; of one that holds files, `msiinfo` would write them where it stands."""
    names = run(["msiinfo", "tables", msi]).split()
    return [name for name in names if not name.startswith("_") and name not in ("Icon", "Binary")]


def _with_short(key: str, name: str) -> str:
    """Give `SHORT|long` for a name that is longer than 8.3; the short one follows from the row's key, for good."""
    if name in ROOTS or SHORT.fullmatch(name):
        return name
    suffix = re.sub(r"[^A-Za-z0-9]", "", Path(name).suffix)[:3]
    return f"{key[-8:].upper()}{'.' if suffix else ''}{suffix.upper()}|{name}"


def _inclusive(attributes: int) -> str:
    return str(attributes if attributes & DETECT_ONLY else attributes | WITH_MAXIMUM)


def _write(msi: Path, name: str, table: Table, folder: Path) -> None:
    file = folder / f"{name}.idt"
    file.write_text(table.text(), encoding="ascii", newline="")
    run(["msibuild", msi, "-i", file])
