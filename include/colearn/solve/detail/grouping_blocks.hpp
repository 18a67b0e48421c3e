// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_GROUPING_BLOCKS_HPP
#define COLEARN_SOLVE_DETAIL_GROUPING_BLOCKS_HPP

/// @file
/// For a policy reader: those who must stay together are handled as one; rules that contradict each other are named.
/// For an engineer: a grouping problem with its must-links contracted: blocks of items, rows of summed pair values,
/// and the rules on sets of blocks.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/core/joined_sets.hpp>
#include <colearn/solve/grouping_problem.hpp>
#include <colearn/solve/weighted_pairs.hpp>

namespace colearn::detail {

/// Lists of numbers of varying length, end to end.
template <class T>
struct number_lists {
    std::vector<std::size_t> offsets{0};
    std::vector<T> all{};

    [[nodiscard]] std::span<const T> operator[](std::size_t i) const noexcept {
        return {all.data() + offsets[i], offsets[i + 1] - offsets[i]};
    }
    [[nodiscard]] std::size_t size() const noexcept { return offsets.size() - 1; }
    void close() { offsets.push_back(all.size()); } // what was appended since is a list
};

/// Items that must-links tie together, as one; numbered by their first item.
struct grouping_blocks {
    std::size_t smallest = 2;
    std::size_t largest = 8;
    std::size_t most_regions = unlimited;
    bool everyone = true;
    std::vector<std::uint32_t> block_of{}; // of each item
    number_lists<std::uint32_t> items{};   // of each block, ascending
    std::vector<std::uint32_t> size{};     // items of each block
    std::vector<double> own{};             // worth of the pairs inside each block
    std::vector<double> cap{};             // most that coverage can be worth to each block's items
    number_lists<half_pair> rows{};        // other blocks with a value that is not 0, ascending
    number_lists<std::uint32_t> apart{};   // blocks that may not be in its group, ascending
    bool listed_only = false;              // those that `listed` does not name may not be either
    number_lists<std::uint32_t> listed{}; // with `listed_only`: blocks all of whose pairs with its items are, ascending
    number_lists<std::uint32_t> regions{}; // the regions of each block, ascending
    std::size_t quota_count = 0;
    std::vector<std::uint32_t> quota_members{}; // of each block in each quota, block by block
    std::vector<std::size_t> quota_least{};
    std::vector<std::size_t> quota_most{};
    const group_coverage* coverage =
        nullptr;        // of the problem, which must outlive this; null when it counts for nothing
    bool ruled = false; // there are rules beside size

    [[nodiscard]] std::size_t count() const noexcept { return size.size(); }
    [[nodiscard]] std::size_t quota(std::size_t block, std::size_t which) const noexcept {
        return quota_members[block * quota_count + which];
    }

    /// Whether two blocks may be in one group, as far as the rules on two say. O(log degree).
    [[nodiscard]] bool may_meet(std::uint32_t a, std::uint32_t b) const {
        const auto names = [b](std::span<const std::uint32_t> row) {
            return !row.empty() && std::binary_search(row.begin(), row.end(), b);
        };
        return !names(apart[a]) && (!listed_only || names(listed[a]));
    }

    /// Whether the blocks may be in one group, as far as more of them could not mend it.
    [[nodiscard]] bool allowed(std::span<const std::uint32_t> blocks) const {
        std::size_t items_in = 0;
        for (const auto one : blocks) items_in += size[one];
        if (items_in > largest) return false;
        if (!ruled) return true;
        for (const auto one : blocks)
            for (const auto other : blocks)
                if (one < other && !may_meet(one, other)) return false;
        for (std::size_t q = 0; q < quota_count; ++q) {
            std::size_t members = 0;
            for (const auto one : blocks) members += quota(one, q);
            if (members > quota_most[q]) return false;
        }
        if (regions.size() == 0 || most_regions == unlimited) return true;
        std::size_t different = 0;
        for (std::size_t i = 0; i < blocks.size(); ++i)
            for (const auto region : regions[blocks[i]]) {
                bool seen = false;
                for (std::size_t j = 0; j < i && !seen; ++j)
                    seen = std::binary_search(regions[blocks[j]].begin(), regions[blocks[j]].end(), region);
                different += seen ? 0 : 1;
            }
        return different <= most_regions;
    }

