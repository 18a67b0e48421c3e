// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_DETAIL_GENERATE_PAIRS_HPP
#define COLEARN_GRAPH_DETAIL_GENERATE_PAIRS_HPP

/// @file
/// For a policy reader: who can meet whom in a made-up system: the popular more often, near schools more than far ones.
/// For an engineer: what the tie generator draws with: picks by popularity, pairs drawn once, pairs of near schools.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/graph/generate_parameters.hpp>
#include <colearn/graph/generate_schools.hpp>
#include <colearn/graph/geography.hpp>
#include <colearn/graph/roles.hpp>

namespace colearn::detail {

/// Pairs that one block has already: open addressing, cleared in the time that it was filled in.
class pair_set {
public:
    void clear() {
        for (const auto at : used_) slots_[at] = vacant;
        used_.clear();
    }
    /// False when the pair was there already; its ends may stand in either order.
    bool insert(std::uint32_t a, std::uint32_t b) {
        if ((used_.size() + 1) * 2 > slots_.size()) grow();
        return put(std::uint64_t{(std::min)(a, b)} << 32 | (std::max)(a, b));
    }

private:
    static constexpr std::uint64_t vacant = ~std::uint64_t{0};
    bool put(std::uint64_t key) {
        const auto mask = slots_.size() - 1;
        auto at = static_cast<std::size_t>((key * 0x9E3779B97F4A7C15U) >> 32) & mask;
        for (; slots_[at] != vacant; at = (at + 1) & mask)
            if (slots_[at] == key) return false;
        slots_[at] = key;
        used_.push_back(at);
        return true;
    }
    void grow() {
        std::vector<std::uint64_t> keys;
        for (const auto at : used_) keys.push_back(slots_[at]);
        slots_.assign(slots_.empty() ? 64 : slots_.size() * 2, vacant);
        used_.clear();
        for (const auto key : keys) put(key);
    }
    std::vector<std::uint64_t> slots_;
    std::vector<std::size_t> used_;
};

/// An index in [first, last) with a chance in proportion to its popularity.
[[nodiscard]] inline std::uint32_t pick(random_stream& stream, std::span<const double> sums, std::uint32_t first,
                                        std::uint32_t last) {
    const double at = sums[first] + uniform(stream) * (sums[last] - sums[first]);
    const auto begin = sums.begin() + first + 1;
    const auto found = static_cast<std::uint32_t>(std::upper_bound(begin, sums.begin() + last, at) - begin);
    return first + found;
}

/// How much two schools have to do with each other, as shares of what each gives to its neighbours.
struct school_pair {
    std::uint32_t one;
    std::uint32_t other; // larger than `one`
    double one_to_other; // the shares of `one` sum to 1 over all its pairs
    double other_to_one;
};

[[nodiscard]] inline double decayed(double km, double decay_km) {
    const double far = 1 + km / decay_km;
    return 1 / (far * far);
}

/// Pairs of near schools, by `one`, then by `other`.
[[nodiscard]] inline std::vector<school_pair> near_schools(const generated_schools& sites, const tie_parameters& ties) {
    std::vector<place> where;
    for (const auto& one : sites.schools) where.push_back(*one.where);
    const place_index index(where);
    std::vector<school_pair> pairs;
    for (std::uint32_t s = 0; s < where.size(); ++s) {
        auto near = index.nearest(where[s], ties.candidate_schools + 1);
        std::erase_if(near, [s](const neighbour& one) { return one.index == s; });
        double sum = 0;
        for (auto& [other, km] : near) {
            km = decayed(km, ties.decay_km);
            if (sites.schools[other].years == sites.schools[s].years) km *= ties.homophily;
            if (sites.schools[other].governance == sites.schools[s].governance) km *= ties.homophily;
            sum += km;
        }
        for (const auto& [other, weight] : near) {
            if (s < other)
                pairs.push_back({s, other, weight / sum, 0});
            else
                pairs.push_back({other, s, 0, weight / sum});
        }
    }
    std::sort(pairs.begin(), pairs.end(), [](const school_pair& a, const school_pair& b) {
        return a.one != b.one       ? a.one < b.one
               : a.other != b.other ? a.other < b.other
                                    : a.one_to_other > b.one_to_other;
    });
    std::size_t kept = 0;
    for (const auto& next : pairs) {
        if (kept > 0 && pairs[kept - 1].one == next.one && pairs[kept - 1].other == next.other)
            pairs[kept - 1].other_to_one += next.other_to_one;
        else
            pairs[kept++] = next;
    }
    pairs.resize(kept);
    return pairs;
}

} // namespace colearn::detail

#endif
