#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Builds the fuzzers and runs each for so many seconds of a core.
#   sh scripts/fuzz.sh [SECONDS (60)] [NAME ...]
# Seeds are in tests/fuzz/seeds/NAME/; what is found stays in build/fuzz/found/NAME/.
set -eu
cd "$(dirname "$0")/.."
. scripts/need.sh
seconds=${1:-60}
[ $# -gt 0 ] && shift

# shellcheck disable=SC2046,SC2086 # names and folders hold no blanks
[ $# -gt 0 ] || set -- $(for file in tests/fuzz/*.fuzz.cpp; do [ -f "$file" ] && basename "$file" .fuzz.cpp; done)
if [ $# -eq 0 ]; then
    echo "fuzz.sh: there are no fuzzers in tests/fuzz" >&2
    exit 1
fi
cmake --preset fuzz >/dev/null
cmake --build --preset fuzz

fuzz_one() {
    found=build/fuzz/found/$1
    mkdir -p "$found"
    seeds=
    [ -d "tests/fuzz/seeds/$1" ] && seeds=tests/fuzz/seeds/$1
    # What is new goes to the first folder; the seeds are only read.
    # shellcheck disable=SC2086
    if "build/fuzz/tests/fuzz/fuzz_$1" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
        -artifact_prefix="$found/" -print_final_stats=1 -verbosity=0 \
        "$found" $seeds >"build/fuzz/$1.log" 2>&1; then
        echo "fuzz $1: $each s of a core, $(sed -n 's/.*number_of_executed_units: *//p' "build/fuzz/$1.log") inputs, no fault"
    else
        tail -40 "build/fuzz/$1.log"
        echo "fuzz $1: FAULT, see build/fuzz/$1.log and $found"
        return 1
    fi
}

# All at once, for so long that each has had its seconds of a core.
each=$seconds
[ $(($# * each / jobs)) -le "$each" ] || seconds=$(($# * each / jobs))
running=
for name in "$@"; do
    fuzz_one "$name" &
    running="$running $!"
done
failed=0
for one in $running; do wait "$one" || failed=1; done
exit "$failed"
