// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_REVIEW_GROUP_HPP
#define COLEARN_REPORT_REVIEW_GROUP_HPP

/// @file
/// For a policy reader: what a review says of the network of organisations, and of that of people.
/// For an engineer: the result of `measure_group`, without the measures: what writes a review includes no solver.

#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include <colearn/core/measured.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/report/review_member.hpp>
#include <colearn/trust/opinion.hpp>

namespace colearn {

struct group_options {
    double exact_work = 4e9;      ///< actors x ties up to which brokerage and distances are exact
    double trust_ceiling = 0.99;  ///< trust above this counts as this: a tie of trust 1 would be a way of no length
    std::size_t rank_draws = 40;  ///< networks to measure again with trust drawn from the evidence behind it
    std::size_t redraws = 20;     ///< networks to measure again with a tenth of the ties left out at random
    double redraw_work = 2e9;     ///< redraws x actors x ties above which there are none; and so for draws
    std::uint64_t seed = 1;       ///< of the sample, where brokerage is estimated
    unsigned threads = 1;         ///< workers; 0: all cores
    progress_callback progress{}; ///< share of the work done
    std::stop_token stop{};       ///< ends early
};

/// An answer that was checked by a routine that does not share its code.
struct review_check {
    std::string what{};     ///< such as "brokerage of organisations"
    verification outcome{}; ///< accepted, or the condition that does not hold
    std::string how{};      ///< what the check does, in a sentence
};

/// The measures of one group of actors.
struct review_group {
    std::string name{};                   ///< "organisations" or "people"
    std::vector<review_member> members{}; ///< by rank, equal ones by name, then in the order of the network
    std::vector<std::string> layers{};    ///< that have ties among the group
    view network{};                       ///< what was measured: ties among the group alone, the strongest of each pair
    view partners{};                      ///< the same without direction
    std::vector<evidence> behind{};       ///< experiences of all ties of two partners, along `partners.out()`
    measured density{};                   ///< ties / possible ties
    measured reciprocity{};               ///< share of ties that are answered
    measured transitivity{};              ///< share of partners of one that are partners too
    measured mean_distance{};             ///< steps, over pairs with a path
    measured diameter{};                  ///< steps
    double reached = 0;                   ///< share of the ordered pairs with a path
    std::vector<std::size_t> parts{};     ///< sizes of the connected parts, largest first, direction left aside
    bool exact = true;                    ///< whether brokerage and distances are exact
    std::size_t sources = 0;              ///< actors whose most trusted paths were followed
    double brokerage_error = 0;           ///< with 95% confidence an actor's brokerage is within this; 0: exact
    std::size_t redraws = 0;              ///< how often the network was redrawn to see whether the ranking holds
    std::size_t rank_draws = 0;           ///< how often trust was drawn for the intervals of ranks
    std::size_t capped_ties = 0;          ///< ties whose trust was above the ceiling
    std::vector<review_check> checks{};
    bool complete = true; ///< false: stopped before everything was measured

    [[nodiscard]] bool has_ties() const noexcept { return network.tie_count() > 0; }
    [[nodiscard]] bool has_brokers() const noexcept { return !members.empty() && members.front().brokerage > 0; }
};

} // namespace colearn

#endif
