// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_EDGE_LIST_HPP
#define COLEARN_IO_EDGE_LIST_HPP

/// @file
/// For a policy reader: turns each row of a table of "who turns to whom" into a tie.
/// For an engineer: a streamed edge list with any column names, roles by column or fixed, to ties of a network.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/graph/layer.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/io/field_rule.hpp>
#include <colearn/io/joined_rows.hpp>
#include <colearn/io/read_result.hpp>
#include <colearn/io/role_table.hpp>
#include <colearn/io/time_text.hpp>
#include <colearn/io/trust_rule.hpp>

namespace colearn {

/// How the rows of a table become ties. Column names are as in the header; an empty one: the table has none.
struct edge_list {
    std::string from = "from";      ///< column with the key of the first actor
    std::string to = "to";          ///< column with the key of the second actor
    std::string from_role_column{}; ///< column with the role of the first actor; a cell may be empty
    std::string to_role_column{};   ///< column with the role of the second actor
    std::string from_role{};        ///< role of every first actor; empty: the one role in which the key is found
    std::string to_role{};          ///< role of every second actor
    std::string layer_column{};     ///< column with the layer's name
    layer kind{};                   ///< the layer of every tie, when there is no column for it
    bool new_layers = false;   ///< take layers that the network lacks: the library's of that name, or a directed one
    trust_rule trust{};        ///< where trust comes from
    std::string time_column{}; ///< column with the time when the tie was last seen
    time_format time = time_format::iso;
    std::vector<row_filter> where{}; ///< rows to take; empty: all
};

namespace detail {

/// Place of a role in the list by its name or its table's name: "student group", "student_groups".
[[nodiscard]] inline std::optional<std::uint32_t> role_by_name(std::string_view name) {
    std::string spaced(name);
    std::replace(spaced.begin(), spaced.end(), '_', ' ');
    for (std::uint32_t i = 0; i < role_names.size(); ++i)
        if (same_but_for_case(spaced, role_names[i]) || same_but_for_case(name, role_tables[i])) return i;
    return std::nullopt;
}

/// The library's layer of this name, or a directed one with the default mode.
[[nodiscard]] inline layer layer_by_name(std::string_view name) {
    for (const auto* one : {&layers::teacher_to_teacher, &layers::school_to_school, &layers::school_to_community,
                            &layers::school_to_agency, &layers::knowledge_network, &layers::employment,
                            &layers::enrolment, &layers::governance, &layers::data_sharing})
        if (one->name == name) return *one;
    return {std::string(name)};
}

[[nodiscard]] inline std::vector<std::string> role_name_list() {
    return {role_names.begin(), role_names.end()};
}

/// One end of the ties of a table.
class edge_end {
public:
    edge_end(const std::string& key_column, const std::string& role_column, const std::string& role,
             const joined_rows& rows)
        : key_(rows.header().require(key_column, rows.log())) {
        if (!role_column.empty()) role_ = rows.header().require(role_column, rows.log());
        if (!role.empty()) {
            fixed_ = role_by_name(role);
            expects(fixed_.has_value(), "the role must be one of the system's", std::string_view(role));
        }
    }
    [[nodiscard]] bool usable() const noexcept { return key_.has_value(); }

    /// The actor at this end of the current row; reports a fault when there is none.
    [[nodiscard]] std::optional<tie_end> find(const joined_rows& rows, const system_network& net) {
        auto role = fixed_;
        if (role_ && !rows.fields()[*role_].text.empty()) {
            const auto text = rows.fields()[*role_].text;
            if (text != last_role_text_ || !last_role_) {
                last_role_text_ = text;
                last_role_ = role_by_name(text);
            }
            role = last_role_;
            if (!role) {
                rows.report(*role_, "is not a role, which is one of " + quoted_list(role_name_list()));
                return std::nullopt;
            }
        }
        const auto key = rows.fields()[*key_].text;
        if (role) {
            const auto found = net.find(*role, key);
            return found ? found : missing(rows, "a " + std::string(role_names[*role]));
        }
        std::optional<tie_end> one;
        for (std::uint32_t r = 0; r < role_names.size(); ++r) {
            const auto found = net.find(r, key);
            if (!found) continue;
            if (one) {
                rows.report(*key_, "is the key of a " + std::string(role_names[one->role]) + " and of a " +
                                       std::string(role_names[r]) + ": say which role is meant; the tie is left out");
                return std::nullopt;
            }
            one = found;
        }
        return one ? one : missing(rows, "any actor");
    }

private:
    [[nodiscard]] std::optional<tie_end> missing(const joined_rows& rows, const std::string& whose) const {
        rows.report(*key_, rows.fields()[*key_].text.empty()
                               ? "is empty where the key of " + whose + " was expected; the tie is left out"
                               : "is not the key of " + whose + "; the tie is left out");
        return std::nullopt;
    }

