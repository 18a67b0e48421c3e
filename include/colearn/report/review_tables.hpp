// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_REVIEW_TABLES_HPP
#define COLEARN_REPORT_REVIEW_TABLES_HPP

/// @file
/// For a policy reader: the review as plain tables to work on: organisations, people, twins and amounts, a row each.
/// For an engineer: tidy tables with a meaning for every column.

#include <cstddef>
#include <string>
#include <vector>

#include <colearn/allocation/max_min.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/io/tidy.hpp>
#include <colearn/matching/group_result.hpp>
#include <colearn/matching/pairing_rules.hpp>
#include <colearn/matching/school_table.hpp>
#include <colearn/matching/twin_result.hpp>
#include <colearn/report/review.hpp>
#include <colearn/report/review_connectors.hpp>
#include <colearn/report/review_group.hpp>
#include <colearn/report/review_twin_trust.hpp>
#include <colearn/report/review_words.hpp>
#include <colearn/report/trust_words.hpp>
#include <colearn/report/twin_trust.hpp>
#include <colearn/trust/credible_interval.hpp>
#include <colearn/trust/opinion.hpp>

namespace colearn {

/// The members of a group with their measures, a row each, by rank.
[[nodiscard]] inline tidy_table members_table(const review_group& group) {
    using kind = column_kind;
    tidy_table out(
        group.name,
        {{"key", kind::text, "key of the actor in the data"},
         {"name", kind::text, "name of the actor"},
         {"role", kind::text, "role of the actor"},
         {"place", kind::text, "region of a school, school of a teacher"},
         {"rank", kind::number, "place by brokerage, from 1; equal ones share it"},
         {"brokerage", kind::number,
          "share of the ordered pairs of others whose most trusted path runs through the actor, 0 to 1"},
         {"partners", kind::number, "others of the group with a tie to or from the actor"},
         {"trust", kind::number, "sum of the trust of these ties, each 0 to 1, the strongest of each pair"},
         {"trust_expected", kind::number, "expected trust of these ties together, over all experiences, 0 to 1"},
         {"trust_low", kind::number, "lower end of the range that holds that trust with a probability of 80%"},
         {"trust_high", kind::number, "upper end of that range"},
         {"experiences", kind::number, "experiences behind these ties; 4 for a tie of which they were not counted"},
         {"standing", kind::number, "PageRank with damping 0.85, as a multiple of the average"},
         {"rank_best", kind::number,
          "best place in the 80% interval of ranks, when trust is drawn from its evidence; empty: not measured"},
         {"rank_worst", kind::number, "worst place in that interval"},
         {"cut_off", kind::number, "others that would lose every connection to the rest without the actor"},
         {"holds_in_redraws", kind::number,
          "share of the redrawn networks, each with one tie in ten left out at random, in which the actor is "
          "among the ten first brokers"}});
    for (const auto& one : group.members) {
        const auto known = opinion::of(one.behind);
        const auto range = interval(known, .8);
        const auto if_known = [&](double value) { return known.vacuous() ? tidy_cell() : tidy_cell(value); };
        out.add({one.key, one.name, one.role, one.place.empty() ? tidy_cell() : tidy_cell(one.place), one.rank,
                 one.brokerage, one.partners, one.trust, if_known(known.expectation()), if_known(range.low),
                 if_known(range.high), one.behind.positive + one.behind.negative, one.standing,
                 one.best_rank > 0 ? tidy_cell(one.best_rank) : tidy_cell(),
                 one.worst_rank > 0 ? tidy_cell(one.worst_rank) : tidy_cell(), one.cut_off,
                 group.redraws > 0
                     ? tidy_cell(static_cast<double>(one.times_leading) / static_cast<double>(group.redraws))
                     : tidy_cell()});
    }
    return out;
}

/// Schools, staff and services with a partner, and whom they connect, a row each, by rank.
[[nodiscard]] inline tidy_table connectors_table(const review_connectors& of) {
    using kind = column_kind;
    tidy_table out(
        "connectors",
        {{"key", kind::text, "key of the actor in the data"},
         {"name", kind::text, "name of the actor"},
         {"role", kind::text, "role of the actor"},
         {"place", kind::text, "region of a school, school of a teacher"},
         {"rank", kind::number, "place by pairs connected, from 1; equal ones share it"},
         {"rank_best", kind::number,
          "best place in the 80% interval of ranks, when each tie holds with the probability of its trust; empty: not "
          "measured"},
         {"rank_worst", kind::number, "worst place in that interval"},
         {"pairs_connected", kind::number,
          "pairs of its partners of different kinds (schools and staff, families and students, services and partners) "
          "who have no tie of their own"},
         {"schools_and_staff", kind::number, "partners among schools and staff"},
         {"families_and_students", kind::number, "partners among families and student groups"},
         {"services_and_partners", kind::number, "partners among all others"},
         {"cut_off", kind::number,
          "others that would lose every connection to the largest part that is left without the actor"}});
    for (const auto& one : of.members)
        out.add({one.key, one.name, one.role, one.place.empty() ? tidy_cell() : tidy_cell(one.place), one.rank,
                 one.best_rank > 0 ? tidy_cell(one.best_rank) : tidy_cell(),
                 one.worst_rank > 0 ? tidy_cell(one.worst_rank) : tidy_cell(), static_cast<std::size_t>(one.pairs),
                 one.partners[0], one.partners[1], one.partners[2], static_cast<std::size_t>(one.cut_off)});
    return out;
}

/// Every school with its proposed federation, or the reason why it is in none, a row each, ascending by id.
[[nodiscard]] inline tidy_table federations_table(const review& of, const learning_system& system) {
    using kind = column_kind;
    expects(of.federations.has_value(), "the review must have looked for federations");
    tidy_table out(
        "federations",
        {{"key", kind::text, "key of the school in the data"},
         {"name", kind::text, "name of the school"},
         {"federation", kind::number, "number of the proposed federation, the best fit first; empty: none"},
         {"size", kind::number, "schools in it"},
         {"fit", kind::number, "mean fit of its pairs, 0 to 1"},
         {"widest_km", kind::number, "straight distance of the two furthest apart in it, kilometres"},
         {"worth", kind::number, "what the school is worth to the others in it"},
         {"gain", kind::number, "what the school could learn from the best of the others, 0 to 1"},
         {"held_by", kind::number, "what its pairs there would have to lose before it were better elsewhere"},
         {"reason", kind::text, "why these schools, or why none"}});
    const school_table schools(system);
    const auto& all = *of.federations;
    std::vector<std::size_t> number(schools.id_bound(), 0); // from 1
    std::vector<const std::string*> why(schools.id_bound(), nullptr);
    for (std::size_t i = 0; i < all.proposals.size(); ++i)
        for (const auto& member : all.proposals[i].members) number[member.who.index] = i + 1;
    for (const auto& one : all.left_out) why[one.who.index] = &one.words;
    for (const auto who : schools.ids()) {
        const auto& one = schools[who];
        if (number[who.index] == 0) {
            out.add({one.key,
                     schools.name(who),
                     {},
                     {},
                     {},
                     {},
                     {},
                     {},
                     {},
                     why[who.index] == nullptr ? tidy_cell() : tidy_cell(*why[who.index])});
            continue;
        }
        const auto& group = all.proposals[number[who.index] - 1];
        const auto member = std::find_if(group.members.begin(), group.members.end(),
                                         [who](const auto& each) { return each.who == who; });
        out.add({one.key, schools.name(who), number[who.index], group.members.size(), group.mean_score, group.widest_km,
                 member->worth, member->gain, member->runner_up ? tidy_cell(member->stays_by) : tidy_cell(),
                 group.rationale});
    }
    return out;
}

/// Every school with its proposed twin, or the reason why it has none, a row each, ascending by id.
[[nodiscard]] inline tidy_table twins_table(const review& of, const learning_system& system) {
    using kind = column_kind;
    expects(of.twins.has_value(), "the review must have looked for twins");
    const auto& twins = *of.twins;
    tidy_table out("twins",
                   {{"key", kind::text, "key of the school in the data"},
                    {"name", kind::text, "name of the school"},
                    {"twin_key", kind::text, "key of the proposed twin; empty: none is proposed"},
                    {"twin_name", kind::text, "name of the proposed twin"},
                    {"fit", kind::number, "how well the two suit each other, 0 to 1"},
                    {"km", kind::number, "straight distance between the two, kilometres"},
                    {"gain", kind::number, "what the school gains, 0 to 1"},
                    {"gains_in", kind::text, "topics where it gains, the largest gain first"},
                    {"parts_at", kind::number, "fit at or below which the pair would part"},
                    {"next_best_name", kind::text, "the candidate with the next highest fit"},
                    {"trust", kind::number, "expected trust of the school in its twin, 0 to 1; empty: not known"},
                    {"trust_low", kind::number, "lower end of the range that holds it with a probability of 80%"},
                    {"trust_high", kind::number, "upper end of that range"},
                    {"experiences", kind::number, "experiences behind that trust, good and bad"},
                    {"trust_known_by", kind::text, "own tie, chain (of organisations), or not known"},
                    {"trust_chain", kind::text, "the chain that carries most, with the trust of each step"},
                    {"trust_chains", kind::number, "how many chains were added up"},
                    {"reason", kind::text, "why the two, or why none"}});
    const school_table schools(system);
    std::vector<const twin_left_out*> left(schools.id_bound(), nullptr);
    for (const auto& one : twins.left_out) left[one.who.index] = &one;
    std::vector<const twin_proposal*> pairs(schools.id_bound(), nullptr);
    std::vector<const school_trust*> trusts(schools.id_bound(), nullptr);
    const school_trust nothing;
    for (std::size_t i = 0; i < twins.proposals.size(); ++i) {
        const auto& one = twins.proposals[i];
        pairs[one.a.who.index] = pairs[one.b.who.index] = &one;
        const bool known = i < of.twin_trust.pairs.size();
        trusts[one.a.who.index] = known ? &of.twin_trust.pairs[i].a_in_b : &nothing;
        trusts[one.b.who.index] = known ? &of.twin_trust.pairs[i].b_in_a : &nothing;
    }
    for (const auto who : schools.ids()) {
        const auto& one = schools[who];
        if (const auto* pair = pairs[who.index]) {
            const auto& side = pair->a.who == who ? pair->a : pair->b;
            const auto& other = pair->a.who == who ? pair->b : pair->a;
            const auto& trust = *trusts[who.index];
            const auto range = interval(trust.trust, .8);
            const auto if_known = [&](double value) { return trust.trust.vacuous() ? tidy_cell() : tidy_cell(value); };
            out.add({one.key, schools.name(who), schools[other.who].key, schools.name(other.who), pair->score,
                     distance_km(schools, who, other.who), side.gain, detail::topics_text(schools, side, 10),
                     pair->falls_at,
                     side.runners_up.empty() ? tidy_cell() : tidy_cell(schools.name(side.runners_up.front().who)),
                     if_known(trust.trust.expectation()), if_known(range.low), if_known(range.high),
                     if_known(report::experiences_behind(trust.trust)), std::string(to_string(trust.known_by)),
                     trust.chains.empty() ? tidy_cell() : tidy_cell(detail::chain_words(trust.chains.front())),
                     trust.known_by == trust_basis::chain ? tidy_cell(trust.chains.size()) : tidy_cell(),
                     pair->rationale});
        } else {
            out.add({one.key,
                     schools.name(who),
                     {},
                     {},
                     {},
                     {},
                     {},
                     {},
                     {},
                     {},
                     {},
                     {},
                     {},
                     {},
                     {},
                     {},
                     {},
                     left[who.index] == nullptr ? tidy_cell() : tidy_cell(left[who.index]->words)});
        }
    }
    return out;
}

/// Every recipient with its amount, and every school that takes no part with the figure it lacks, a row each.
[[nodiscard]] inline tidy_table allocation_table(const review& of, const learning_system& system) {
    using kind = column_kind;
    tidy_table out(
        "allocation",
        {{"key", kind::text, "key of the school in the data"},
         {"name", kind::text, "name of the school"},
         {"region", kind::text, "administrative area of the school"},
         {"pupils", kind::number, "enrolment"},
         {"disadvantaged", kind::number, "share of pupils in the lowest quarter of advantage, 0 to 1"},
         {"need_weighted_pupils", kind::number, "pupils, with those from the least advantaged homes counted more"},
         {"amount", kind::number, "what the school gets, units of money with two decimals; empty: it takes no part"},
         {"per_pupil", kind::number, "amount over pupils"},
         {"decided_by", kind::text, "the common level, or the bound that holds the school"},
         {"reason", kind::text, "why it is this amount, or which figure is not known"}});
    const auto region = [&](id<school> who) {
        const auto& name = system.net[who].region;
        return name.empty() ? tidy_cell() : tidy_cell(name);
    };
    for (std::size_t i = 0; of.allocation && i < of.allocation->awards.size(); ++i) {
        const auto& award = of.allocation->awards[i];
        const auto& need = of.needs.recipients[i];
        out.add({system.net[award.who].key, award.name, region(award.who), need.pupils, need.disadvantaged, need.weight,
                 award.amount.units(), need.pupils > 0 ? tidy_cell(award.amount.units() / need.pupils) : tidy_cell(),
                 std::string(to_string(award.decided)), explain(award, of.allocation->certificate).why});
    }
    for (const auto& one : of.needs.missing) {
        const auto& lacking = system.net[one.who];
        out.add({lacking.key,
                 one.name,
                 region(one.who),
                 lacking.enrolment,
                 lacking.disadvantaged,
                 {},
                 {},
                 {},
                 {},
                 one.field + " is not known"});
    }
    return out;
}

} // namespace colearn

#endif
