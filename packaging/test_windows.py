"""Proves the Windows installer without Windows: everything a PC does with it, under Wine, in a fresh Windows.

Each trial is a function; what it found goes to `packaging/RESULTS.md`.
"""

from __future__ import annotations

import json
import shutil
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from freeze import ICON, PROGRAM
from installer import EXE, FILE_PROG_ID, RETURN_PROG_ID, make_msi
from package import version
from signing import Signer
from windows_python import HOME
from wine import Ended, Windows
from works import DIST, WORKS, StepFailed, run, sha256

PLACE = r"C:\Program Files\Assurance Desk"
CONSOLE = rf"{PLACE}\assurance-desk-console.exe"
DOCUMENTS = "C:\\users\\{user}\\Documents\\Tŷ Ŵyn \N{MUSICAL SYMBOL G CLEF} a folder"
EARLIER = "0.0.9"
GONE = "earlier.txt"
"""A file that only the earlier version has."""
PATIENCE = 240
NOT_OURS = ("windows/", "ProgramData/Microsoft", "Program Files (x86)/", "install-", "windows")
"""Where Windows itself writes: registries, its own caches, the installer's log."""


@dataclass
class Trials:
    """One fresh Windows, and what was found in it."""

    windows: Windows
    programs: Path
    found: dict[str, str] = field(default_factory=dict)
    before: set[str] = field(default_factory=set)

    @property
    def user(self) -> Path:
        """The user's profile."""
        return next(path for path in (self.windows.drive / "users").iterdir() if path.name != "Public")

    @property
    def documents(self) -> str:
        """The folder of the user's files, as Windows names it."""
        return DOCUMENTS.format(user=self.user.name)

    @property
    def temporary(self) -> Path:
        """The user's temporary folder."""
        return self.user / "Temp"

    def files(self) -> set[str]:
        """Give every file on disc C: but Windows' own."""
        drive = self.windows.drive
        places = (path.relative_to(drive).as_posix() for path in drive.rglob("*") if path.is_file())
        return {place for place in places if not place.startswith(NOT_OURS)}

    def install(self, installer: Path) -> Ended:
        """Install silently, as a department's tool does."""
        ended = self.windows.run("msiexec", "/i", installer, "/qn", "/l*v", "C:\\install-log.txt")
        self.windows.wait()
        return ended

    def console(self, *arguments: str) -> Ended:
        """Run the installed program's command line."""
        return self.windows.run(CONSOLE, *arguments)


def check(is_so: bool, otherwise: str) -> None:
    """Raise StepFailed, saying what is wrong, unless it is so."""
    if not is_so:
        raise StepFailed(otherwise)


def wait_for(is_so: Callable[[], bool], what: str, seconds: float = PATIENCE) -> float:
    """Wait for a state; return the seconds that it took. Raise StepFailed when it does not come."""
    begun = time.monotonic()
    while not is_so():
        check(time.monotonic() - begun < seconds, f"did not come within {seconds} s: {what}")
        time.sleep(0.05)
    return time.monotonic() - begun


def installs_silently(trials: Trials) -> str:
    """An earlier version installs silently: every file whole, in the Start menu and the registry."""
    earlier = WORKS / "earlier"
    shutil.rmtree(earlier, ignore_errors=True)
    shutil.copytree(trials.programs, earlier, copy_function=shutil.copyfile)
    (earlier / GONE).write_text("Only in the earlier version.\n", encoding="ascii")
    make_msi(earlier, EARLIER, WORKS / "earlier.msi", ICON)
    trials.before = trials.files()
    begun = time.monotonic()
    check(trials.install(WORKS / "earlier.msi").code == 0, "the installer failed")
    took = time.monotonic() - begun
    _compare(earlier, trials.windows.path(PLACE))
    check(any(trials.windows.drive.rglob("Assurance Desk.lnk")), "there is no entry in the Start menu")
    return f"{took:.0f} s"


def makes_a_users_file(trials: Trials) -> str:
    """The command line makes the demonstration, in a folder with a space, ŷ and a letter beyond the basic plane."""
    made = trials.console("demo", rf"{trials.documents}\demo")
    check(made.code == 0, f"the demonstration failed: {made.said[-500:]}")
    check((trials.windows.path(trials.documents) / "demo/return.pdf").exists(), "no return was made")
    return "demo.assure, return.pdf, return.xlsx"


def upgrades(trials: Trials) -> str:
    """The new version replaces the earlier one; what it no longer has is gone, the user's files are untouched."""
    files = _sums(trials.windows.path(trials.documents))
    check(trials.install(_installer()).code == 0, "the upgrade failed")
    _compare(trials.programs, trials.windows.path(PLACE))
    check(_sums(trials.windows.path(trials.documents)) == files, "the user's files changed")
    check(_products(trials) == [version()], f"installed are {_products(trials)}")
    return f"{EARLIER} to {version()}"


