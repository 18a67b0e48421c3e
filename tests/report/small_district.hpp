// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_REPORT_SMALL_DISTRICT_HPP
#define COLEARN_TESTS_REPORT_SMALL_DISTRICT_HPP

#include <string>

#include <colearn/graph/learning_system.hpp>
#include <colearn/report/review.hpp>

// Ten schools on a line, 3 km apart; each works with the next, and two of them with an agency. The agency is the only
// tie of a library; a youth club stands alone. Each school has two teachers, who know each other; the first ones know
// the first one of the next school. `flourish` is appended to all names.
colearn::learning_system small_district(const std::string& flourish = {});

// `review_district(system, options)`, compiled once for all tests.
colearn::review reviewed(const colearn::learning_system& system, const colearn::review_options& options = {});

#endif
