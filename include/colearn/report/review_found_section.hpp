// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_REVIEW_FOUND_SECTION_HPP
#define COLEARN_REPORT_REVIEW_FOUND_SECTION_HPP

/// @file
/// For a policy reader: the part of a review that says all it knows of the actors that were asked for by name.
/// For an engineer: a card for each `found_name`.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/school_table.hpp>
#include <colearn/measures/actor_profile.hpp>
#include <colearn/report/page.hpp>
#include <colearn/report/review.hpp>
#include <colearn/report/review_group.hpp>
#include <colearn/report/review_twin_trust.hpp>
#include <colearn/report/review_words.hpp>
#include <colearn/report/trust_words.hpp>
#include <colearn/report/words.hpp>
#include <colearn/trust/opinion.hpp>

namespace colearn::detail {

[[nodiscard]] inline const review_member* member_of(const review& of, tie_end who) {
    for (const auto* group : {&of.organisations, &of.people})
        for (const auto& one : group->members)
            if (one.who == who) return &one;
    return nullptr;
}

/// The partners of a member, with the trust between the two and how sure it is; those with most evidence first.
[[nodiscard]] inline std::vector<std::string> partners_by_evidence(const review_group& group, id<actor> who) {
    const auto rows = group.partners.out();
    std::vector<std::uint32_t> arcs(rows.offsets[who.index + 1] - rows.offsets[who.index]);
    std::iota(arcs.begin(), arcs.end(), static_cast<std::uint32_t>(rows.offsets[who.index]));
    const auto experiences = [&](std::uint32_t arc) { return group.behind[arc].positive + group.behind[arc].negative; };
    std::stable_sort(arcs.begin(), arcs.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return experiences(a) > experiences(b); });
    std::vector<std::string> out;
    for (const auto arc : arcs) {
        const auto known = opinion::of(group.behind[arc]);
        out.push_back(group.partners.who().name(id<actor>{rows.neighbours[arc]}) +
                      (known.vacuous() ? ""
                                       : " (trust " + report::decimal(known.expectation(), 2) + ", with 80% " +
                                             report::interval_words(known) + ")"));
    }
    return out;
}

/// All that a review says of one actor.
[[nodiscard]] inline report::fragment dossier(const review& of, const learning_system& system,
                                              const review_options& options, tie_end who) {
    std::string name;
    std::string about;
    system.net.visit(who, [&](auto, const auto& one) {
        name = name_of(one);
        about = report::capital(std::string(one.role));
        if constexpr (std::is_same_v<std::decay_t<decltype(one)>, school>) {
            if (!one.region.empty()) about += ", " + one.region;
            if (one.enrolment) about += "; " + report::whole(*one.enrolment) + " pupils";
            if (one.disadvantaged)
                about += ", " + report::percent(*one.disadvantaged) + " from the least advantaged homes";
            if (one.advantage)
                about += "; index of advantage " + report::whole(*one.advantage) + " (1000 is the average)";
        }
    });
    report::markup out;
    out.open("li")
        .element("h3", {}, name)
        .element("p", {{"class", "note"}}, about + ".")
        .open("dl", {{"class", "facts"}});
    const auto fact = [&](std::string_view heading, std::string_view text) {
        out.open("div", {{"class", (heading.ends_with("win") || heading == "Around it") ? "long" : ""}})
            .element("dt", {}, heading)
            .element("dd", {}, text)
            .close();
    };
    if (const auto* member = member_of(of, who)) {
        const auto& group = who.role == system_network::role_index<teacher> ? of.people : of.organisations;
        const auto partners = partners_by_evidence(group, member->at);
        const auto brokerage = member->brokerage > 0 ? "Brokerage " + share_text(member->brokerage) + ", the " +
                                                           report::ordinal(member->rank) + " of " +
                                                           report::whole(group.members.size()) + " " + group.name
                                                     : std::string("No brokerage: it stands between no two others");
        fact("In the network", report::plural(partners.size(), "partner") +
                                   (all_assumed(group) ? ", by ties that are assumed" : "") +
                                   (partners.empty() ? "" : ": " + report::list(partners, 6)) + ". " + brokerage +
                                   "; standing " + report::decimal(member->standing, 1) + " times the average.");
        const auto ego = profile(group.network, member->at, {.with_betweenness = false});
        fact("Around it", report::joined(ego.sentences));
    }
    if (who.role == system_network::role_index<school>) {
        const id<school> number{who.index};
        if (of.twins) {
            if (const auto* pair = of.twins->proposal_of(number)) {
                fact("Twin", pair->rationale);
                const auto place = static_cast<std::size_t>(pair - of.twins->proposals.data());
                if (place < of.twin_trust.pairs.size())
                    fact("Trust",
                         twin_trust_words(school_table(system), *pair, of.twin_trust.pairs[place], of.twin_trust));
            }
            for (const auto& left : of.twins->left_out)
                if (left.who == number) fact("No twin", left.words);
        }
        if (of.allocation)
            for (const auto& award : of.allocation->awards)
                if (award.who == number) {
                    const auto words = explain(award, of.allocation->certificate);
                    fact("Budget, in " + options.currency, words.why + " " + words.what_would_change);
                }
        for (const auto& one : of.needs.missing)
            if (one.who == number) fact("Budget", "Takes no part: " + one.field + " is not known.");
    }
    out.close().close().line();
    return out.finish();
}

/// The actors that were asked for, each with all that the review says of it.
[[nodiscard]] inline report::section found_section(const review& of, const learning_system& system,
                                                   const review_options& options) {
    const school_table schools(system);
    report::markup out;
    out.element("p", {{"class", "lead"}},
                "The actors that were asked for by name, with all that this review says of them.");
    out.open("ul", {{"class", "dossier"}});
    std::vector<std::string> missing;
    for (const auto& asked : of.found) {
        if (asked.actors.empty()) missing.push_back(asked.asked);
        for (const auto& who : asked.actors) out.add(dossier(of, system, options, who));
    }
    out.close().line();
    for (const auto& one : missing)
        out.element("p", {}, "Nobody of the name \"" + one + "\" is in this system.").line();
    for (const auto& one : of.found)
        if (one.more > 0)
            out.element("p", {{"class", "note"}},
                        report::whole(one.more) + " more match \"" + one.asked + "\"; give a longer part of the name.");
    return {"found", "The actors you asked for", "Asked for by name", out.finish()};
}

} // namespace colearn::detail

#endif