def refuses_a_downgrade(trials: Trials) -> str:
    """The earlier version is refused, and nothing changes."""
    ended = trials.install(WORKS / "earlier.msi")
    check(ended.code != 0, "the downgrade was not refused")
    _compare(trials.programs, trials.windows.path(PLACE))
    return f"msiexec ended with {ended.code}, the last eight bits of 1603"


def is_accounted_for(trials: Trials) -> str:
    """Every installed file has its line and its sum in the bill of materials."""
    bill = json.loads(next(DIST.glob(f"{PROGRAM}-{version()}-windows-x64.cdx.json")).read_text(encoding="utf-8"))
    billed = {one["name"]: one["hashes"][0]["content"] for one in bill["components"] if one["type"] == "file"}
    check(_sums(trials.windows.path(PLACE)) == billed, "the installed files are not those of the bill")
    return f"{len(billed)} files of {len(bill['components']) - len(billed)} parts"


def passes_the_smoke_test(trials: Trials) -> str:
    """`--smoke` starts every page, exports, verifies in a process of its own, ends with 0 and leaves nothing."""
    begun = time.monotonic()
    ended = trials.windows.run(rf"{PLACE}\{EXE}", "--smoke", "C:\\smoke.log", seconds=1500)
    log = (trials.windows.drive / "smoke.log").read_text(encoding="utf-8")
    (WORKS / "smoke-windows.log").write_text(log, encoding="utf-8")
    (trials.windows.drive / "smoke.log").unlink()
    check(ended.code == 0 and log.endswith("Passed\n"), f"ended with {ended.code}:\n{log[-1500:]}")
    left = [path.name for path in trials.temporary.glob("T*")]
    check(not left, f"left in the temporary folder: {len(left)}")
    return f"{log.count('showed page')} pages, {time.monotonic() - begun:.0f} s"


def opens_a_file_by_association(trials: Trials) -> str:
    """A double-click on a `.assure` file opens it; a second one goes to the same window."""
    file = rf"{trials.documents}\demo\demo.assure"
    copy = rf"{trials.documents}\demo\second.assure"
    shutil.copyfile(trials.windows.path(file), trials.windows.path(copy))
    _open_as(trials, file, FILE_PROG_ID)
    took = wait_for(lambda: "demo.assure" in _last_file(trials), "the file is open")
    wait_for(lambda: _note(trials).exists(), "the window listens")
    _open_as(trials, copy, FILE_PROG_ID)
    wait_for(lambda: "second.assure" in _last_file(trials), "the first window opened the second file")
    count = _count_windows(trials)
    check(count == 1, f"{count} windows are open")
    _end_program(trials)
    return f"{took:.0f} s; the second start opened its file in the first window"


def opens_a_return_with_the_program(trials: Trials) -> str:
    """*Open with* on a return starts the program, which reads the return in a process of its own."""
    _end_program(trials)
    _open_as(trials, rf"{trials.documents}\demo\return.pdf", RETURN_PROG_ID)
    wait_for(lambda: any(trials.temporary.glob("assurance-*")), "a process reads the return")
    wait_for(lambda: not any(trials.temporary.glob("assurance-*")), "that process has ended")
    _end_program(trials)
    verified = trials.console(
        "verify",
        *(rf"{trials.documents}\demo\return.{kind}" for kind in ("pdf", "xlsx")),
        "--trust",
        rf"author={trials.documents}\demo\identity.pem",
    )
    check(verified.code == 0, f"verify ended with {verified.code}: {verified.said[-500:]}")
    return "and `verify` ends with 0"


def says_so_when_a_file_is_in_use(trials: Trials) -> str:
    """A file that another program holds is refused in a sentence; one that is read-only is read."""
    file, copy = (rf"{trials.documents}\demo\{name}.assure" for name in ("demo", "read only"))
    shutil.copyfile(trials.windows.path(file), trials.windows.path(copy))
    holder = trials.windows.start(HOME / "python.exe", "-c", HOLD, file)
    assert holder.stdout is not None
    check(holder.stdout.readline().strip() == b"held", "the file could not be held")
    refused = trials.console("check", file)
    trials.windows.run("taskkill", "/f", "/im", "python.exe")
    holder.wait(PATIENCE)
    said = refused.said.strip()
    check(refused.code != 0 and said.count("\n") == 0 and said.endswith("."), f"{refused.code}: {said[-300:]}")
    trials.windows.path(copy).chmod(0o444)
    read = trials.console("check", copy)
    check(read.code == 0, f"a read-only file ended with {read.code}: {read.said[-300:]}")
    trials.windows.path(copy).chmod(0o644)
    return f"“{said}”"


