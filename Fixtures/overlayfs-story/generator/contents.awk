# What the files hold.

function apply(c,   k) {
  for (k = 1; k <= edits[c]; k++) insert(c, k)
  if (c in reverted) {
    c = number[reverted[c]]
    for (k = 1; k <= edits[c]; k++) remove(c, k)
  }
  for (k = 1; k <= edits[c]; k++) section(editPath[c, k], content(editPath[c, k]))
}

function insert(c, k,   slot) {
  slot = line SUBSEP editPath[c, k] SUBSEP editFunction[c, k]
  state[slot] = state[slot] " " c "." k " "
}

function remove(c, k,   slot) {
  slot = line SUBSEP editPath[c, k] SUBSEP editFunction[c, k]
  state[slot] = replace(state[slot], " " c "." k " ", "")
}

function content(path,   text, i, j, n, item, pair, name, base) {
  base = parentOf(path)
  if (path !~ /\.c$/) {
    if (path ~ /Kconfig$/) text = directoryKconfig(base)
    else text = "Rules for stable kernels\n\nA change must be small, tested and obvious.\n"
    n = split(state[line, path, ""], item, " ")
    for (j = 1; j <= n; j++) {
      split(item[j], pair, ".")
      text = text editText[pair[1], pair[2]] "\n"
    }
    return text
  }
  text = "/*\n * " path " - part of a history to test with, not of the Linux kernel\n */\n"
  text = text "#include <linux/kernel.h>\n#include <linux/slab.h>\n"
  for (i = 1; i <= functionCount[path]; i++) {
    name = functions[path, i]
    text = text "\nstatic int " name "(" argument[base] ")\n{\n\tint err = 0;\n"
    n = split(state[line, path, name], item, " ")
    for (j = 1; j <= n; j++) {
      split(item[j], pair, ".")
      text = text "\n" editText[pair[1], pair[2]] "\n"
    }
    text = text "\n\treturn err;\n}\n"
  }
  return text
}

function makefile(version, patchlevel, sublevel, extra) {
  section("Makefile", "VERSION = " version "\nPATCHLEVEL = " patchlevel \
    "\nSUBLEVEL = " sublevel "\nEXTRAVERSION =" (extra == "" ? "" : " " extra) \
    "\nNAME = A History To Test With\n\n# Nothing is built from here.\nall:\n\t@true\n")
}

function directoryMakefile(path,   i, text) {
  text = "obj-$(CONFIG_" option(path) ") +="
  for (i = 1; i <= pathCount; i++) {
    if (parentOf(paths[i]) == path && paths[i] ~ /\.c$/) {
      text = text " " replace(lastComponent(paths[i]), ".c", ".o")
    }
  }
  return text "\n"
}

function directoryKconfig(path) {
  return "config " option(path) "\n\ttristate \"Code in " path "\"\n" \
    "\thelp\n\t  Builds what is in " path ".\n"
}

function rootKconfig(   d, text) {
  text = "mainmenu \"A history to test with\"\n"
  for (d = 1; d <= directoryCount; d++) text = text "source \"" directories[d] "/Kconfig\"\n"
  return text
}

function option(path,   name) {
  name = path == "fs/overlayfs" ? "OVERLAY_FS" : path ~ /^fs\// ? lastComponent(path) "_FS" : path
  gsub(/[\/-]/, "_", name)
  return toupper(name)
}

function maintainers(   i, j, n, m, field, pattern, text) {
  text = "List of maintainers\n\nM: person  L: list  S: status  T: tree\n" \
    "F: files  X: files left out  N: files by regular expression\n\n" \
    "Maintainers List\n----------------\n"
  for (i = 1; i <= sectionCount; i++) {
    split(sections[i], field, "|")
    text = text "\n" field[1] "\nM:\t" person[(i * 5) % people] "\n"
    if (i % 3 == 0) text = text "M:\t" person[(i * 5 + 4) % people] "\n"
    text = text "L:\t" field[2] "@lists.example.org\nS:\tMaintained\n" \
      "T:\tgit git://git.example.org/" field[2] ".git\n"
    n = split(field[3], pattern, ",")
    for (j = 1; j <= n; j++) text = text substr(pattern[j], 1, 2) "\t" substr(pattern[j], 3) "\n"
  }
  return text
}
