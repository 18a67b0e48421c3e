// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_CORE_JOINED_SETS_HPP
#define COLEARN_CORE_JOINED_SETS_HPP

/// @file
/// For a policy reader: says who belongs together when pairs are joined one after the other.
/// For an engineer: disjoint sets (union-find) with path halving; a set is named by its smallest member.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

namespace colearn::detail {

/// Disjoint sets of the numbers from 0. Source: Galler and Fischer (1964); path halving: van Leeuwen (1977).
/// Complexity: O(log n) time a call, averaged over the calls; O(n) space. Preconditions: numbers below `size()`.
class joined_sets {
public:
    joined_sets() = default;
    explicit joined_sets(std::size_t count) { reset(count); }

    /// Everybody alone again.
    void reset(std::size_t count) {
        up_.resize(count);
        std::iota(up_.begin(), up_.end(), 0U);
    }
    [[nodiscard]] std::size_t size() const noexcept { return up_.size(); }

    /// The smallest member of the set that `one` is in.
    [[nodiscard]] std::uint32_t find(std::uint32_t one) noexcept {
        while (up_[one] != one) one = up_[one] = up_[up_[one]];
        return one;
    }
    /// Makes one set of two; false when they were one already.
    bool join(std::uint32_t a, std::uint32_t b) noexcept {
        a = find(a);
        b = find(b);
        up_[(std::max)(a, b)] = (std::min)(a, b);
        return a != b;
    }

private:
    std::vector<std::uint32_t> up_;
};

} // namespace colearn::detail

#endif
