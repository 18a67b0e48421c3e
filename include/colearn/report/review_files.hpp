// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_REVIEW_FILES_HPP
#define COLEARN_REPORT_REVIEW_FILES_HPP

/// @file
/// For a policy reader: saves a review as a page to read and as plain tables to work on.
/// For an engineer: `index.html`, tidy CSV with a dictionary of its columns, and one JSON with everything.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <colearn/allocation/max_min.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/io/csv_writer.hpp>
#include <colearn/io/json.hpp>
#include <colearn/io/tidy.hpp>
#include <colearn/matching/pairing_rules.hpp>
#include <colearn/matching/school_table.hpp>
#include <colearn/measures/measured.hpp>
#include <colearn/report/district_review.hpp>
#include <colearn/report/review_group.hpp>
#include <colearn/report/review_page.hpp>
#include <colearn/report/review_twin_trust.hpp>
#include <colearn/report/review_words.hpp>
#include <colearn/report/trust_words.hpp>
#include <colearn/report/twin_trust.hpp>
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
         {"cut_off", kind::number,
          "others that would lose every connection to the rest without the actor; leading brokers alone"},
         {"holds_in_redraws", kind::number,
          "share of the redrawn networks, each with one tie in ten left out at random, in which the actor is "
          "among the ten first brokers"}});
    for (const auto& one : group.members) {
        const auto known = opinion::of(one.behind);
        const auto range = known.interval(.8);
        const auto if_known = [&](double value) { return known.vacuous() ? tidy_cell() : tidy_cell(value); };
        out.add({one.key, one.name, one.role, one.place.empty() ? tidy_cell() : tidy_cell(one.place), one.rank,
                 one.brokerage, one.partners, one.trust, if_known(known.expectation()), if_known(range.low),
                 if_known(range.high), one.behind.positive + one.behind.negative, one.standing,
                 one.looked_at ? tidy_cell(one.cut_off) : tidy_cell(),
                 group.redraws > 0
                     ? tidy_cell(static_cast<double>(one.times_leading) / static_cast<double>(group.redraws))
                     : tidy_cell()});
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
            const auto range = trust.trust.interval(.8);
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

namespace detail {

inline void write_measured(json_writer& out, std::string_view name, const measured& what) {
    out.key(name);
    if (what.value)
        out.value(*what.value);
    else
        out.begin_object().key("undefined").value(what.why_undefined).end_object();
}

inline void write_strings(json_writer& out, std::string_view name, const std::vector<std::string>& items) {
    out.key(name).begin_array();
    for (const auto& one : items) out.value(one);
    out.end_array();
}

inline void write_group(json_writer& out, const review_group& group) {
    out.key(group.name).begin_object();
    out.key("actors").value(group.members.size()).key("ties").value(group.network.tie_count());
    out.key("directed").value(group.network.directed()).key("weight").value(group.network.record().weight);
    write_strings(out, "layers", group.layers);
    write_measured(out, "density", group.density);
    write_measured(out, "reciprocity", group.reciprocity);
    write_measured(out, "transitivity", group.transitivity);
    write_measured(out, "mean_distance", group.mean_distance);
    write_measured(out, "diameter", group.diameter);
    out.key("share_of_pairs_with_a_path").value(group.exact ? std::optional<double>(group.reached) : std::nullopt);
    out.key("parts").value(group.parts.size());
    out.key("largest_part").value(group.parts.empty() ? std::size_t{0} : group.parts.front());
    out.key("alone").value(alone_in(group));
    out.key("exact").value(group.exact).key("sources").value(group.sources);
    out.key("brokerage_error_95").value(group.brokerage_error);
    out.key("redraws").value(group.redraws).key("ties_above_the_trust_ceiling").value(group.capped_ties);
    out.key("members");
    write_json(members_table(group), out);
    out.end_object();
}

} // namespace detail

/// The whole review as JSON.
inline void write_review_json(const review& of, const learning_system& system, const review_options& options,
                              const review_provenance& from, std::ostream& to) {
    json_writer out(to, {.open_levels = 4});
    out.begin_object();
    out.key("review").value(of.name).key("complete").value(of.complete);
    if (!from.date.empty()) out.key("date").value(from.date);
    const auto words = summary_of(of, system, options);
    out.key("summary").begin_object().key("about").value(words.about);
    detail::write_strings(out, "who_holds_it_together", words.who);
    detail::write_strings(out, "who_could_work_with_whom", words.twins);
    detail::write_strings(out, "how_far_twins_trust_each_other", words.trust);
    detail::write_strings(out, "where_the_budget_goes", words.money);
    detail::write_strings(out, "how_sure", words.sure);
    out.end_object();
    out.key("options").begin_object();
    out.key("budget").value(options.budget.units()).key("currency").value(options.currency);
    out.key("need_base").value(options.need.formula.base).key("need_loading").value(options.need.formula.loading);
    out.key("least_grant").value(options.least_grant ? std::optional(options.least_grant->units()) : std::nullopt);
    out.key("most_grant").value(options.most_grant ? std::optional(options.most_grant->units()) : std::nullopt);
    out.key("max_distance_km").value(options.twinning.max_distance_km);
    out.key("trust_chain_horizon").value(options.deriving.horizon);
    out.key("trust_ceiling").value(options.measuring.trust_ceiling).key("seed").value(options.measuring.seed);
    out.end_object();
    out.key("roles").begin_object();
    for (const auto& one : of.roles) out.key(one.role).value(one.count);
    out.end_object();
    out.key("layers").begin_array();
    for (const auto& one : of.layers) {
        out.begin_object().key("name").value(one.kind.name).key("directed").value(one.kind.directed);
        out.key("ties").value(one.ties);
        out.key("mean_trust").value(one.ties > 0 ? std::optional(one.mean_trust) : std::nullopt);
        out.key("mean_experiences").value(one.ties > 0 ? std::optional(one.mean_evidence) : std::nullopt).end_object();
    }
    out.end_array();
    detail::write_group(out, of.organisations);
    detail::write_group(out, of.people);
    out.key("twins");
    if (of.twins) {
        out.begin_object().key("total_fit").value(of.twins->total_score).key("bound").value(of.twins->bound);
        detail::write_strings(out, "notes", of.twins->notes);
        out.key("schools");
        write_json(twins_table(of, system), out);
        out.end_object();
    } else {
        out.begin_object().key("none_because").value(of.no_twins).end_object();
    }
    out.key("allocation");
    if (of.allocation) {
        const auto& proof = of.allocation->certificate;
        out.begin_object().key("level").value(proof.level).key("level_per_unit").value(proof.level_per_unit);
        out.key("total").value(proof.total.units()).key("unspent").value(proof.unspent.units());
        if (!of.no_allocation.empty()) out.key("none_because").value(of.no_allocation);
        out.key("schools");
        write_json(allocation_table(of, system), out);
        out.end_object();
    } else {
        out.begin_object().key("none_because").value(of.no_allocation).end_object();
    }
    out.key("checks").begin_array();
    for (const auto& one : of.checks) {
        out.begin_object().key("answer").value(one.what).key("accepted").value(one.outcome.accepted());
        if (!one.outcome.accepted()) out.key("violated").value(one.outcome.violated);
        out.end_object();
    }
    out.end_array();
    detail::write_strings(out, "notes", of.notes);
    out.key("files").begin_array();
    for (const auto& one : from.tables) {
        out.begin_object().key("file").value(one.file).key("rows_are").value(one.what).key("rows").value(one.rows);
        out.key("taken").value(one.taken).key("passed_over").value(one.passed).key("left_out").value(one.left_out);
        out.end_object();
    }
    out.end_array();
    out.key("fault_count").value(from.fault_count);
    out.end_object();
    out.finish();
}

/// Writes a review into a folder, which is made where it is missing: `index.html`, `review.json`, `organisations.csv`,
/// `people.csv`, `twins.csv`, `allocation.csv` (those that have rows) and `columns.csv`, which says what their columns
/// mean. Files of these names are replaced.
///
/// Complexity: that of `review_page`, and O(actors) beside.
/// Returns: the files written, the page first.
/// Throws: `std::system_error` where a file cannot be written; `contract_violation` for text that is not UTF-8.
/// Determinism: the same bytes for the same review.
/// Example: `write_review(review_district(system), system, {}, "review")`
inline std::vector<std::filesystem::path> write_review(const review& of, const learning_system& system,
                                                       const review_options& options,
                                                       const std::filesystem::path& folder,
                                                       const review_provenance& from = {}) {
    std::filesystem::create_directories(folder);
    std::vector<std::filesystem::path> written;
    const auto page = folder / "index.html";
    {
        auto to = create_file(page);
        const auto text = review_page(of, system, options, from);
        to.write(text.data(), static_cast<std::streamsize>(text.size()));
        to.flush();
        if (!to)
            throw std::system_error(std::make_error_code(std::errc::io_error),
                                    "cannot write \"" + page.string() + "\"");
    }
    written.push_back(page);
    tidy_table columns("columns", {{"table", column_kind::text, "file that the column is in"},
                                   {"column", column_kind::text, "heading"},
                                   {"kind", column_kind::text, "text or number; empty cells are not known"},
                                   {"meaning", column_kind::text, "what the cells say, with the unit"}});
    const auto write = [&](const tidy_table& table) {
        if (table.row_count() == 0) return;
        const auto file = table.name() + ".csv";
        write_csv(table, folder / file);
        written.push_back(folder / file);
        for (const auto& one : table.columns())
            columns.add({file, one.name, one.kind == column_kind::text ? "text" : "number", one.meaning});
    };
    write(members_table(of.organisations));
    write(members_table(of.people));
    if (of.twins) write(twins_table(of, system));
    write(allocation_table(of, system));
    write(columns);
    {
        auto to = create_file(folder / "review.json");
        write_review_json(of, system, options, from, to);
    }
    written.push_back(folder / "review.json");
    return written;
}

} // namespace colearn

#endif
