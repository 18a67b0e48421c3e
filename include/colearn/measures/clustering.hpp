// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_CLUSTERING_HPP
#define COLEARN_MEASURES_CLUSTERING_HPP

/// @file
/// For a policy reader: do those whom an actor works with also work with each other? 1: all of them do, and the actor
/// sits in a closed circle; 0: none, and they meet through this actor alone.
/// For an engineer: local clustering coefficients, without strengths or with them as three authors weigh them.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/core/reproducible_math.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/measured_map.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/detail/partners.hpp>
#include <colearn/measures/detail/triangles.hpp>

namespace colearn {

/// How much a closed pair of partners weighs. w: strength of a pair, u: the same over the largest one of the view,
/// k: number of partners, s: sum of their strengths.
enum class clustering_rule : std::uint8_t {
    watts_strogatz, ///< 1: closed pairs over k(k - 1)/2
    barrat,         ///< w_ij + w_ih over s(k - 1): how much of the actor's strength is in closed pairs
    onnela,         ///< cube root of u_ij u_jh u_ih over k(k - 1)/2: all three ties count
    zhang_horvath,  ///< u_ij u_jh u_ih over the sum of u_ij u_ih of all pairs
};

[[nodiscard]] constexpr std::string_view to_string(clustering_rule rule) noexcept {
    switch (rule) {
    case clustering_rule::watts_strogatz:
        return "Watts and Strogatz (no strengths)";
    case clustering_rule::barrat:
        return "Barrat et al.";
    case clustering_rule::onnela:
        return "Onnela et al.";
    case clustering_rule::zhang_horvath:
        return "Zhang and Horvath";
    }
    return "unknown";
}

struct clustering_options {
    clustering_rule rule = clustering_rule::watts_strogatz; ///< whether and how strengths count
};

struct clustering_result {
    measured_map score{};                                   ///< 0 to 1; undefined with fewer than two partners
    measured mean{};                                        ///< over the actors that have a score
    clustering_rule rule = clustering_rule::watts_strogatz; ///< whether and how strengths counted
    view_record measured_on{};                              ///< layers, direction and what was left out
};

namespace detail {

// Sum over the closed pairs of each actor's partners: `weigh(centre, other, opposite)` of the three pairs' places.
template <class Weigh>
[[nodiscard]] std::vector<double> sum_over_closed_pairs(const ahead_rows& rows, Weigh weigh) {
    std::vector<double> sum(rows.size());
    for_each_triangle(rows, [&](std::uint32_t v, std::uint32_t vw, std::uint32_t vx, std::uint32_t wx) {
        sum[v] += weigh(vw, vx, wx);
        sum[rows.ahead[vw]] += weigh(vw, wx, vx);
        sum[rows.ahead[vx]] += weigh(vx, wx, vw);
    });
    return sum;
}

[[nodiscard]] inline measured mean_of(const measured_map& score) {
    compensated_sum sum;
    for (const auto who : score.ids())
        if (score.defined(who)) sum += score.values()[who.index];
    if (score.defined_count() == 0) return measured::undefined("no actor has two partners");
    return measured::as(sum.value() / static_cast<double>(score.defined_count()));
}

} // namespace detail

/// Local clustering of each actor: how far its partners are partners of each other.
///
/// Sources: Watts and Strogatz, Nature 393 (1998) 440; Barrat, Barthelemy, Pastor-Satorras and Vespignani, PNAS 101
/// (2004) 3747; Onnela, Saramaki, Kertesz and Kaski, Physical Review E 71 (2005) 065103; Zhang and Horvath, Statistical
/// Applications in Genetics and Molecular Biology 4 (2005) 17; compared by Saramaki et al., Physical Review E 75 (2007)
/// 027105. Where all strengths are equal, all four are the same. Whoever is tied either way is a partner, once; the
/// strength of a pair is the sum of its ties, both ways; self-ties are left out. Triangles are listed as by Schank and
/// Wagner, WEA 2005 ("forward").
/// Complexity: O(m^1.5) time at worst, O(n + m) memory. Determinism: exact without strengths; else one order of sums.
/// Undefined: for an actor with fewer than two partners; the mean, when that is everybody.
[[nodiscard]] inline clustering_result clustering(const view& of, const clustering_options& options = {}) {
    using enum clustering_rule;
    const detail::partner_rows partners(of);
    std::vector<double> w; // strengths of pairs, in step with `rows.ahead`
    const auto keep_strengths = [&] {
        w.resize(partners.partners().size() / 2 + 1);
        return detail::ahead_rows(partners,
                                  [&](std::uint32_t place, std::uint32_t at) { w[place] = partners.strengths()[at]; });
    };
    const auto rows = options.rule == watts_strogatz ? detail::ahead_rows(partners) : keep_strengths();
    clustering_result result{
        measured_map(of.shared_roster(), "it has fewer than two partners"), {}, options.rule, of.record()};

    // 1. What the strengths are relative to, and Onnela's cube roots, once for each pair.
    w.resize((std::min)(w.size(), rows.ahead.size()));
    const double largest = w.empty() ? 0 : *std::max_element(w.begin(), w.end());
    if (options.rule == zhang_horvath)
        for (double& one : w) one /= largest;
    if (options.rule == onnela)
        for (double& one : w) one = detail::reproducible_exp(detail::reproducible_log(one / largest) / 3);

    // 2. The closed pairs.
    std::vector<double> closed;
    if (options.rule == watts_strogatz) {
        const auto counted = detail::count_closed_pairs(rows);
        closed.assign(counted.begin(), counted.end());
    } else if (options.rule == barrat) {
        closed = detail::sum_over_closed_pairs(
            rows, [&](std::uint32_t a, std::uint32_t b, std::uint32_t) { return w[a] + w[b]; });
    } else {
        closed = detail::sum_over_closed_pairs(
            rows, [&](std::uint32_t a, std::uint32_t b, std::uint32_t c) { return w[a] * w[b] * w[c]; });
    }

    // 3. Over all pairs.
    for (std::uint32_t v = 0; v < partners.size(); ++v) {
        const auto k = static_cast<double>(partners.degree(v));
        if (k < 2) continue;
        double all = k * (k - 1) / 2;
        if (options.rule == barrat || options.rule == zhang_horvath) {
            const double unit = options.rule == barrat ? 1 : largest;
            double sum = 0;
            double pairs = 0; // sum over pairs of u_ij u_ih, without the cancellation of (sum^2 - sum of squares) / 2
            for (const double strength : partners.strengths_of(v)) {
                pairs += sum * (strength / unit);
                sum += strength / unit;
            }
            all = options.rule == barrat ? sum * (k - 1) : pairs;
        }
        result.score.set(id<actor>{v}, (std::min)(closed[v] / all, 1.0)); // rounding may pass 1
    }
    result.mean = detail::mean_of(result.score);
    return result;
}

/// Computes each score again from its definition, pair of partners by pair, and compares within `within`.
/// Complexity: O(sum of squared degrees * log). It shares no code with the listing of triangles.
[[nodiscard]] inline verification verify(const view& of, const clustering_result& result,
                                         const tolerance& within = {}) {
    using enum clustering_rule;
    if (result.score.size() != of.actor_count()) return verification::reject("there must be one score for each actor");
    const detail::partner_rows rows(of);
    double largest = 0;
    for (const double one : rows.strengths()) largest = (std::max)(largest, one);
    for (std::uint32_t v = 0; v < rows.size(); ++v) {
        const auto partners = rows.of(v);
        const auto strengths = rows.strengths_of(v);
        const bool defined = result.score.defined(id<actor>{v});
        if (defined != (partners.size() >= 2))
            return verification::reject("a score must be defined for those with two partners, and for " +
                                        of.who().name(id<actor>{v}) + " it is" + (defined ? "" : " not"));
        if (!defined) continue;
        double above = 0;
        double below = 0;
        for (std::size_t i = 0; i < partners.size(); ++i) {
            const auto others = rows.of(partners[i]);
            for (std::size_t j = i + 1; j < partners.size(); ++j) {
                const auto at = std::lower_bound(others.begin(), others.end(), partners[j]);
                const bool closed = at != others.end() && *at == partners[j];
                const double a = strengths[i] / largest;
                const double b = strengths[j] / largest;
                const double c =
                    closed ? rows.strengths_of(partners[i])[static_cast<std::size_t>(at - others.begin())] / largest
                           : 0;
                const double pair = result.rule == barrat ? a + b : result.rule == zhang_horvath ? a * b : 1;
                below += pair;
                if (closed)
                    above +=
                        result.rule == onnela ? std::cbrt(a * b * c) : pair * (result.rule == zhang_horvath ? c : 1);
            }
        }
        if (!within.equal(result.score.values()[v], above / below))
            return verification::reject("the clustering of " + of.who().name(id<actor>{v}) + " is " +
                                        colearn::detail::number_text(above / below) + ", not " +
                                        colearn::detail::number_text(result.score.values()[v]));
    }
    return verification::accept();
}

} // namespace colearn

#endif
