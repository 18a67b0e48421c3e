// SPDX-License-Identifier: BSL-1.0
#include <set>
#include <string_view>

#include <colearn/core/status.hpp>

#include "support/catch.hpp"

namespace status_test {

using colearn::status;

static_assert(to_string(status::not_converged) == "not converged");

TEST_CASE("every status has a word of its own", "[status]") {
    std::set<std::string_view> words;
    for (const auto one : {status::optimal, status::guaranteed, status::feasible, status::converged,
                           status::not_converged, status::infeasible, status::unbounded, status::cancelled})
        words.insert(to_string(one));
    CHECK(words.size() == 8);
    CHECK(words.count("unknown") == 0);
    CHECK(to_string(static_cast<status>(200)) == "unknown");
}

} // namespace status_test
