// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_PROFILE_INDEX_HPP
#define COLEARN_MATCHING_PROFILE_INDEX_HPP

/// @file
/// For a policy reader: finds the schools that are strong where one needs help, and need help where it is strong.
/// For an engineer: k nearest neighbours in a space of some ten dimensions: a k-d tree with bounding boxes, best bin
/// first, exact unless the number of leaves that may be looked at is limited.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <numeric>
#include <queue>
#include <span>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>

namespace colearn {

/// One answer of a search.
struct profile_neighbour {
    std::uint32_t index = 0; ///< position among the points that the index was made from
    double square = 0;       ///< squared Euclidean distance

    friend bool operator==(const profile_neighbour&, const profile_neighbour&) = default;
};

/// Points that can be searched by Euclidean distance. Answers are ordered by (distance, index).
///
/// Source: Friedman, Bentley and Finkel, "An algorithm for finding best matches in logarithmic expected time", TOMS 3
/// (1977); best bin first: Beis and Lowe, CVPR 1997.
/// Complexity: O(d n log n) to make; a search that looks at l leaves is O(d l + l log l). Space: O(d n).
/// Safe to read from many threads. Throws: `contract_violation`.
class profile_index {
public:
    static constexpr std::size_t all_leaves = (std::numeric_limits<std::size_t>::max)();

    profile_index() = default;

    /// `points` holds one after another, each of `dimensions` numbers.
    profile_index(std::size_t dimensions, std::vector<double> points)
        : dimensions_(dimensions), points_(std::move(points)) {
        expects(dimensions > 0, "a point must have at least one dimension");
        expects(points_.size() % dimensions == 0, "each point must have all its numbers", points_.size());
        order_.resize(points_.size() / dimensions);
        std::iota(order_.begin(), order_.end(), 0U);
        if (order_.empty()) return;
        static_cast<void>(build(0, static_cast<std::uint32_t>(order_.size())));
        std::vector<double> arranged; // a leaf's points side by side
        arranged.reserve(points_.size());
        for (const auto point : order_)
            for (std::size_t k = 0; k < dimensions_; ++k) arranged.push_back(coordinate(point, k));
        points_ = std::move(arranged);
    }

    [[nodiscard]] std::size_t size() const noexcept { return order_.size(); }

    /// The `count` nearest points to `query` for which `accept(index)` holds, looking at `most_leaves` leaves (of up to
    /// 16 points) at most: exact when that is `all_leaves`.
    template <class Accept>
    [[nodiscard]] std::vector<profile_neighbour> nearest(std::span<const double> query, std::size_t count,
                                                         std::size_t most_leaves, Accept accept) const {
        expects(order_.empty() || query.size() == dimensions_, "the query must have the points' dimensions",
                query.size());
        std::vector<profile_neighbour> found; // a heap with the farthest on top
        if (order_.empty() || count == 0) return found;
        using bin = std::pair<double, std::uint32_t>; // least squared distance of its box, node
        std::priority_queue<bin, std::vector<bin>, std::greater<>> bins;
        bins.push({to_box(query, 0), 0});
        for (std::size_t leaves = 0; !bins.empty() && leaves < most_leaves;) {
            const auto [least, at] = bins.top();
            bins.pop();
            if (found.size() == count && least > found.front().square) break;
            const auto& one = nodes_[at];
            if (one.right != 0) {
                bins.push({to_box(query, at + 1), at + 1});
                bins.push({to_box(query, one.right), one.right});
                continue;
            }
            ++leaves;
            for (auto i = one.first; i < one.last; ++i) {
                const profile_neighbour next{order_[i], square(query, i)};
                if (found.size() == count && !nearer(next, found.front())) continue;
                if (!accept(next.index)) continue;
                if (found.size() == count) {
                    std::pop_heap(found.begin(), found.end(), nearer);
                    found.pop_back();
                }
                found.push_back(next);
                std::push_heap(found.begin(), found.end(), nearer);
            }
        }
        std::sort_heap(found.begin(), found.end(), nearer);
        return found;
    }
    [[nodiscard]] std::vector<profile_neighbour> nearest(std::span<const double> query, std::size_t count) const {
        return nearest(query, count, all_leaves, [](std::uint32_t) { return true; });
    }

private:
    static constexpr std::uint32_t leaf_size = 16;

    // The left child stands right behind its parent; a leaf has no right child.
    struct node {
        std::uint32_t first;
        std::uint32_t last;
        std::uint32_t right;
    };

    [[nodiscard]] static bool nearer(const profile_neighbour& a, const profile_neighbour& b) noexcept {
        return a.square != b.square ? a.square < b.square : a.index < b.index;
    }
    [[nodiscard]] double coordinate(std::uint32_t row, std::size_t k) const noexcept {
        return points_[row * dimensions_ + k];
    }
    [[nodiscard]] double square(std::span<const double> query, std::uint32_t row) const noexcept {
        double sum = 0;
        for (std::size_t k = 0; k < dimensions_; ++k) {
            const double delta = query[k] - coordinate(row, k);
            sum += delta * delta;
        }
        return sum;
    }
    [[nodiscard]] double to_box(std::span<const double> query, std::uint32_t at) const noexcept {
        const auto* const box = boxes_.data() + std::size_t{at} * 2 * dimensions_;
        double sum = 0;
        for (std::size_t k = 0; k < dimensions_; ++k) {
            const double outside = (std::max)({box[2 * k] - query[k], query[k] - box[2 * k + 1], 0.0});
            sum += outside * outside;
        }
        return sum;
    }

    // Halves at the median of the widest side, equal values by index, so that the tree is the same everywhere. Depth is
    // log2 of the number of points.
    std::uint32_t build(std::uint32_t first, std::uint32_t last) {
        const auto at = static_cast<std::uint32_t>(nodes_.size());
        nodes_.push_back({first, last, 0});
        std::size_t widest = 0;
        double width = -1;
        for (std::size_t k = 0; k < dimensions_; ++k) {
            double low = coordinate(order_[first], k);
            double high = low;
            for (auto i = first; i < last; ++i) {
                low = (std::min)(low, coordinate(order_[i], k));
                high = (std::max)(high, coordinate(order_[i], k));
            }
            boxes_.push_back(low);
            boxes_.push_back(high);
            if (high - low > width) {
                width = high - low;
                widest = k;
            }
        }
        if (last - first <= leaf_size) return at;
        const auto middle = first + (last - first) / 2;
        std::nth_element(order_.begin() + first, order_.begin() + middle, order_.begin() + last,
                         [&](std::uint32_t a, std::uint32_t b) {
                             const double x = coordinate(a, widest);
                             const double y = coordinate(b, widest);
                             return x != y ? x < y : a < b;
                         });
        static_cast<void>(build(first, middle));
        nodes_[at].right = build(middle, last);
        return at;
    }

    std::size_t dimensions_ = 0;
    std::vector<double> points_;       // as given, and once the tree stands in its order
    std::vector<std::uint32_t> order_; // points, those of a leaf together
    std::vector<node> nodes_;
    std::vector<double> boxes_; // of each node: low and high of each dimension
};

} // namespace colearn

#endif
