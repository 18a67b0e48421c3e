// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_LENGTHS_HPP
#define COLEARN_GRAPH_LENGTHS_HPP

/// @file
/// For a policy reader: how far apart two actors are. A trusted tie is a short road; the rule that turns trust into
/// distance is named, so that a report can say which one was used.
/// For an engineer: one length for each arc of a view, made by a named rule alone, as doubles with a stated tolerance
/// or as exact whole numbers.

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/reproducible_math.hpp>
#include <colearn/graph/each_tie.hpp>
#include <colearn/graph/roster.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/graph/weight.hpp>

namespace colearn {

/// Length = -log(trust): the shortest path is the one whose ties are most likely to hold all together, since the trust
/// of a path is the product of its ties. The default.
///
/// A tie of trust 1 would have length 0, and a path could wander along such ties for nothing: the number of shortest
/// paths would mean nothing. So it is refused by name, unless `ceiling` says how much trust a tie can carry at most.
/// With `ceiling = 0.99` each step costs at least 1 in 100, and where all ties are at the ceiling, the shortest path is
/// the one with the fewest steps.
struct negative_log_trust {
    static constexpr std::string_view name = "negative logarithm of trust";
    double ceiling = 1; ///< (0, 1]: trust above it counts as this much; `lengths::capped` says how often
};

/// Length = 1 / strength, in double precision.
struct reciprocal_strength {
    static constexpr std::string_view name = "1 / strength";
};

/// Length = L / strength with L the least common multiple of the strengths, which must be whole numbers such as those
/// of a five-point scale (there L = 60). In proportion the same as `reciprocal_strength`, and exact.
struct exact_reciprocal_strength {
    static constexpr std::string_view name = "1 / strength, exact";
};

/// Every tie has length 1: paths are measured in steps.
struct hop_count {
    static constexpr std::string_view name = "number of steps";
};

struct length_options {
    /// Lengths of paths that differ by at most this share of the shorter one are the same length (doubles only; whole
    /// numbers are compared exactly). Sums of k ties differ by rounding by less than k * 2.3e-16 of their length.
    double tolerance = 1e-12;
};

template <class Number>
concept length_number =
    std::same_as<Number, double> || std::same_as<Number, std::uint32_t> || std::same_as<Number, std::uint64_t>;

namespace detail {
struct length_maker;
}

/// One length for each arc of a view: positive, finite, and the same both ways on an undirected view. Made by
/// `lengths_from` alone. Cheap to copy. Memory: `sizeof(Number)` bytes an arc.
template <length_number Number>
class lengths {
public:
    using number = Number;

    /// The view that these lengths are of.
    [[nodiscard]] const view& of() const noexcept { return of_; }
    /// Whether they are of this view (or of a copy of it).
    [[nodiscard]] bool belong_to(const view& other) const noexcept {
        const auto mine = of_.out();
        const auto others = other.out();
        return mine.offsets.data() == others.offsets.data() && mine.strengths.data() == others.strengths.data();
    }
    [[nodiscard]] std::span<const Number> values() const noexcept { return *values_; }
    [[nodiscard]] Number operator[](std::uint32_t arc) const {
        expects(arc < values_->size(), "the arc must be one of this view's", arc);
        return (*values_)[arc];
    }
    /// What the rule is called, for the record.
    [[nodiscard]] const std::string& rule() const noexcept { return rule_; }
    /// Share of the length within which two paths are equally long; 0 for whole numbers.
    [[nodiscard]] double tolerance() const noexcept { return tolerance_; }
    [[nodiscard]] Number shortest() const noexcept { return shortest_; } ///< 0 when there is no arc
    [[nodiscard]] Number longest() const noexcept { return longest_; }   ///< 0 when there is no arc
    /// Arcs whose trust was above the ceiling and counts as the ceiling.
    [[nodiscard]] std::size_t capped() const noexcept { return capped_; }

private:
    friend struct detail::length_maker;
    lengths() = default;

