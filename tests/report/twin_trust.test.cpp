// SPDX-License-Identifier: BSL-1.0
#include <colearn/report/twin_trust.hpp>

#include "support/catch.hpp"

namespace twin_trust_test {

using namespace colearn;

TEST_CASE("two trust alike when one thing can be said of both", "[twin_trust]") {
    twin_trust of;
    CHECK(of.mutual()); // nothing is known, both ways
    of.a_in_b = {trust_basis::tie, opinion::of({3, 1}), {"partnership"}, {}};
    CHECK_FALSE(of.mutual());
    CHECK(of.known_by(trust_basis::tie));
    of.b_in_a = of.a_in_b;
    CHECK(of.mutual());
    of.b_in_a.trust = opinion::of({6, 2}); // surer
    CHECK_FALSE(of.mutual());
    of.a_in_b.known_by = of.b_in_a.known_by = trust_basis::chain; // each has its own chain
    of.b_in_a.trust = of.a_in_b.trust;
    CHECK_FALSE(of.mutual());
    CHECK(to_string(trust_basis::chain) == "chain");
}

} // namespace twin_trust_test
