#!/bin/sh
# Builds the history of the overlayfs story as a bare repository in DIR. See README.md.
set -eu

if [ $# -ne 1 ] || [ "${1#-}" != "$1" ]; then
  echo "usage: make-clone.sh DIR" >&2
  exit 64
fi
dir=$1
here=$(CDPATH= cd "$(dirname "$0")" && pwd)
program=$here/generator

if [ -e "$dir" ] && { [ ! -d "$dir" ] || [ -n "$(ls -A "$dir")" ]; }; then
  echo "make-clone.sh: $dir exists and is not an empty directory; remove it, or name another" >&2
  exit 1
fi

# Nothing of the caller's git may change the result.
for variable in $(env | sed -n 's/^\(GIT_[A-Z_0-9]*\)=.*/\1/p'); do
  unset "$variable"
done
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null HOME=/nonexistent LC_ALL=C TZ=UTC
export XDG_CONFIG_HOME=/nonexistent

mkdir -p "$(dirname "$dir")"
work=$(mktemp -d "$(CDPATH= cd "$(dirname "$dir")" && pwd)/make-clone.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

git init --quiet --bare --template= --initial-branch=master --object-format=sha1 "$work/git"
git -C "$work/git" config fastimport.unpackLimit 0
: >"$work/marks"

stage() {
  awk -f "$program/history.awk" -f "$program/tables.awk" -f "$program/releases.awk" \
    -f "$program/mainline.awk" -f "$program/stable.awk" -f "$program/messages.awk" \
    -f "$program/contents.awk" -f "$program/stream.awk" -f "$program/text.awk" stage="$1" \
    part=marks "$work/marks" part=people "$here/people.txt" part=bodies "$here/bodies.txt" \
    part=changes "$here/changes.txt" part=story "$here/story.txt" \
    part=sections "$here/sections.txt"
}

# Stages 0 to 7 are mainline, 8 to 13 linux-4.4.y.
number=0
while [ "$number" -le 13 ]; do
  stage "$number" >"$work/stream"
  git -C "$work/git" fast-import --quiet --import-marks="$work/marks" \
    --export-marks="$work/marks" <"$work/stream"
  number=$((number + 1))
done

git -C "$work/git" config --unset fastimport.unpackLimit
git -C "$work/git" pack-refs --all
git -C "$work/git" repack -adq
stage report >&2

if [ -d "$dir" ]; then rmdir "$dir"; fi
mv "$work/git" "$dir"
