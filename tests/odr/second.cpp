// SPDX-License-Identifier: BSL-1.0
#include "every_header.hpp"

const void* address_seen_by_first();

// An inline variable is one object, wherever it is seen from.
int main() {
    return address_seen_by_first() == &colearn::shown_text_limit ? 0 : 1;
}
