// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/matching/match_mentors.hpp>
#include <colearn/matching/mentor_standing.hpp>

#include "matching/support.hpp"
#include "support/catch.hpp"

namespace mentor_standing_test {

using colearn::mentor_options;
using colearn::mentor_plan;
using matching_test::at;
using matching_test::school;

// Scores by the caller, so that one of them can be changed: a little above what is claimed the plan holds, a little
// below it does not (of a plan by sum it may).
TEST_CASE("pairs stand down to the score that is told, and stable ones no further", "[mentor_standing]") {
    std::size_t fell = 0;
    std::size_t next_came = 0;
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        const std::vector<school> schools(11);
        colearn::random_stream stream(seed);
        std::vector<double> liked(121);
        std::vector<double> wanted(121);
        for (auto& one : liked) one = colearn::uniform(stream) - .2;
        for (auto& one : wanted) one = colearn::uniform(stream);
        mentor_options<school> options{
            .mentors = {{at(0), 1}, {at(1), 2}, {at(2), 1}, {at(3), 1}},
            .mentee_score = [&](auto mentee, auto mentor) { return liked[mentee.index * 11 + mentor.index]; },
            .mentor_score = [&](auto mentee, auto mentor) { return wanted[mentee.index * 11 + mentor.index]; }};
        for (const auto plan : {mentor_plan::stable_for_mentees, mentor_plan::best_total, mentor_plan::most_served}) {
            options.plan = plan;
            const auto made = match_mentors<school>(schools, options);
            for (const auto& one : made.proposals) {
                INFO("seed " << seed << " mentee " << one.mentee.index);
                auto& score = liked[one.mentee.index * 11 + one.mentor.index];
                const double before = score;
                score = one.falls_at + 1e-7;
                const auto again = match_mentors<school>(schools, options);
                if (score < before && plan != mentor_plan::stable_for_mentees) CHECK(again.mentor_of == made.mentor_of);
                if (plan == mentor_plan::stable_for_mentees) {
                    const auto problem = colearn::detail::stable_problem(11, again.certificate.candidates, options);
                    if (score < before)
                        CHECK(blocking_pairs(problem.residents, problem.hospitals, problem.quota, made.mentor_of)
                                  .empty());
                    score = one.falls_at - 1e-7;
                    CHECK(match_mentors<school>(schools, options).mentor_of != made.mentor_of);
                    CHECK(one.rival.valid() == (one.falls_at > 0));
                    fell += one.falls_at > 0 ? 1U : 0U;
                }
                score = before;
            }
            if (plan != mentor_plan::stable_for_mentees) continue;
            for (auto& mentor : options.mentors) { // one more place: the next in line is the first to come
                const auto proposal = std::find_if(made.proposals.begin(), made.proposals.end(),
                                                   [&](const auto& one) { return one.mentor == mentor.who; });
                if (proposal == made.proposals.end()) continue;
                ++mentor.places;
                const auto more = match_mentors<school>(schools, options);
                --mentor.places;
                if (proposal->next_in_line.valid()) {
                    CHECK(more.mentor_of != made.mentor_of);
                    ++next_came;
                } else {
                    CHECK(more.mentor_of == made.mentor_of);
                }
            }
        }
    }
    CHECK(fell > 20);
    CHECK(next_came > 20);
}

} // namespace mentor_standing_test
