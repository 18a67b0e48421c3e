// SPDX-License-Identifier: BSL-1.0
#include <colearn/matching/propose_groups.hpp>
#include <colearn/matching/verify_groups.hpp>

#include "matching/group_path.hpp"
#include "support/catch.hpp"

namespace verify_groups_test {

using namespace colearn;
using matching_test::at;
using matching_test::path;

TEST_CASE("what the rules forbid to those further apart is found out and kept", "[verify_groups]") {
    // Everyone on the path wants to be in one group of five; 0 and 4 may not.
    group_settings<school> settings;
    settings.smallest = 1;
    settings.largest = 5;
    settings.search.exact_up_to = 0;
    const auto of = path();
    const auto got = detail::group_proposer<school>(of, settings, {}).run();
    CHECK(detail::verify_groups(of, settings, got, {}));
    CHECK(got.proposal_of(at(0)) != got.proposal_of(at(4)));
    // A checker that is told nothing of the rule would accept what breaks it; ours does not.
    auto free = of;
    free.allowed = [](id<school>, id<school>) { return true; };
    const auto wide = detail::group_proposer<school>(free, settings, {}).run();
    CHECK(wide.proposal_of(at(0)) == wide.proposal_of(at(4)));
    const auto checked = detail::verify_groups(of, settings, wide, {});
    CHECK_FALSE(checked);
    CHECK_THAT(checked.violated, Catch::Contains("the rules forbid"));
}

TEST_CASE("where only those in question may share a group, the others do not", "[verify_groups]") {
    // On the path 0 and 3, 0 and 4, 1 and 4 are more than two steps from each other.
    group_settings<school> settings;
    settings.smallest = 1;
    settings.largest = 5;
    settings.search.exact_up_to = 0;
    auto of = path();
    of.only_these = true;
    const auto got = detail::group_proposer<school>(of, settings, {}).run();
    CHECK(detail::verify_groups(of, settings, got, {}));
    CHECK(got.certificate.problem.apart.empty());
    CHECK(got.proposal_of(at(0)) == got.proposal_of(at(1)));
    CHECK(got.proposal_of(at(0)) != got.proposal_of(at(3)));
    const auto refused = [&](const auto& question, const auto& result) {
        const auto checked = detail::verify_groups(question, settings, result, {});
        CHECK_FALSE(checked);
        return checked.violated;
    };
    auto strict = of; // a rule that the groups were made without
    strict.allowed = [](id<school> a, id<school> b) { return a.index + 1 == b.index || b.index + 1 == a.index; };
    CHECK_THAT(refused(strict, got), Catch::Contains("that the rules allow"));
    auto fewer = got; // a pair that is not listed would make the bound too low
    fewer.certificate.problem.values.pairs.pop_back();
    CHECK_THAT(refused(of, fewer), Catch::Contains("that the rules allow"));
    auto wider = got;
    wider.certificate.problem.listed_only = false;
    CHECK_THAT(refused(of, wider), Catch::Contains("that the rules allow"));
}

} // namespace verify_groups_test
