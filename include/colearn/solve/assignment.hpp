// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_ASSIGNMENT_HPP
#define COLEARN_SOLVE_ASSIGNMENT_HPP

/// @file
/// For a policy reader: gives each of one kind at most one of another kind, such as each teacher a coach, so that
/// the sum of what the pairs are worth is as large as it can be; says who stands in the way when not everybody can
/// be served.
/// For an engineer: maximum weight and minimum cost assignment (bipartite matching), sparse or dense, rectangular,
/// with dual prices or a Hall violator as the proof.

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <ranges>
#include <stop_token>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/solve/bipartite_pairs.hpp>
#include <colearn/solve/detail/assignment_rows.hpp>
#include <colearn/solve/detail/augmenting_paths.hpp>

namespace colearn {

struct assignment_options {
    assignment_aim aim = assignment_aim::heaviest; ///< what is asked for
    progress_callback progress{};                  ///< from 0 to 1
    std::stop_token stop{};                        ///< ask it to stop
};

/// Why no assignment is better, or why there is no complete one.
///
/// A pair's prices sum to at least its weight (for `complete_cheapest`: to at most its cost), and to just that where
/// the pair is made; whoever is not assigned has price 0; prices are not negative (costs: not positive) but for a side
/// that must be assigned completely. So no assignment can beat the sum of the prices.
template <class Left, class Right, class Weight>
struct assignment_certificate {
    id_map<Left, Weight> left_price{};      ///< in the unit of the weights
    id_map<Right, Weight> right_price{};    ///< in the unit of the weights
    Weight bound = 0;                       ///< sum of the prices: the best weight there can be
    std::vector<id<Left>> crowded_left{};   ///< infeasible: these have fewer possible partners than they are
    std::vector<id<Right>> crowded_right{}; ///< the same, where the right side is the smaller one
};

template <class Left, class Right, class Weight>
struct assignment_result {
    id_map<Left, id<Right>> right_of{}; ///< an invalid id is not assigned
    id_map<Right, id<Left>> left_of{};  ///< the same pairs, from the other side
    std::size_t pair_count = 0;         ///< pairs made
    Weight weight = 0;                  ///< sum of their weights
    assignment_certificate<Left, Right, Weight> certificate{};
    status outcome = status::optimal;
};

namespace detail {

// Whole numbers modulo 2^64, so that not even forged ones overflow.
template <class Numbers, class Weight = std::ranges::range_value_t<Numbers>>
[[nodiscard]] Weight sum_of(const Numbers& numbers, Weight start = 0) {
    if constexpr (std::same_as<Weight, double>) {
        for (const Weight one : numbers) start += one;
        return start;
    } else {
        auto sum = static_cast<std::uint64_t>(start);
        for (const Weight one : numbers) sum += static_cast<std::uint64_t>(one);
        return static_cast<Weight>(sum);
    }
}

/// The best weight of each pair that is made, by left id; and whether it is in the instance at all.
template <class Weight>
struct made_weights {
    std::vector<Weight> weight;
    std::vector<std::uint8_t> listed;
};
template <class Weight, class Instance, class Partners>
[[nodiscard]] made_weights<Weight> weights_of(const Instance& instance, const Partners& right_of, assignment_aim aim) {
    made_weights<Weight> out{std::vector<Weight>(instance.left_count, 0),
                             std::vector<std::uint8_t>(instance.left_count, 0)};
    each_pair(instance, [&](std::uint32_t left, std::uint32_t right, Weight w) {
        if (right_of[left].index != right) return;
        const bool better = aim == assignment_aim::complete_cheapest ? w < out.weight[left] : w > out.weight[left];
        if (out.listed[left] == 0 || better) out.weight[left] = w;
        out.listed[left] = 1;
    });
    return out;
}

template <class Left, class Right, class Weight, class Instance>
[[nodiscard]] assignment_result<Left, Right, Weight> assign(const Instance& instance,
                                                            const assignment_options& options) {
    check_pairs(instance, "assignment");
    assignment_result<Left, Right, Weight> out;
    out.right_of = id_map<Left, id<Right>>(instance.left_count);
    out.left_of = id_map<Right, id<Left>>(instance.right_count);
    auto& proof = out.certificate;
    proof.left_price = id_map<Left, Weight>(instance.left_count);
    proof.right_price = id_map<Right, Weight>(instance.right_count);

    // 1. The smaller side as rows, in whole numbers.
    const bool turned = instance.right_count < instance.left_count;
    const whole_weights<Weight> scale(instance, options.aim, "assignment");
    const auto rows = rows_of(instance, turned, scale);
    augmenting_paths<std::remove_const_t<decltype(rows)>> paths(rows, options.aim == assignment_aim::heaviest);

    // 2. Bids, then a path for each row that they leave.
    const auto waiting = paths.bid();
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        if (options.stop.stop_requested()) {
            out.outcome = status::cancelled;
            break;
        }
        if (!paths.augment(waiting[i])) {
            out.outcome = status::infeasible;
            for (const auto row : paths.crowd()) {
                if (turned)
                    proof.crowded_right.emplace_back(row);
                else
                    proof.crowded_left.emplace_back(row);
            }
            std::sort(proof.crowded_left.begin(), proof.crowded_left.end());
            std::sort(proof.crowded_right.begin(), proof.crowded_right.end());
            return out;
        }
        if (options.progress && i % 64 == 0)
            options.progress(static_cast<double>(i) / static_cast<double>(waiting.size()));
    }