    std::optional<std::size_t> key_;
    std::optional<std::size_t> role_{};
    std::optional<std::uint32_t> fixed_{};
    std::string last_role_text_{};
    std::optional<std::uint32_t> last_role_{};
};

} // namespace detail

/// Adds a tie for each row. A row whose actors, layer, trust or evidence are not good is left out with a fault; a time
/// that cannot be read is not known, with a fault. Complexity: O(rows) time expected; memory is the ties'. Throws:
/// `contract_violation` when a fixed role is not one of the system's, or the experiences of a tie are out of range.
[[nodiscard]] inline table_count read_edges(joined_rows rows, const edge_list& plan, learning_system& into,
                                            const std::stop_token& stop = {}, const progress_callback& progress = {}) {
    expects(plan.trust.experiences >= 0 && plan.trust.experiences <= most_experiences,
            "the experiences behind a tie must be at least 0 and at most 1e15", plan.trust.experiences);
    auto& log = rows.log();
    auto& net = into.net;
    table_count out{rows.first().reader().name(), "tie"};
    detail::edge_end from(plan.from, plan.from_role_column, plan.from_role, rows);
    detail::edge_end to(plan.to, plan.to_role_column, plan.to_role, rows);
    const auto find_column = [&](const std::string& name) {
        return name.empty() ? std::nullopt : rows.header().require(name, log);
    };
    const auto layer_column = find_column(plan.layer_column);
    const auto time_column = find_column(plan.time_column);
    std::optional<detail::bound_rule> trust;
    if (plan.trust.column) trust.emplace(*plan.trust.column, rows.header(), log);
    std::optional<detail::bound_rule> evidence;
    if (plan.trust.evidence) evidence.emplace(*plan.trust.evidence, rows.header(), log);
    detail::bound_filters filters(plan.where, rows.header(), log);
    const bool layer_missing = !plan.layer_column.empty() && !layer_column;
    if (!from.usable() || !to.usable() || layer_missing || (trust && !trust->usable()) ||
        (evidence && !evidence->usable()))
        return out;

    constexpr std::size_t most_layers = 1000; // a column of so many different texts is no column of layers
    id<layer> kind;
    if (plan.layer_column.empty()) kind = net.add(plan.kind);
    std::string last_layer;
    std::uint64_t without_trust = 0;
    std::uint64_t without_evidence = 0;
    std::uint64_t without_time = 0;
    std::uint64_t seen = 0;
    while (rows.next()) {
        constexpr std::uint64_t look_up_every = 16'384; // rows between two looks at the stop token
        if (++seen % look_up_every == 0) {
            if (stop.stop_requested()) break;
            const auto& reader = rows.first().reader();
            const auto share = reader.bytes_in_all() == 0
                                   ? 0.0
                                   : (std::min)(1.0, static_cast<double>(reader.bytes_read()) /
                                                         static_cast<double>(reader.bytes_in_all()));
            if (progress && share > 0) progress(share);
            if (seen == look_up_every && share > 0) // room for all at once: growing by doubling would need it thrice
                net.reserve_ties(net.tie_bound() + static_cast<std::size_t>(static_cast<double>(seen) / share * 1.05));
        }
        if (!filters.take(rows.fields())) {
            ++out.passed;
            continue;
        }
        ++out.left_out; // until all is well
        const auto a = from.find(rows, net);
        const auto b = to.find(rows, net);
        if (layer_column) {
            const auto name = rows.fields()[*layer_column].text;
            if (!kind.valid() || name != last_layer) {
                kind = net.find_layer(name);
                last_layer = name;
                if (!kind.valid() && plan.new_layers && !name.empty() && net.layer_ids().size() < most_layers)
                    kind = net.add(detail::layer_by_name(name));
            }
            if (!kind.valid()) {
                std::vector<std::string> names;
                for (const auto one : net.layer_ids()) names.push_back(net[one].name);
                rows.report(*layer_column, "is not a layer, which is one of " + quoted_list(names) +
                                               did_you_mean(name, names) + "; the tie is left out");
            }
        }
        tie value{plan.trust.constant, {}, plan.trust.experiences};
        bool faulty = false;
        if (trust) {
            const auto read = trust->number(rows, faulty);
            if (!read && !faulty) ++without_trust;
            if (read) {
                const auto at = trust->first_column();
                if (!plan.trust.scale) {
                    value.trust = *read;
                    if (!(*read > 0 && *read <= 1)) {
                        faulty = true;
                        rows.report(at.value_or(0), "is no trust, which lies above 0 and up to 1");
                    }
                } else if (*read >= plan.trust.scale->low && *read <= plan.trust.scale->high) {
                    value.trust = trust_of_rating(*read, *plan.trust.scale);
                    value.evidence = experiences_of_rating(*plan.trust.scale);
                } else {
                    faulty = true;
                    rows.report(at.value_or(0), "is not on the rating scale from " +
                                                    detail::number_text(plan.trust.scale->low) + " to " +
                                                    detail::number_text(plan.trust.scale->high));
                }
            }
        }
        if (evidence) {
            const auto read = evidence->number(rows, faulty);
            if (!read) {
                without_evidence += faulty ? 0 : 1;
            } else if (*read >= 0 && *read <= most_experiences) {
                value.evidence = *read;
            } else {
                faulty = true;
                rows.report(evidence->first_column().value_or(0),
                            "is no number of experiences, which is at least 0 and at most 1e15");
            }
        }
        if (time_column) {
            const auto text = rows.fields()[*time_column].text;
            if (text.empty()) {
                ++without_time;
            } else {
                auto read = read_moment(text, plan.time);
                if (!read.good()) rows.report(*time_column, std::move(read.problem));
                value.last_seen = read.value;
            }
        }
        if (!a || !b || !kind.valid() || faulty) continue;
        --out.left_out;
        ++out.taken;
        net.connect(*a, *b, kind, value);
    }
    if (seen > 0) filters.report_idle(rows);
    out.rows = rows.first().read();
    out.left_out += rows.first().left_out();
    if (without_trust > 0) out.unknown.emplace_back("trust", without_trust);
    if (without_evidence > 0) out.unknown.emplace_back("evidence", without_evidence);
    if (without_time > 0) out.unknown.emplace_back(plan.time_column, without_time);
    return out;
}

} // namespace colearn

#endif
