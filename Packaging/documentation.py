#!/usr/bin/env python3
"""Prints the files that README.md leads to, page by page, so that no link is dead where they are installed.

usage: documentation.py, or: documentation.py --check DIRECTORY (the links of the pages that are installed there)
"""
import pathlib
import re
import sys

LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
PAGES = ("README.md", "CHANGELOG.md", "SECURITY.md", "LICENSE")


def links(page):
    """The relative links of a page, as paths."""
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:", target):
            yield page.parent / target


def reached(root):
    waiting, seen = [root / page for page in PAGES if (root / page).exists()], set()
    while waiting:
        path = waiting.pop().resolve()
        if path in seen or root not in path.parents:
            continue
        seen.add(path)
        if path.is_dir():
            waiting += path.iterdir()
        elif path.suffix == ".md":
            waiting += links(path)
    return sorted(path.relative_to(root) for path in seen if path.is_file())


def main():
    if sys.argv[1:2] == ["--check"]:
        pages = pathlib.Path(sys.argv[2]).rglob("*.md")
        dead = [f"{page}: {link}" for page in pages for link in links(page) if not link.exists()]
        sys.exit("\n".join(dead) or None)
    for path in reached(pathlib.Path(__file__).resolve().parent.parent):
        print(path)


if __name__ == "__main__":
    main()
