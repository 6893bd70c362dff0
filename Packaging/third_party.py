#!/usr/bin/env python3
"""Says what of others a program of ours has in it, by its symbols, in which version and under which terms.

usage: third_party.py notice|rpm|debian|copyright PROGRAM

PROGRAM must not be stripped. `notice` prints THIRD_PARTY.md, with all texts; `rpm` lines of a spec; `debian` the value of a
field; `copyright` Debian's form of the notice. What is linked in and has no line in third-party.txt is an error.
"""
import json
import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
# `make dist` puts the sources of the packages into vendor/; else they are where SwiftPM has them.
SOURCES = ROOT / "vendor" if (ROOT / "vendor").exists() else ROOT / ".build" / "checkouts"
PINS = (ROOT / "vendor" if (ROOT / "vendor").exists() else ROOT) / "Package.resolved"
SWIFT = os.environ.get("SWIFT", "swift")


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def table(kind):
    rows = []
    for line in (HERE / "third-party.txt").read_text().splitlines():
        if line.startswith(kind + " "):
            # A bar is also part of a pattern; there it has no blank on both sides.
            rows.append([part.strip() for part in re.split(r"\s\|\s", line)][1:])
    return rows


def versions():
    """Of packages by their repository's name, in small letters."""
    pins = json.loads(PINS.read_text())["pins"]
    return {
        pin["location"].rstrip("/").rsplit("/", 1)[-1].removesuffix(".git").lower():
            pin["state"].get("version") or pin["state"]["revision"]
        for pin in pins}


def text(name, place):
    if place == "toolchain":
        swift = pathlib.Path(output("sh", "-c", f"command -v {SWIFT}").strip()).resolve()
        return (swift.parent.parent / "share/swift/LICENSE.txt").read_text()
    if place != "package":
        return (HERE / place).read_text()
    files = [f for f in sorted((SOURCES / name).iterdir()) if re.match(r"(LICEN[SC]E|NOTICE)", f.name)]
    if not any(f.name.startswith("LICEN") for f in files):
        sys.exit(f"third_party.py: {name} has no licence in {SOURCES}")
    return "\n".join(f.read_text() for f in files)


def linked(program):
    """(name, version, licence, whose, text) of what is in the program."""
    symbols = output("nm", "--defined-only", "--format=just-symbols", program)
    if not symbols.strip():
        sys.exit(f"third_party.py: {program} has no symbols; it is to be asked before it is stripped")
    known = versions()
    toolchain = re.search(r"Swift version ([0-9.]+)", output(SWIFT, "--version")).group(1)
    found = []
    for name, licence, pattern, place, owner in table("linked"):
        if re.search(pattern, symbols, re.MULTILINE):
            version = known.get(name.lower()) if place == "package" else toolchain
            if version is None:
                sys.exit(f"third_party.py: {PINS} has no version of {name}")
            body = text(name, place)
            if ("Runtime Library Exception" in body) != ("Swift-exception" in licence):
                sys.exit(f"third_party.py: the licence of {name} is not {licence}")
            found.append((name, version, licence, owner, body))
    unknown = set(known) - {row[0].lower() for row in table("linked")}
    if unknown:
        sys.exit(f"third_party.py: third-party.txt has no line for {', '.join(sorted(unknown))}")
    return found


def used(program):
    """(library, licence, page) of what the program asks of the system."""
    libraries = re.findall(r"\(NEEDED\).*\[(.*)\]", output("readelf", "-dW", program))
    rows = []
    for library in libraries:
        row = next((row for row in table("used") if library.startswith(row[0])), None)
        # Only a program that is not for installing has the runtime outside of it.
        if row is None and not re.match(r"lib(swift|_?Foundation|dispatch|BlocksRuntime)", library):
            sys.exit(f"third_party.py: third-party.txt has no line for {library}")
        if row:
            rows.append((library, *row[1:]))
    return rows


def notice(program):
    parts = linked(program)
    print("# What of others is in ktrail\n")
    print("| linked into the program | version | licence | copyright |\n| --- | --- | --- | --- |")
    for name, version, licence, owner, _ in parts:
        print(f"| {name} | {version} | {licence} | {owner} |")
    print("\n| asked of the system | licence | page |\n| --- | --- | --- |")
    for row in used(program):
        print("| " + " | ".join(row) + " |")
    texts = {}
    for name, *_, body in parts:
        texts.setdefault(body.strip("\n"), []).append(name)
    for body, names in texts.items():
        print(f"\n## {', '.join(names)}\n")
        print("\n".join(("    " + line).rstrip() for line in body.splitlines()))


def copyright(program):
    """Debian's machine-readable form; Apache's text is one of those that each system has."""
    print("Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/")
    print("Upstream-Name: ktrail\n\nFiles: *\nCopyright: 2026 the ktrail authors\nLicense: Apache-2.0\n")
    licences = {"Apache-2.0": None}
    for name, version, licence, owner, body in linked(program):
        short = licence.replace(" WITH ", " with ").replace("Swift-exception", "Swift exception")
        print(f"Files: bundled/{name}\nCopyright: {owner}\nLicense: {short}")
        print(f"Comment: {name} {version}, linked into /usr/bin/ktrail.\n")
        licences.setdefault(short, body)
    for short, body in licences.items():
        print(f"License: {short}")
        if short.startswith("Apache-2.0"):
            print(" On Debian systems, the text of the Apache License 2.0 is in")
            print(" /usr/share/common-licenses/Apache-2.0.")
            body = body and body[body.find("## Runtime Library Exception"):]
        for line in (body or "").strip().splitlines():
            print(" " + (line.rstrip() or "."))
        print()


def main():
    form, program = sys.argv[1:]
    if form == "notice":
        notice(program)
    elif form == "copyright":
        copyright(program)
    elif form == "rpm":
        parts = linked(program)
        print("License: " + " AND ".join(sorted({"Apache-2.0", *(part[2] for part in parts)})))
        for name, version, *_ in parts:
            print(f"Provides: bundled({name.lower()}) = {version}")
    elif form == "debian":
        print(", ".join(f"{name.lower()} (= {version})" for name, version, *_ in linked(program)))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
