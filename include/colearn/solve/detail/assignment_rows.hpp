// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_ASSIGNMENT_ROWS_HPP
#define COLEARN_SOLVE_DETAIL_ASSIGNMENT_ROWS_HPP

/// @file
/// For a policy reader: the working of `assignment`.
/// For an engineer: an instance of assignment as rows of whole weights to maximise, the smaller side as rows.

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/solve/bipartite_pairs.hpp>
#include <colearn/solve/detail/augmenting_paths.hpp>

namespace colearn {

/// What makes an assignment good. "Complete": all of the smaller side are assigned (of both, when they are as many).
enum class assignment_aim : std::uint8_t {
    heaviest,          ///< the largest sum of weights; a pair that is worth 0 or less is never made
    complete_heaviest, ///< complete, and then the largest sum
    complete_cheapest, ///< complete, and then the smallest sum: weights are costs
};

namespace detail {

/// Weights as whole numbers: integers as they are, reals times a power of two that leaves room for the sums of a path.
template <class Weight>
class whole_weights {
public:
    template <class Instance>
    whole_weights(const Instance& instance, assignment_aim aim, const char* function) : aim_(aim) {
        const auto room = 60 - path_bits((std::min)(instance.left_count, instance.right_count));
        if constexpr (std::same_as<Weight, double>) {
            double largest = 0;
            each_pair(instance, [&](auto, auto, double w) { largest = (std::max)(largest, std::fabs(w)); });
            int exponent = 0;
            if (largest > 0) std::frexp(largest, &exponent);
            shift_ = room - exponent;
        } else {
            const auto limit = std::int64_t{1} << room;
            each_pair(instance, [&](auto, auto, std::int64_t w) {
                expects(w <= limit && w >= -limit,
                        {"a weight times the number of the smaller side must be below 2^58", function}, w);
            });
        }
    }
    [[nodiscard]] std::int64_t whole(Weight weight) const {
        const Weight signed_weight = aim_ == assignment_aim::complete_cheapest ? -weight : weight;
        if constexpr (std::same_as<Weight, double>)
            return std::llround(std::ldexp(signed_weight, shift_));
        else
            return signed_weight;
    }
    [[nodiscard]] Weight back(std::int64_t price) const {
        const auto signed_price = aim_ == assignment_aim::complete_cheapest ? -price : price;
        if constexpr (std::same_as<Weight, double>)
            return std::ldexp(static_cast<double>(signed_price), -shift_);
        else
            return signed_price;
    }
    [[nodiscard]] bool wanted(Weight weight) const { return aim_ != assignment_aim::heaviest || weight > 0; }

private:
    [[nodiscard]] static int path_bits(std::size_t count) {
        int bits = 2;
        while (count > 0) {
            ++bits;
            count /= 2;
        }
        return bits;
    }

    assignment_aim aim_;
    int shift_ = 0;
};

/// The smaller side as rows.
template <class Left, class Right, class Weight>
[[nodiscard]] sparse_rows rows_of(const bipartite_pairs<Left, Right, Weight>& instance, bool turned,
                                  const whole_weights<Weight>& scale) {
    sparse_rows out;
    out.column_count = turned ? instance.left_count : instance.right_count;
    const auto count = turned ? instance.right_count : instance.left_count;
    auto& at = out.offsets; // counted two places on, so that filling leaves the rows' starts
    at.assign(count + 2, 0);
    for (const auto& one : instance.pairs)
        if (scale.wanted(one.weight)) ++at[(turned ? one.right.index : one.left.index) + 2];
    for (std::size_t i = 2; i < at.size(); ++i) at[i] += at[i - 1];
    out.columns.resize(at.back());
    out.weights.resize(at.back());
    for (const auto& one : instance.pairs) {
        if (!scale.wanted(one.weight)) continue;
        const auto place = at[(turned ? one.right.index : one.left.index) + 1]++;
        out.columns[place] = turned ? one.left.index : one.right.index;
        out.weights[place] = scale.whole(one.weight);
    }
    at.pop_back();
    return out;
}

template <class Left, class Right, class Weight>
[[nodiscard]] dense_rows rows_of(const bipartite_matrix<Left, Right, Weight>& instance, bool turned,
                                 const whole_weights<Weight>& scale) {
    dense_rows out{turned ? instance.right_count : instance.left_count,
                   turned ? instance.left_count : instance.right_count,
                   std::vector<std::int64_t>(instance.weights.size())};
    each_pair(instance, [&](std::size_t left, std::size_t right, Weight weight) {
        out.weights[turned ? right * instance.left_count + left : left * instance.right_count + right] =
            scale.whole(weight);
    });
    return out;
}

} // namespace detail

} // namespace colearn

#endif