    view of_;
    std::shared_ptr<const std::vector<Number>> values_;
    std::string rule_;
    double tolerance_ = 0;
    Number shortest_ = 0;
    Number longest_ = 0;
    std::size_t capped_ = 0;
};

namespace detail {

[[noreturn]] inline void refuse_length(const view& of, const arc_end& at, const std::string& what,
                                       const std::string& value) {
    throw contract_violation(
        "lengths_from", what + " (tie from " + of.who().name(at.from) + " to " + of.who().name(at.to) + ")", value);
}

struct length_maker {
    // Asks `rule` once for each tie: on an undirected view the arc back gets the same length.
    template <class Number, class Rule>
    static lengths<Number> make(const view& of, std::string name, const length_options& options, Rule rule) {
        auto values = std::make_shared<std::vector<Number>>(of.arc_count());
        lengths<Number> made;
        made.of_ = of;
        made.rule_ = std::move(name);
        arc_end shortest;
        for_each_tie(of, [&](const arc_end& at, std::uint32_t back) {
            const Number value = rule(at);
            if constexpr (std::is_floating_point_v<Number>)
                if (!std::isfinite(value)) refuse_length(of, at, "a length must be finite", number_text(value));
            if (!(value > 0)) refuse_length(of, at, "a length must be positive", number_text(value));
            (*values)[at.arc] = value;
            (*values)[back] = value;
            if (made.shortest_ == 0 || value < made.shortest_) {
                made.shortest_ = value;
                shortest = at;
            }
            made.longest_ = (std::max)(made.longest_, value);
        });
        check_range(made, shortest, static_cast<std::uint32_t>(of.actor_count()));
        if constexpr (std::is_floating_point_v<Number>) {
            expects(options.tolerance >= 0 && options.tolerance <= 1e-3,
                    "the tolerance of lengths must be from 0 to 0.001", options.tolerance);
            made.tolerance_ = options.tolerance;
        }
        made.values_ = std::move(values);
        return made;
    }

