#!/bin/bash
# Looks at what `make package-files` and `make dist` have put into dist/, with the tools of the systems that they are for.
# usage: check.sh CLONE (the demo's). What cannot be looked at here is skipped, and said to be.
set -euo pipefail
cd "$(dirname "$0")/../.."
clone=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
deb=$(echo dist/ktrail_*.deb) rpm=$(echo dist/ktrail-*.rpm) archive=$(echo dist/ktrail-*.tar.xz)

has() {
  command -v "$1" >/dev/null || { echo "skipped: needs $1"; return 1; }
}

if has lintian; then
  lintian --allow-root --fail-on error,warning "$deb"
  echo "lintian: no errors, no warnings"
fi
if has rpmlint; then
  rpmlint -c Packaging/rpm/rpmlint.toml "$rpm" | tee "$work/rpmlint" | tail -n 1
  grep -q ' 0 errors, 0 warnings' "$work/rpmlint" || { cat "$work/rpmlint"; exit 1; }
fi

# Made again, they are the same.
for package in "$deb" "$rpm" "$archive"; do sha256sum "$package"; done >"$work/before"
make -s package-files >/dev/null 2>&1
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)} Packaging/dist.py dist >/dev/null
sha256sum --quiet -c "$work/before"
echo "made again: the same bytes"

# A database of rpm's own; the libraries are Debian's, which it does not know.
if [ "$(id -u)" = 0 ]; then
  root=$work/root
  rpm --root "$root" --dbpath /var/lib/rpm --nodeps -i "$rpm"
  "$root/usr/bin/ktrail" --version >/dev/null
  rpm --root "$root" --dbpath /var/lib/rpm -V --nodeps ktrail
  rpm --root "$root" --dbpath /var/lib/rpm -q --provides ktrail | grep -q '^bundled(swift-argument-parser) = '
  rpm --root "$root" --dbpath /var/lib/rpm -e ktrail
  left=$(find "$root" -path '*ktrail*')
  [ -z "$left" ] || { echo "left by rpm -e: $left"; exit 1; }
  echo "rpm: installed, verified, erased"
else
  echo "skipped: rpm installs below a root of its own only for root"
fi

# Where there is no network, no home and no cache, SwiftPM finds all that it needs in the archive.
tar -xf "$archive" -C "$work"
isolated=(env -i "PATH=$PATH" "HOME=$work/home" LC_ALL=C.UTF-8)
if unshare -rn true 2>/dev/null; then
  isolated=(unshare -rn "${isolated[@]}")
else
  echo "the network cannot be shut off here; home and caches are empty"
fi
mkdir "$work/home"
(cd "$work"/ktrail-*/ && "${isolated[@]}" swift package show-dependencies --format json 2>"$work/errors" >"$work/graph")
! grep -q 'https\?://' "$work/graph" || { echo "the archive asks for a network"; cat "$work/graph"; exit 1; }
! grep -E 'warning|error' "$work/errors"
echo "archive: all dependencies are in it"

Tests/packages/check.py "$clone"