    // 3. The pairs and the prices.
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const std::size_t column = paths.column_of(row);
        if (column == paths.none) continue;
        const auto left = turned ? column : row;
        const auto right = turned ? row : column;
        out.right_of.values()[left] = id<Right>{right};
        out.left_of.values()[right] = id<Left>{left};
        ++out.pair_count;
    }
    const auto made = weights_of<Weight>(instance, out.right_of.values(), options.aim);
    out.weight = sum_of(made.weight);
    if (out.outcome == status::cancelled) return out;
    for (std::size_t i = 0; i < instance.left_count; ++i)
        proof.left_price.values()[i] = scale.back(turned ? paths.column_price(i) : paths.row_price(i));
    for (std::size_t j = 0; j < instance.right_count; ++j)
        proof.right_price.values()[j] = scale.back(turned ? paths.row_price(j) : paths.column_price(j));
    proof.bound = sum_of(proof.left_price.values(), sum_of(proof.right_price.values()));
    if (options.progress) options.progress(1);
    return out;
}

// That the listed ids, all of the smaller side and no two alike, have fewer possible partners than they are.
template <class Crowd, class Visit>
[[nodiscard]] verification verify_crowd(const std::vector<Crowd>& crowd, std::size_t count, std::size_t other_count,
                                        Visit each_link) {
    if (crowd.empty()) return verification::reject("the crowd that proves the assignment infeasible is missing");
    if (count > other_count) return verification::reject("the crowd must be of the smaller side");
    std::vector<std::uint8_t> inside(count, 0);
    for (const auto one : crowd) {
        if (one.index >= count || inside[one.index] != 0)
            return verification::reject("the crowd must be of different ids; " + std::to_string(one.index) + " is not");
        inside[one.index] = 1;
    }
    std::vector<std::uint8_t> reached(other_count, 0);
    std::size_t partners = 0;
    each_link([&](std::size_t one, std::size_t other) {
        if (inside[one] == 0 || reached[other] != 0) return;
        reached[other] = 1;
        ++partners;
    });
    if (partners >= crowd.size())
        return verification::reject("the crowd of " + std::to_string(crowd.size()) + " has " +
                                    std::to_string(partners) + " possible partners: it proves nothing");
    return verification::accept();
}

