# What git fast-import reads; and the names, when the history is done.

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
  if (stage != stageNow) return
  printf "M 100644 inline %s\ndata <<END_OF_FILE\n%sEND_OF_FILE\n", path, text
}

function closeCommit() { if (stage == stageNow) print "" }

function report(   c) {
  for (c = 1; c <= changes; c++) {
    if (c in ordinary) continue
    printf "%-26s %-9s %-40s %-8s %s\n", key[c],
      mainTag[c], c in mainMark ? names[mainMark[c]] : "-",
      stableRelease[c], c in stableMark ? names[stableMark[c]] : "-"
  }
}
