#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Writes the umbrella headers: one for each folder of include/colearn, and colearn.hpp for all of them.
# What needs an optional library is left out.
set -eu
cd "$(dirname "$0")/../include"

umbrella() { # header, what it is; the includes come on the standard input
    guard=$(echo "$1" | tr 'a-z/.' 'A-Z__')
    printf '// SPDX-License-Identifier: BSL-1.0\n#ifndef %s\n#define %s\n\n/// @file\n/// %s\n\n' "$guard" "$guard" "$2"
    sed 's/.*/#include <&>/'
    printf '\n#endif\n'
}

# Headers that include an optional library, themselves or through another header: looked for until no more are found.
optional='nlohmann/|pugixml|mpi'
while found=$(grep -lE "^#include <($optional)" colearn/*/*.hpp | LC_ALL=C sort) && [ "$found" != "${known:-}" ]; do
    known=$found
    optional=$optional$(printf '|%s' $found)
done
for folder in colearn/*/; do
    folder=${folder%/}
    grep -LE "^#include <($optional)" "$folder"/*.hpp | LC_ALL=C sort |
        umbrella "$folder.hpp" "Everything in $folder/, for users; no header of the library includes this one." >"$folder.hpp"
done
for folder in colearn/*/; do echo "${folder%/}.hpp"; done | LC_ALL=C sort |
    umbrella colearn/colearn.hpp "The whole library, for users; no header of the library includes this one." >colearn/colearn.hpp
