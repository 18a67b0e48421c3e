// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_PATH_DRAWS_HPP
#define COLEARN_MEASURES_DETAIL_PATH_DRAWS_HPP

/// @file
/// For a policy reader: draws many pairs of actors and ways between them, and counts who is on the way.
/// For an engineer: numbered draws of random shortest paths on several workers; draw i depends on the seed and i alone.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <utility>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/core/random.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/detail/path_count.hpp>
#include <colearn/measures/detail/path_sampler.hpp>

namespace colearn::detail {

// Two different vertices, each ordered pair equally likely.
[[nodiscard]] inline std::pair<std::uint32_t, std::uint32_t> draw_pair(std::size_t n, random_stream& random) {
    const auto source = static_cast<std::uint32_t>(uniform_index(random, n));
    const auto target = static_cast<std::uint32_t>(uniform_index(random, n - 1));
    return {source, target < source ? target : target + 1};
}

class path_draws {
public:
    path_draws(const view& of, std::uint64_t seed, unsigned threads)
        : of_(of), seed_(seed), crew_(thread_count(threads)) {}

    /// Goes on until so many are drawn in all, and adds the hits of each vertex; tells how many are drawn. False when
    /// stopped: then those drawn are the first so many.
    template <class Tell>
    [[nodiscard]] bool draw(std::uint64_t until, std::span<std::uint64_t> hits, const std::stop_token& stop,
                            Tell tell) {
        const auto n = of_.actor_count();
        for (auto& one : crew_) {
            one.hits.assign(n, 0);
            one.drawn = 0;
        }
        const auto first = drawn_;
        const bool complete = parallel_for(
            until - first,
            {.threads = static_cast<unsigned>(crew_.size()),
             .grain = 16,
             .progress =
                 [&](double share) { tell(static_cast<double>(first) + share * static_cast<double>(until - first)); },
             .stop = stop},
            [&](std::size_t i, unsigned which) {
                auto& mine = crew_[which];
                ++mine.drawn;
                if (!mine.sampler) mine.sampler.emplace(of_.out(), of_.in());
                if (one(*mine.sampler, first + i, mine.hits)) return;
                path_sampler<wide_count> wide(of_.out(), of_.in());
                static_cast<void>(one(wide, first + i, mine.hits));
            });
        for (const auto& one : crew_) {
            drawn_ += one.drawn;
            for (std::size_t v = 0; v < n; ++v) hits[v] += one.hits[v];
        }
        return complete;
    }

    [[nodiscard]] std::uint64_t drawn() const noexcept { return drawn_; }

private:
    struct worker {
        std::optional<path_sampler<double>> sampler{};
        std::vector<std::uint32_t> hits{};
        std::uint64_t drawn = 0;
    };

    template <class Sampler>
    [[nodiscard]] bool one(Sampler& sampler, std::uint64_t number, std::vector<std::uint32_t>& hits) const {
        random_stream random(seed_, number);
        const auto [source, target] = draw_pair(of_.actor_count(), random);
        return sampler.draw(source, target, random, [&](std::uint32_t v) { ++hits[v]; });
    }

    view of_;
    std::uint64_t seed_;
    std::vector<worker> crew_;
    std::uint64_t drawn_ = 0;
};

/// The same by a plain search from one end, for the verifier.
[[nodiscard]] inline std::vector<std::uint64_t> plain_path_hits(const view& of, std::uint64_t seed,
                                                                std::uint64_t samples) {
    const auto n = of.actor_count();
    const auto out = of.out();
    const auto in = of.in();
    std::vector<std::uint64_t> hits(n, 0);
    for (std::uint64_t i = 0; i < samples; ++i) {
        random_stream random(seed, i);
        const auto [source, target] = draw_pair(n, random);
        std::vector<std::uint32_t> away(n, 0);
        std::vector<wide_count> paths(n);
        std::vector<std::uint32_t> queue{source};
        away[source] = 1;
        paths[source] = wide_count(1);
        for (std::size_t k = 0; k < queue.size() && away[target] == 0; ++k) {
            for (const auto w : out.of(queue[k])) {
                if (away[w] != 0) continue;
                away[w] = away[queue[k]] + 1;
                queue.push_back(w);
            }
        }
        if (away[target] == 0) continue;
        for (const auto w : queue)
            for (const auto u : in.of(w))
                if (away[u] != 0 && away[u] + 1 == away[w]) paths[w] += paths[u];
        for (auto at = target; away[at] > 2;) {
            const double point = uniform(random);
            double below = 0;
            auto before = at;
            for (const auto u : in.of(at)) {
                if (away[u] == 0 || away[u] + 1 != away[at]) continue;
                before = u;
                below += ratio(paths[u], paths[at]);
                if (point < below) break;
            }
            at = before;
            ++hits[at];
        }
    }
    return hits;
}

} // namespace colearn::detail

#endif
