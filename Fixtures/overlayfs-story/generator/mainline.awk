# The branch master.

function writeMainline(   t) {
  line = "main"
  keeper = "Marta Lindqvist <marta@example.org>"
  keeperZone = "-0700"
  current = 0
  now = tagTime["v4.4"] - 86400 * 90
  writeOrigin()
  for (t = 1; t <= tagCount; t++) writeMainlineRelease(t)
}

function writeOrigin(   d, i) {
  stageNow = 0
  commitHeader(++mark, keeper, now, keeperZone, keeper, now, keeperZone)
  message("Start of a small tree in the shape of Linux\n\n" \
    "Directories, functions and people are there to test with. Nothing of\n" \
    "this compiles.\n\nSigned-off-by: " keeper "\n")
  parents(0, 0)
  makefile("4", "4", "0", "-rc8")
  section("MAINTAINERS", maintainers())
  section("README", "A history to test with. It is not the Linux kernel.\n")
  section("COPYING", "Apache License 2.0, see the project that made this repository.\n")
  section("Kconfig", rootKconfig())
  section("Documentation/stable_kernel_rules.txt", content("Documentation/stable_kernel_rules.txt"))
  closeCommit()
  current = mark
  for (d = 1; d <= directoryCount; d++) {
    directory = directories[d]
    now += 7200
    i = (d * 7) % people
    commitHeader(++mark, person[i], now - 3600, zone[i], keeper, now, keeperZone)
    message(origin[directory] "\n\n" \
      wrap("The first version, with what " directory " needs to be useful. " \
        "Later changes build on it.") \
      "\n" signOff(i, keeper))
    parents(current, 0)
    section(directory "/Makefile", directoryMakefile(directory))
    section(directory "/Kconfig", content(directory "/Kconfig"))
    for (i = 1; i <= pathCount; i++) {
      if (parentOf(paths[i]) == directory && paths[i] ~ /\.c$/) section(paths[i], content(paths[i]))
    }
    closeCommit()
    current = mark
    originMark[directory] = mark
  }
}

# The changes before one tag: branches of two subsystems and their merges, the rest directly.
function writeMainlineRelease(t,   n, i, c, name, start, step, from, tip, touched, b, count) {
  name = tags[t]
  stageNow = tagStage[name]
  start = t == 1 ? now : tagTime[tags[t - 1]]
  n = choose(mainPlace, t)
  step = int((tagTime[name] - start) / (n + 8))
  now = start
  from = current
  for (b = 1; b <= 2; b++) {
    tip[b] = from
    count = 0
    for (i = 1; i <= n; i++) {
      c = chosen[i]
      if (t == 1 || branchOf(c) != b) continue
      now += step
      mainlineCommit(c, tip[b])
      tip[b] = mark
      count++
      for (touched = 1; touched <= edits[c]; touched++) onBranch[b, editPath[c, touched]] = t
    }
  }
  for (i = 1; i <= n; i++) {
    c = chosen[i]
    if (t > 1 && branchOf(c)) continue
    now += step
    mainlineCommit(c, current)
    current = mark
  }
  for (b = 1; b <= 2; b++) {
    if (tip[b] == from) continue
    now += step
    mergeCommit(b, tip[b], t)
    current = mark
  }
  now = tagTime[name]
  releaseCommit(substr(name, 2))
}

function branchOf(c) {
  if (editPath[c, 1] ~ /^fs\/overlayfs\//) return 1
  return editPath[c, 1] ~ /^(net|drivers\/net)\// ? 2 : 0
}

function mainlineCommit(c, parent,   who) {
  who = author[c]
  authorTime[c] = now - 3600 - (c * 7919) % 400000
  commitHeader(++mark, person[who], authorTime[c], zone[who], maintainerOf(c), now, "+0000")
  mainMark[c] = mark
  message(subject[c] "\n\n" bodyOf(c) "\n" trailersOf(c) signOff(who, maintainerOf(c)))
  parents(parent, 0)
  apply(c)
  closeCommit()
}

function mergeCommit(b, tip, t,   i) {
  commitHeader(++mark, keeper, now, keeperZone, keeper, now, keeperZone)
  if (b == 1) {
    message("Merge branch 'overlayfs-next' of git://git.example.org/overlayfs\n\n" \
      "Pull overlayfs updates for " tags[t] ".\n\n" \
      "* 'overlayfs-next' of git://git.example.org/overlayfs:\n  repairs and small steps\n")
  } else {
    message("Merge tag 'net-" substr(tags[t], 2) "' of git://git.example.org/net\n\n" \
      "Pull networking changes:\n\n - protocols, drivers and the packet filter, as usual\n" \
      " - nothing that needs a new user space\n")
  }
  parents(current, tip)
  for (i = 1; i <= pathCount; i++) {
    if (onBranch[b, paths[i]] == t) section(paths[i], content(paths[i]))
  }
  closeCommit()
}

function releaseCommit(version,   field, extra) {
  commitHeader(++mark, keeper, now, keeperZone, keeper, now, keeperZone)
  message("Linux " version "\n")
  parents(current, 0)
  extra = index(version, "-") ? substr(version, index(version, "-")) : ""
  split(version, field, /[.-]/)
  makefile(field[1], field[2], line == "main" ? "0" : field[3], extra)
  closeCommit()
  current = mark
  if (stage == stageNow) {
    print "tag v" version "\nfrom :" mark "\ntagger " keeper " " now " " keeperZone
    print "data <<END_OF_TAG\nLinux " version "\nEND_OF_TAG\n"
  }
}
