# SPDX-License-Identifier: BSL-1.0
# Sourced by the scripts beside it: finds what is missing and installs it where apt-get can.
#   need what ...        what the script cannot do without: ends the script if it cannot be had
#   need_if_possible what ...   what makes it better: says what is lost and goes on
# On a Debian or Ubuntu that has everything, and on any other system, no package manager is called.

has_header() { # one of these headers is found by the compiler
    for header in "$@"; do
        echo "#include <$header>" | "${CXX:-c++}" -std=c++20 -E -x c++ - >/dev/null 2>&1 && return 0
    done
    return 1
}

has() { # the thing itself, however it was installed
    case $1 in
    g++) [ "$("${CXX:-c++}" -dumpversion 2>/dev/null | cut -d. -f1)" -ge 12 ] 2>/dev/null ;;
    cmake) command -v cmake && command -v ctest ;;
    ninja-build) command -v ninja ;;
    libboost-dev) has_header boost/version.hpp ;;
    libeigen3-dev) has_header Eigen/Core eigen3/Eigen/Core ;;
    catch2) has_header catch2/catch_all.hpp catch2/catch.hpp ;;
    libcli11-dev) has_header CLI/CLI.hpp ;;
    libfmt-dev) has_header fmt/core.h ;;
    nlohmann-json3-dev) has_header nlohmann/json.hpp ;;
    libpugixml-dev) has_header pugixml.hpp ;;
    libbenchmark-dev) has_header benchmark/benchmark.h ;;
    libigraph-dev) has_header igraph/igraph.h ;;
    liblemon-dev) has_header lemon/core.h ;;
    libmetis-dev) has_header metis.h ;;
    libglpk-dev) has_header glpk.h ;;
    coinor-libclp-dev) has_header coin/ClpSimplex.hpp ;;
    coinor-libipopt-dev) has_header coin/IpStdCInterface.h ;;
    pkgconf) command -v pkg-config ;;
    llvm-16) command -v llvm-symbolizer-16 ;;
    clang-16) command -v clang++-16 ;;
    python3-*) /usr/bin/python3 -c "import ${1#python3-}" ;;
    jupyter-nbconvert) /usr/bin/python3 -c "import nbconvert" ;;
    libclang-rt-16-dev) ls /usr/lib/llvm-16/lib/clang/16*/lib/linux/libclang_rt.fuzzer-*.a ;;
    *) command -v "$1" ;;
    esac >/dev/null 2>&1
}

what_is() {
    case $1 in
    g++) echo "a C++20 compiler, g++ 12 or clang 16 or later" ;;
    cmake) echo "CMake 3.22 or later" ;;
    ninja-build) echo "Ninja" ;;
    libboost-dev) echo "Boost headers 1.74 or later" ;;
    libeigen3-dev) echo "Eigen 3.4 or later" ;;
    catch2) echo "Catch2" ;;
    libcli11-dev) echo "CLI11" ;;
    libfmt-dev) echo "fmt" ;;
    nlohmann-json3-dev) echo "nlohmann-json" ;;
    libpugixml-dev) echo "pugixml" ;;
    libbenchmark-dev) echo "Google Benchmark" ;;
    nlohmann-json3-dev) echo "nlohmann-json" ;;
    libpugixml-dev) echo "pugixml" ;;
    libigraph-dev) echo "igraph, an oracle of some tests and a peer in benchmarks" ;;
    liblemon-dev) echo "LEMON, an oracle of some tests and a peer in benchmarks" ;;
    libmetis-dev) echo "METIS, a peer in benchmarks" ;;
    libglpk-dev) echo "GLPK, an oracle of some tests and a peer in benchmarks" ;;
    coinor-libclp-dev) echo "Clp, an oracle of some tests and a peer in benchmarks" ;;
    coinor-libipopt-dev) echo "Ipopt, a peer in benchmarks" ;;
    pkgconf) echo "pkg-config, which finds igraph and others" ;;
    jupyter-nbconvert) echo "nbconvert for the system's Python, which runs notebooks" ;;
    python3-*) echo "${1#python3-} for the system's Python" ;;
    ccache) echo "ccache, which makes a second build fast" ;;
    *) echo "$1" ;;
    esac
}

missing_of() { for one in "$@"; do has "$one" || printf ' %s' "$one"; done; }

install_packages() {
    command -v apt-get >/dev/null 2>&1 || return 1
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 || return 1
        as_root=sudo
    fi
    echo "Installing:$*"
    $as_root apt-get update -qq || echo "apt-get update failed; trying with the lists that are there"
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

need() {
    missing=$(missing_of "$@")
    [ -z "$missing" ] && return 0
    # shellcheck disable=SC2086
    install_packages $missing || true
    missing=$(missing_of "$@")
    [ -z "$missing" ] && return 0
    echo "Missing, and needed here:" >&2
    for one in $missing; do echo "  $(what_is "$one") (Debian 12: $one)" >&2; done
    echo "Install them with your system's package manager and start again." >&2
    exit 1
}

need_if_possible() {
    missing=$(missing_of "$@")
    [ -z "$missing" ] && return 0
    # shellcheck disable=SC2086
    install_packages $missing || true
    for one in $(missing_of "$@"); do echo "Going on without $(what_is "$one") (Debian 12: $one)"; done
}

# shellcheck disable=SC2034 # used by those who source this
jobs=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