template <class Left, class Right, class Weight, class Instance>
[[nodiscard]] verification verify_assignment(const Instance& instance,
                                             const assignment_result<Left, Right, Weight>& result, assignment_aim aim,
                                             const tolerance& within) {
    constexpr Weight any_price =
        std::same_as<Weight, double> ? (std::numeric_limits<Weight>::max)() : Weight(1LL << 61);
    check_pairs(instance, "verify");
    const auto reject = [](std::string what) { return verification::reject(std::move(what)); };
    const auto text = [](Weight value) { return number_text(value); };
    const auto pair_words = [](std::size_t left, std::size_t right) {
        return "left " + std::to_string(left) + " and right " + std::to_string(right);
    };
    const auto rights = result.right_of.values();
    const auto lefts = result.left_of.values();
    const auto left_price = result.certificate.left_price.values();
    const auto right_price = result.certificate.right_price.values();
    if (rights.size() != instance.left_count || lefts.size() != instance.right_count ||
        left_price.size() != instance.left_count || right_price.size() != instance.right_count)
        return reject("there must be a partner and a price per id");

    // 1. Infeasible: the crowd.
    if (result.outcome == status::infeasible) {
        if (aim == assignment_aim::heaviest) return reject("the heaviest assignment always exists");
        if (!result.certificate.crowded_right.empty())
            return verify_crowd(result.certificate.crowded_right, instance.right_count, instance.left_count,
                                [&](auto visit) { each_pair(instance, [&](auto l, auto r, auto) { visit(r, l); }); });
        return verify_crowd(result.certificate.crowded_left, instance.left_count, instance.right_count,
                            [&](auto visit) { each_pair(instance, [&](auto l, auto r, auto) { visit(l, r); }); });
    }

    // 2. The pairs.
    std::size_t pairs = 0;
    for (std::size_t left = 0; left < rights.size(); ++left) {
        if (!rights[left].valid()) continue;
        if (rights[left].index >= lefts.size() || lefts[rights[left].index].index != left)
            return reject("partners must be mutual: left " + std::to_string(left) + " names " +
                          std::to_string(rights[left].index));
        ++pairs;
    }
    for (std::size_t right = 0; right < lefts.size(); ++right)
        if (lefts[right].valid() && (lefts[right].index >= rights.size() || rights[lefts[right].index].index != right))
            return reject("partners must be mutual: right " + std::to_string(right) + " names " +
                          std::to_string(lefts[right].index));
    const auto made = weights_of<Weight>(instance, rights, aim);
    for (std::size_t left = 0; left < rights.size(); ++left)
        if (rights[left].valid() && made.listed[left] == 0)
            return reject("the pair of " + pair_words(left, rights[left].index) + " must be in the instance");
    const Weight weight = sum_of(made.weight);
    // Reals: relative to the largest weight, for this is what rounding is relative to.
    double largest = 0;
    each_pair(instance,
              [&](auto, auto, Weight w) { largest = (std::max)(largest, std::fabs(static_cast<double>(w))); });
    const tolerance near{within.relative, (std::max)(within.absolute, within.relative * largest)};
    const auto equal = [&](Weight a, Weight b) {
        if constexpr (std::same_as<Weight, double>)
            return near.equal(a, b);
        else
            return a == b;
    };
    if (pairs != result.pair_count)
        return reject("there are " + std::to_string(pairs) + " pairs, not " + std::to_string(result.pair_count));
    if (!equal(weight, result.weight))
        return reject("the pairs weigh " + text(weight) + ", not " + text(result.weight));
    if (result.outcome == status::cancelled) return verification::accept();
    if (result.outcome != status::optimal) return reject("the status must be optimal, infeasible or cancelled");

    // 3. Completeness and the prices. Costs are looked at as negative weights.
    const bool complete = aim != assignment_aim::heaviest;
    const Weight sign = aim == assignment_aim::complete_cheapest ? -1 : 1;
    const auto smaller = (std::min)(instance.left_count, instance.right_count);
    if (complete && pairs != smaller) return reject("all of the smaller side must be assigned");
    const auto side = [&](const auto& price, const auto& partner, const char* name) -> std::string {
        const bool free = complete && price.size() == smaller;
        for (std::size_t i = 0; i < price.size(); ++i) {
            if (!(price[i] >= -any_price && price[i] <= any_price))
                return std::string("the price of ") + name + std::to_string(i) + " is out of range: " + text(price[i]);
            if (!free && sign * price[i] < 0 && !equal(price[i], 0))
                return std::string("the price of ") + name + std::to_string(i) +
                       " has the wrong sign: " + text(price[i]);
            if (!partner[i].valid() && !equal(price[i], 0))
                return std::string("the price of ") + name + std::to_string(i) + ", who is not assigned, must be 0";
        }
        return {};
    };
    if (auto wrong = side(left_price, rights, "left "); !wrong.empty()) return reject(std::move(wrong));
    if (auto wrong = side(right_price, lefts, "right "); !wrong.empty()) return reject(std::move(wrong));
    std::string wrong;
    each_pair(instance, [&](std::uint32_t left, std::uint32_t right, Weight w) {
        const Weight price = left_price[left] + right_price[right];
        if (sign * price < sign * w && !equal(price, w) && wrong.empty())
            wrong = "the prices of " + pair_words(left, right) + " sum to " + text(price) +
                    ", which does not cover their weight " + text(w);
    });
    if (!wrong.empty()) return reject(std::move(wrong));
    for (std::size_t left = 0; left < rights.size(); ++left) {
        if (!rights[left].valid()) continue;
        const Weight price = left_price[left] + right_price[rights[left].index];
        if (!equal(price, made.weight[left]))
            return reject("the prices of the pair " + pair_words(left, rights[left].index) + " sum to " + text(price) +
                          ", not to its weight " + text(made.weight[left]));
    }
    const Weight bound = sum_of(left_price, sum_of(right_price));
    const tolerance sums{near.relative, near.absolute * static_cast<double>(1 + pairs)};
    const auto same_sum = [&](Weight a, Weight b) {
        if constexpr (std::same_as<Weight, double>)
            return sums.equal(a, b);
        else
            return a == b;
    };
    if (!same_sum(bound, result.certificate.bound))
        return reject("the prices sum to " + text(bound) + ", not to the bound " + text(result.certificate.bound));
    if (!same_sum(bound, weight)) return reject("the weight does not reach the bound: it is not proved best");
    return verification::accept();
}

} // namespace detail

