# The branch linux-4.4.y.

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
    text = text "commit " upstream " upstream.\ncommit " \
      nameOf(mainMark[number[squashed[c]]]) " upstream.\n\n"
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
