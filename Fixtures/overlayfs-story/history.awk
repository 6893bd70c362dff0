# Turns the tables beside this file into one stage of a `git fast-import` stream.
#
# A commit's name depends on its message, and messages quote the names of earlier commits. So the
# history is written in stages: what a stage quotes was written by an earlier one, whose names are
# read from the marks that fast-import exported. Every stage works out the whole history, so that
# it knows the files' contents, and prints only its own commits. stage=report prints the names.
#
# Only POSIX awk: runs with mawk, gawk and busybox, in the C locale.

part == "marks" { names[substr($1, 2)] = $2; next }
/^#/ || (/^$/ && part != "story") { next }
part == "people" { readPerson($0); next }
part == "bodies" { readBody($0); next }
part == "changes" { readChange($0); next }
part == "sections" { sections[++sectionCount] = $0; next }
part == "story" { readStory($0); next }

END {
  defineReleases()
  placeChanges()
  writeMainline()
  writeStable()
  if (stage == "report") report()
}

# --- tables -------------------------------------------------------------------------------------

function readPerson(line,   field) {
  split(line, field, "|")
  person[people + 0] = field[1] " <" field[2] ">"
  zone[people++ + 0] = field[3]
}

function readBody(line,   field, count) {
  split(line, field, "|")
  if (field[2] == "code") code[field[1]] = unescape(after(line, field[1] "|code|"))
  else {
    count = sentences[field[1], field[2]]++ + 0
    sentence[field[1], field[2], count] = after(line, field[1] "|" field[2] "|")
  }
}

function readChange(line,   field, c) {
  split(line, field, "|")
  if (line ~ /^> /) {
    directory = substr(field[1], 3)
    directories[++directoryCount] = directory
    prefix[directory] = field[2]
    argument[directory] = field[3]
    origin[directory] = field[4]
    area[directory] = areaOf(directory)
    return
  }
  c = ++changes
  key[c] = "change-" c
  number[key[c]] = c
  ordinary[c] = 1
  ordinaryCount++
  home[c] = directory
  kind[c] = field[3]
  function_[c] = field[2]
  file_[c] = field[1]
  object[c] = field[4]
  subject[c] = prefix[directory] ": " field[5]
  flags[c] = field[6]
  author[c] = (c * 5) % people
  addEdit(c, directory "/" field[1], field[2], fill(code[field[3]], c))
}

function readStory(line,   name, value, field) {
  if (line == "%%") { storyState = ""; return }
  if (storyState == "" && line ~ /^key: /) {
    changes++
    storyCount++
    order[changes] = storyCount
    storyState = "header"
  }
  if (storyState == "") return
  if (storyState == "header") {
    if (line == "") { storyState = "subject"; return }
    name = substr(line, 1, index(line, ":") - 1)
    value = after(line, name ": ")
    if (name == "key") { key[changes] = value; number[value] = changes }
    else if (name == "main") mainTag[changes] = value
    else if (name == "stable") stableRelease[changes] = value
    else if (name == "form") form[changes] = value
    else if (name == "by") author[changes] = value + 0
    else if (name == "fixes") fixes[changes] = value
    else if (name == "dep") dependency[changes] = value
    else if (name == "also") squashed[changes] = value
    else if (name == "revert") reverted[changes] = value
    else if (name == "trailer") trailers[changes] = trailers[changes] value "\n"
    else if (name == "text") {
      split(value, field, "|")
      addEdit(changes, field[1], "", after(value, field[1] "|"))
    } else if (name == "edit") {
      split(value, field, "|")
      addEdit(changes, field[1], field[2], unescape(after(value, field[1] "|" field[2] "|")))
    } else stop("story.txt: unknown field " name)
    return
  }
  line = special(line)
  if (storyState == "subject") { subject[changes] = line; storyState = "gap"; return }
  if (storyState == "gap") { storyState = "body"; return }
  body[changes] = body[changes] line "\n"
}