/// Assigns each left one at most one right one and the reverse, with the best sum of weights.
///
/// Source: Jonker and Volgenant, "A shortest augmenting path algorithm for dense and sparse linear assignment
/// problems", Computing 38 (1987): bids for a start ("augmenting row reduction"), then Dijkstra's search with
/// potentials for each row that is left; rectangular and incomplete as in Bijsterbosch and Volgenant, Comput.
/// Optim. Appl. 46 (2010).
/// Complexity: O(s (m + n log n)) time at worst for m pairs, n ids and s of the smaller side, far less as a rule;
/// O(n + m) space.
/// Preconditions: ids in range, finite weights; of whole ones, the largest times that of the smaller side below
/// 2^58.
/// Result: `optimal`; `infeasible` when a complete assignment is asked for and there is none: then some of the
/// smaller side have fewer possible partners among them than they are (Hall 1935), the certificate says who, and
/// nobody is assigned; `cancelled`: the pairs are allowed, the prices are 0 and prove nothing.
/// Whole weights are exact. Reals are rounded to a multiple of 2^-(57 - log2 s) of the largest: the sum is within s
/// times that of the best.
/// Throws: `contract_violation`.
/// Determinism: the same on every platform; it may depend on the order of the list when several assignments are
/// best.
/// Example: `assignment(bipartite_pairs<coach, teacher>{2, 2, {{a, x, .9}, {b, x, .7}}}).right_of[a] == x`.
template <class Left, class Right, class Weight>
[[nodiscard]] assignment_result<Left, Right, Weight> assignment(const bipartite_pairs<Left, Right, Weight>& instance,
                                                                const assignment_options& options = {}) {
    return detail::assign<Left, Right, Weight>(instance, options);
}
/// The same where every left one could go with every right one.
template <class Left, class Right, class Weight>
[[nodiscard]] assignment_result<Left, Right, Weight> assignment(const bipartite_matrix<Left, Right, Weight>& instance,
                                                                const assignment_options& options = {}) {
    return detail::assign<Left, Right, Weight>(instance, options);
}

/// Checks an assignment and its prices, or the crowd, against the instance alone, in O(n + m).
/// First violated of: sizes; the crowd has fewer possible partners than it has members; partners are mutual; each pair
/// made is in the instance; count and sum; all of the smaller side are assigned where the aim asks for it; the prices'
/// signs, 0 where nobody is assigned; they cover every pair and are tight where a pair is made; their sum is the bound
/// and the weight. Whole weights exactly; reals within `within.relative` of the largest weight.
template <class Left, class Right, class Weight>
[[nodiscard]] verification verify(const bipartite_pairs<Left, Right, Weight>& instance,
                                  const assignment_result<Left, Right, Weight>& result,
                                  const assignment_options& options = {}, const tolerance& within = {}) {
    return detail::verify_assignment(instance, result, options.aim, within);
}
template <class Left, class Right, class Weight>
[[nodiscard]] verification verify(const bipartite_matrix<Left, Right, Weight>& instance,
                                  const assignment_result<Left, Right, Weight>& result,
                                  const assignment_options& options = {}, const tolerance& within = {}) {
    return detail::verify_assignment(instance, result, options.aim, within);
}

} // namespace colearn

#endif