    template <class Number>
    static void set_capped(lengths<Number>& made, std::size_t capped) {
        made.capped_ = capped;
    }

private:
    // Every path must be longer than each of its parts: no sum may overflow, nor swallow its smallest term.
    template <class Number>
    static void check_range(const lengths<Number>& made, const arc_end& shortest, std::uint32_t n) {
        if constexpr (std::is_floating_point_v<Number>) {
            const double longest_path = static_cast<double>(made.longest_) * n;
            if (!(longest_path * std::numeric_limits<double>::epsilon() <= made.shortest_))
                refuse_length(made.of_, shortest,
                              "a length must not vanish when it is added to a path of the longest ties, which are " +
                                  number_text(made.longest_) + ": cap the trust, or use whole numbers",
                              number_text(made.shortest_));
        } else {
            const auto room = (std::uint64_t{1} << 63) / (std::max)(n, 1U);
            expects(std::uint64_t{made.longest_} <= room,
                    "lengths must be so small that a path through all actors stays below 2^63", made.longest_);
        }
    }
};

template <class Result>
struct number_of_length;
template <>
struct number_of_length<length> {
    using type = double;
};
template <std::floating_point Result>
struct number_of_length<Result> {
    using type = double;
};
template <std::integral Result>
struct number_of_length<Result> {
    using type = std::conditional_t<sizeof(Result) <= 4, std::uint32_t, std::uint64_t>;
};

template <class Rule>
[[nodiscard]] auto call_rule(const Rule& rule, const arc_end& at) {
    if constexpr (std::is_invocable_v<const Rule&, strength>)
        return rule(at.how_strong);
    else
        return rule(at);
}

[[nodiscard]] inline std::uint64_t least_common_multiple_of_strengths(const view& of) {
    constexpr std::uint64_t most = std::uint64_t{1} << 53;
    std::vector<double> distinct(of.out().strengths.begin(), of.out().strengths.end());
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    std::uint64_t multiple = 1;
    for (const auto value : distinct) {
        if (value != std::floor(value) || value > static_cast<double>(most))
            throw contract_violation("lengths_from", "exact reciprocals need strengths that are whole numbers",
                                     number_text(value));
        const auto whole = static_cast<std::uint64_t>(value);
        const auto factor = whole / std::gcd(multiple, whole);
        if (factor > most / multiple)
            throw contract_violation("lengths_from",
                                     "exact reciprocals need strengths whose least common multiple is at most 2^53",
                                     number_text(value));
        multiple *= factor;
    }
    return multiple;
}

} // namespace detail

/// A caller's own rule: `length(strength)`, or `length(arc_end)` to look at the ends. What it returns decides the type:
/// `length` or a floating-point number makes `lengths<double>`, whole numbers of up to 32 bits
/// `lengths<std::uint32_t>`, longer ones `lengths<std::uint64_t>`. It may name itself by a member `name`.
template <class Rule>
concept length_rule = std::is_invocable_v<const Rule&, strength> || std::is_invocable_v<const Rule&, arc_end>;

/// Lengths by a caller's rule.
///
/// Complexity: O(n + m) time, `sizeof(Number)` bytes an arc.
/// Preconditions: every length is positive and finite; the shortest does not vanish beside the longest path (doubles);
/// a path through all actors stays below 2^63 (whole numbers).
/// Throws: `contract_violation` that names the tie. Determinism: depends on the view and the rule alone; on an
/// undirected view the rule is asked once for each tie, with `from <= to`.
template <length_rule Rule>
[[nodiscard]] auto lengths_from(const view& of, const Rule& rule, const length_options& options = {}) {
    using result = decltype(detail::call_rule(rule, arc_end{}));
    using number = typename detail::number_of_length<result>::type;
    std::string name = "length of the caller";
    if constexpr (requires { std::string_view(Rule::name); }) name = std::string(Rule::name);
    return detail::length_maker::make<number>(of, std::move(name), options, [&](const arc_end& at) {
        const auto value = detail::call_rule(rule, at);
        if constexpr (std::is_same_v<result, length>) {
            return value.value;
        } else {
            if (!(value > 0)) detail::refuse_length(of, at, "a length must be positive", detail::number_text(value));
            return static_cast<number>(value);
        }
    });
}

/// Lengths from trust. Throws: `contract_violation` that names a tie whose strength is no trust (above 1), or has
/// length 0 (trust 1 without a ceiling).
[[nodiscard]] inline lengths<double> lengths_from(const view& of, const negative_log_trust& rule = {},
                                                  const length_options& options = {}) {
    expects(rule.ceiling > 0 && rule.ceiling <= 1, "the ceiling of trust must be above 0 and at most 1", rule.ceiling);
    std::size_t capped = 0;
    auto made =
        detail::length_maker::make<double>(of, std::string(negative_log_trust::name), options, [&](const arc_end& at) {
            const auto trust = at.how_strong.value;
            if (trust > 1)
                detail::refuse_length(of, at, "trust must be at most 1: choose another rule, or rescale the strengths",
                                      detail::number_text(trust));
            if (trust == 1 && rule.ceiling == 1)
                detail::refuse_length(of, at, "trust 1 has length 0: give a ceiling, such as {.ceiling = 0.99}",
                                      detail::number_text(trust));
            if (trust > rule.ceiling) capped += of.directed() || at.from == at.to ? 1U : 2U;
            return -detail::reproducible_log((std::min)(trust, rule.ceiling));
        });
    detail::length_maker::set_capped(made, capped);
    return made;
}

[[nodiscard]] inline lengths<double> lengths_from(const view& of, const reciprocal_strength&,
                                                  const length_options& options = {}) {
    return detail::length_maker::make<double>(of, std::string(reciprocal_strength::name), options,
                                              [](const arc_end& at) { return 1 / at.how_strong.value; });
}

/// O(m log m) time. Throws: `contract_violation` with a strength that is no whole number, or that takes the least
/// common multiple past 2^53.
[[nodiscard]] inline lengths<std::uint64_t> lengths_from(const view& of, const exact_reciprocal_strength&) {
    const auto multiple = detail::least_common_multiple_of_strengths(of);
    return detail::length_maker::make<std::uint64_t>(
        of, std::string(exact_reciprocal_strength::name), {},
        [&](const arc_end& at) { return multiple / static_cast<std::uint64_t>(at.how_strong.value); });
}

[[nodiscard]] inline lengths<std::uint32_t> lengths_from(const view& of, const hop_count&) {
    return detail::length_maker::make<std::uint32_t>(of, std::string(hop_count::name), {},
                                                     [](const arc_end&) { return 1U; });
}

} // namespace colearn

#endif
