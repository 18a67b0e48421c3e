// SPDX-License-Identifier: BSL-1.0
#include <colearn/report/evidence_words.hpp>

#include "support/catch.hpp"

namespace evidence_words_test {

using namespace colearn::report;

TEST_CASE("experience is told in four steps", "[evidence_words]") {
    CHECK(evidence_words(0) == "none");
    CHECK(evidence_words(.4) == "hardly any (0.4)");
    CHECK(evidence_words(1.99) == "hardly any (2)");
    CHECK(evidence_words(2) == "a few (2)");
    CHECK(evidence_words(10) == "many (10)");
    CHECK(evidence_words(29.9) == "many (30)");
    CHECK(evidence_words(84) == "very many (84)");
    CHECK(step_of(9.999) == evidence_step::some);
    CHECK(step_of(30) == evidence_step::ample);
}

} // namespace evidence_words_test
