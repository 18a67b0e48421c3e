#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Installs what is missing, builds the district review and runs it on the district that is shipped with the project.
#   sh scripts/demo.sh [BUDGET (500000)]
set -eu
cd "$(dirname "$0")/.."
. scripts/need.sh
need g++ cmake ninja-build libboost-dev libeigen3-dev libcli11-dev libfmt-dev nlohmann-json3-dev

# -O3 takes a fifth longer to compile and runs no faster.
cmake --preset release -B build/demo -DCMAKE_CXX_FLAGS_RELEASE="-O2 -DNDEBUG" -DCOLEARN_TESTS=OFF >/dev/null
cmake --build build/demo --target district_review

build/demo/examples/district_review --actors examples/data/district --budget "${1:-500000}" --out review/
echo
for page in review/*.html; do
    [ -f "$page" ] || { echo "demo.sh: the review wrote no page" >&2; exit 1; }
    echo "Open in a browser: file://$PWD/$page"
done
