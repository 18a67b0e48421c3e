// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_REVIEW_WORDS_HPP
#define COLEARN_REPORT_REVIEW_WORDS_HPP

/// @file
/// For a policy reader: the findings of a review in a page of plain sentences, as a principal would read them.
/// For an engineer: sentences from the fields of a `review`, the same for the terminal and for the page.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/allocation/max_min.hpp>
#include <colearn/allocation/money.hpp>
#include <colearn/core/id.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/matching/group_result.hpp>
#include <colearn/matching/pairing_rules.hpp>
#include <colearn/matching/school_table.hpp>
#include <colearn/matching/twin_result.hpp>
#include <colearn/report/connector_words.hpp>
#include <colearn/report/review.hpp>
#include <colearn/report/review_group.hpp>
#include <colearn/report/review_twin_trust.hpp>
#include <colearn/report/words.hpp>

namespace colearn {

/// The findings in sentences.
struct review_summary {
    std::string about{};                    ///< what the system is, in one sentence
    std::vector<std::string> who{};         ///< who holds the network together
    std::vector<std::string> leading{};     ///< the same in short: who leads, and what would be lost
    std::vector<std::string> connectors{};  ///< who connects schools, families and services; empty: one role alone
    std::vector<std::string> twins{};       ///< who could work with whom
    std::vector<std::string> trust{};       ///< how far the proposed twins trust each other
    std::vector<std::string> federations{}; ///< which schools could federate
    std::vector<std::string> money{};       ///< where the budget goes
    std::vector<std::string> sure{};        ///< how far to trust all that
};

namespace detail {

/// An amount with its sign: to the cent below 100, in whole units above.
[[nodiscard]] inline std::string amount_text(money amount, const std::string& sign) {
    return report::money(amount.units(), sign);
}

/// "18%", "0.4%": shares that are mostly small.
[[nodiscard]] inline std::string share_text(double share) {
    return report::percent(share, share < .0995 ? 1 : 0);
}

/// "organisation", "person" as one of a group is called, by number.
[[nodiscard]] inline std::string members_text(const review_group& group, std::size_t count) {
    const bool people = group.name == "people";
    return report::plural(count, people ? "person" : "organisation", people ? "people" : "organisations");
}

/// Members without a tie to another one.
[[nodiscard]] inline std::size_t alone_in(const review_group& group) {
    return static_cast<std::size_t>(std::count(group.parts.begin(), group.parts.end(), std::size_t{1}));
}

/// Whether all layers of a group are assumptions, which readers mark in their names.
[[nodiscard]] inline bool all_assumed(const review_group& group) {
    return !group.layers.empty() && std::all_of(group.layers.begin(), group.layers.end(), is_assumed);
}

/// On which ties a group was measured.
[[nodiscard]] inline std::string measured_on_words(const review_group& group) {
    const auto& record = group.network.record();
    std::string out = report::capital(report::plural(group.network.tie_count(), "tie")) + " among the " +
                      members_text(group, group.members.size()) + ", on " +
                      report::plural(group.layers.size(), "layer") +
                      (group.layers.empty() ? "" : " (" + report::list(group.layers) + ")") + ". ";
    out += record.directed
               ? "Direction counts: a tie from A to B says that A turns to B; ties of undirected layers run both "
                 "ways. "
               : "Ties have no direction. ";
    out +=
        "The strength of a tie is its " + record.weight + "; of several ties between the same two the strongest counts";
    if (record.ties_merged > 0) out += " (" + report::plural(record.ties_merged, "tie") + " merged)";
    if (record.loops_dropped > 0)
        out += ", and " + report::plural(record.loops_dropped, "tie") + " from an actor to itself " +
               (record.loops_dropped == 1 ? "is" : "are") + " left out";
    return out + ".";
}

[[nodiscard]] inline std::vector<std::string> words_about(const review_group& group) {
    std::vector<std::string> out;
    const auto& members = group.members;
    if (members.empty()) return out;
    if (!group.has_ties()) {
        out.push_back("No ties among the " + members_text(group, members.size()) +
                      " are on record, so it cannot be said who holds them together.");
        return out;
    }
    if (all_assumed(group))
        out.push_back("Every tie among the " + members_text(group, members.size()) +
                      " is assumed, from where they are: this says who lies between others, not who works with whom.");
    if (!group.has_brokers()) {
        out.push_back("Among the " + members_text(group, members.size()) +
                      " nobody stands between two others: all who are connected are connected directly.");
    } else {
        const auto& first = members[0];
        std::string text = first.name + (first.place.empty() ? "" : " (" + first.place + ")") +
                           " stands on the most trusted path of " + share_text(first.brokerage) +
                           " of all pairs of others, the largest share of " + members_text(group, members.size());
        std::vector<std::string> next;
        for (std::size_t i = 1; i < 3 && i < members.size() && members[i].brokerage > 0; ++i)
            next.push_back(members[i].name + " (" + share_text(members[i].brokerage) + ")");
        if (!next.empty()) text += "; " + report::list(next) + (next.size() == 1 ? " follows" : " follow");
        out.push_back(text + ".");
        if (first.best_rank > 0)
            out.push_back(first.best_rank == first.worst_rank
                              ? "That " + first.name +
                                    " is first holds however the trust in the ties, which is itself "
                                    "an estimate, is drawn from its evidence."
                              : "Trust is itself an estimate: drawn from its evidence anew, it puts " + first.name +
                                    " between the " + report::ordinal(first.best_rank) + " and the " +
                                    report::ordinal(first.worst_rank) + " place in four of five cases.");
        const auto worst =
            std::max_element(members.begin(), members.end(),
                             [](const review_member& a, const review_member& b) { return a.cut_off < b.cut_off; });
        if (worst->cut_off > 0)
            out.push_back("Without " + worst->name + ", " + members_text(group, worst->cut_off) +
                          " would lose every connection to the rest.");
        else
            out.push_back("Nobody is the only link of anybody else: each could leave without cutting others off.");
    }
    if (const auto alone = alone_in(group); alone > 0)
        out.push_back(report::capital(members_text(group, alone)) + (alone == 1 ? " has" : " have") +
                      " no tie to any other on record.");
    return out;
}

/// "literacy and numeracy": where one side of a proposal gains most.
[[nodiscard]] inline std::string topics_text(const school_table& schools, const twin_side& side, std::size_t most = 3) {
    std::vector<std::string> topics;
    for (const auto& one : side.topics)
        if (topics.size() < most) topics.push_back(schools.topics()[one.topic]);
    return report::list(topics);
}

/// Whether of any pair it is known in which topics one gains.
[[nodiscard]] inline bool any_gains(const twin_result& twins) {
    return std::any_of(twins.proposals.begin(), twins.proposals.end(),
                       [](const twin_proposal& one) { return !one.a.topics.empty() || !one.b.topics.empty(); });
}

/// "the pairs rest on likeness of context and nearness."
[[nodiscard]] inline std::string known_terms(const twin_result& twins) {
    std::vector<std::string> names;
    for (const auto& one : twins.proposals)
        for (const auto& part : one.why.terms)
            if (!part.missing() && std::find(names.begin(), names.end(), part.name) == names.end())
                names.push_back(part.name);
    return "the pairs rest on " + (names.empty() ? "a score of your own" : report::list(names) + " alone") + ".";
}

[[nodiscard]] inline std::vector<std::string> words_about_twins(const review& of, const school_table& schools) {
    std::vector<std::string> out;
    if (!of.twins || of.twins->proposals.empty()) {
        out.push_back(of.no_twins);
        return out;
    }
    const auto& twins = *of.twins;
    const auto& best = twins.proposals.front();
    out.push_back(report::plural(twins.proposals.size(), "pair") + (twins.proposals.size() == 1 ? " is" : " are") +
                  " proposed, for " + report::whole(2 * twins.proposals.size()) + " of " +
                  report::plural(of.schools, "school") + ".");
    std::string text = "The best fit: " + schools.name(best.a.who) + " and " + schools.name(best.b.who) + " (" +
                       report::decimal(best.score, 2) + " of 1";
    if (const auto km = distance_km(schools, best.a.who, best.b.who)) text += ", " + report::distance(*km) + " apart";
    text += ")";
    const auto a = topics_text(schools, best.a);
    const auto b = topics_text(schools, best.b);
    if (!a.empty() && !b.empty())
        text += "; the first can learn from the second in " + a + ", the second from the first in " + b;
    out.push_back(text + ".");
    if (!any_gains(twins))
        out.push_back("What schools could learn from each other is not known: " + known_terms(twins));
    const auto& fair = twins.fairness;
    if (fair.disadvantaged.share && fair.others.share && twins.proposals.size() >= 4)
        out.push_back("Of the most disadvantaged quarter of the schools " + report::percent(*fair.disadvantaged.share) +
                      " have a twin, of the others " + report::percent(*fair.others.share) + ".");
    if (!twins.left_out.empty()) {
        std::vector<std::string> names;
        for (const auto& one : twins.left_out) names.push_back(schools.name(one.who));
        out.push_back(report::capital(report::plural(names.size(), "school")) + (names.size() == 1 ? " is" : " are") +
                      " left without a twin, each with the reason: " + report::list(names, 3) + ".");
    }
    return out;
}

/// The recipient with the largest, or the smallest, amount for each pupil; null when there is none.
[[nodiscard]] inline const max_min_award* extreme_award(const review& of, bool largest) {
    const max_min_award* out = nullptr;
    double reached = 0;
    for (std::size_t i = 0; i < of.allocation->awards.size(); ++i) {
        const auto pupils = of.needs.recipients[i].pupils;
        if (!(pupils > 0)) continue;
        const auto each = of.allocation->awards[i].amount.units() / pupils;
        if (out != nullptr && (largest ? each <= reached : each >= reached)) continue;
        reached = each;
        out = &of.allocation->awards[i];
    }
    return out;
}

[[nodiscard]] inline double pupils_of(const review& of, const max_min_award& award) {
    const auto& all = of.needs.recipients;
    const auto at = std::lower_bound(all.begin(), all.end(), award.who,
                                     [](const school_need& one, id<school> who) { return one.who < who; });
    return at->pupils;
}

/// "Each pupil counts once, and a pupil from the least advantaged homes once more."
[[nodiscard]] inline std::string formula_words(const need_formula& formula) {
    const auto times = [](double count) {
        return count == 1 ? std::string("once") : report::rounded(count) + " times";
    };
    return "Each pupil counts " + times(formula.base) + ", and a pupil from the least advantaged homes " +
           times(formula.loading) + " more";
}

[[nodiscard]] inline std::vector<std::string> words_about_money(const review& of, const review_options& options) {
    std::vector<std::string> out;
    if (!of.allocation || of.allocation->awards.empty()) {
        out.push_back(of.no_allocation);
        return out;
    }
    const auto& result = *of.allocation;
    const auto text = [&](double units) { return report::money(units, options.currency); };
    double need = 0;
    for (const auto& one : of.needs.recipients) need += one.weight;
    out.push_back(amount_text(result.certificate.total, options.currency) + " " +
                  (result.awards.size() == 1 ? "goes to one school"
                                             : "goes to " + report::whole(result.awards.size()) + " schools") +
                  " by need: " + text(result.certificate.level) + " for each of " + report::whole(std::round(need)) +
                  " need-weighted pupils.");
    out.push_back(formula_words(of.needs.formula) + ".");
    const auto* most = extreme_award(of, true);
    const auto* least = extreme_award(of, false);
    if (most != nullptr && most != least)
        out.push_back("For each pupil that is from " + text(least->amount.units() / pupils_of(of, *least)) + " (" +
                      least->name + ") to " + text(most->amount.units() / pupils_of(of, *most)) + " (" + most->name +
                      ").");
    if (result.certificate.unspent.cents > 0)
        out.push_back(amount_text(result.certificate.unspent, options.currency) +
                      " could not be placed: every school is at its largest grant or without need.");
    if (!of.needs.missing.empty()) {
        std::vector<std::string> names;
        for (const auto& one : of.needs.missing)
            if (names.empty() || names.back() != one.name) names.push_back(one.name);
        out.push_back(report::capital(report::plural(names.size(), "school")) +
                      (names.size() == 1 ? " takes" : " take") +
                      " no part, since a figure is not known: " + report::list(names, 3) + ".");
    }
    return out;
}

[[nodiscard]] inline std::vector<std::string> words_about_certainty(const review& of) {
    std::vector<std::string> out;
    const auto accepted = of.accepted();
    std::string text = report::capital(report::number_word(accepted)) + " of " + report::number_word(of.checks.size()) +
                       " answers passed a check by a separate routine";
    if (accepted < of.checks.size()) {
        std::vector<std::string> failed;
        for (const auto& one : of.checks)
            if (!one.outcome.accepted()) failed.push_back(one.what + " (" + one.outcome.violated + ")");
        text += "; not: " + report::list(failed);
    }
    out.push_back(text + ".");
    if (of.twins && of.twins->bound > 0)
        out.push_back("The pairing reaches " + report::percent(of.twins->total_score / of.twins->bound) +
                      " of the largest total fit, which is proved; in the pairing with that total, " +
                      report::whole(of.twins->trade_off.best_total.blocking_schools) + " of " +
                      report::whole(2 * of.twins->trade_off.best_total.pairs) +
                      " schools would with another one rather leave their partners.");
    for (const auto* group : {&of.organisations, &of.people})
        if (!group->exact)
            out.push_back("The brokerage of " + group->name + " is an estimate from " + report::whole(group->sources) +
                          " of " + report::whole(group->members.size()) + ", within " +
                          report::percent(group->brokerage_error, 1) + " with 95% confidence.");
    std::size_t assumed = 0;
    for (const auto& note : of.notes) {
        if (note.find("assum") == std::string::npos) continue;
        if (++assumed <= 2) out.push_back("The data says of itself: " + note);
    }
    if (assumed > 2)
        out.push_back(report::capital(report::plural(assumed - 2, "more note")) + " of this kind " +
                      (assumed == 3 ? "stands" : "stand") + " at the end of the page.");
    if (!of.complete) out.emplace_back("The work was stopped early: what is missing is marked as such.");
    return out;
}

[[nodiscard]] inline std::string federation_name(const school_table& schools, const group_proposal<school>& one) {
    std::vector<std::string> names;
    for (const auto& member : one.members) names.push_back(schools.name(member.who));
    return report::list(names);
}

/// Which schools could federate, in sentences.
[[nodiscard]] inline std::vector<std::string> words_about_federations(const review& of, const school_table& schools) {
    std::vector<std::string> out;
    if (!of.federations || of.federations->proposals.empty()) {
        out.push_back(of.no_federations);
        return out;
    }
    const auto& all = *of.federations;
    std::size_t members = 0;
    for (const auto& one : all.proposals) members += one.members.size();
    out.push_back(report::plural(all.proposals.size(), "federation") + (all.proposals.size() == 1 ? " is" : " are") +
                  " proposed, for " + report::whole(members) + " of " + report::plural(of.schools, "school") +
                  ". The pairs that fit best are those of " + federation_name(schools, all.proposals.front()) + " (" +
                  report::decimal(all.proposals.front().mean_score, 2) + " of 1 on average).");
    if (all.bound > 0 && all.certificate.groups.certificate.proof != grouping_proof::none)
        out.push_back("No other way to put these schools together is worth more than " +
                      report::percent(all.bound / all.total_value) + " of this, which is proved.");
    if (!all.left_out.empty()) {
        std::vector<std::string> names;
        for (const auto& one : all.left_out) names.push_back(schools.name(one.who));
        out.push_back(report::plural(names.size(), "school") + (names.size() == 1 ? " is" : " are") +
                      " in none, each with the reason: " + report::list(names, 3) + ".");
    }
    return out;
}

} // namespace detail

/// The findings of a review in sentences. `system` is the one that was reviewed.
[[nodiscard]] inline review_summary summary_of(const review& of, const learning_system& system,
                                               const review_options& options) {
    review_summary out;
    std::vector<std::string> roles;
    for (const auto& one : of.roles)
        roles.push_back(report::whole(one.count) + " " + report::noun(one.count, one.role));
    out.about = report::list(roles) + (roles.empty() ? "Nobody" : "") + ", joined by " +
                report::plural(of.ties, "tie") + " of " + report::plural(of.layers.size(), "kind") + ".";
    for (const auto* group : {&of.organisations, &of.people}) {
        const auto sentences = detail::words_about(*group);
        out.who.insert(out.who.end(), sentences.begin(), sentences.end());
        const std::size_t short_form =
            (group == &of.organisations || out.leading.empty() ? 2U : 1U) + (detail::all_assumed(*group) ? 1U : 0U);
        for (std::size_t i = 0; i < (std::min)(short_form, sentences.size()); ++i) out.leading.push_back(sentences[i]);
    }
    if (out.who.empty()) {
        out.who.emplace_back("There are neither organisations nor people in this system.");
        out.leading = out.who;
    }
    if (of.roles.size() > 1) out.connectors = detail::words_about(of.connectors);
    const school_table schools(system);
    out.twins = detail::words_about_twins(of, schools);
    if (of.twins) out.trust = detail::words_about_trust(schools, *of.twins, of.twin_trust);
    if (of.schools > 1) out.federations = detail::words_about_federations(of, schools);
    out.money = detail::words_about_money(of, options);
    out.sure = detail::words_about_certainty(of);
    return out;
}

/// The summary as text for a terminal, lines of at most `width` bytes.
[[nodiscard]] inline std::string to_text(const review_summary& what, const std::string& name, std::size_t width = 80) {
    std::string out = name + "\n" + report::wrapped(what.about, width) + "\n";
    const auto part = [&](const std::string& heading, const std::vector<std::string>& sentences) {
        out += "\n" + heading + "\n";
        for (const auto& one : sentences) out += report::wrapped(one, width, 2) + "\n";
    };
    part("Who holds the network together", what.who);
    if (!what.connectors.empty()) part("Who connects schools, families and services", what.connectors);
    auto twins = what.twins;
    twins.insert(twins.end(), what.trust.begin(), what.trust.end());
    part("Who could work with whom", twins);
    if (!what.federations.empty()) part("Which schools could federate", what.federations);
    part("Where the budget goes", what.money);
    part("How sure this is", what.sure);
    return out;
}

} // namespace colearn

#endif
