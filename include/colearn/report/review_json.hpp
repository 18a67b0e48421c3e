// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_REVIEW_JSON_HPP
#define COLEARN_REPORT_REVIEW_JSON_HPP

/// @file
/// For a policy reader: everything that a review found, for other programs.
/// For an engineer: one JSON object with the sentences, the options, the measures, the tables, the checks and the
/// notes.

#include <cstddef>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <colearn/core/measured.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/io/json.hpp>
#include <colearn/io/tidy.hpp>
#include <colearn/report/review.hpp>
#include <colearn/report/review_basis_section.hpp>
#include <colearn/report/review_group.hpp>
#include <colearn/report/review_tables.hpp>
#include <colearn/report/review_words.hpp>

namespace colearn {

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
    out.key("rank_draws")
        .value(group.rank_draws)
        .key("redraws")
        .value(group.redraws)
        .key("ties_above_the_trust_ceiling")
        .value(group.capped_ties);
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
    detail::write_strings(out, "who_connects_schools_families_and_services", words.connectors);
    detail::write_strings(out, "who_could_work_with_whom", words.twins);
    detail::write_strings(out, "how_far_twins_trust_each_other", words.trust);
    detail::write_strings(out, "which_schools_could_federate", words.federations);
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
    out.key("connectors").begin_object();
    out.key("ties").value(of.connectors.network.tie_count()).key("rank_draws").value(of.connectors.draws);
    if (!of.connectors.none_because.empty()) out.key("none_because").value(of.connectors.none_because);
    detail::write_strings(out, "layers", of.connectors.layers);
    out.key("members");
    write_json(connectors_table(of.connectors), out);
    out.end_object();
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
    out.key("federations");
    if (of.federations) {
        out.begin_object()
            .key("total_worth")
            .value(of.federations->total_value)
            .key("bound")
            .value(of.federations->bound);
        detail::write_strings(out, "notes", of.federations->notes);
        out.key("schools");
        write_json(federations_table(of, system), out);
        out.end_object();
    } else {
        out.begin_object().key("none_because").value(of.no_federations).end_object();
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

} // namespace colearn

#endif
