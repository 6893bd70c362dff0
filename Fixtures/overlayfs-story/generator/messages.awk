# What the messages say.

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
  if (c % 3 == 1) {
    text = text "Link: https://lists.example.org/r/" 20160100 + c "." \
      substr(invented(c), 1, 8) "@example.org\n"
  }
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
