#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Installs the library and builds two outside projects: one that finds the package, one that holds the sources.
set -eu
cd "$(dirname "$0")/.."
work=$PWD/build/consume
rm -rf "$work"
mkdir -p "$work"

# The outside project's own warnings are shown and must not stop it, so they are expected: kept in the log.
run() {
    "$@" >>"$log" 2>&1 || { tail -40 "$log"; echo "consume.sh: failed: $*" >&2; exit 1; }
}

log=$work/library.log
run cmake -S . -B "$work/library" -G Ninja -DCOLEARN_DEVELOP=OFF -DCMAKE_INSTALL_PREFIX="$work/prefix"
run cmake --install "$work/library"
for project in installed subdirectory; do
    log=$work/$project.log
    run cmake -S "tests/consume/$project" -B "$work/$project" -G Ninja -DCMAKE_PREFIX_PATH="$work/prefix"
    run cmake --build "$work/$project"
    (cd "$work/$project" && run ctest)
    grep -q 'warning: unused parameter' "$log" || { echo "consume.sh: the user's own flags were not used" >&2; exit 1; }
    echo "consume: $project: ok"
done
