// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_ODD_SETS_HPP
#define COLEARN_SOLVE_ODD_SETS_HPP

/// @file
/// For a policy reader: of five schools at most two pairs can be made, however they are paired: one is left over. Such
/// groups are part of the proof that a set of pairs is the best.
/// For an engineer: the nested (laminar) odd sets of a matching's dual as a forest with parent links, and the sum of
/// the duals of all sets that hold both ends of a pair, in logarithmic time whatever the depth.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>

namespace colearn {

/// A group of an odd number of ids: of 2k + 1 at most k pairs can be made among themselves.
struct odd_set {
    static constexpr std::uint32_t none = (std::numeric_limits<std::uint32_t>::max)();

    double dual = 0;             ///< what each pair inside is charged for that, in the unit of the weights, >= 0
    std::uint32_t parent = none; ///< index of the smallest set around it, larger than its own; `none`: there is none

    friend bool operator==(const odd_set&, const odd_set&) = default;
};

/// Sums along the way from a node of a forest to its root. Nodes are numbered so that parents come after children.
///
/// Source: heavy paths, as in Sleator and Tarjan, "A data structure for dynamic trees" (1983): from any node at most
/// log2(n) changes of path lead to the root. Complexity: O(n) to make, O(log n) a question, one or two steps usually.
template <class Value>
class path_sums {
public:
    path_sums() = default;

    /// Preconditions: equally many of both; each parent's index is larger than its child's, or `odd_set::none`.
    path_sums(std::span<const std::uint32_t> parent, std::span<const Value> value)
        : parent_(parent.begin(), parent.end()), head_(parent.size()), sum_(value.begin(), value.end()) {
        expects(parent.size() == value.size(), {"there must be one value for each node", "path_sums"}, value.size());
        const auto n = static_cast<std::uint32_t>(parent.size());
        std::vector<std::uint32_t> size(n, 1);
        std::vector<std::uint32_t> heavy(n, odd_set::none); // the child with most nodes below it
        for (std::uint32_t i = 0; i < n; ++i) {
            const auto up = parent_[i];
            if (up == odd_set::none) continue;
            expects(up > i && up < n, {"a parent must come after its children", "path_sums"}, up);
            size[up] += size[i];
            if (heavy[up] == odd_set::none || size[i] > size[heavy[up]]) heavy[up] = i;
        }
        for (auto i = n; i-- > 0;) {
            const auto up = parent_[i];
            head_[i] = up != odd_set::none && heavy[up] == i ? head_[up] : i;
            if (up != odd_set::none) sum_[i] += sum_[up];
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return parent_.size(); }

    /// Sum of the values of all nodes on both ways to the root: of the sets that hold both, when a and b are the
    /// smallest sets that hold each. `odd_set::none` lies in no set.
    [[nodiscard]] Value shared(std::uint32_t a, std::uint32_t b) const noexcept {
        const auto at = common(a, b);
        return at == odd_set::none ? Value{0} : sum_[at];
    }

    /// The lowest node on both ways to the root; `none` when there is none.
    [[nodiscard]] std::uint32_t common(std::uint32_t a, std::uint32_t b) const noexcept {
        if (a == odd_set::none || b == odd_set::none) return odd_set::none;
        // The path with the smaller head cannot be the one where the ways meet.
        while (head_[a] != head_[b]) {
            if (head_[a] > head_[b]) std::swap(a, b);
            a = parent_[head_[a]];
            if (a == odd_set::none) return odd_set::none;
        }
        return (std::max)(a, b);
    }

private:
    std::vector<std::uint32_t> parent_;
    std::vector<std::uint32_t> head_; // the topmost node of the path that a node is on
    std::vector<Value> sum_;
};

} // namespace colearn

#endif
