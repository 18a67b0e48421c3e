#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Runs clang-tidy (.clang-tidy) over every header and every example.
set -eu
cd "$(dirname "$0")/.."
tidy=$(command -v clang-tidy-16 || command -v clang-tidy) || { echo "tidy.sh: clang-tidy is missing" >&2; exit 1; }

cmake --preset clang >/dev/null
set -- tests/odr/first.cpp # includes every header
for example in examples/*.cpp; do [ -f "$example" ] && set -- "$@" "$example"; done
"$tidy" -p build/clang --quiet "$@"
echo "clang-tidy: no complaint about $# files and all headers"
