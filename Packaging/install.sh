#!/bin/sh
# Installs ktrail below $DESTDIR$PREFIX, or takes away what it has installed there: exactly that, by its own list.
# usage: PROGRAM=.build/release/ktrail PREFIX=/usr/local [DESTDIR=…] install.sh install|uninstall
# SOURCE_DATE_EPOCH dates the man pages, ZSH_COMPLETIONS is where this system's zsh looks, below PREFIX.
set -eu
umask 022
here=$(cd "$(dirname "$0")" && pwd)
root=$DESTDIR$PREFIX
# Its lines are `f PATH` for files and links, `d PATH` for directories that were not there before, as they were made.
list=share/ktrail/installed

uninstall() {
  tac "$root/$list" | while read -r kind path; do
    case /$path/ in */../*) echo "install.sh: $root/$list is damaged: $path" >&2; exit 1 ;; esac
    case $kind in
      f) rm -f "$root/$path" ;;
      d) rmdir --ignore-fail-on-non-empty "$root/$path" 2>/dev/null || true ;;
    esac
  done
}

# Writes everything into the directory $stage, as it is to be below PREFIX.
stage() {
  install -D -m 755 "$PROGRAM" "$stage/bin/ktrail"
  ${STRIP:-strip} --remove-section=.comment "$stage/bin/ktrail"
  # The compiler's checksum of its own options, which differ from folder to folder. Nothing reads it; the section stays, as
  # without it objcopy would lay the others out anew, and leave out what makes relocated data read-only.
  size=$(readelf -SW "$stage/bin/ktrail" | sed -n 's/.* \.swift_modhash *PROGBITS *[0-9a-f]* [0-9a-f]* \([0-9a-f]*\).*/\1/p')
  if [ -n "$size" ]; then
    head -c $((0x$size)) /dev/zero >"$work/zeros"
    ${OBJCOPY:-objcopy} --update-section .swift_modhash="$work/zeros" "$stage/bin/ktrail"
  fi

  version=$("$PROGRAM" --version | grep -oEm1 '[0-9]+(\.[0-9]+)+' | head -n 1)
  mkdir -p "$stage/share/man/man1"
  "$PROGRAM" --experimental-dump-help >"$work/help.json"
  "$here/man/manpages.py" "$version" "$(date -u -d "@$SOURCE_DATE_EPOCH" +%F)" "$stage/share/man/man1" <"$work/help.json"

  bash=share/bash-completion/completions/ktrail
  zsh=${ZSH_COMPLETIONS:-share/zsh/site-functions}/_ktrail
  fish=share/fish/vendor_completions.d/ktrail.fish
  for shell in bash zsh fish; do
    eval "target=\$stage/\$$shell"
    mkdir -p "$(dirname "$target")"
    # It is read by a shell, not run.
    "$PROGRAM" --generate-completion-script $shell | sed '1{/^#!/d}' >"$target"
    [ -s "$target" ]
  done

  unit=lib/systemd/system/ktrail-bisect@.service
  mkdir -p "$stage/$(dirname "$unit")"
  sed "s|@BINDIR@|$PREFIX/bin|g" "$here/systemd/ktrail-bisect@.service" >"$stage/$unit"

  "$here/documentation.py" >"$work/pages"
  while read -r file; do
    case $file in
      Schemas/*) install -D -m 644 "$here/../$file" "$stage/share/ktrail/$file" ;;
      *) install -D -m 644 "$here/../$file" "$stage/share/doc/ktrail/$file" ;;
    esac
  done <"$work/pages"
  ln -s ../../ktrail/Schemas "$stage/share/doc/ktrail/Schemas"
  "$here/third_party.py" notice "$PROGRAM" >"$stage/share/doc/ktrail/THIRD_PARTY.md"
  chmod -R u=rwX,go=rX "$stage"
}

# What is to be copied, and which directories are to be made for it: the list.
plan() {
  [ -d "$root" ] || echo "d ."
  (cd "$stage" && find . -mindepth 1 -printf '%y %P\n' | LC_ALL=C sort -k 2) | while read -r kind path; do
    case $kind in
      d) [ -d "$root/$path" ] || echo "d $path" ;;
      *) echo "f $path" ;;
    esac
  done
}

copy() {
  while read -r kind path; do
    case $kind in
      d) mkdir -p "$root/$path" ;;
      f)
        cp -P --preserve=mode "$stage/$path" "$root/$path.new.$$"
        mv -T "$root/$path.new.$$" "$root/$path"
        ;;
    esac
  done <"$stage/$list"
}

case $1 in
  install)
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    stage=$work/tree
    stage
    # Of an older ktrail nothing stays, also what this one no longer has.
    [ ! -e "$root/$list" ] || uninstall
    : >"$stage/$list"
    plan >"$work/list"
    mv "$work/list" "$stage/$list"
    # The list comes first, so that a copy that was cut short can be taken away, too.
    mkdir -p "$root/${list%/*}"
    cp "$stage/$list" "$root/$list"
    copy
    ;;
  uninstall)
    [ -e "$root/$list" ] || { echo "install.sh: no ktrail is installed below $root by make install" >&2; exit 1; }
    uninstall
    ;;
esac
