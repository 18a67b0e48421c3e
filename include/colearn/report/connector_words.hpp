// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_CONNECTOR_WORDS_HPP
#define COLEARN_REPORT_CONNECTOR_WORDS_HPP

/// @file
/// For a policy reader: who connects schools, families and services, and who alone holds somebody in, in sentences.
/// For an engineer: the words of `review_connectors`, for the page and for JSON.

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include <colearn/report/review_connectors.hpp>
#include <colearn/report/words.hpp>

namespace colearn::detail {

[[nodiscard]] inline std::string range_of_ranks(const connector& one) {
    return report::whole(one.best_rank) +
           (one.best_rank == one.worst_rank ? "" : " to " + report::whole(one.worst_rank));
}

/// Those whose leaving would cut off most, the worst first.
[[nodiscard]] inline std::vector<const connector*> single_points(const review_connectors& of, std::size_t most) {
    std::vector<const connector*> out;
    for (const auto& one : of.members)
        if (one.cut_off > 0) out.push_back(&one);
    std::stable_sort(out.begin(), out.end(), [](const auto* a, const auto* b) { return a->cut_off > b->cut_off; });
    if (out.size() > most) out.resize(most);
    return out;
}

/// What there is to say, a sentence each.
[[nodiscard]] inline std::vector<std::string> words_about(const review_connectors& of) {
    std::vector<std::string> out;
    if (!of.none_because.empty()) {
        out.push_back("Who connects schools, families and services cannot be said: " + of.none_because + ".");
        return out;
    }
    if (!of.any()) {
        out.push_back("Nobody stands between two partners of different kinds who have no tie of their own.");
    } else {
        const auto& first = of.members.front();
        out.push_back(
            first.name + (first.place.empty() ? "" : " (" + first.place + ")") + " connects " +
            report::plural(static_cast<std::size_t>(first.pairs), "pair") +
            " of different kinds who have no tie of their own, more than anybody else" +
            (first.best_rank > 0
                 ? "; counting each tie only as often as its trust lets it hold, its place is " + range_of_ranks(first)
                 : std::string()) +
            ".");
    }
    const auto worst = single_points(of, 3);
    if (worst.empty()) {
        out.push_back("Nobody's leaving would cut anybody off.");
        return out;
    }
    std::vector<std::string> names;
    for (const auto* one : worst) names.push_back(one->name + " (" + report::plural(one->cut_off, "other") + ")");
    const auto all = static_cast<std::size_t>(
        std::count_if(of.members.begin(), of.members.end(), [](const connector& one) { return one.cut_off > 0; }));
    out.push_back(report::capital(report::plural(all, "single point")) +
                  " of failure: " + (all > worst.size() ? "the largest are " : "") + report::list(names) +
                  ". Without them those others would lose every connection to the rest.");
    return out;
}

} // namespace colearn::detail

#endif
