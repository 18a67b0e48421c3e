// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/solve/detail/deficiency_witness.hpp>

#include "solve/support.hpp"
#include "support/catch.hpp"

namespace deficiency_witness_test {

using colearn::detail::deficiency_search;
using colearn::detail::matching_rows;

TEST_CASE("a witness is found exactly when there are no more pairs", "[deficiency_witness]") {
    std::size_t witnesses = 0;
    for (std::uint64_t seed = 0; seed < 600; ++seed) {
        const auto of = matching_test::random_instance(seed, 3 + seed % 9, seed % 2 == 0 ? .2 : .4,
                                                       matching_test::weights::all_equal);
        const matching_rows rows(of.count, [&](const auto& visit) {
            for (const auto& one : of.pairs) visit(one.a.index, one.b.index, 0);
        });
        // A matching that is often not the largest: the pairs as they come.
        std::vector<std::uint32_t> mate(of.count, colearn::detail::no_node);
        std::size_t pairs = 0;
        for (const auto& one : of.pairs) {
            if (mate[one.a.index] != colearn::detail::no_node || mate[one.b.index] != colearn::detail::no_node) continue;
            mate[one.a.index] = one.b.index;
            mate[one.b.index] = one.a.index;
            ++pairs;
        }
        const auto witness = deficiency_search(rows, mate).run();
        INFO("seed " << seed);
        CHECK(witness.has_value() == (pairs == matching_test::best_of_most_pairs(of).pairs));
        if (!witness) continue;
        ++witnesses;
        // Without it more odd parts are left than it has members, one for each without a mate.
        std::vector<std::uint32_t> part(of.count);
        for (std::uint32_t v = 0; v < of.count; ++v) part[v] = v;
        for (const auto v : *witness) part[v] = colearn::detail::no_node;
        for (std::size_t round = 0; round < of.count; ++round)
            for (const auto& one : of.pairs) {
                auto& a = part[one.a.index];
                auto& b = part[one.b.index];
                if (a != colearn::detail::no_node && b != colearn::detail::no_node) a = b = (std::min)(a, b);
            }
        std::vector<std::size_t> size(of.count, 0);
        for (const auto one : part)
            if (one != colearn::detail::no_node) ++size[one];
        std::size_t odd = 0;
        for (const auto one : size) odd += one % 2;
        CHECK(odd == witness->size() + of.count - 2 * pairs);
    }
    CHECK(witnesses > 100);
}

} // namespace deficiency_witness_test
