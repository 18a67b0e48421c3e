// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TRUST_TRUST_PAIRS_HPP
#define COLEARN_TRUST_TRUST_PAIRS_HPP

/// @file
/// For a policy reader: whose trust in whom is asked for.
/// For an engineer: pairs of actors, checked, and grouped by source so that a search from a source serves all its
/// pairs.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/graph/roster.hpp>
#include <colearn/graph/view.hpp>

namespace colearn {

/// The trust of `source` in `target`.
struct trust_pair {
    id<actor> source{};
    id<actor> target{};

    friend constexpr bool operator==(const trust_pair&, const trust_pair&) = default;
};

namespace detail {

inline void check_pairs(const view& of, std::span<const trust_pair> pairs, const char* caller) {
    for (const auto& one : pairs) {
        expects(one.source.index < of.actor_count(), {"the source must be an actor of the view", caller}, one.source);
        expects(one.target.index < of.actor_count(), {"the target must be an actor of the view", caller}, one.target);
        expects(one.source != one.target, {"nobody's trust in themselves is asked for", caller}, one.source);
    }
}

/// Indices of pairs, ordered by source, and where each source's share begins.
struct pairs_by_source {
    std::vector<std::size_t> order;
    std::vector<std::size_t> starts; // one more than there are sources

    explicit pairs_by_source(std::span<const trust_pair> pairs) : order(pairs.size()) {
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return pairs[a].source < pairs[b].source; });
        for (std::size_t i = 0; i < order.size(); ++i)
            if (i == 0 || pairs[order[i]].source != pairs[order[i - 1]].source) starts.push_back(i);
        starts.push_back(order.size());
    }
    [[nodiscard]] std::size_t sources() const noexcept { return starts.size() - 1; }
    [[nodiscard]] std::span<const std::size_t> of(std::size_t source) const noexcept {
        return std::span(order).subspan(starts[source], starts[source + 1] - starts[source]);
    }
};

/// Calls `answer(scratch, source, indices of its pairs)` for each source; every worker has a `Scratch(actors)` of its
/// own, made when it first needs it. False when stopped.
template <class Scratch, class Answer>
bool for_each_source(const view& of, std::span<const trust_pair> pairs, const parallel_options& options,
                     Answer answer) {
    const pairs_by_source grouped(pairs);
    std::vector<std::vector<Scratch>> scratch(thread_count(options.threads)); // none or one each
    return parallel_for(grouped.sources(), options, [&](std::size_t source, unsigned worker) {
        auto& mine = scratch[worker];
        if (mine.empty()) mine.emplace_back(of.actor_count());
        const auto asked = grouped.of(source);
        answer(mine.front(), pairs[asked.front()].source, asked);
    });
}

} // namespace detail

} // namespace colearn

#endif
