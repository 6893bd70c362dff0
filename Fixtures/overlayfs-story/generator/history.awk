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
