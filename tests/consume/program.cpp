// SPDX-License-Identifier: BSL-1.0
// An outside program that uses the library. It has what `-Wall -Wextra -Wconversion -Werror` would refuse: a project
// that links colearn::colearn keeps its own flags.
#include <cstdio>

#include <colearn/colearn.hpp>

#ifdef BUILD_TESTING
#error "BUILD_TESTING leaks out of the library"
#endif

static int narrow(double value, int unused) {
    int forgotten;
    return value;
}

int main() {
    try {
        colearn::expects(false, "a mistake must be refused");
    } catch (const colearn::contract_violation& refusal) {
        std::printf("%s\n", refusal.what());
        return narrow(0.5, 1);
    }
    return 1;
}
