# Small things about text that POSIX awk lacks.

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
