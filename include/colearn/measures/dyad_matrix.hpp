// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DYAD_MATRIX_HPP
#define COLEARN_MEASURES_DYAD_MATRIX_HPP

/// @file
/// For a policy reader: a table with a number for every pair: who advises whom, who works in the same place, how far
/// apart two are. For an engineer: dense square matrices over the actors of a network, for tests by permutation.

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/graph/view.hpp>

namespace colearn {

/// A number for every ordered pair of different actors; the diagonal is 0 and never looked at. Memory: 8 n^2 bytes.
class dyad_matrix {
public:
    dyad_matrix() = default;

    /// `value(i, j)` for each ordered pair of different numbers below `size`. Throws: `contract_violation` for a value
    /// that is not finite, or a size of more than 20,000 (3 GB).
    template <class Value>
    requires std::invocable<Value&, std::size_t, std::size_t>
    [[nodiscard]] static dyad_matrix from(std::size_t size, std::string name, Value value) {
        expects(size <= 20'000, "a matrix of pairs can be of 20,000 actors at most", size);
        dyad_matrix made;
        made.size_ = size;
        made.name_ = std::move(name);
        made.values_.assign(size * size, 0.0);
        for (std::size_t i = 0; i < size; ++i)
            for (std::size_t j = 0; j < size; ++j) {
                if (i == j) continue;
                const double one = static_cast<double>(value(i, j));
                if (!std::isfinite(one))
                    throw contract_violation("dyad_matrix", "every value of \"" + made.name_ + "\" must be finite",
                                             detail::number_text(one));
                made.values_[i * size + j] = one;
            }
        return made;
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] double operator()(std::size_t i, std::size_t j) const noexcept { return values_[i * size_ + j]; }
    [[nodiscard]] std::span<const double> row(std::size_t i) const noexcept {
        return std::span(values_).subspan(i * size_, size_);
    }

private:
    std::size_t size_ = 0;
    std::string name_;
    std::vector<double> values_;
};

/// What an entry says of a tie.
enum class dyad_value : std::uint8_t {
    presence, ///< 1 where there is a tie, 0 where there is none
    strength, ///< the strength of the tie, of parallel ones the sum; 0 where there is none
};

/// The ties of a view. Self-ties are left out.
[[nodiscard]] inline dyad_matrix dyads_of(const view& of, std::string name, dyad_value as = dyad_value::presence) {
    const auto out = of.out();
    return dyad_matrix::from(of.actor_count(), std::move(name), [&](std::size_t i, std::size_t j) {
        const auto v = static_cast<std::uint32_t>(i);
        const auto row = out.of(v);
        const auto [first, last] = std::equal_range(row.begin(), row.end(), static_cast<std::uint32_t>(j));
        if (as == dyad_value::presence) return first == last ? 0.0 : 1.0;
        double sum = 0;
        for (auto at = first; at != last; ++at) sum += out.strengths_of(v)[static_cast<std::size_t>(at - row.begin())];
        return sum;
    });
}

/// 1 for pairs with the same value of an attribute, such as a sector or a region; else 0.
template <class Values>
[[nodiscard]] dyad_matrix dyads_same(const Values& by_actor, std::string name) {
    return dyad_matrix::from(std::size(by_actor), std::move(name),
                             [&](std::size_t i, std::size_t j) { return by_actor[i] == by_actor[j] ? 1.0 : 0.0; });
}

/// The absolute difference of an attribute, such as years of service.
template <class Values>
[[nodiscard]] dyad_matrix dyads_difference(const Values& by_actor, std::string name) {
    return dyad_matrix::from(std::size(by_actor), std::move(name), [&](std::size_t i, std::size_t j) {
        return std::fabs(static_cast<double>(by_actor[i]) - static_cast<double>(by_actor[j]));
    });
}

} // namespace colearn

#endif
