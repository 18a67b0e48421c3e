#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Installs what is missing, builds and runs the tests and the examples. Its last line is ctest's count.
#   sh scripts/test.sh
set -eu
cd "$(dirname "$0")/.."
. scripts/need.sh
need g++ cmake ninja-build libboost-dev libeigen3-dev catch2 libcli11-dev libfmt-dev nlohmann-json3-dev libpugixml-dev
need_if_possible pkgconf libigraph-dev liblemon-dev ccache

rm -f build/test/ctest.log
cmake --preset test
cmake --build --preset test

log=build/test/ctest.log
{ ctest --preset test -j "$jobs" && echo passed >"$log.status" || echo failed >"$log.status"; } 2>&1 | tee "$log"
echo
grep 'tests passed' "$log" || echo "ctest ran no test"
[ "$(cat "$log.status")" = passed ]