# An edit puts `text` into a function, or at the end of a file when the function is empty.
function addEdit(c, path, name, text,   n) {
  n = ++edits[c]
  editPath[c, n] = path
  editFunction[c, n] = name
  editText[c, n] = text
  if (!(path in known)) {
    known[path] = 1
    paths[++pathCount] = path
  }
  if (name != "" && !((path, name) in knownFunction)) {
    knownFunction[path, name] = 1
    functions[path, ++functionCount[path]] = name
  }
}

function areaOf(path) {
  if (path ~ /^fs/) return "fs"
  if (path ~ /^net\// || path ~ /^drivers\/net\//) return "net"
  if (path ~ /^drivers\// || path ~ /^sound\//) return "dev"
  return "core"
}

function fill(text, c) {
  text = replace(text, "{f}", function_[c])
  text = replace(text, "{o}", object[c])
  return replace(text, "{d}", lastComponent(home[c]))
}

# --- when ---------------------------------------------------------------------------------------

function tag(name, time, stageNumber, weight) {
  tags[++tagCount] = name
  tagTime[name] = time + 72000
  tagStage[name] = stageNumber
  tagNumber[name] = tagCount
  tagWeight[tagCount] = weight
}

# Dates are seconds since 1970, UTC. A weight says how many of the ordinary changes come in before.
function defineReleases(   n) {
  tag("v4.4", 1452384000, 0, 0)
  tag("v4.5-rc1", 1453593600, 1, 40)
  tag("v4.5", 1457827200, 1, 12)
  tag("v4.6-rc1", 1458950400, 2, 40)
  tag("v4.6", 1463270400, 2, 12)
  tag("v4.7-rc1", 1464480000, 3, 36)
  tag("v4.7-rc2", 1465084800, 4, 4)
  tag("v4.7-rc3", 1465689600, 4, 4)
  tag("v4.7-rc4", 1466294400, 4, 4)
  tag("v4.7-rc5", 1466899200, 5, 3)
  tag("v4.7-rc6", 1467504000, 5, 3)
  tag("v4.7-rc7", 1468108800, 5, 2)
  tag("v4.7", 1469318400, 5, 2)
  tag("v4.8-rc1", 1470528000, 6, 36)
  tag("v4.8", 1475366400, 7, 12)
  release(1, 1454198400, 8, 2)
  release(2, 1455667200, 8, 2)
  release(3, 1456358400, 8, 2)
  release(119, 1519862400, 8, 3)
  release(120, 1520208000, 8, 3)
  for (n = 121; n <= 157; n++) {
    release(n, 1520726400 + (n - 121) * 460800,
      n <= 128 ? 8 : n <= 138 ? 9 : n <= 148 ? 10 : n <= 155 ? 11 : n == 156 ? 12 : 13,
      3 + (n * 7) % 6)
  }
}

function release(n, time, stageNumber, weight) {
  releases[++releaseCount] = n
  releaseNumber["4.4." n] = releaseCount
  releaseTime[releaseCount] = time + 36000
  releaseStage[releaseCount] = stageNumber
  releaseWeight[releaseCount] = weight
}

# Spreads the ordinary changes over the releases, neighbours in the table far apart; the story's
# commits go where they say. The place is a number whose whole part is the release.
function placeChanges(   c, i, total, stableTotal, step) {
  for (i = 1; i <= tagCount; i++) total += tagWeight[i]
  for (i = 1; i <= releaseCount; i++) stableTotal += releaseWeight[i]
  for (step = 61; ordinaryCount % step == 0; step += 2) continue
  i = 0
  for (c = 1; c <= changes; c++) {
    if (c in ordinary) {
      i++
      mainPlace[c] = place((i * step) % ordinaryCount, ordinaryCount, tagWeight, tagCount, total)
      if (flags[c] !~ /none=stable/) {
        stablePlace[c] = place((i * (step - 24) + 11) % ordinaryCount, ordinaryCount,
          releaseWeight, releaseCount, stableTotal)
      }
    } else {
      if (mainTag[c] != "-") mainPlace[c] = lookUp(tagNumber, mainTag[c]) + order[c] / 100
      if (stableRelease[c] != "-") {
        stablePlace[c] = lookUp(releaseNumber, stableRelease[c]) + order[c] / 100
      }
    }
  }
}

function place(position, count, weights, n, total,   i, share, sum) {
  share = (position + 0.5) / count * total
  for (i = 1; i <= n; i++) {
    if (share < sum + weights[i]) return i + (share - sum) / weights[i] * 0.99
    sum += weights[i]
  }
  return n
}

function lookUp(table, name) {
  if (!(name in table)) stop("story.txt: no release " name)
  return table[name]
}

# Leaves the changes of one release in chosen[1..n], in order, and returns n.
function choose(places, release_,   c, i, n) {
  n = 0
  for (c = 1; c <= changes; c++) {
    if (!(c in places) || int(places[c]) != release_) continue
    for (i = ++n; i > 1 && places[chosen[i - 1]] > places[c]; i--) chosen[i] = chosen[i - 1]
    chosen[i] = c
  }
  return n
}

# --- mainline -----------------------------------------------------------------------------------

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
  message("Start of a small tree in the shape of Linux\n\n" wrap("Directories, functions and people are there to test with. Nothing of this compiles.") "\nSigned-off-by: " keeper "\n")
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
    message(origin[directory] "\n\nThe first version, with what " directory " needs to be useful.\nLater changes build on it.\n\nSigned-off-by: " person[i] "\nSigned-off-by: " keeper "\n")
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

function mainlineCommit(c, parent,   who, text) {
  who = author[c]
  authorTime[c] = now - 3600 - (c * 7919) % 400000
  commitHeader(++mark, person[who], authorTime[c], zone[who], maintainerOf(c), now, "+0000")
  mainMark[c] = mark
  text = subject[c] "\n\n" bodyOf(c) "\n" trailersOf(c) signOff(who, maintainerOf(c))
  message(text)
  parents(parent, 0)
  apply(c)
  closeCommit()
}

function mergeCommit(b, tip, t,   i) {
  commitHeader(++mark, keeper, now, keeperZone, keeper, now, keeperZone)
  if (b == 1) {
    message("Merge branch 'overlayfs-next' of git://git.example.org/overlayfs\n\nPull overlayfs updates for " tags[t] ".\n\n* 'overlayfs-next' of git://git.example.org/overlayfs:\n  repairs and small steps\n")
  } else {
    message("Merge tag 'net-" substr(tags[t], 2) "' of git://git.example.org/net\n\nPull networking changes:\n\n - protocols, drivers and the packet filter, as usual\n - nothing that needs a new user space\n")
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

# --- linux-4.4.y --------------------------------------------------------------------------------

function writeStable(   r, i, n, c, step, k) {
  line = "stable"
  keeper = "Piotr Zalewski <piotr@example.org>"
  keeperZone = "+0200"
  mark = 5000
  # What v4.4 held: the edits that mainline had made by then.
  for (c = 1; c <= changes; c++) {
    if (int(mainPlace[c]) == 1) for (k = 1; k <= edits[c]; k++) insert(c, k)
  }
  current = vanilla
  for (r = 1; r <= releaseCount; r++) {
    stageNow = releaseStage[r]
    n = choose(stablePlace, r)
    step = int(43200 / (n + 1))
    now = releaseTime[r] - 86400
    for (i = 1; i <= n; i++) {
      now += step
      stableCommit(chosen[i])
    }
    now = releaseTime[r]
    releaseCommit("4.4." releases[r])
  }
}

function stableCommit(c,   who, text, how, backporter, upstream) {
  who = author[c]
  if (!(c in authorTime)) authorTime[c] = now - 86400
  how = c in form ? form[c] : usualForm(c)
  commitHeader(++mark, person[who], authorTime[c], zone[who], keeper, now, keeperZone)
  stableMark[c] = mark
  text = subject[c] "\n\n"
  upstream = how == "none" ? "" : how == "later" ? invented(c) : nameOf(mainMark[c])
  if (how == "dot" || how == "later") text = text "commit " upstream " upstream.\n\n"
  else if (how == "bracket") text = text "[ Upstream commit " upstream " ]\n\n"
  else if (how == "lower") text = text "[ upstream commit " upstream " ]\n\n"
  else if (how == "nodot") text = text "commit " upstream " upstream\n\n"
  else if (how == "capital") text = text "Commit " upstream " upstream.\n\n"
  else if (how == "commit") text = text "[ commit " upstream " upstream ]\n\n"
  else if (how == "bare") text = text "Upstream commit " upstream ".\n\n"
  else if (how == "prose") text = text "This is upstream commit " upstream ".\n\n"
  else if (how == "short") text = text "commit " substr(upstream, 1, 12) " upstream.\n\n"
  else if (how == "squash") {
    text = text "commit " upstream " upstream.\ncommit " nameOf(mainMark[number[squashed[c]]]) " upstream.\n\n"
  }
  text = text bodyOf(c) "\n"
  if (how == "gitcommit") text = text "Git-commit: " upstream "\n"
  text = text trailersOf(c)
  if (c in dependency) text = text "Stable-dep-of: " quoted(dependency[c], "usual") "\n"
  if (how != "none" && how != "later") text = text signOff(who, maintainerOf(c))
  else text = text signOff(who, "")
  if (how == "pick") text = text "(cherry picked from commit " upstream ")\n"
  if (c % 11 == 3 && how != "none") text = text "[ adjusted context for 4.4 ]\n"
  if (how != "none") text = text "Signed-off-by: " person[(c % 3) + 2] "\n"
  message(text "Signed-off-by: " keeper "\n")
  parents(current, 0)
  apply(c)
  if (c in squashed) apply(number[squashed[c]])
  closeCommit()
  current = mark
}

function usualForm(c,   i) {
  i = c % 20
  if (i < 9) return "bracket"
  if (i < 15) return "dot"
  if (i == 15) return "nodot"
  if (i == 16) return "pick"
  if (i == 17) return c % 40 == 17 ? "lower" : "capital"
  if (i == 18) return c % 40 == 18 ? "bare" : "prose"
  return c % 40 == 19 ? "short" : "gitcommit"
}

# --- messages -----------------------------------------------------------------------------------

function bodyOf(c,   text, cve) {
  if (!(c in ordinary)) return quoteNames(body[c])
  text = wrap(fill(pick(kind[c], "why", c), c) " " pick(area[home[c]], "then", int(c * 1.7)))
  text = text "\n" wrap(fill(pick(kind[c], "how", int(c / 2)), c))
  cve = flag(c, "cve")
  if (cve != "") text = text "\n" (c % 2 ? "This is " cve ".\n" : "Fixes " cve ".\n")
  return text
}

function pick(name, part_, i) {
  return sentence[name, part_, i % sentences[name, part_]]
}

function flag(c, name,   at, rest) {
  at = index(flags[c], name "=")
  if (!at) return ""
  rest = substr(flags[c], at + length(name) + 1)
  return index(rest, ";") ? substr(rest, 1, index(rest, ";") - 1) : rest
}

function trailersOf(c,   text, split_, who) {
  text = ""
  if (c in fixes) {
    split(fixes[c], split_, "/")
    text = text "Fixes: " quoted(split_[1], split_[2] == "" ? "usual" : split_[2]) "\n"
  }
  if (!(c in ordinary)) return text trailers[c]
  if (c % 9 == 0 || c % 9 == 2 || c % 9 == 4 || c % 9 == 5 || c % 9 == 7) {
    text = text "Fixes: " citation(originMark[home[c]], origin[home[c]], citationForm(c)) "\n"
  }
  if (flags[c] ~ /syzbot/) {
    text = text "Reported-by: syzbot+" substr(invented(c), 1, 20) "@syzkaller.appspotmail.com\n"
  } else if (c % 4 == 1) {
    text = text "Reported-by: " person[(author[c] + 3) % people] "\n"
  }
  if (c % 3 == 1) text = text "Link: https://lists.example.org/r/" 20160100 + c "." substr(invented(c), 1, 8) "@example.org\n"
  if (c % 17 == 5) text = text "BugLink: https://bugs.example.org/show_bug.cgi?id=" 110000 + c "\n"
  if (c % 6 == 0) text = text "Cc: <stable@vger.kernel.org> # 4.4+\n"
  else if (c % 6 == 3) text = text "Cc: stable@vger.kernel.org\n"
  else if (c % 12 == 4) text = text "Cc: stable@vger.kernel.org # v4.4.x\n"
  if (c % 5 == 2) text = text "Tested-by: " person[(author[c] + 3) % people] "\n"
  if (c % 5 != 4) text = text "Reviewed-by: " person[(author[c] + 8) % people] "\n"
  return text
}

function citationForm(c,   i) {
  i = c % 13
  if (i == 0) return "full"
  if (i == 3) return "short"
  if (i == 5) return "quote"
  if (i == 7) return "wrong"
  if (i == 9) return "plain"
  return "usual"
}

function quoted(name, how) {
  if (!(name in number)) stop("story.txt: no record " name)
  return citation(mainMark[number[name]], subject[number[name]], how)
}

# wrong: digits that name no commit, with the right subject. plain: no brackets.
function citation(m, title, how,   id) {
  id = nameOf(m)
  if (how == "full") return id " (\"" title "\")"
  if (how == "short") return substr(id, 1, 8) " (\"" title "\")"
  if (how == "quote") return substr(id, 1, 12) " ('" title "')"
  if (how == "wrong") return backwards(substr(id, 1, 12)) " (\"" title "\")"
  if (how == "plain") return substr(id, 1, 12) " \"" title "\""
  return substr(id, 1, 12) " (\"" title "\")"
}

function signOff(who, second,   text) {
  text = "Signed-off-by: " person[who] "\n"
  if (second != "" && second != person[who]) text = text "Signed-off-by: " second "\n"
  return text
}

function maintainerOf(c,   where) {
  where = parentOf(editPath[c, 1])
  return person[(length(where) * 3 + 1) % people]
}

function quoteNames(text,   at, end, word, field) {
  while (match(text, /\{(main|main12|stable):[a-z0-9-]+\}/)) {
    word = substr(text, RSTART + 1, RLENGTH - 2)
    at = RSTART
    end = RSTART + RLENGTH
    split(word, field, ":")
    if (field[1] == "stable") word = nameOf(stableMark[number[field[2]]])
    else word = nameOf(mainMark[number[field[2]]])
    if (field[1] == "main12") word = substr(word, 1, 12)
    text = substr(text, 1, at - 1) word substr(text, end)
  }
  return text
}

# The name of a commit that an earlier stage wrote. In other stages than the one that prints, any
# text will do.
function nameOf(m) {
  if (m in names) return names[m]
  if (stage == stageNow) stop("stage " stage " quotes commit :" m ", which is not written yet")
  return "0000000000000000000000000000000000000000"
}

# Forty digits that no commit of this history has, always the same for `seed`.
function invented(seed,   i, text) {
  seed = (seed * 7919 + 104729) % 2147483647
  for (i = 0; i < 40; i++) {
    seed = (seed * 16807) % 2147483647
    text = text substr("0123456789abcdef", int(seed / 65536) % 16 + 1, 1)
  }
  return text
}

# --- contents -----------------------------------------------------------------------------------

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
  section("Makefile", "VERSION = " version "\nPATCHLEVEL = " patchlevel "\nSUBLEVEL = " sublevel "\nEXTRAVERSION =" (extra == "" ? "" : " " extra) "\nNAME = A History To Test With\n\n# Nothing is built from here.\nall:\n\t@true\n")
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
  return "config " option(path) "\n\ttristate \"Code in " path "\"\n\thelp\n\t  Builds what is in " path ".\n"
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
  text = "List of maintainers\n\nM: person  L: list  S: status  T: tree  F: files  X: files left out  N: files by regular expression\n\nMaintainers List\n----------------\n"
  for (i = 1; i <= sectionCount; i++) {
    split(sections[i], field, "|")
    text = text "\n" field[1] "\nM:\t" person[(i * 5) % people] "\n"
    if (i % 3 == 0) text = text "M:\t" person[(i * 5 + 4) % people] "\n"
    text = text "L:\t" field[2] "@lists.example.org\nS:\tMaintained\nT:\tgit git://git.example.org/" field[2] ".git\n"
    n = split(field[3], pattern, ",")
    for (j = 1; j <= n; j++) text = text substr(pattern[j], 1, 2) "\t" substr(pattern[j], 3) "\n"
  }
  return text
}

# --- the stream ---------------------------------------------------------------------------------

function commitHeader(m, by, byTime, byZone, committer, time, committerZone) {
  if (line == "main" && stageNow == 0) vanilla = m
  if (stage != stageNow) return
  print "commit refs/heads/" (line == "main" ? "master" : "linux-4.4.y")
  print "mark :" m
  print "author " by " " byTime " " byZone
  print "committer " committer " " time " " committerZone
}

function message(text) {
  if (stage == stageNow) printf "data <<END_OF_MESSAGE\n%sEND_OF_MESSAGE\n", text
}

function parents(first, second) {
  if (stage != stageNow) return
  if (first) print "from :" first
  if (second) print "merge :" second
}

function section(path, text) {
  if (stage == stageNow) printf "M 100644 inline %s\ndata <<END_OF_FILE\n%sEND_OF_FILE\n", path, text
}

function closeCommit() { if (stage == stageNow) print "" }

function report(   c) {
  for (c = 1; c <= changes; c++) {
    if (c in ordinary) continue
    printf "%-26s %-9s %-40s %-8s %s\n", key[c], mainTag[c], c in mainMark ? names[mainMark[c]] : "-",
      stableRelease[c], c in stableMark ? names[stableMark[c]] : "-"
  }
}

# --- text ---------------------------------------------------------------------------------------

function after(text, start) { return substr(text, length(start) + 1) }

function lastComponent(path) {
  sub(/.*\//, "", path)
  return path
}

function parentOf(path) {
  return sub(/\/[^\/]*$/, "", path) ? path : ""
}

function unescape(text) {
  text = replace(text, "\\t", "\t")
  return replace(text, "\\n", "\n")
}

function special(text) {
  text = replace(text, "\\e", sprintf("%c", 27))
  text = replace(text, "\\r", "\342\200\256")
  return replace(text, "\\i", "\342\200\254")
}

# Unlike gsub, takes both sides as they are.
function replace(text, old, new,   at, done) {
  while (at = index(text, old)) {
    done = done substr(text, 1, at - 1) new
    text = substr(text, at + length(old))
  }
  return done text
}

function backwards(text,   i, out) {
  for (i = length(text); i > 0; i--) out = out substr(text, i, 1)
  return out
}

# Breaks a paragraph at 72 columns.
function wrap(text,   word, n, i, row, out) {
  n = split(text, word, " ")
  for (i = 1; i <= n; i++) {
    if (row != "" && length(row) + length(word[i]) > 71) {
      out = out row "\n"
      row = word[i]
    } else row = row == "" ? word[i] : row " " word[i]
  }
  return out row "\n"
}

function stop(sentence_) {
  print "make-clone.sh: " sentence_ > "/dev/stderr"
  exit 1
}
