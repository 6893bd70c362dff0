#!/bin/sh
# Prints where libFuzzer without its main is: beside the Swift toolchain, else in Debian's package, which is installed
# where it is missing.
set -u
swift=$(readlink -f "$(command -v "${SWIFT:-swift}")") || exit 1
machine=$(uname -m)

find_library() {
  for file in "$(dirname "$swift")"/../lib/clang/*/lib/*/libclang_rt.fuzzer_no_main*.a \
    /usr/lib/llvm-*/lib/clang/*/lib/*/libclang_rt.fuzzer_no_main*.a; do
    # One folder for all machines names the machine in the file, one for each need not.
    case "$file" in *"$machine"*) [ -f "$file" ] && readlink -f "$file" && return 0 ;; esac
  done
  return 1
}

find_library && exit 0
as_root=
[ "$(id -u)" = 0 ] || as_root=sudo
$as_root apt-get update -qq >&2 \
  && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends libclang-rt-dev >&2
find_library && exit 0
echo "there is no libclang_rt.fuzzer_no_main for $machine, in the Swift toolchain or in Debian's libclang-rt-dev" >&2
exit 1
