// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_ASSORTATIVITY_HPP
#define COLEARN_MEASURES_ASSORTATIVITY_HPP

/// @file
/// For a policy reader: do alike work with alike? 1: only ties between equals; 0: as if ties fell at random; below 0:
/// ties join those who differ.
/// For an engineer: Newman's assortativity by groups, by a number and by degree.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/groups.hpp>

namespace colearn {

struct assortativity_options {
    bool by_strength = false; ///< a tie counts by its strength (Leung and Chau 2007), else as one
};

namespace detail {

// `see(from, to, counts)` for each arc; an undirected tie runs both ways, and so does a self-tie, at both its ends.
template <class See>
void for_each_mixing_arc(const view& of, bool by_strength, See see) {
    const auto out = of.out();
    for (std::uint32_t v = 0; v < of.actor_count(); ++v)
        for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc) {
            const double counts = by_strength ? out.strengths[arc] : 1;
            see(v, out.neighbours[arc], !of.directed() && out.neighbours[arc] == v ? 2 * counts : counts);
        }
}

// Correlation over arcs between a number of the source and one of the target.
template <class Source, class Target>
[[nodiscard]] measured correlation_over_arcs(const view& of, bool by_strength, Source source, Target target) {
    double weight = 0, mean_source = 0, mean_target = 0;
    for_each_mixing_arc(of, by_strength, [&](std::uint32_t v, std::uint32_t w, double counts) {
        weight += counts;
        mean_source += counts * source(v);
        mean_target += counts * target(w);
    });
    if (weight == 0) return measured::undefined("there is no tie");
    mean_source /= weight;
    mean_target /= weight;
    double both = 0, spread_source = 0, spread_target = 0;
    bool source_varies = false, target_varies = false;
    std::uint32_t first_source = 0, first_target = 0;
    bool first = true;
    for_each_mixing_arc(of, by_strength, [&](std::uint32_t v, std::uint32_t w, double counts) {
        if (first) first_source = v, first_target = w, first = false;
        source_varies |= source(v) != source(first_source);
        target_varies |= target(w) != target(first_target);
        both += counts * (source(v) - mean_source) * (target(w) - mean_target);
        spread_source += counts * (source(v) - mean_source) * (source(v) - mean_source);
        spread_target += counts * (target(w) - mean_target) * (target(w) - mean_target);
    });
    if (!source_varies || !target_varies) return measured::undefined("all ties start, or all end, at equal values");
    const double r = both / (std::sqrt(spread_source) * std::sqrt(spread_target));
    return measured::as((std::max)(-1.0, (std::min)(1.0, r)));
}

} // namespace detail

/// Assortativity by groups: (share of ties within groups - share expected) / (1 - share expected).
///
/// Source: Newman, Physical Review E 67 (2003) 026126, equation 2. Ties count as the view has them, self-ties and
/// parallel ones too, as igraph does. Complexity: O(m + g). Undefined: without a tie, and when all ties join one group.
/// Throws: `contract_violation` for groups of other actors.
[[nodiscard]] inline measured assortativity(const view& of, const actor_groups& groups,
                                            const assortativity_options& options = {}) {
    detail::expect_groups(of, groups);
    const auto group = groups.group.values();
    double all = 0, within = 0;
    std::vector<double> from(groups.names.size()), to(groups.names.size());
    detail::for_each_mixing_arc(of, options.by_strength, [&](std::uint32_t v, std::uint32_t w, double counts) {
        all += counts;
        within += group[v] == group[w] ? counts : 0;
        from[group[v]] += counts;
        to[group[w]] += counts;
    });
    if (all == 0) return measured::undefined("there is no tie");
    double expected = 0;
    for (std::size_t g = 0; g < from.size(); ++g) {
        if (from[g] == all && to[g] == all) return measured::undefined("all ties are within one group");
        expected += from[g] / all * (to[g] / all);
    }
    return measured::as((within / all - expected) / (1 - expected));
}

/// Assortativity by a number such as a school's advantage: the correlation, over ties, of the values of both ends.
///
/// Source: Newman (2003), equation 21. Conventions as above. Complexity: O(m). Preconditions: one finite value for each
/// actor. Undefined: without a tie, and when all sources or all targets of ties have one value.
[[nodiscard]] inline measured assortativity(const view& of, std::span<const double> values,
                                            const assortativity_options& options = {}) {
    expects(values.size() == of.actor_count(), "there must be one value for each actor", values.size());
    for (const double one : values) expects(std::isfinite(one), "every value must be finite", one);
    const auto value = [&](std::uint32_t v) { return values[v]; };
    return detail::correlation_over_arcs(of, options.by_strength, value, value);
}

/// Assortativity by degree: do those with many ties work with each other? On a directed view: out-degree of the source
/// with in-degree of the target. The same as igraph's `assortativity_degree`. Newman, Physical Review Letters 89 (2002)
/// 208701; Physical Review E 67 (2003) 026126, equation 25. An undirected self-tie counts twice in its actor's degree
/// here, as the correlation needs.
[[nodiscard]] inline measured degree_assortativity(const view& of, const assortativity_options& options = {}) {
    std::vector<double> out(of.actor_count()), in(of.actor_count());
    detail::for_each_mixing_arc(of, false, [&](std::uint32_t v, std::uint32_t w, double counts) {
        out[v] += counts;
        in[w] += counts;
    });
    return detail::correlation_over_arcs(
        of, options.by_strength, [&](std::uint32_t v) { return out[v]; }, [&](std::uint32_t w) { return in[w]; });
}

} // namespace colearn

#endif
