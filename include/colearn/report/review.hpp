// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_REVIEW_HPP
#define COLEARN_REPORT_REVIEW_HPP

/// @file
/// For a policy reader: all that one review of one system says, and what it was asked.
/// For an engineer: the options and the result of `review_district`. What writes a review includes this and no solver.

#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <colearn/allocation/max_min.hpp>
#include <colearn/allocation/money.hpp>
#include <colearn/allocation/need.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/graph/layer.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/group_result.hpp>
#include <colearn/matching/school_group_options.hpp>
#include <colearn/matching/twin_options.hpp>
#include <colearn/matching/twin_result.hpp>
#include <colearn/report/review_connectors.hpp>
#include <colearn/report/review_group.hpp>
#include <colearn/report/twin_trust.hpp>
#include <colearn/trust/propagation.hpp>

namespace colearn {

struct review_options {
    money budget = money::of(500'000);  ///< to share among the schools, >= 0
    std::string currency = "$";         ///< sign that stands in front of amounts
    need_options need{};                ///< how a school's need is counted
    std::optional<money> least_grant{}; ///< least amount for each school; unset: none
    std::optional<money> most_grant{};  ///< largest amount for each school; unset: none
    twin_options twinning{};            ///< who may be paired, and what counts; its `threads` and `stop` are not used
    federate_options federating{};      ///< the same for federations; the sharper bound is on where it is soon found
    propagation_options deriving{};     ///< how trust is derived where twins have no tie; `threads`, `stop` not used
    group_options measuring{};          ///< how the networks are measured; its `threads` and `stop` are not used
    std::vector<std::string> find{};    ///< names of actors to show in full
    unsigned threads = 1;               ///< workers; 0: all cores
    progress_callback progress{};       ///< share of the work done
    std::stop_token stop{};             ///< ends early; the review says what is missing
};

/// How many actors have a role.
struct role_count {
    std::string role{};
    std::size_t count = 0;
};

/// How many ties a layer has.
struct layer_count {
    layer kind{};
    std::size_t ties = 0;
    double mean_trust = 0;    ///< 0 where it has no ties
    double mean_evidence = 0; ///< experiences behind a tie; 0 where it has no ties
};

/// What was found under a name that was asked for.
struct found_name {
    std::string asked{};
    /// Those of this very name or key, or of "name, region"; or else those whose name holds it. Capitals do not matter.
    std::vector<tie_end> actors{};
    std::size_t more = 0; ///< how many further ones there are
};

/// A review of one system.
struct review {
    std::string name{};                ///< of the system
    std::vector<role_count> roles{};   ///< in the order of the library's roles, those with actors alone
    std::vector<layer_count> layers{}; ///< in the order of the network
    std::size_t actors = 0;
    std::size_t ties = 0;
    double pupils = 0; ///< enrolment of the schools that state it
    std::size_t schools = 0;
    std::size_t schools_with_pupils = 0; ///< schools whose enrolment is known
    review_group organisations{};        ///< schools, agencies, employers, universities and community groups
    review_group people{};               ///< teachers and school leaders
    review_connectors connectors{};      ///< between schools, families and services
    std::optional<twin_result> twins{};
    twin_trust_result twin_trust{}; ///< between the proposed twins
    std::string no_twins{};         ///< why there are none; empty when there are
    std::optional<group_result<school>> federations{};
    std::string no_federations{}; ///< why there are none; empty when there are
    std::size_t assumed_ties = 0; ///< ties that are assumed: they count in the measures, not for twins and federations
    school_needs needs{};         ///< what the budget was shared by
    std::optional<max_min_result> allocation{};
    std::string no_allocation{};        ///< why there is none; empty when there is
    std::vector<found_name> found{};    ///< one for each name asked for
    std::vector<review_check> checks{}; ///< of every answer above
    std::vector<std::string> notes{};   ///< of the system: how its data was read or made
    bool complete = true;               ///< false: stopped before everything was done

    /// Checks that accepted their answer.
    [[nodiscard]] std::size_t accepted() const noexcept {
        std::size_t out = 0;
        for (const auto& one : checks)
            if (one.outcome.accepted()) ++out;
        return out;
    }
};

} // namespace colearn

#endif
