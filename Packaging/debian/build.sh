#!/bin/sh
# Makes a .deb of the program that is there, for the release of Debian that this is run on.
# usage: PROGRAM=.build/release/ktrail MAINTAINER='Name <mail>' SOURCE_DATE_EPOCH=… build.sh DIRECTORY
set -eu
umask 022
here=$(cd "$(dirname "$0")" && pwd)
target=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree=$work/debian/ktrail

PREFIX=/usr DESTDIR=$tree ZSH_COMPLETIONS=share/zsh/vendor-completions "$here/../install.sh" install
version=$("$tree/usr/bin/ktrail" --version | grep -oEm1 '[0-9]+(\.[0-9]+)+' | head -n 1)
day=$(date -u -R -d "@$SOURCE_DATE_EPOCH")

# dpkg keeps the list of files itself, and Debian has the licences its own way.
doc=$tree/usr/share/doc/ktrail
rm "$tree/usr/share/ktrail/installed" "$doc/LICENSE"
ln -s ../../common-licenses/Apache-2.0 "$doc/LICENSE"
"$here/../third_party.py" copyright "$PROGRAM" >"$doc/copyright"
gzip -9n <"$doc/CHANGELOG.md" >"$doc/changelog.gz"
printf 'ktrail (%s-1) unstable; urgency=medium\n\n  * Built from ktrail %s; see changelog.gz.\n\n -- %s  %s\n' \
  "$version" "$version" "$MAINTAINER" "$day" | gzip -9n >"$doc/changelog.Debian.gz"
gzip -9n "$tree"/usr/share/man/man1/*.1
mkdir -p "$tree/usr/share/lintian/overrides"
install -m 644 "$here/lintian-overrides" "$tree/usr/share/lintian/overrides/ktrail"

# What the program asks of the system, by the symbols that it uses.
cat >"$work/debian/control" <<EOF
Source: ktrail

Package: ktrail
Architecture: any
EOF
depends=$(cd "$work" && dpkg-shlibdeps -O debian/ktrail/usr/bin/ktrail | sed -n 's/^shlibs:Depends=//p')

mkdir "$tree/DEBIAN"
cat >"$tree/DEBIAN/control" <<EOF
Package: ktrail
Version: $version-1
Architecture: $(dpkg --print-architecture)
Maintainer: $MAINTAINER
Installed-Size: $(du -k -s --apparent-size "$tree/usr" | cut -f 1)
Depends: $depends
Recommends: git, xz-utils, zstd
Suggests: rpm
Section: kernel
Priority: optional
Bundled: $("$here/../third_party.py" debian "$PROGRAM")
Description: trail from a kernel package to the commit that broke you
 Given the changelogs of a kernel that worked and of one that does not, a
 clone of Linux and what you saw, ktrail ranks the commits between the two
 and says why, finds the fixes that are missing, judges whether an update
 may be rolled out, and bisects with few kernels to test.
EOF
(cd "$tree" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) >"$tree/DEBIAN/md5sums"
find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
mkdir -p "$target"
dpkg-deb --root-owner-group --build "$tree" "$target" >&2
echo "$target/ktrail_$version-1_$(dpkg --print-architecture).deb"