    /// How many items short a group is, of its least size and of its quotas; 0 for no blocks.
    [[nodiscard]] std::size_t deficit(std::span<const std::uint32_t> blocks) const {
        if (blocks.empty()) return 0;
        std::size_t items_in = 0;
        for (const auto one : blocks) items_in += size[one];
        std::size_t out = items_in < smallest ? smallest - items_in : 0;
        for (std::size_t q = 0; q < quota_count; ++q) {
            std::size_t members = 0;
            for (const auto one : blocks) members += quota(one, q);
            out += members < quota_least[q] ? quota_least[q] - members : 0;
        }
        return out;
    }

    [[nodiscard]] double covered(std::span<const std::uint32_t> blocks) const {
        if (coverage == nullptr) return 0;
        std::vector<std::uint32_t> members;
        for (const auto one : blocks) members.insert(members.end(), items[one].begin(), items[one].end());
        return covered_need(*coverage, members);
    }

    /// What two blocks are worth to each other. O(log degree).
    [[nodiscard]] double between(std::uint32_t a, std::uint32_t b) const {
        const auto row = rows[a];
        const auto at = std::lower_bound(row.begin(), row.end(), b,
                                         [](const half_pair& one, std::uint32_t other) { return one.other < other; });
        return at != row.end() && at->other == b ? at->weight : 0;
    }

    [[nodiscard]] double value(std::span<const std::uint32_t> blocks) const {
        double sum = covered(blocks);
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            sum += own[blocks[i]];
            for (std::size_t j = 0; j < i; ++j) sum += between(blocks[j], blocks[i]);
        }
        return sum;
    }
};

// The first item of each item's must-link component.
template <class Kind>
[[nodiscard]] std::vector<std::uint32_t> linked_components(std::size_t n, const std::vector<linked_pair<Kind>>& links) {
    joined_sets sets(n);
    for (const auto& one : links) sets.join(one.a.index, one.b.index);
    std::vector<std::uint32_t> first(n);
    for (std::uint32_t i = 0; i < n; ++i) first[i] = sets.find(i);
    return first;
}

// Sorted, with the copies of a pair reduced to the heaviest, and both ends of each pair in its lower one's order.
template <class Kind>
[[nodiscard]] std::vector<weighted_pair<Kind>> distinct_pairs(const weighted_pairs<Kind>& values) {
    auto pairs = values.pairs;
    for (auto& one : pairs)
        if (one.b < one.a) std::swap(one.a, one.b);
    std::sort(pairs.begin(), pairs.end(), [](const auto& x, const auto& y) {
        return x.a != y.a ? x.a < y.a : x.b != y.b ? x.b < y.b : x.weight > y.weight;
    });
    pairs.erase(
        std::unique(pairs.begin(), pairs.end(), [](const auto& x, const auto& y) { return x.a == y.a && x.b == y.b; }),
        pairs.end());
    return pairs;
}

// Most that coverage could be worth to each item: all the strength of its region (of all where groups span several).
template <class Kind>
[[nodiscard]] std::vector<double> coverage_caps(const grouping_problem<Kind>& problem) {
    const auto n = problem.values.count;
    const auto& coverage = problem.coverage;
    std::vector<double> cap(n, 0);
    if (coverage.topics == 0) return cap;
    const bool local = problem.most_regions == 1 && !problem.region.empty();
    std::vector<std::uint32_t> place(n, 0); // of the item's region among the regions that occur
    std::size_t places = 1;
    if (local) {
        std::vector<std::uint32_t> seen(problem.region.begin(), problem.region.end());
        std::sort(seen.begin(), seen.end());
        seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
        places = seen.size();
        for (std::size_t i = 0; i < n; ++i)
            place[i] = static_cast<std::uint32_t>(
                std::lower_bound(seen.begin(), seen.end(), problem.region.values()[i]) - seen.begin());
    }
    for (std::size_t k = 0; k < coverage.topics; ++k) {
        std::vector<double> best(places, -(std::numeric_limits<double>::max)());
        for (std::size_t i = 0; i < n; ++i)
            best[place[i]] = (std::max)(best[place[i]], coverage.strength[i * coverage.topics + k]);
        for (std::size_t i = 0; i < n; ++i) {
            const double worth = coverage.weight.empty() ? 1 : coverage.weight[k];
            const auto at = i * coverage.topics + k;
            cap[i] += rounded(worth * rounded(coverage.need[at] * (best[place[i]] - coverage.strength[at])));
        }
    }
    return cap;
}

