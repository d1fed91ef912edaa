"""Proves the Windows installer without Windows: everything a PC does with it, under Wine, in a fresh Windows.

Each trial is a function; what it found goes to `packaging/RESULTS.md`.
"""

from __future__ import annotations

import json
import shutil
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from freeze import ICON, PROGRAM
from fresh_windows import PLACE, Trials, check, compare, find_installer, sums_of
from installer import EXE, FILE_PROG_ID, make_msi
from manners import (
    opens_a_file_by_association,
    opens_a_return_with_the_program,
    passes_the_smoke_test,
    reads_from_a_medium_that_cannot_be_written,
    says_so_when_a_file_is_in_use,
    takes_long_paths,
    writes_in_the_profile_alone,
)
from msi_tables import check_tables
from package import version
from signing import Signer
from wine import Windows
from works import DIST, WORKS, run

EARLIER, REBUILT = "0.0.9", "rebuilt.msi"
GONE = "earlier.txt"
"""A file that only the earlier version, and another build of this one, have."""
SUBSYSTEMS = {EXE: 2, "assurance-desk-console.exe": 3}
"""Windows opens no console for a program that names subsystem 2."""
UNINSTALL = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall"


def can_be_taken_by_windows(trials: Trials) -> str:
    """The installer's tables keep Windows Installer's rules; the window's program asks for no console."""
    for name, wanted in SUBSYSTEMS.items():
        printed = run(["x86_64-w64-mingw32-objdump", "-p", trials.programs / name])
        check(f"Subsystem\t\t{wanted:08x}" in printed, f"{name} is not of subsystem {wanted}")
    return f"{check_tables(find_installer())} files, each a component with its key path, in both lengths of name"


def installs_silently(trials: Trials) -> str:
    """An earlier version installs silently: every file whole, in the Start menu and the registry."""
    earlier = WORKS / "earlier"
    shutil.rmtree(earlier, ignore_errors=True)
    shutil.copytree(trials.programs, earlier, copy_function=shutil.copyfile)
    (earlier / GONE).write_text("Only in the earlier version.\n", encoding="ascii")
    make_msi(earlier, EARLIER, WORKS / "earlier.msi", ICON)
    make_msi(earlier, version(), WORKS / REBUILT, ICON)
    trials.before = trials.files()
    begun = time.monotonic()
    check(trials.install(WORKS / "earlier.msi").code == 0, "the installer failed")
    took = time.monotonic() - begun
    compare(earlier, trials.windows.path(PLACE))
    check(any(trials.windows.drive.rglob("Assurance Desk.lnk")), "there is no entry in the Start menu")
    return f"{took:.0f} s"


def makes_a_users_file(trials: Trials) -> str:
    """The command line makes the demonstration, in a folder with a space, ŷ and a letter beyond the basic plane."""
    made = trials.console("demo", rf"{trials.documents}\demo")
    check(made.code == 0, f"the demonstration failed: {made.said[-500:]}")
    check((trials.windows.path(trials.documents) / "demo/return.pdf").exists(), "no return was made")
    return "demo.assure, return.pdf, return.xlsx"


def upgrades(trials: Trials) -> str:
    """A newer version replaces an older one, and a newer build of it that one; the user's files are untouched."""
    files = sums_of(trials.windows.path(trials.documents))
    for installer, programs in ((WORKS / REBUILT, WORKS / "earlier"), (find_installer(), trials.programs)):
        check(trials.install(installer).code == 0, f"the upgrade by {installer.name} failed")
        compare(programs, trials.windows.path(PLACE))
        check(_products(trials) == [version()], f"installed are {_products(trials)}")
    check(sums_of(trials.windows.path(trials.documents)) == files, "the user's files changed")
    check(PLACE in trials.windows.run("reg", "query", UNINSTALL, "/s").said, "Windows is not told where it lies")
    return f"{EARLIER} to {version()}, to another build of {version()}; what is no longer part of it is gone"


def refuses_a_downgrade(trials: Trials) -> str:
    """The earlier version is refused, and nothing changes."""
    ended = trials.install(WORKS / "earlier.msi")
    check(ended.code != 0, "the downgrade was not refused")
    compare(trials.programs, trials.windows.path(PLACE))
    return f"msiexec ended with {ended.code}, the last eight bits of 1603"


def repairs(trials: Trials) -> str:
    """A repair brings back what was deleted and what was changed."""
    place = trials.windows.path(PLACE)
    (place / "_internal" / "python313.dll").unlink()
    (place / EXE).write_bytes(b"damaged")
    ended = trials.install(find_installer(), "REINSTALL=ALL", "REINSTALLMODE=amus")
    check(ended.code == 0, f"the repair ended with {ended.code}")
    compare(trials.programs, place)
    return "one library, one program"


def is_accounted_for(trials: Trials) -> str:
    """Every installed file has its line and its sum in the bill of materials."""
    bill = json.loads(next(DIST.glob(f"{PROGRAM}-{version()}-windows-x64.cdx.json")).read_text(encoding="utf-8"))
    billed = {one["name"]: one["hashes"][0]["content"] for one in bill["components"] if one["type"] == "file"}
    check(sums_of(trials.windows.path(PLACE)) == billed, "the installed files are not those of the bill")
    return f"{len(billed)} files of {len(bill['components']) - len(billed)} parts"


