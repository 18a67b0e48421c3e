// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_REVIEW_TWIN_TRUST_HPP
#define COLEARN_REPORT_REVIEW_TWIN_TRUST_HPP

/// @file
/// For a policy reader: the part of a review that says how far proposed twins trust each other, how sure that is, and
/// through whom trust comes where they have no tie yet.
/// For an engineer: sentences and a table from a `twin_trust_result`.

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include <colearn/matching/school_table.hpp>
#include <colearn/matching/twin_result.hpp>
#include <colearn/report/page.hpp>
#include <colearn/report/table.hpp>
#include <colearn/report/trust_words.hpp>
#include <colearn/report/twin_trust.hpp>
#include <colearn/report/words.hpp>

namespace colearn::detail {

/// "North trusts Youth Service 0.72 (school to agency), which trusts West 0.61 (school to agency)"
[[nodiscard]] inline std::string chain_words(const told_chain& chain) {
    std::string out;
    for (const auto& step : chain.steps)
        out += (out.empty() ? step.from + " trusts " : ", which trusts ") + step.to + " " +
               report::decimal(step.trust, 2) + " (" + step.layer + ")";
    return out;
}

/// How a trust is known: "their own ties: school to school", a chain, or that there is none.
[[nodiscard]] inline std::string known_by_words(const school_trust& of, const twin_trust_result& all) {
    switch (of.known_by) {
    case trust_basis::tie:
        return "own tie: " + report::list(of.layers);
    case trust_basis::chain: {
        auto out = "chain: " + chain_words(of.chains.front());
        if (of.chains.size() > 1) out += "; and " + report::plural(of.chains.size() - 1, "more chain", "more chains");
        return out;
    }
    default:
        return all.any_ties ? "no chain within " + report::plural(all.horizon, "step")
                            : std::string("no tie among organisations has been stated");
    }
}

/// A pair's trust in sentences.
[[nodiscard]] inline std::string twin_trust_words(const school_table& schools, const twin_proposal& pair,
                                                  const twin_trust& trust, const twin_trust_result& all) {
    if (trust.mutual()) {
        if (trust.a_in_b.known_by == trust_basis::none)
            return "How far they trust each other is not known: " + known_by_words(trust.a_in_b, all) + ".";
        return "Trust both ways: " + report::trust_words(trust.a_in_b.trust) + ", by their " +
               known_by_words(trust.a_in_b, all) + ".";
    }
    const auto one = [&](const twin_side& from, const twin_side& to, const school_trust& what) {
        return "Trust of " + schools.name(from.who) + " in " + schools.name(to.who) + ": " +
               (what.known_by == trust_basis::none ? std::string() : report::trust_words(what.trust) + ", by ") +
               known_by_words(what, all) + ".";
    };
    return one(pair.a, pair.b, trust.a_in_b) + " " + one(pair.b, pair.a, trust.b_in_a);
}

/// The same in short, for a card: through whom trust comes, without each step.
[[nodiscard]] inline std::string twin_trust_in_short(const school_table& schools, const twin_proposal& pair,
                                                     const twin_trust& trust, const twin_trust_result& all) {
    if (trust.mutual() || trust.known_by(trust_basis::tie)) return twin_trust_words(schools, pair, trust, all);
    const auto one = [&](const twin_side& from, const school_trust& what) {
        auto text = schools.name(from.who) + " in its twin ";
        if (what.chains.empty()) return text + "is not known (" + known_by_words(what, all) + ")";
        std::vector<std::string> between;
        for (const auto& step : what.chains.front().steps) between.push_back(step.to);
        between.pop_back(); // the twin
        text += "is " + report::decimal(what.trust.expectation(), 2) + " (80%: " + report::interval_words(what.trust) +
                "), by way of " + report::list(between);
        if (what.chains.size() > 1)
            text += " and " + report::plural(what.chains.size() - 1, "more chain", "more chains");
        return text;
    };
    return "They have no tie yet. The derived trust of " + one(pair.a, trust.a_in_b) + "; that of " +
           one(pair.b, trust.b_in_a) + ".";
}

/// How many pairs know each other, how many by hearsay, and how many not at all.
[[nodiscard]] inline std::vector<std::string> words_about_trust(const school_table& schools, const twin_result& twins,
                                                                const twin_trust_result& trust) {
    std::vector<std::string> out;
    if (trust.pairs.empty()) return out;
    const auto pairs = [](std::size_t count) { return report::plural(count, "pair"); };
    if (!trust.any_ties) {
        out.emplace_back("How far proposed twins trust each other is not known: no tie among organisations has been "
                         "stated.");
        return out;
    }
    out.push_back(report::capital(pairs(trust.tied)) + (trust.tied == 1 ? " has" : " have") + " a tie already; for " +
                  report::whole(trust.derived) + " trust can be derived along a chain of organisations; for " +
                  report::whole(trust.unknown) + " there is no chain within " + report::plural(trust.horizon, "step") +
                  ".");
    for (std::size_t i = 0; i < trust.pairs.size(); ++i) {
        const auto& one = trust.pairs[i];
        if (one.known_by(trust_basis::tie) || !one.known_by(trust_basis::chain)) continue;
        const bool there = one.a_in_b.known_by == trust_basis::chain;
        const auto& best = there ? one.a_in_b : one.b_in_a;
        const auto& from = there ? twins.proposals[i].a : twins.proposals[i].b;
        const auto& to = there ? twins.proposals[i].b : twins.proposals[i].a;
        out.push_back("For example, " + schools.name(from.who) + " can expect a trust of " +
                      report::trust_words(best.trust) + " in " + schools.name(to.who) + ": " +
                      chain_words(best.chains.front()) + ".");
        break;
    }
    return out;
}

/// A row for each direction of each of the first `shown` pairs; one for both where they are alike.
[[nodiscard]] inline report::table twin_trust_table(const school_table& schools, const twin_result& twins,
                                                    const twin_trust_result& trust, std::size_t shown) {
    using kind = report::column_kind;
    report::table out;
    out.id = "twin-trust-table";
    out.caption = "Trust between proposed twins";
    out.sortable = false;
    out.columns = {
        {.heading = "School", .heads = true},
        {.heading = "Trust in"},
        {.heading = "Trust", .kind = kind::number, .meaning = std::string(report::trust_explained), .bar = true},
        {.heading = "80% range", .meaning = "Holds the trust with a probability of 80%."},
        {.heading = "Evidence", .meaning = "Experiences behind it, in words and as a number."},
        {.heading = "Known by",
         .meaning = "The layers of their own ties, all experiences added up; or else the chain of organisations "
                    "that carries most, with the trust of each step. Along a chain trust is discounted by "
                    "that in those between, and what is lost becomes ignorance; several chains that share "
                    "nobody are added up. Nobody who is not trusted is asked (Josang 2016, chapters 14 and "
                    "15). Chains go through no person."}};
    const auto add = [&](const std::string& from, const std::string& to, const school_trust& what) {
        const bool known = what.known_by != trust_basis::none && !what.trust.vacuous();
        out.add({.cells = {from, to, known ? report::cell(what.trust.expectation()) : report::cell::unknown(),
                           known ? report::interval_words(what.trust) : std::string("not known"),
                           known ? report::evidence_words(report::experiences_behind(what.trust)) : std::string("none"),
                           known_by_words(what, trust)}});
    };
    for (std::size_t i = 0; i < (std::min)(shown, trust.pairs.size()); ++i) {
        const auto a = schools.name(twins.proposals[i].a.who);
        const auto b = schools.name(twins.proposals[i].b.who);
        add(a, trust.pairs[i].mutual() ? b + ", and the other way" : b, trust.pairs[i].a_in_b);
        if (!trust.pairs[i].mutual()) add(b, a, trust.pairs[i].b_in_a);
    }
    if (shown < trust.pairs.size())
        out.note = "The first " + report::whole(shown) + " pairs; all " + report::whole(trust.pairs.size()) +
                   " are in twins.csv.";
    return out;
}

} // namespace colearn::detail

#endif
