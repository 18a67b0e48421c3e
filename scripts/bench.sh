#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Builds and runs the benchmarks of one area, prints the table and writes build/bench/AREA.csv.
#   sh scripts/bench.sh AREA [--size district|state|nation] [--filter NAME] [--threads N]
set -eu
cd "$(dirname "$0")/.."
. scripts/need.sh

areas=$(for file in benchmarks/*.cpp; do basename "$file" .cpp; done | grep -v '\.' | tr '\n' ' ')
if [ $# -eq 0 ] || [ ! -f "benchmarks/$1.cpp" ]; then
    echo "usage: sh scripts/bench.sh AREA [--size district|state|nation] [--filter NAME] [--threads N]" >&2
    echo "areas: $areas" >&2
    exit 2
fi
area=$1
shift

need g++ cmake ninja-build libboost-dev libeigen3-dev libbenchmark-dev
need_if_possible pkgconf libigraph-dev liblemon-dev libglpk-dev coinor-libclp-dev libmetis-dev

mkdir -p build/bench
cmake --preset bench >build/bench/configure.log || { cat build/bench/configure.log >&2; exit 1; }
grep -E 'Peer .*not installed' build/bench/configure.log || true
cmake --build --preset bench --target "bench_$area" >&2

# One thread for every peer, so that like is set beside like.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
"build/bench/benchmarks/bench_$area" --csv "build/bench/$area.csv" "$@"
echo "written to build/bench/$area.csv"
