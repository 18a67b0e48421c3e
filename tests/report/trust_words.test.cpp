// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <string>

#include <colearn/report/trust_words.hpp>

#include "support/catch.hpp"

namespace trust_words_test {

using namespace colearn;
using namespace colearn::report;

TEST_CASE("a trust is told with the range that holds it", "[trust_words]") {
    // Three good experiences of four: Beta(4, 2), whose distribution function is 5 x^4 - 4 x^5.
    const auto known = opinion::of({3, 1});
    const auto below = [](double x) { return 5 * std::pow(x, 4) - 4 * std::pow(x, 5); };
    const auto text = interval_words(known);
    CHECK(below(std::stod(text.substr(0, 4))) == Approx(.1).margin(.01));
    CHECK(below(std::stod(text.substr(8))) == Approx(.9).margin(.01));
    CHECK(trust_words(known) == "0.67 (80%: " + text + "; experiences: a few (4))");
    CHECK(experiences_behind(known) == 4);
    // More of the same: as much trust or more, and a narrower range.
    const auto more = interval_words(opinion::of({30, 10}));
    CHECK(std::stod(more.substr(0, 4)) > std::stod(text.substr(0, 4)));
    CHECK(std::stod(more.substr(8)) < std::stod(text.substr(8)));
    CHECK(trust_words(opinion{}) == "not known");
}

} // namespace trust_words_test