def uninstalls(trials: Trials) -> str:
    """Silent removal leaves the user's files and settings, and nothing else."""
    documents = sums_of(trials.windows.path(trials.documents))
    ended = trials.windows.run("msiexec", "/x", find_installer(), "/qn", "/l*v", "C:\\install-log.txt")
    trials.windows.wait()
    check(ended.code == 0, f"the removal ended with {ended.code}")
    check(not trials.windows.path(PLACE).exists(), "something is left of the program")
    check(sums_of(trials.windows.path(trials.documents)) == documents, "the user's files changed")
    left = {place for place in trials.files() - trials.before if "/Documents/" not in place}
    settings = {place for place in left if "/Assurance Desk/" in place and place.startswith("users/")}
    check(left == settings, f"left: {sorted(left - settings)[:5]}")
    keys = [key for key in (rf"Software\Classes\{FILE_PROG_ID}", r"Software\Classes\.assure") if _has_key(trials, key)]
    check(not keys, f"left in the registry: {keys}")
    return f"{len(documents)} files of the user and {len(settings)} of settings are kept"


def runs_from_a_portable_folder(trials: Trials) -> str:
    """The portable archive runs from wherever it is unpacked, with nothing installed."""
    with zipfile.ZipFile(DIST / f"{PROGRAM}-{version()}-windows-x64-portable.zip") as archive:
        archive.extractall(trials.windows.path(trials.documents))
    said = trials.windows.run(rf"{trials.documents}\{PROGRAM}\assurance-desk-console.exe", "--version")
    check(said.code == 0 and version() in said.said, f"ended with {said.code}: {said.said[-300:]}")
    file = rf"{trials.documents}\demo\demo.assure"
    opened = trials.windows.run(rf"{trials.documents}\{PROGRAM}\{EXE}", file, "--exit-after", "ready")
    check(opened.code == 0, f"the window ended with {opened.code}")
    return "window and command line"


def can_be_signed(trials: Trials) -> str:
    """The installer and the program take a signature, which a checker of others accepts."""
    folder = WORKS / "signing"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    signer = _test_signer(folder)
    for source in (find_installer(), trials.programs / EXE):
        signed = Path(shutil.copy2(source, folder))
        signer.sign(signed)
        run(["osslsigncode", "verify", "-CAfile", folder / "certificate.pem", "-in", signed])
    moved = folder / "signed"
    shutil.copytree(trials.programs, moved)
    shutil.copy2(folder / EXE, moved)
    ended = trials.windows.run(moved / EXE, "--exit-after", "first-paint")
    check(ended.code == 0, f"the signed program ended with {ended.code}")
    return "test certificate; the signed program starts"


TRIALS = (
    can_be_taken_by_windows,
    installs_silently,
    makes_a_users_file,
    upgrades,
    refuses_a_downgrade,
    repairs,
    is_accounted_for,
    passes_the_smoke_test,
    opens_a_file_by_association,
    opens_a_return_with_the_program,
    says_so_when_a_file_is_in_use,
    reads_from_a_medium_that_cannot_be_written,
    takes_long_paths,
    writes_in_the_profile_alone,
    uninstalls,
    runs_from_a_portable_folder,
    can_be_signed,
)


def try_windows() -> Iterator[tuple[str, str, str]]:
    """Yield each trial's name, what it shows, and what it found; raise StepFailed at the first that fails."""
    trials = Trials(Windows(WORKS / "test").make(), WORKS / "frozen-windows" / "dist" / PROGRAM)
    try:
        for trial in TRIALS:
            yield trial.__name__, (trial.__doc__ or "").strip(), trial(trials)
    finally:
        trials.windows.stop()


def _products(trials: Trials) -> list[str]:
    """Give the versions that Windows lists as installed."""
    said = trials.windows.run("reg", "query", UNINSTALL, "/s").said
    blocks = [block for block in said.split("HKEY_LOCAL_MACHINE") if "Assurance Desk" in block]
    lines = [line.split() for block in blocks for line in block.splitlines() if "DisplayVersion" in line]
    return [line[-1] for line in lines]


def _has_key(trials: Trials, key: str) -> bool:
    return trials.windows.run("reg", "query", rf"HKLM\{key}").code == 0


def _test_signer(folder: Path) -> Signer:
    """Make a code-signing certificate for this test alone."""
    passphrase, key, certificate = folder / "passphrase.txt", folder / "key.pem", folder / "certificate.pem"
    passphrase.write_text("for this test alone", encoding="ascii")
    usage = ["-addext", "extendedKeyUsage=codeSigning", "-addext", "keyUsage=digitalSignature"]
    make = ["openssl", "req", "-x509", "-newkey", "rsa:3072", "-nodes", "-days", "2", "-subj", "/CN=Test of packaging"]
    run([*make, *usage, "-keyout", str(key), "-out", str(certificate)])
    packed = folder / "signer.p12"
    run(["openssl", "pkcs12", "-export", "-inkey", key, "-in", certificate, "-out", packed,
         "-passout", f"file:{passphrase}"])  # fmt: skip
    return Signer(packed, passphrase)


if __name__ == "__main__":
    for name, _, found in try_windows():
        print(f"ok  {name}: {found}", flush=True)
