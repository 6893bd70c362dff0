# Reads the tables: people, bodies, ordinary changes, the story.

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
