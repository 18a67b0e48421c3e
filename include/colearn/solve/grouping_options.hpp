// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_GROUPING_OPTIONS_HPP
#define COLEARN_SOLVE_GROUPING_OPTIONS_HPP

/// @file
/// For a policy reader: how long to look for better groups.
/// For an engineer: the options of `form_groups`, for those who pass them on.

#include <cstddef>
#include <cstdint>
#include <stop_token>

#include <colearn/core/progress.hpp>

namespace colearn {

struct grouping_options {
    unsigned rounds = 80;         ///< of search; 0: the first groups as they are
    unsigned looks = 500;         ///< steps looked at for each item in each round
    std::uint64_t seed = 1;       ///< of the search
    unsigned bound_sweeps = 60;   ///< passes over the pairs that lower the bound
    unsigned columns = 0;         ///< rounds of column generation for a sharper bound; 0: none. 4 are enough as a rule
    std::size_t exact_up_to = 16; ///< look at every grouping of at most so many, <= 20 (a few seconds)
    unsigned threads = 1;         ///< 0: all cores; changes nothing but the time
    progress_callback progress{}; ///< called after each round
    std::stop_token stop{};       ///< ask it to stop
};

} // namespace colearn

#endif
