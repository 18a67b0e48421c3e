// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_MATCHING_RULES_HPP
#define COLEARN_SOLVE_MATCHING_RULES_HPP

/// @file
/// For a policy reader: what the pairing is to achieve first, which pairs are already settled, and which are ruled out.
/// For an engineer: objective, forced and forbidden pairs of a matching problem; the solver and `verify` both take
/// them.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/solve/weighted_pairs.hpp>

namespace colearn {

enum class matching_objective : std::uint8_t {
    weight,      ///< the largest weight; a pair that is worth 0 or less is never made
    cardinality, ///< as many pairs as can be, and of all such the largest weight; pairs may be worth less than 0
    perfect,     ///< everyone in a pair, and of all such the largest weight; infeasible when there is none
};

template <class Kind>
struct matching_rules {
    matching_objective objective = matching_objective::weight;
    std::vector<std::pair<id<Kind>, id<Kind>>> forced{};    ///< pairs of the instance that are made whatever they weigh
    std::vector<std::pair<id<Kind>, id<Kind>>> forbidden{}; ///< pairs that are not made; need not be in the instance
};

namespace detail {

[[nodiscard]] inline std::uint64_t pair_code(std::uint32_t a, std::uint32_t b) noexcept {
    return std::uint64_t{(std::min)(a, b)} << 32 | (std::max)(a, b);
}

/// What the rules leave to decide: who is settled already, and which pairs are ruled out.
class pair_filter {
public:
    std::vector<std::uint32_t> settled_with; ///< of each id: its forced partner, or `id::none`

    template <class Kind>
    pair_filter(std::size_t count, const matching_rules<Kind>& rules, const char* function)
        : settled_with(count, id<Kind>::none), loose_(rules.objective != matching_objective::weight) {
        const auto check = [&](const std::pair<id<Kind>, id<Kind>>& one) {
            expects(one.first.index < count, {"both of a forced or forbidden pair must be among the ids", function},
                    one.first);
            expects(one.second.index < count && one.first != one.second,
                    {"a forced or forbidden pair must be of two different ids", function}, one.second);
        };
        for (const auto& one : rules.forbidden) {
            check(one);
            forbidden_.push_back(pair_code(one.first.index, one.second.index));
        }
        std::sort(forbidden_.begin(), forbidden_.end());
        for (const auto& one : rules.forced) {
            check(one);
            auto& first = settled_with[one.first.index];
            auto& second = settled_with[one.second.index];
            if (first == one.second.index && second == one.first.index) continue; // named twice
            expects(first == id<Kind>::none, {"an id must be in one forced pair at most", function}, one.first);
            expects(second == id<Kind>::none, {"an id must be in one forced pair at most", function}, one.second);
            expects(!is_forbidden(one.first.index, one.second.index),
                    {"a forced pair must not be forbidden too", function}, one.first);
            first = one.second.index;
            second = one.first.index;
            any_forced_ = true;
        }
    }

    /// Whether there are forced pairs.
    [[nodiscard]] bool any_forced() const noexcept { return any_forced_; }

    /// Whether a pair is open: nobody has settled it, and the objective could want it.
    [[nodiscard]] bool open(std::uint32_t a, std::uint32_t b, double weight) const noexcept {
        if (!loose_ && !(weight > 0)) return false;
        if (any_forced_ && (settled_with[a] != no_one || settled_with[b] != no_one)) return false;
        return forbidden_.empty() || !is_forbidden(a, b);
    }

private:
    static constexpr std::uint32_t no_one = 0xFFFFFFFFU;

    [[nodiscard]] bool is_forbidden(std::uint32_t a, std::uint32_t b) const noexcept {
        return std::binary_search(forbidden_.begin(), forbidden_.end(), pair_code(a, b));
    }

    bool loose_;
    bool any_forced_ = false;
    std::vector<std::uint64_t> forbidden_;
};

/// The pairs of a list, for solvers that take pairs from anywhere: `pairs(f)` calls `f(a, b, weight)` for every pair.
template <class Kind>
struct listed_pairs {
    const weighted_pairs<Kind>& instance;

    [[nodiscard]] std::size_t size() const noexcept { return instance.pairs.size(); }
    /// The same for the pairs that are made, perhaps several times.
    template <class Visit>
    void each_made(const std::vector<std::uint32_t>& mate, const Visit& visit) const {
        for (const auto& one : instance.pairs)
            if (mate[one.a.index] == one.b.index) visit(one.a.index, one.b.index, one.weight);
    }

    template <class Visit>
    void operator()(const Visit& visit) const {
        for (const auto& one : instance.pairs) visit(one.a.index, one.b.index, one.weight);
    }
};

/// All pairs of `count` ids, weighed by a function.
template <class Kind, class Score>
struct scored_pairs {
    std::size_t count;
    const Score& score;

    [[nodiscard]] std::size_t size() const noexcept { return count > 0 ? count * (count - 1) / 2 : 0; }
    template <class Visit>
    void each_made(const std::vector<std::uint32_t>& mate, const Visit& visit) const {
        for (std::uint32_t a = 0; a < count; ++a)
            if (mate[a] != id<Kind>::none && a < mate[a]) visit(a, mate[a], score(id<Kind>{a}, id<Kind>{mate[a]}));
    }

    template <class Visit>
    void operator()(const Visit& visit) const {
        for (std::uint32_t a = 0; a < count; ++a)
            for (std::uint32_t b = a + 1; b < count; ++b) {
                const double weight = score(id<Kind>{a}, id<Kind>{b});
                if (!std::isfinite(weight)) [[unlikely]]
                    throw contract_violation("maximum_weight_matching",
                                             "the weight of every pair must be finite (pair " + std::to_string(a) +
                                                 " and " + std::to_string(b) + ")",
                                             number_text(weight));
                visit(a, b, weight);
            }
    }
};

} // namespace detail

} // namespace colearn

#endif
