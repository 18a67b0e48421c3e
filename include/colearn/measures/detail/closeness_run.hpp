// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_CLOSENESS_RUN_HPP
#define COLEARN_MEASURES_DETAIL_CLOSENESS_RUN_HPP

/// @file
/// For a policy reader: what closeness and harmonic centrality have in common: the distances from each actor.
/// For an engineer: runs the searches that both are made of, and checks them again with a plain one.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <queue>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/lengths.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/degree.hpp>
#include <colearn/measures/detail/distance_sums.hpp>

namespace colearn {

/// Evidence: what each search found, which anyone can search again.
struct distance_certificate {
    std::vector<id<actor>> sources{};     ///< actors whose distances are in, ascending
    std::vector<std::uint64_t> reached{}; ///< for each: others at a finite distance
    std::vector<double> total{};          ///< for each: the sum over these of what the result says
    std::size_t sources_asked = 0;        ///< how many there were to do
};

namespace detail {

struct distance_run {
    distance_certificate certificate;
    std::string lengths_by{hop_count::name};
    bool complete = true;
};

// Vertices that were asked for, ascending and once each.
[[nodiscard]] inline std::vector<std::uint32_t> chosen_vertices(const view& of, const std::vector<id<actor>>& actors) {
    std::vector<std::uint32_t> chosen;
    if (actors.empty())
        for (const auto who : of.actors()) chosen.push_back(static_cast<std::uint32_t>(who.index));
    for (const auto who : actors) {
        expects(who.index < of.actor_count(), "every actor must be one of this view's", who);
        chosen.push_back(static_cast<std::uint32_t>(who.index));
    }
    std::sort(chosen.begin(), chosen.end());
    chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
    return chosen;
}

template <class Options, class Sum>
[[nodiscard]] distance_run run_distances_by(const view& of, const Options& options, bool reciprocal, Sum sum) {
    expects(!of.directed() || options.which != direction::total,
            "distances go along ties or against them: freeze an undirected view for both");
    const bool against = of.directed() && options.which == direction::in;
    const auto sources = chosen_vertices(of, options.actors);
    const distance_sums sums =
        sum(against, sources,
            parallel_options{.threads = options.threads, .progress = options.progress, .stop = options.stop});
    distance_run made;
    made.complete = sums.complete;
    made.certificate.sources_asked = sources.size();
    for (std::size_t k = 0; k < sources.size(); ++k) {
        if (sums.done[k] == 0) continue;
        made.certificate.sources.push_back(id<actor>{sources[k]});
        made.certificate.reached.push_back(sums.reached[k]);
        made.certificate.total.push_back(reciprocal ? sums.reciprocals[k] : sums.total[k]);
    }
    return made;
}

template <class Options>
[[nodiscard]] distance_run run_distances(const view& of, const Options& options, bool reciprocal) {
    return run_distances_by(of, options, reciprocal, [&](bool against, const auto& sources, const auto& how) {
        return distance_sums_by_steps(against ? of.in() : of.out(), against ? of.out() : of.in(), sources, how);
    });
}

template <length_number Number, class Options>
[[nodiscard]] distance_run run_distances(const view& of, const lengths<Number>& by, const Options& options,
                                         bool reciprocal) {
    expects(by.belong_to(of), "the lengths must be of this view");
    auto made = run_distances_by(of, options, reciprocal, [&](bool against, const auto& sources, const auto& how) {
        std::vector<Number> turned; // in step with the incoming rows
        for (const auto arc : of.in().arcs) turned.push_back(by.values()[arc]);
        const auto incoming = of.directed() ? std::span<const Number>(turned) : by.values();
        const length_rows<Number> along{of.out(), of.in(), by.values(), incoming};
        return distance_sums_by_lengths<Number>(
            against ? length_rows<Number>{along.in, along.out, along.of_in, along.of_out} : along, sources, how);
    });
    made.lengths_by = by.rule();
    return made;
}

[[nodiscard]] inline verification verify_shape(const view& of, const distance_certificate& certificate, bool complete) {
    const auto& sources = certificate.sources;
    if (certificate.reached.size() != sources.size() || certificate.total.size() != sources.size())
        return verification::reject("there must be a number reached and a total for each source");
    if (complete && sources.size() != certificate.sources_asked)
        return verification::reject("a complete result must have all sources that were asked for");
    for (std::size_t k = 0; k < sources.size(); ++k)
        if (sources[k].index >= of.actor_count() || (k > 0 && !(sources[k - 1] < sources[k])))
            return verification::reject("the sources must be actors of the view, ascending");
    return verification::accept();
}

// Searches again from some of the sources, with a heap and nothing else.
template <class Length>
[[nodiscard]] verification verify_searches(const view& of, const distance_certificate& certificate, direction which,
                                           bool reciprocal, std::size_t count, const tolerance& within,
                                           Length length_of) {
    using distance = decltype(length_of(0U) + length_of(0U));
    using item = std::pair<distance, std::uint32_t>;
    constexpr auto unreached = (std::numeric_limits<distance>::max)();
    const auto side = which == direction::in ? of.in() : of.out();
    const auto& sources = certificate.sources;
    const auto checks = (std::min)((std::max)(count, std::size_t{1}), sources.size());
    for (std::size_t c = 0; c < checks; ++c) {
        const auto k = c * sources.size() / checks;
        const auto source = static_cast<std::uint32_t>(sources[k].index);
        std::vector<distance> away(side.size(), unreached);
        std::priority_queue<item, std::vector<item>, std::greater<>> waiting;
        away[source] = 0;
        waiting.push({0, source});
        std::uint64_t reached = 0;
        compensated_sum total;
        while (!waiting.empty()) {
            const auto [here, v] = waiting.top();
            waiting.pop();
            if (here != away[v]) continue; // met again on a shorter way
            if (v != source) {
                ++reached;
                total.add(reciprocal ? 1 / static_cast<double>(here) : static_cast<double>(here));
            }
            for (auto position = side.offsets[v]; position < side.offsets[v + 1]; ++position) {
                const auto there = here + length_of(side.arc(position));
                const auto w = side.neighbours[position];
                if (!(there < away[w])) continue;
                away[w] = there;
                waiting.push({there, w});
            }
        }
        const auto found = [&](std::uint64_t number, double sum) {
            return std::to_string(number) + " others and a sum of " + number_text(sum);
        };
        if (reached != certificate.reached[k] || !within.equal(total.value(), certificate.total[k]))
            return verification::reject("a search from " + of.who().name(sources[k]) + " finds " +
                                        found(reached, total.value()) + ", not " +
                                        found(certificate.reached[k], certificate.total[k]));
    }
    return verification::accept();
}

} // namespace detail

} // namespace colearn

#endif
