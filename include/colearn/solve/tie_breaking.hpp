// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_TIE_BREAKING_HPP
#define COLEARN_SOLVE_TIE_BREAKING_HPP

/// @file
/// For a policy reader: who goes first among those who are equally good: a stated rule or a lottery that can be
/// replayed.
/// For an engineer: turns preference lists with ties into strict ones, by id or by seeded lotteries.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <tuple>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/core/random.hpp>
#include <colearn/solve/preference_lists.hpp>

namespace colearn {

enum class tie_break : std::uint8_t {
    by_id,            ///< the smaller id first
    one_lottery,      ///< each is drawn one number, which counts on every list
    lottery_per_list, ///< a new draw for each list
};

[[nodiscard]] constexpr std::string_view to_string(tie_break rule) noexcept {
    switch (rule) {
    case tie_break::by_id:
        return "by id";
    case tie_break::one_lottery:
        return "one lottery for all lists";
    case tie_break::lottery_per_list:
        return "a lottery for each list";
    }
    return "unknown";
}

/// The same lists with an order among the equally good: nobody leaves or passes a better one.
///
/// Which lottery: one for all lists leaves fewer choosers with a place that all could better by exchange; see
/// Abdulkadiroglu, Pathak and Roth, "Strategy-proofness versus efficiency in matching with indifferences", American
/// Economic Review 99 (2009).
/// Complexity: O(m log m) time for m entries, O(m) space.
/// Determinism: the same on every platform for one seed.
/// Example: `break_ties(lists, tie_break::one_lottery, 7)`
template <class Chooser, class Chosen>
[[nodiscard]] preference_lists<Chooser, Chosen> break_ties(const preference_lists<Chooser, Chosen>& lists,
                                                           tie_break rule = tie_break::by_id, std::uint64_t seed = 0) {
    if (!lists.has_ties()) return lists;
    const auto offsets = lists.offsets();
    const auto choices = lists.choices();
    const auto tiers = lists.tiers();
    preference_lists<Chooser, Chosen> out;
    std::vector<std::tuple<std::uint32_t, std::uint64_t, id<Chosen>>> row;
    std::vector<id<Chosen>> strict;
    for (std::size_t who = 0; who < lists.size(); ++who) {
        const auto list_seed = rule == tie_break::lottery_per_list ? random_stream(seed, who)() : seed;
        row.clear();
        for (auto i = offsets[who]; i < offsets[who + 1]; ++i) {
            const auto number = rule == tie_break::by_id ? 0 : random_stream(list_seed, choices[i].index)();
            row.emplace_back(tiers[i], number, choices[i]);
        }
        std::sort(row.begin(), row.end());
        strict.clear();
        for (const auto& entry : row) strict.push_back(std::get<2>(entry));
        out.add(std::span<const id<Chosen>>{strict});
    }
    return out;
}

} // namespace colearn

#endif
