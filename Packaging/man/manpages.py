#!/usr/bin/env python3
"""Writes a man page for each command of ktrail, from the help that the commands give themselves.

usage: ktrail --experimental-dump-help | manpages.py VERSION DAY DIRECTORY

DAY (2026-11-29) is printed at the foot of each page. What the help has no place for, exit codes, environment and files, is in
sections.txt beside this program.
"""
import json
import pathlib
import re
import sys
import textwrap

SECTIONS = pathlib.Path(__file__).with_name("sections.txt")
GLYPHS = {"\\": r"\(rs", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti"}


def escaped(text):
    """Text that roff prints as it is."""
    return "".join(GLYPHS.get(c) or (c if ord(c) < 128 else rf"\[u{ord(c):04X}]") for c in text)


def guarded(line):
    """A line that is no request, whatever it begins with."""
    return r"\&" + line if line.startswith(".") else line


def bold(text):
    return rf"\fB{escaped(text)}\fR"


def italic(text):
    return rf"\fI{escaped(text)}\fR"


def prose(text):
    """A paragraph, in which options and what stands in backquotes are bold."""
    parts = re.split(r"(`[^`]+`|(?<![\w-])--[a-z][a-z-]*[a-z])", " ".join(text.split()))
    line = "".join(
        bold(part.strip("`")) if number % 2 else escaped(part) for number, part in enumerate(parts))
    lines = textwrap.wrap(line, 78, break_long_words=False, break_on_hyphens=False)
    return "\n".join(map(guarded, lines)) or r"\&"


def verbatim(lines):
    """Lines as they are; not indented further, so that the help's 73 columns fit into 80."""
    return [".nf", *(guarded(escaped(line)) or r"\&" for line in lines), ".fi"]


def paragraphs(discussion):
    """What a discussion says: (is indented, lines) for each run of lines of one kind."""
    for block in re.split(r"\n\s*\n", (discussion or "").strip("\n")):
        run = []
        for line in block.split("\n"):
            if run and line.startswith("  ") != run[-1].startswith("  "):
                yield run[0].startswith("  "), run
                run = []
            run.append(line)
        if run and run != [""]:
            yield run[0].startswith("  "), run


def divided(discussion):
    """The discussion's roff, and the lines of its examples."""
    text, examples, follow = [], [], False
    for indented, lines in paragraphs(discussion):
        if not indented and lines[-1].strip() in ("Example:", "Examples:"):
            lines, follow = lines[:-1], True
            if not lines:
                continue
        elif indented and follow:
            examples += [line[2:] for line in lines]
            continue
        else:
            follow = False
        text += [".PP", *verbatim(lines)] if indented else [".PP", prose(" ".join(lines))]
    return text, examples


def heading(argument):
    """The names of an option with its value, or the name of an operand."""
    value = argument.get("valueName", "")
    if argument["kind"] == "positional":
        return italic(value.upper())
    names = sorted(argument["names"], key=lambda name: name["kind"] != "short")
    text = ", ".join(
        bold(("--" if name["kind"] == "long" else "-") + name["name"]) for name in names)
    return text if argument["kind"] == "flag" else f"{text} {italic(value.upper())}"


def explained(argument):
    text = argument.get("abstract", "")
    values = argument.get("allValues")
    if values and not all(value in text for value in values):
        text += f" One of: {', '.join(values)}."
    if argument.get("defaultValue") and argument["kind"] != "flag":
        text += f" Default: {argument['defaultValue']}."
    lines = [".TP", heading(argument), prose(text)]
    if argument.get("discussion"):
        lines += [".IP", prose(argument["discussion"])]
    return lines


def shown(command):
    return [a for a in command.get("arguments", []) if a.get("shouldDisplay", True)]


def listed(arguments):
    """Operands and options under their titles, those without one last, as the help has them."""
    groups = {}
    for argument in arguments:
        title = argument.get("sectionTitle") or (
            "Operands" if argument["kind"] == "positional" else "Options")
        groups.setdefault(title, []).append(argument)
    order = sorted(groups, key=lambda title: (title != "Operands", title == "Options"))
    lines = []
    for title in order:
        if len(order) > 1 or title != "Options":
            lines += [".SS " + escaped(title)]
        for argument in groups[title]:
            lines += explained(argument)
    return lines


def synopsis(path, command):
    """One line: the command, its options in short, its operands."""
    words = [bold(" ".join(path))]
    arguments = shown(command)
    for argument in arguments:
        if argument["kind"] == "option" and not argument["isOptional"]:
            words.append(heading({**argument, "names": [argument["preferredName"]]}))
    words.append("[" + italic("OPTIONS") + "]")
    for argument in arguments:
        if argument["kind"] == "positional":
            word = heading(argument) + (r"\&..." if argument["isRepeating"] else "")
            words.append(f"[{word}]" if argument["isOptional"] else word)
    if command.get("subcommands"):
        words = [bold(" ".join(path)), italic("COMMAND"), "[" + italic("OPTIONS") + "]"]
    return [".PP", " ".join(words)]


def displayed(command):
    """The subcommands but the parser's own `help`."""
    return [
        c for c in command.get("subcommands", [])
        if c.get("shouldDisplay", True) and c["commandName"] != "help"]


def signature(argument):
    return json.dumps(argument, sort_keys=True)


def kept_sections(name):
    """The sections of sections.txt with the items that are about this command: `TERM` or `TERM [commands]`."""
    title, lines = None, []
    for line in SECTIONS.read_text().splitlines():
        if line.startswith("== "):
            if lines:
                yield title, lines
            title, lines, wanted = line[3:], [], False
        elif line.startswith("  "):
            if wanted:
                lines.append(prose(line))
        elif line.strip() and not line.startswith("#"):
            term, _, commands = line.partition(" [")
            commands = commands.rstrip("]").split()
            wanted = not commands or name in commands or name == "ktrail"
            if wanted:
                lines += [".TP", bold(term)]
    if lines:
        yield title, lines


def page(root, command, version, day):
    name = root if command["commandName"] == root else f"{root}-{command['commandName']}"
    path = name.split("-", 1)
    own = displayed(command)
    discussion, examples = divided(command.get("discussion"))
    abstract = command.get("abstract", "").rstrip(".")
    lines = [
        rf'.\" Made by manpages.py from the help of {root} {version}.',
        f'.TH {escaped(name.upper())} 1 {day} "{root} {escaped(version)}" "User Commands"',
        ".ad l", ".nh",
        ".SH NAME", prose(f"{name} - {abstract}"), ".SH SYNOPSIS",
    ]
    lines += synopsis(path, command)
    lines += [".SH DESCRIPTION"] + (discussion or [prose(abstract + ".")])
    if command["commandName"] == root:
        lines += [".SH COMMANDS"]
        for other in own:
            lines += [".TP", rf"\fB{escaped(root)}\-{escaped(other['commandName'])}\fR(1)", prose(other["abstract"])]
        lines += [".SH OPTIONS"] + listed(shown(command))
    elif own:
        everywhere = [a for a in shown(own[0]) if all(
            signature(a) in map(signature, shown(other)) for other in own)]
        lines += [".SH COMMANDS"]
        for other in own:
            lines += [".TP", bold(" ".join([other["commandName"], *other.get("aliases", [])])), prose(other["abstract"])]
        lines += [".SH OPTIONS", "Options of all of these commands:"] + listed(everywhere)
        for other in own:
            rest = [a for a in shown(other) if signature(a) not in map(signature, everywhere)]
            more, theirs = divided(other.get("discussion"))
            examples += theirs
            lines += [".SH " + escaped(" ".join([*path[1:], other["commandName"]]).upper())]
            lines += synopsis([*path, other["commandName"]], other)
            lines += [".PP", prose(other["abstract"])] + more
            lines += listed(rest)
    else:
        lines += [".SH OPTIONS"] + listed(shown(command))
    if examples:
        lines += [".SH EXAMPLES"] + verbatim(examples)
    for title, section in kept_sections(command["commandName"]):
        lines += [".SH " + title] + section
    return name, lines


def main():
    version, day, directory = sys.argv[1:]
    command = json.load(sys.stdin)["command"]
    root = command["commandName"]
    pages = [page(root, c, version, day) for c in [command, *displayed(command)]]
    names = sorted(name for name, _ in pages)
    for name, lines in pages:
        others = [rf"\fB{escaped(other)}\fR(1)" for other in names if other != name]
        lines += [".SH SEE ALSO", ", ".join(others + [r"\fBgit\fR(1)", r"\fBgit\-bisect\fR(1)"])]
        lines = [line for before, line in zip([""] + lines, lines)
                 if line != ".PP" or not before.startswith((".SH", ".SS"))]
        pathlib.Path(directory, name + ".1").write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