def writes_in_the_profile_alone(trials: Trials) -> str:
    """What the program wrote lies in the user's profile."""
    new = trials.files() - trials.before
    programs = {place for place in new if place.startswith("Program Files/Assurance Desk/")}
    outside = [place for place in new - programs if not place.startswith("users/")]
    check(not outside, f"written outside the profile: {outside[:5]}")
    _compare(trials.programs, trials.windows.path(PLACE))
    return f"{len(new - programs)} files, all in it"


def uninstalls(trials: Trials) -> str:
    """Silent removal leaves the user's files and settings, and nothing else."""
    documents = _sums(trials.windows.path(trials.documents))
    ended = trials.windows.run("msiexec", "/x", _installer(), "/qn", "/l*v", "C:\\install-log.txt")
    trials.windows.wait()
    check(ended.code == 0, f"the removal ended with {ended.code}")
    check(not trials.windows.path(PLACE).exists(), "something is left of the program")
    check(_sums(trials.windows.path(trials.documents)) == documents, "the user's files changed")
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
    for source in (_installer(), trials.programs / EXE):
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
    installs_silently,
    makes_a_users_file,
    upgrades,
    refuses_a_downgrade,
    is_accounted_for,
    passes_the_smoke_test,
    opens_a_file_by_association,
    opens_a_return_with_the_program,
    says_so_when_a_file_is_in_use,
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


def _installer() -> Path:
    return DIST / f"{PROGRAM}-{version()}-windows-x64.msi"


def _sums(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): sha256(path) for path in folder.rglob("*") if path.is_file()}


def _compare(built: Path, installed: Path) -> None:
    check(_sums(built) == _sums(installed), "the installed files are not the built ones")


def _products(trials: Trials) -> list[str]:
    """Give the versions that Windows lists as installed."""
    key = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall"
    said = trials.windows.run("reg", "query", key, "/s").said
    blocks = [block for block in said.split("HKEY_LOCAL_MACHINE") if "Assurance Desk" in block]
    lines = [line.split() for block in blocks for line in block.splitlines() if "DisplayVersion" in line]
    return [line[-1] for line in lines]


def _has_key(trials: Trials, key: str) -> bool:
    return trials.windows.run("reg", "query", rf"HKLM\{key}").code == 0


OPEN_AS = """
import ctypes, sys
from ctypes import wintypes as w
class Info(ctypes.Structure):
    _fields_ = [("size", w.DWORD), ("mask", w.ULONG), ("window", w.HWND), ("verb", w.LPCWSTR), ("file", w.LPCWSTR),
        ("parameters", w.LPCWSTR), ("folder", w.LPCWSTR), ("show", ctypes.c_int), ("instance", w.HINSTANCE),
        ("ids", ctypes.c_void_p), ("kind", w.LPCWSTR), ("key", w.HKEY), ("hot", w.DWORD), ("icon", w.HANDLE),
        ("process", w.HANDLE)]
kind = sys.argv[2]
info = Info(ctypes.sizeof(Info), 1 if kind else 0, None, "open", sys.argv[1], None, None, 1, None, None, kind or None)
sys.exit(0 if ctypes.windll.shell32.ShellExecuteExW(ctypes.byref(info)) else 1)
"""


HOLD = """
import ctypes, sys, threading
handle = ctypes.windll.kernel32.CreateFileW(sys.argv[1], 0x80000000, 0, None, 3, 0, None)  # read it, share nothing
print("held" if handle > 0 else "free", flush=True)
threading.Event().wait()
"""


def _open_as(trials: Trials, file: str, kind: str) -> None:
    """Open a file as the Explorer does: ours by its suffix, a return by the class that *Open with* offers."""
    asked = kind if kind == RETURN_PROG_ID else ""
    process = trials.windows.start(HOME / "python.exe", "-c", OPEN_AS, file, asked)
    # The program that it starts keeps the pipe: waiting for the pipe's end would be waiting for the program's.
    check(process.wait(PATIENCE) == 0, "Windows did not open it")


def _settings(trials: Trials) -> Path:
    return trials.user / "AppData/Local/Assurance Desk"


def _last_file(trials: Trials) -> str:
    path = _settings(trials) / "desktop.ini"
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


def _note(trials: Trials) -> Path:
    return _settings(trials) / "window.json"


def _count_windows(trials: Trials) -> int:
    """Count the program's processes in this Windows; seen from here, since Wine 8 lists none."""
    count = 0
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            program = (process / "cmdline").read_bytes()
            if EXE.encode() in program and str(trials.windows.prefix).encode() in (process / "environ").read_bytes():
                count += 1
    return count


def _end_program(trials: Trials) -> None:
    """End the program as a lost session does, so that the next start finds what a crash leaves."""
    trials.windows.run("taskkill", "/f", "/im", EXE)
    wait_for(lambda: _count_windows(trials) == 0, "the program has ended")


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
