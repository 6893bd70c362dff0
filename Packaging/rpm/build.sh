#!/bin/sh
# Makes an .rpm of the program that is there, for systems that have the shared libraries which this one has.
# usage: PROGRAM=.build/release/ktrail MAINTAINER='Name <mail>' SOURCE_DATE_EPOCH=… build.sh DIRECTORY
set -eu
umask 022
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
target=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree=$work/tree

PREFIX=/usr DESTDIR=$tree "$here/../install.sh" install
version=$("$tree/usr/bin/ktrail" --version | grep -oEm1 '[0-9]+(\.[0-9]+)+' | head -n 1)
# rpm keeps the list of files itself.
rm "$tree/usr/share/ktrail/installed"
gzip -9n "$tree"/usr/share/man/man1/*.1
"$here/../third_party.py" rpm "$PROGRAM" >"$work/bundled"

# Of directories only ours: the others belong to the system. Licences and pages are marked as such.
{
  echo "%license /usr/share/doc/ktrail/LICENSE"
  echo "%license /usr/share/doc/ktrail/THIRD_PARTY.md"
  (cd "$tree" && find usr/share/doc/ktrail usr/share/ktrail -type d -printf '%%dir /%p\n')
  (cd "$tree" && find usr ! -type d -printf '/%p\n') \
    | sed -e '/doc\/ktrail\/\(LICENSE\|THIRD_PARTY.md\)$/d' -e 's,^/usr/share/\(doc\|man\)/,%doc &,'
} | LC_ALL=C sort >"$work/files"
find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

rpmbuild -bb --quiet --define "_topdir $work/rpm" --define "_rpmdir $target" --define '_rpmfilename %{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}.rpm' \
  --define "ktrail_version $version" --define "ktrail_tree $tree" --define "ktrail_files $work/files" \
  --define "ktrail_bundled $work/bundled" --define "ktrail_packager $MAINTAINER" \
  --define "ktrail_day $(LC_ALL=C date -u -d "@$SOURCE_DATE_EPOCH" '+%a %b %d %Y')" \
  --define 'debug_package %{nil}' --define '__os_install_post %{nil}' --define '_build_id_links none' \
  --define 'use_source_date_epoch_as_buildtime 1' --define 'clamp_mtime_to_source_date_epoch 1' \
  --define '_buildhost reproducible' --define '_binary_payload w9.zstdio' "$here/ktrail.spec" >&2
echo "$target/ktrail-$version-1.$(uname -m).rpm"
