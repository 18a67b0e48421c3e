// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_GRAPH_SUPPORT_HPP
#define COLEARN_TESTS_GRAPH_SUPPORT_HPP

// Random ties, and the freezing of them as one would explain it: the oracle of everything in graph/.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <utility>
#include <vector>

#include <colearn/graph/freeze.hpp>
#include <colearn/graph/view.hpp>

namespace test {

class dice {
public:
    explicit dice(std::uint32_t seed) : source_(seed) {}
    std::uint32_t below(std::size_t bound) { return static_cast<std::uint32_t>(source_() % bound); }
    double between(double low, double high) {
        return low + (high - low) * (static_cast<double>(source_()) / 4294967296.0);
    }

private:
    std::mt19937 source_;
};

struct ties {
    std::vector<std::uint32_t> sources;
    std::vector<std::uint32_t> targets;
    std::vector<double> strengths;

    [[nodiscard]] std::size_t size() const { return sources.size(); }
    [[nodiscard]] colearn::tie_columns columns() const { return {sources, targets, strengths}; }
    void add(std::uint32_t source, std::uint32_t target, double strength = 1) {
        sources.push_back(source);
        targets.push_back(target);
        strengths.push_back(strength);
    }
};

/// Any ends, self-ties and parallel ties too; strengths are multiples of 1/8, so that every sum is exact.
inline ties random_ties(dice& roll, std::size_t actors, std::size_t count) {
    ties out;
    for (std::size_t i = 0; i < count; ++i) out.add(roll.below(actors), roll.below(actors), (1 + roll.below(16)) / 8.0);
    return out;
}

struct plain_arc {
    std::uint32_t source;
    std::uint32_t target;
    double strength;
    std::uint32_t tie;

    friend bool operator==(const plain_arc&, const plain_arc&) = default;
};

/// All arcs in the order of a view: a map from pair to the ties between it.
inline std::vector<plain_arc> plain_freeze(const ties& from, bool directed, colearn::loops self_ties,
                                           colearn::parallel_ties rule) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> pairs;
    for (std::uint32_t i = 0; i < from.size(); ++i) {
        const auto source = from.sources[i];
        const auto target = from.targets[i];
        if (source == target && self_ties == colearn::loops::drop) continue;
        pairs[{source, target}].push_back(i);
        if (!directed && source != target) pairs[{target, source}].push_back(i);
    }
    std::vector<plain_arc> out;
    for (const auto& [pair, members] : pairs) {
        if (rule == colearn::parallel_ties::keep) {
            for (const auto i : members) out.push_back({pair.first, pair.second, from.strengths[i], i});
            continue;
        }
        double sum = 0;
        double largest = 0;
        for (const auto i : members) {
            sum += from.strengths[i];
            largest = (std::max)(largest, from.strengths[i]);
        }
        const double strength = rule == colearn::parallel_ties::strongest ? largest
                                : rule == colearn::parallel_ties::sum     ? sum
                                                                          : sum / static_cast<double>(members.size());
        out.push_back({pair.first, pair.second, strength, members.front()});
    }
    return out;
}

/// All arcs of a view, in its order.
inline std::vector<plain_arc> arcs_of(const colearn::view& view) {
    std::vector<plain_arc> out;
    const auto rows = view.out();
    for (std::uint32_t v = 0; v < rows.size(); ++v)
        for (auto arc = rows.offsets[v]; arc < rows.offsets[v + 1]; ++arc)
            out.push_back({v, rows.neighbours[arc], rows.strengths[arc], view.ties().empty() ? 0 : view.ties()[arc]});
    return out;
}

inline std::vector<plain_arc> without_ties(std::vector<plain_arc> arcs) {
    for (auto& one : arcs) one.tie = 0;
    return arcs;
}

} // namespace test

#endif