/// The blocks of a checked problem. O(m log m) for m pairs and rules.
template <class Kind>
[[nodiscard]] grouping_blocks make_blocks(const grouping_problem<Kind>& problem) {
    const auto n = problem.values.count;
    grouping_blocks out;
    out.smallest = problem.smallest;
    out.largest = problem.largest;
    out.most_regions = problem.most_regions;
    out.everyone = problem.everyone;
    out.listed_only = problem.listed_only;
    if (problem.coverage.topics > 0) out.coverage = &problem.coverage;

    // 1. Blocks and their items.
    const auto first = linked_components(n, problem.together);
    std::vector<std::vector<std::uint32_t>> members;
    out.block_of.resize(n);
    for (std::uint32_t i = 0; i < n; ++i) {
        if (first[i] == i) {
            out.block_of[i] = static_cast<std::uint32_t>(members.size());
            members.emplace_back();
        } else {
            out.block_of[i] = out.block_of[first[i]];
        }
        members[out.block_of[i]].push_back(i);
    }
    const auto caps = coverage_caps(problem);
    for (const auto& one : members) {
        out.items.all.insert(out.items.all.end(), one.begin(), one.end());
        out.items.close();
        out.size.push_back(static_cast<std::uint32_t>(one.size()));
        double cap = 0;
        for (const auto i : one) cap += caps[i];
        out.cap.push_back(cap);
    }
    const auto count = members.size();

    // 2. Values between blocks.
    out.own.assign(count, 0);
    struct entry {
        std::uint32_t from;
        std::uint32_t to;
        double weight;
    };
    std::vector<entry> entries;
    for (const auto& one : distinct_pairs(problem.values)) {
        const auto a = out.block_of[one.a.index];
        const auto b = out.block_of[one.b.index];
        if (a == b) {
            out.own[a] += one.weight;
        } else if (one.weight != 0 || out.listed_only) {
            entries.push_back({a, b, one.weight});
            entries.push_back({b, a, one.weight});
        }
    }
    std::stable_sort(entries.begin(), entries.end(),
                     [](const entry& x, const entry& y) { return x.from != y.from ? x.from < y.from : x.to < y.to; });
    for (std::size_t block = 0, at = 0; block < count; ++block) {
        while (at < entries.size() && entries[at].from == block) {
            const auto to = entries[at].to;
            double weight = 0;
            std::size_t pairs = 0;
            bool counts = false;
            for (; at < entries.size() && entries[at].from == block && entries[at].to == to; ++at, ++pairs) {
                weight += entries[at].weight;
                counts = counts || entries[at].weight != 0;
            }
            if (counts) out.rows.all.push_back({weight, to});
            if (out.listed_only && pairs == std::size_t{out.size[block]} * out.size[to]) out.listed.all.push_back(to);
        }
        out.rows.close();
        out.listed.close();
    }

    // 3. Rules.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> apart;
    for (const auto& one : problem.apart) {
        apart.emplace_back(out.block_of[one.a.index], out.block_of[one.b.index]);
        apart.emplace_back(out.block_of[one.b.index], out.block_of[one.a.index]);
    }
    std::sort(apart.begin(), apart.end());
    apart.erase(std::unique(apart.begin(), apart.end()), apart.end());
    for (std::size_t block = 0, at = 0; block < count; ++block) {
        for (; at < apart.size() && apart[at].first == block; ++at) out.apart.all.push_back(apart[at].second);
        out.apart.close();
    }
    if (!problem.region.empty())
        for (const auto& one : members) {
            std::vector<std::uint32_t> here;
            for (const auto i : one) here.push_back(problem.region.values()[i]);
            std::sort(here.begin(), here.end());
            here.erase(std::unique(here.begin(), here.end()), here.end());
            out.regions.all.insert(out.regions.all.end(), here.begin(), here.end());
            out.regions.close();
        }
    out.quota_count = problem.quotas.size();
    out.quota_members.assign(count * out.quota_count, 0);
    for (std::size_t q = 0; q < out.quota_count; ++q) {
        auto who = problem.quotas[q].members; // a member that is named twice counts once
        std::sort(who.begin(), who.end());
        who.erase(std::unique(who.begin(), who.end()), who.end());
        for (const auto one : who) ++out.quota_members[out.block_of[one.index] * out.quota_count + q];
        out.quota_least.push_back(problem.quotas[q].least);
        out.quota_most.push_back(problem.quotas[q].most);
    }
    out.ruled = !apart.empty() || out.listed_only || out.quota_count > 0 ||
                (out.regions.size() > 0 && out.most_regions != unlimited);
    return out;
}

} // namespace colearn::detail

#endif
