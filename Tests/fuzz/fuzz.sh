#!/bin/sh
# Feeds every reader of foreign text through libFuzzer, one after the other, and prints what was tried and what survived.
#
# usage: fuzz.sh PROGRAM DIR SECONDS [TARGET...]
#   PROGRAM  ktrail-fuzz
#   DIR      keeps the inputs between runs (corpus/), what it ends on (found/) and what libFuzzer says (log/)
#   SECONDS  for each target
# FUZZ_FLAGS has further options of libFuzzer, such as -seed=1.
# Exit code: 1 if a reader trapped, broke a promise, took more than 10 s or 1 GB; the inputs are then in found/.
set -u
program=$1 dir=$2 seconds=$3
shift 3
root=$(cd "$(dirname "$0")/../.." && pwd)
longest=10        # seconds for one input
memory=1024       # MB
most=5            # findings of a target, after which it is left
export SWIFT_BACKTRACE=enable=no

# number_of NAME FILE...: the sum of what libFuzzer counted.
number_of() {
  name=$1
  shift
  awk -v name="stat::$name:" '$1 == name { sum += $2 } END { print sum + 0 }' "$@"
}

mkdir -p "$dir/found" "$dir/log"
list=$("$program" list) || exit 1
failed=0 all=0 bad=0
printf '%-12s %12s %8s %8s %8s  %s\n' target tried seconds corpus failed survived
while read -r target length; do
  case " $* " in "  " | *" $target "*) ;; *) continue ;; esac
  corpus=$dir/corpus/$target seeds=$dir/seeds/$target fixtures=$root/Fixtures/fuzz/$target
  rm -rf "$seeds" "$dir/log/$target".*
  mkdir -p "$corpus" "$seeds"
  "$program" seeds "$target" "$seeds"
  [ -d "$fixtures" ] || fixtures=
  start=$(date +%s) crashes=0
  while left=$((seconds - ($(date +%s) - start))) && [ "$left" -gt 0 ]; do
    "$program" "$target" -max_total_time="$left" -max_len="$length" -timeout=$longest -rss_limit_mb=$memory \
      ${FUZZ_FLAGS:-} -print_final_stats=1 -artifact_prefix="$dir/found/$target-" "$corpus" "$seeds" ${fixtures:+"$fixtures"} \
      >"$dir/log/$target.$crashes" 2>&1 && break
    crashes=$((crashes + 1))
    [ "$crashes" -lt $most ] || break
  done
  tried=$(number_of number_of_executed_units "$dir/log/$target".*)
  if [ "$tried" = 0 ]; then
    echo "$target: nothing was tried; see $dir/log" >&2
    failed=1
  fi
  all=$((all + tried)) bad=$((bad + crashes))
  printf '%-12s %12d %8d %8d %8d  %d\n' "$target" "$tried" $(($(date +%s) - start)) \
    "$(find "$corpus" -type f | wc -l)" "$crashes" $((tried - crashes))
done <<END
$list
END
printf '%-12s %12d %8s %8s %8d  %d\n' all "$all" '' '' "$bad" $((all - bad))
if [ "$bad" -gt 0 ]; then
  echo "the inputs are in $dir/found; ktrail-fuzz TARGET FILE tries one again:" >&2
  ls "$dir/found" >&2
  failed=1
fi
exit $failed
