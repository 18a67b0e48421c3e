// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include <colearn/core/reproducible_math.hpp>
#include <colearn/core/vector_register.hpp>

#include "support/catch.hpp"

namespace vector_register_test {

using namespace colearn::detail;

TEST_CASE("registers have as many numbers as they say", "[vector_register]") {
    CHECK(sizeof(some_doubles) == register_width * sizeof(double));
    CHECK(sizeof(some_words) == register_width * sizeof(long long));
    CHECK(sizeof(some_bits) == register_width * sizeof(std::uint64_t));
}

TEST_CASE("each register gets its turn, in order, with a number known beforehand", "[vector_register]") {
    std::vector<std::size_t> seen;
    for_each_register<5>([&](auto p) {
        static_assert(decltype(p)::value < 5);
        seen.push_back(p);
    });
    CHECK(seen == std::vector<std::size_t>{0, 1, 2, 3, 4});
    for_each_register<0>([&](auto) { seen.clear(); });
    CHECK(seen.size() == 5);
}

TEST_CASE("lanes are summed as single numbers are", "[vector_register]") {
    constexpr std::size_t lanes = 16;
    constexpr auto parts = lanes / register_width;
    some_doubles sum[parts] = {};
    double plain[lanes] = {};
    for (int i = 1; i <= 50; ++i) {
        for_each_register<parts>([&](auto p) {
            some_doubles more;
            for (std::size_t k = 0; k < register_width; ++k)
                more[k] = 1 / (static_cast<double>(p * register_width + k) + i);
            sum[p] += rounded(more * more);
        });
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            const double more = 1 / (static_cast<double>(lane) + i);
            plain[lane] += rounded(more * more);
        }
    }
    for (std::size_t lane = 0; lane < lanes; ++lane)
        CHECK(sum[lane / register_width][lane % register_width] == plain[lane]); // to the bit
}

} // namespace vector_register_test
