// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_PATH_SAMPLER_HPP
#define COLEARN_MEASURES_DETAIL_PATH_SAMPLER_HPP

/// @file
/// For a policy reader: draws two actors by lot, and one of the shortest ways between them.
/// For an engineer: a shortest path between two vertices, each equally likely, by breadth-first search from both ends
/// at once: the end whose next level has fewer arcs goes on. In small worlds the two meet after about the square root
/// of all arcs.
/// Source: Borassi and Natale, "KADABRA is an adaptive algorithm for betweenness via random approximation", ACM Journal
/// of Experimental Algorithmics 24 (2019) 1.2.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/graph/rows.hpp>
#include <colearn/measures/detail/path_count.hpp>

namespace colearn::detail {

/// `Count` is double, or `wide_count` for where there are too many paths. Memory: 12 (24) bytes a vertex for each end.
template <class Count>
class path_sampler {
public:
    path_sampler(const rows& out, const rows& in) : from_(out, in), to_(in, out) {}

    /// `pass(v)` for each vertex between source and target on a random shortest path; none where there is no path.
    /// The two must differ. False when there were too many paths to count.
    template <class Pass>
    [[nodiscard]] bool draw(std::uint32_t source, std::uint32_t target, random_stream& random, Pass pass) {
        from_.start(source);
        to_.start(target);
        bool met = false;
        while (!met && from_.cost > 0 && to_.cost > 0)
            met = from_.cost <= to_.cost ? step(from_, to_) : step(to_, from_);
        if (!met) return true;
        // Every shortest path has one vertex in the level that met, and that is how many pass through each.
        Count all{};
        for (const auto v : meeting_) all += product(from_.count[v], to_.count[v]);
        if (too_many(all)) return false;
        const double at = uniform(random);
        double below = 0;
        auto middle = meeting_.back();
        for (const auto v : meeting_) {
            below += ratio(product(from_.count[v], to_.count[v]), all);
            if (at >= below) continue;
            middle = v;
            break;
        }
        if (middle != source && middle != target) pass(middle);
        walk(from_, middle, random, pass);
        walk(to_, middle, random, pass);
        return true;
    }

private:
    static constexpr std::uint32_t unreached = (std::numeric_limits<std::uint32_t>::max)();

    // A search from one end: the levels that it has finished.
    struct side {
        side(const rows& along_, const rows& against_)
            : along(along_), against(against_), level(along_.size(), unreached), count(along_.size()) {}

        void start(std::uint32_t at) {
            for (const auto v : visited) level[v] = unreached;
            visited.assign(1, at);
            first = 0;
            level[at] = 0;
            count[at] = Count(1);
            cost = along.degree(at);
        }

        rows along;
        rows against;
        std::vector<std::uint32_t> level;
        std::vector<Count> count;           // shortest paths from this end
        std::vector<std::uint32_t> visited; // in order of level
        std::size_t first = 0;              // of the last level
        std::size_t cost = 0;               // arcs that lead on from the last level; 0: there is no further one
    };

    [[nodiscard]] static double product(double a, double b) noexcept { return a * b; }
    [[nodiscard]] static wide_count product(const wide_count& a, const wide_count& b) noexcept { return a * b; }

    // One more level of `here`. True when it met the other search: its vertices that are in both are in `meeting_`.
    [[nodiscard]] bool step(side& here, const side& other) {
        const auto last = here.visited.size();
        const auto next = here.level[here.visited[here.first]] + 1;
        meeting_.clear();
        here.cost = 0;
        for (auto i = here.first; i < last; ++i) {
            const auto v = here.visited[i];
            for (const auto w : here.along.of(v)) {
                if (here.level[w] == unreached) {
                    here.level[w] = next;
                    here.count[w] = Count{};
                    here.visited.push_back(w);
                    here.cost += here.along.degree(w);
                    if (other.level[w] != unreached) meeting_.push_back(w);
                }
                if (here.level[w] == next) here.count[w] += here.count[v];
            }
        }
        here.first = last;
        return !meeting_.empty();
    }

    // From a vertex back to the end of a search: each of the shortest paths is equally likely.
    template <class Pass>
    void walk(const side& here, std::uint32_t at, random_stream& random, Pass& pass) const {
        while (here.level[at] > 1) {
            const double point = uniform(random);
            double below = 0;
            auto before = at;
            for (const auto u : here.against.of(at)) {
                if (here.level[u] != here.level[at] - 1) continue;
                before = u; // the last one, where rounding leaves a gap
                below += ratio(here.count[u], here.count[at]);
                if (point < below) break;
            }
            at = before;
            pass(at);
        }
    }

    side from_;
    side to_;
    std::vector<std::uint32_t> meeting_;
};

} // namespace colearn::detail

#endif
