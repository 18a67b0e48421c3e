#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Builds and runs the benchmarks of one area, prints the table and writes build/bench/AREA.csv.
# An area is the program benchmarks/AREA.cpp, or all of benchmarks/AREA_PART.cpp where there is none of its own name.
#   sh scripts/bench.sh AREA [--size district|state|nation] [--filter NAME] [--threads N]
set -eu
cd "$(dirname "$0")/.."
. scripts/need.sh

names=$(for file in benchmarks/*.cpp; do basename "$file" .cpp; done | grep -v '\.')
programs=
if [ $# -gt 0 ]; then
    programs=$(echo "$names" | grep -x -e "$1" || echo "$names" | grep -e "^${1}_" || true)
fi
if [ -z "$programs" ]; then
    echo "usage: sh scripts/bench.sh AREA [--size district|state|nation] [--filter NAME] [--threads N]" >&2
    echo "areas: $(echo "$names" | tr '\n' ' ')" >&2
    exit 2
fi
area=$1
shift

need g++ cmake ninja-build libboost-dev libeigen3-dev libbenchmark-dev
need_if_possible pkgconf libigraph-dev liblemon-dev libglpk-dev coinor-libclp-dev coinor-libipopt-dev libmetis-dev

mkdir -p build/bench
cmake --preset bench >build/bench/configure.log || { cat build/bench/configure.log >&2; exit 1; }
grep -E 'Peer .*not installed' build/bench/configure.log || true
for program in $programs; do cmake --build --preset bench --target "bench_$program" >&2; done

# One thread for every peer, so that like is set beside like.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
ended=3 # nothing ran
for program in $programs; do
    rm -f "build/bench/$program.csv"
    status=0
    "build/bench/benchmarks/bench_$program" --csv "build/bench/$program.csv" "$@" || status=$?
    case $status in
    0) [ $ended -eq 1 ] || ended=0 ;;
    3) ;; # the filter is about another program of this area
    *) ended=1 ;;
    esac
done
if [ "$programs" != "$area" ]; then
    for program in $programs; do cat "build/bench/$program.csv"; done | awk 'NR == 1 { head = $0 } NR == 1 || $0 != head' \
        >"build/bench/$area.csv"
fi
echo "written to build/bench/$area.csv"
exit $ended
