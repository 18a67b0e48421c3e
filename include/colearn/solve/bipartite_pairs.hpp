// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_BIPARTITE_PAIRS_HPP
#define COLEARN_SOLVE_BIPARTITE_PAIRS_HPP

/// @file
/// For a policy reader: two kinds of participants, who of the one kind could go with whom of the other, and what each
/// such pair is worth: mentors and teachers, staff and schools.
/// For an engineer: the instances that assignment takes: a bipartite graph as a list of weighted pairs, or a full
/// matrix.

#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>

namespace colearn {

/// Whole numbers are summed and compared exactly; reals within a stated tolerance.
template <class T>
concept pair_weight = std::same_as<T, double> || std::same_as<T, std::int64_t>;

static_assert(pair_weight<double> && pair_weight<std::int64_t>);
static_assert(!pair_weight<float> && !pair_weight<unsigned>);

/// One of the left kind that could go with one of the right kind.
template <class Left, class Right, pair_weight Weight = double>
struct bipartite_pair {
    id<Left> left{};
    id<Right> right{};
    Weight weight = 0; ///< worth of the pair, or its cost; finite (whole: below 2^58 in size), of either sign

    friend bool operator==(const bipartite_pair&, const bipartite_pair&) = default;
};

/// The pairs that are possible. One that is listed more than once counts at its best weight.
template <class Left, class Right, pair_weight Weight = double>
struct bipartite_pairs {
    std::size_t left_count = 0;                               ///< there are left ids 0 .. left_count-1
    std::size_t right_count = 0;                              ///< there are right ids 0 .. right_count-1
    std::vector<bipartite_pair<Left, Right, Weight>> pairs{}; ///< in any order
};

/// Every left one with every right one.
template <class Left, class Right, pair_weight Weight = double>
struct bipartite_matrix {
    std::size_t left_count = 0;
    std::size_t right_count = 0;
    std::vector<Weight> weights{}; ///< left_count x right_count, a row for each left one

    [[nodiscard]] Weight operator()(id<Left> left, id<Right> right) const {
        expects(left.index < left_count && right.index < right_count, "both must be among the ids", left);
        return weights[left.index * right_count + right.index];
    }
};

namespace detail {

inline void check_weight(double weight, const char* function) {
    expects(std::isfinite(weight), {"the weight of every pair must be finite", function}, weight);
}
inline void check_weight(std::int64_t weight, const char* function) {
    constexpr auto limit = std::int64_t{1} << 58;
    expects(weight < limit && weight > -limit, {"the weight of every pair must be below 2^58 in size", function},
            weight);
}

template <class Left, class Right, class Weight>
void check_pairs(const bipartite_pairs<Left, Right, Weight>& instance, const char* function) {
    expects(instance.left_count < id<Left>::none, {"there must be fewer than 2^32 - 1 ids", function},
            instance.left_count);
    expects(instance.right_count < id<Right>::none, {"there must be fewer than 2^32 - 1 ids", function},
            instance.right_count);
    for (const auto& one : instance.pairs) {
        expects(one.left.index < instance.left_count, {"the left of every pair must be among the ids", function},
                one.left);
        expects(one.right.index < instance.right_count, {"the right of every pair must be among the ids", function},
                one.right);
        check_weight(one.weight, function);
    }
}

template <class Left, class Right, class Weight>
void check_pairs(const bipartite_matrix<Left, Right, Weight>& instance, const char* function) {
    expects(instance.left_count < id<Left>::none, {"there must be fewer than 2^32 - 1 ids", function},
            instance.left_count);
    expects(instance.right_count < id<Right>::none, {"there must be fewer than 2^32 - 1 ids", function},
            instance.right_count);
    expects(instance.weights.size() == instance.left_count * instance.right_count,
            {"there must be a weight for each left and right one", function}, instance.weights.size());
    for (const Weight one : instance.weights) check_weight(one, function);
}

/// Calls `visit(left, right, weight)` with the indices of every pair.
template <class Left, class Right, class Weight, class Visit>
void each_pair(const bipartite_pairs<Left, Right, Weight>& instance, Visit visit) {
    for (const auto& one : instance.pairs) visit(one.left.index, one.right.index, one.weight);
}
template <class Left, class Right, class Weight, class Visit>
void each_pair(const bipartite_matrix<Left, Right, Weight>& instance, Visit visit) {
    const Weight* weight = instance.weights.data();
    for (std::uint32_t left = 0; left < instance.left_count; ++left)
        for (std::uint32_t right = 0; right < instance.right_count; ++right) visit(left, right, *weight++);
}

} // namespace detail

} // namespace colearn

#endif
