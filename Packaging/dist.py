#!/usr/bin/env python3
"""Writes ktrail-VERSION.tar.xz: our sources, and in vendor/ those of the packages that they depend on.

usage: dist.py DIRECTORY, with SOURCE_DATE_EPOCH set, after `swift package resolve`

Every `.package(url:)` of a manifest becomes a `.package(path:)`, ours and theirs, so that SwiftPM has nothing to fetch. Tests and
pages of the packages are left out; their licences are not.
"""
import io
import os
import pathlib
import re
import subprocess
import sys
import tarfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
CHECKOUTS = ROOT / ".build" / "checkouts"
NOT_NEEDED = re.compile(
    r"(\.git|\.github|Tests|Documentation|Examples|Benchmarks|IntegrationTests)(/|$)|.*\.(md|png|pdf)$")
MANIFEST = re.compile(r"Package(@swift-[0-9.]+)?\.swift")
URL = re.compile(r'\.package\(\s*url:\s*"[^"]*/([^"/]+?)(?:\.git)?"[^()]*\)')
# What of a package is built, which stays as it is said.
TRAITS = re.compile(r",\s*traits:\s*\[[^\]]*\]")


def local(manifest, folder):
    """The manifest with paths where the packages are beside us; what is not there is left as it is."""
    def replace(match):
        if not (CHECKOUTS / match[1]).exists():
            return match[0]
        traits = TRAITS.search(match[0])
        return f'.package(path: "{folder}/{match[1]}"{traits[0] if traits else ""})'
    return URL.sub(replace, manifest)


def files():
    """(name in the archive, path)"""
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, tracked.split("\0")):
        yield name, ROOT / name
    yield "vendor/Package.resolved", ROOT / "Package.resolved"
    for path in CHECKOUTS.rglob("*"):
        name = path.relative_to(CHECKOUTS)
        inner = str(name.relative_to(name.parts[0]))
        if not path.is_dir() and (not NOT_NEEDED.match(inner) or inner.startswith(("LICEN", "NOTICE"))):
            yield f"vendor/{name}", path


def main():
    target = pathlib.Path(sys.argv[1])
    time = int(os.environ["SOURCE_DATE_EPOCH"])
    source = (ROOT / "Sources/ChangeModel/ToolVersion.swift").read_text()
    top = "ktrail-" + re.search(r'current = "([0-9.]+)"', source)[1]
    target.mkdir(exist_ok=True)
    with tarfile.open(target / f"{top}.tar.xz", "w:xz", preset=6, format=tarfile.GNU_FORMAT) as archive:
        for name, path in sorted(files()):
            entry = archive.gettarinfo(path, f"{top}/{name}")
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = "root"
            entry.mtime = time
            entry.mode = 0o755 if entry.mode & 0o100 else 0o644
            if entry.issym():
                archive.addfile(entry)
                continue
            data = path.read_bytes()
            if MANIFEST.fullmatch(path.name):
                folder = ".." if name.startswith("vendor/") else "vendor"
                data = local(data.decode(), folder).encode()
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    print(target / f"{top}.tar.xz")


if __name__ == "__main__":
    main()
