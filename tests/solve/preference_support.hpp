// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_SOLVE_PREFERENCE_SUPPORT_HPP
#define COLEARN_TESTS_SOLVE_PREFERENCE_SUPPORT_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/random.hpp>
#include <colearn/solve/preference_lists.hpp>

namespace preference_test {

struct person;
struct place;

[[nodiscard]] inline colearn::id<person> who(std::size_t index) {
    return colearn::id<person>{index};
}
[[nodiscard]] inline colearn::id<place> at(std::size_t index) {
    return colearn::id<place>{index};
}

/// Random incomplete lists; each next one is tied with the one before with probability `tied`. Never oneself, where
/// chooser and chosen are of one kind.
template <class Chooser, class Chosen>
[[nodiscard]] colearn::preference_lists<Chooser, Chosen>
random_lists(colearn::random_stream& stream, std::size_t count, std::size_t chosen_count, double density, double tied) {
    colearn::preference_lists<Chooser, Chosen> out;
    for (std::size_t v = 0; v < count; ++v) {
        std::vector<colearn::id<Chosen>> row;
        for (std::size_t j = 0; j < chosen_count; ++j) {
            if constexpr (std::is_same_v<Chooser, Chosen>)
                if (j == v) continue;
            if (colearn::uniform(stream) < density) row.emplace_back(j);
        }
        colearn::shuffle(stream, std::span{row});
        std::vector<std::vector<colearn::id<Chosen>>> groups;
        for (const auto one : row) {
            if (groups.empty() || colearn::uniform(stream) >= tied) groups.emplace_back();
            groups.back().push_back(one);
        }
        out.add_tied(std::span<const std::vector<colearn::id<Chosen>>>{groups});
    }
    return out;
}

/// The tier of `one` on the list of `who`; a large number when it is not on it.
template <class Chooser, class Chosen>
[[nodiscard]] std::uint32_t tier(const colearn::preference_lists<Chooser, Chosen>& lists, colearn::id<Chooser> chooser,
                                 colearn::id<Chosen> one) {
    const auto row = lists.of(chooser);
    for (std::size_t i = 0; i < row.size(); ++i)
        if (row[i] == one) return lists.tiers(chooser)[i];
    return 1000;
}

} // namespace preference_test

#endif
