// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_ALLOCATION_ALLOCATION_SUPPORT_HPP
#define COLEARN_TESTS_ALLOCATION_ALLOCATION_SUPPORT_HPP

#include <cstdint>
#include <string>

#include <colearn/allocation/allocation_problem.hpp>

namespace allocation_test {

using namespace colearn;

inline id<allocation_recipient> recipient(std::size_t index) {
    return id<allocation_recipient>{index};
}
inline id<allocation_provider> provider(std::size_t index) {
    return id<allocation_provider>{index};
}

// A budget of 100.00 for three schools of 100, 300 and 600 pupils that need 50, 30 and 120.
inline allocation_problem small_pool() {
    allocation_problem out;
    const double pupils[] = {100, 300, 600};
    const double need[] = {50, 30, 120};
    for (std::size_t i = 0; i < 3; ++i) {
        allocation_recipient one;
        one.key = "s" + std::to_string(i);
        one.name = std::string(1, static_cast<char>('A' + i)) + " School";
        one.pupils = pupils[i];
        one.disadvantaged = .2 + .1 * static_cast<double>(i);
        one.need = {{need[i], 1, 0}};
        out.recipients.push_back(one);
    }
    out.providers.push_back({"budget", "The budget", {}, 10'000});
    return out;
}

// Two centres of 3 and 2 tutors; the first reaches A and B, the second B and C.
inline allocation_problem small_routes() {
    auto out = small_pool();
    out.what = {"tutors", "tutor", 1};
    for (auto& one : out.recipients.values()) one.need.front().amount /= 20; // 2.5, 1.5, 6
    out.providers = {};
    out.providers.push_back({"n", "North", {}, 3});
    out.providers.push_back({"s", "South", {}, 2});
    out.routes = {{provider(0), recipient(0), 10, 1},
                  {provider(0), recipient(1), 5, 1},
                  {provider(1), recipient(1), 5, 1},
                  {provider(1), recipient(2), 20, 1}};
    return out;
}

} // namespace allocation_test

#endif
