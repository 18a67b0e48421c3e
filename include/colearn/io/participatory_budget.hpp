// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_PARTICIPATORY_BUDGET_HPP
#define COLEARN_IO_PARTICIPATORY_BUDGET_HPP

/// @file
/// For a policy reader: reads how people voted on projects in the form in which towns publish it (pabulib.org).
/// For an engineer: a reader of `.pb` files: sections META, PROJECTS and VOTES of records with `;` between fields, and
/// lists with `,` inside of a field; approval, choose-1, cumulative, scoring and ordinal ballots.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <colearn/core/error.hpp>
#include <colearn/graph/participatory_budget.hpp>
#include <colearn/io/byte_source.hpp>
#include <colearn/io/csv.hpp>
#include <colearn/io/fault_log.hpp>
#include <colearn/io/number_text.hpp>

namespace colearn {

/// A ballot that was read, and what was wrong with its file.
struct participatory_budget_reading {
    participatory_budget ballot{};
    std::vector<fault> faults{};   ///< empty unless `on_fault::report` found some
    std::size_t fault_count = 0;   ///< all faults, those that are not listed too
    std::size_t voters_left = 0;   ///< voters whose ballot was left out because of a fault
    std::size_t projects_left = 0; ///< projects left out because of a fault
};

namespace detail {

class pb_reader {
public:
    pb_reader(byte_source from, const csv_options& options)
        : log_(options.fault_limit, options.faulty), reader_(std::move(from), log_, options) {}

    [[nodiscard]] participatory_budget_reading read() {
        section at = section::none;
        bool heading = false; // whether the next record names the columns
        while (reader_.next()) {
            const auto fields = reader_.fields();
            if (const auto next = section_of(fields); next != section::none) {
                if (next == at || (next == section::projects && seen_projects_) ||
                    (next == section::votes && seen_votes_))
                    reader_.report(fields.front(), "starts this section a second time");
                if (next == section::votes && !seen_projects_)
                    reader_.report(fields.front(), "comes before PROJECTS: votes cannot be read without them");
                seen_projects_ = seen_projects_ || next == section::projects;
                seen_votes_ = seen_votes_ || next == section::votes;
                at = next;
                heading = true;
                continue;
            }
            if (at == section::none)
                reader_.report("stands before the first section: META, PROJECTS or VOTES was expected");
            else if (heading)
                name_columns(at, fields);
            else if (at == section::meta)
                meta(fields);
            else if (at == section::projects)
                project(fields);
            else
                vote(fields);
            heading = false;
        }
        finish();
        log_.settle();
        out_.faults = log_.faults();
        out_.fault_count = log_.count();
        return std::move(out_);
    }

private:
    enum class section : unsigned char { none, meta, projects, votes };
    static constexpr std::size_t absent = static_cast<std::size_t>(-1);

    [[nodiscard]] static std::string_view trimmed(std::string_view text) noexcept {
        while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
        while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
        return text;
    }

    // Also "META;;;", as spreadsheets save it.
    [[nodiscard]] static section section_of(std::span<const csv_field> fields) noexcept {
        for (std::size_t k = 1; k < fields.size(); ++k)
            if (!fields[k].text.empty()) return section::none;
        const auto name = trimmed(fields.front().text);
        return name == "META"       ? section::meta
               : name == "PROJECTS" ? section::projects
               : name == "VOTES"    ? section::votes
                                    : section::none;
    }

    void name_columns(section at, std::span<const csv_field> fields) {
        const auto find = [&](std::string_view name) {
            for (std::size_t k = 0; k < fields.size(); ++k)
                if (trimmed(fields[k].text) == name) return k;
            return absent;
        };
        const auto need = [&](std::string_view name) {
            const auto k = find(name);
            if (k == absent) reader_.report("has no column \"" + std::string(name) + "\"");
            return k;
        };
        if (at == section::meta) return; // key and value, whatever they are called
        if (at == section::projects) {
            project_key_ = need("project_id");
            project_cost_ = need("cost");
            project_name_ = find("name");
        } else {
            voter_key_ = need("voter_id");
            vote_ = need("vote");
            points_ = find("points");
        }
    }

    [[nodiscard]] static const csv_field* field(std::span<const csv_field> fields, std::size_t k) noexcept {
        return k < fields.size() ? &fields[k] : nullptr;
    }

    void meta(std::span<const csv_field> fields) {
        const auto key = trimmed(fields[0].text);
        const auto value = fields.size() > 1 ? trimmed(fields[1].text) : std::string_view{};
        if (fields.size() < 2) return reader_.report(fields[0], "has no value");
        if (key == "budget") {
            const auto read = read_number(value);
            if (!read.good())
                reader_.report(fields[1], read.problem + " (the budget)");
            else if (!(read.value >= 0))
                reader_.report(fields[1], "is no budget: it must not be negative");
            else
                budget_ = read.value;
        } else if (key == "num_projects" || key == "num_votes") {
            const auto read = read_number(value);
            if (!read.good()) return reader_.report(fields[1], read.problem);
            auto& where = key == "num_projects" ? expected_projects_ : expected_votes_;
            where = {read.value, fields[1].line, fields[1].column, std::string(value)};
        } else if (key == "vote_type") {
            type_ = value;
            if (type_ != "approval" && type_ != "ordinal" && type_ != "cumulative" && type_ != "scoring" &&
                type_ != "choose-1")
                reader_.report(fields[1], "is no kind of ballot: approval, choose-1, cumulative, scoring or ordinal");
        } else if (key == "description") {
            out_.ballot.name = value;
        }
        out_.ballot.details.emplace_back(key, value);
    }

    void project(std::span<const csv_field> fields) {
        ++project_rows_;
        const auto* key = field(fields, project_key_);
        const auto* cost = field(fields, project_cost_);
        if (project_key_ == absent || project_cost_ == absent) return; // said at the heading
        if (key == nullptr || trimmed(key->text).empty()) return lose_project(nullptr, "has no project_id");
        if (cost == nullptr) return lose_project(key, "has no cost");
        const auto read = read_number(trimmed(cost->text));
        if (!read.good()) return lose_project(cost, read.problem + " (the cost of a project)");
        if (!(read.value > 0)) return lose_project(cost, "is no cost: it must be above 0");
        const std::string name(trimmed(key->text));
        if (!project_of_.emplace(name, static_cast<std::uint32_t>(out_.ballot.projects.size())).second)
            return lose_project(key, "is the project_id of an earlier project too");
        const auto* words = field(fields, project_name_);
        (void)out_.ballot.add_project({name, words != nullptr ? std::string(words->text) : "", read.value});
    }

    void lose_project(const csv_field* where, std::string why) {
        ++out_.projects_left;
        where != nullptr ? reader_.report(*where, std::move(why)) : reader_.report(std::move(why));
    }
    void lose_vote(const csv_field* where, std::string why) {
        ++out_.voters_left;
        where != nullptr ? reader_.report(*where, std::move(why)) : reader_.report(std::move(why));
    }

    [[nodiscard]] static std::vector<std::string_view> list(std::string_view text) {
        std::vector<std::string_view> out;
        if (trimmed(text).empty()) return out;
        while (true) {
            const auto end = text.find(',');
            out.push_back(trimmed(text.substr(0, end)));
            if (end == std::string_view::npos) return out;
            text.remove_prefix(end + 1);
        }
    }

    void vote(std::span<const csv_field> fields) {
        ++vote_rows_;
        if (voter_key_ == absent || vote_ == absent) return; // said at the heading
        const auto* key = field(fields, voter_key_);
        const auto* choice = field(fields, vote_);
        if (key == nullptr || trimmed(key->text).empty()) return lose_vote(nullptr, "has no voter_id");
        if (choice == nullptr) return lose_vote(key, "has no vote");
        if (!voters_.emplace(std::string(trimmed(key->text)), 0).second)
            return lose_vote(key, "is the voter_id of an earlier ballot too");
        const auto names = list(choice->text);
        const bool scored = type_ == "cumulative" || type_ == "scoring";
        std::vector<std::string_view> points;
        if (scored) {
            const auto* given = field(fields, points_);
            if (points_ != absent && given != nullptr) points = list(given->text);
            if (points.size() != names.size())
                return lose_vote(given != nullptr ? given : choice, "gives points to " + std::to_string(points.size()) +
                                                                        " projects where the vote is for " +
                                                                        std::to_string(names.size()));
        }
        std::vector<budget_vote> ballot;
        for (std::size_t k = 0; k < names.size(); ++k) {
            const auto found = project_of_.find(std::string(names[k]));
            if (found == project_of_.end())
                return lose_vote(choice, "names the project \"" + shown_text(names[k]) + "\", which is not listed");
            const id<budget_project> project{found->second};
            for (const auto& one : ballot)
                if (one.project == project)
                    return lose_vote(choice, "names the project \"" + shown_text(names[k]) + "\" twice");
            double worth = type_ == "ordinal" ? static_cast<double>(names.size() - k) : 1.0;
            if (scored) {
                const auto read = read_number(points[k]);
                const auto* given = field(fields, points_);
                if (!read.good()) return lose_vote(given, "\"" + shown_text(points[k]) + "\": " + read.problem);
                if (!(read.value >= 0)) return lose_vote(given, "gives negative points");
                if (read.value == 0) continue; // no support
                worth = read.value;
            }
            ballot.push_back({project, worth});
        }
        (void)out_.ballot.add_ballot(ballot);
        out_.ballot.voter_keys.emplace_back(trimmed(key->text));
    }

    struct expected {
        double count = -1;
        std::uint64_t line = 0;
        std::uint32_t column = 0;
        std::string text{};
    };

    void finish() {
        const auto& name = reader_.name();
        if (!reader_.complete()) return;
        if (!budget_) log_.add(name, 0, 0, "", "has no budget: META must hold a row \"budget;...\"");
        if (type_.empty()) log_.add(name, 0, 0, "", "has no vote_type: META must hold a row \"vote_type;...\"");
        if (!seen_projects_) log_.add(name, 0, 0, "", "has no section PROJECTS");
        if (!seen_votes_) log_.add(name, 0, 0, "", "has no section VOTES");
        const auto compare = [&](const expected& said, std::size_t rows, const char* what) {
            if (said.count >= 0 && said.count != static_cast<double>(rows))
                log_.add(name, said.line, said.column, said.text,
                         std::string(what) + " are announced and " + std::to_string(rows) + " listed");
        };
        compare(expected_projects_, project_rows_, "projects");
        compare(expected_votes_, vote_rows_, "votes");
        out_.ballot.budget = budget_.value_or(0);
    }

    fault_log log_;
    csv_reader reader_;
    participatory_budget_reading out_;
    std::optional<double> budget_;
    std::string type_;
    expected expected_projects_;
    expected expected_votes_;
    std::size_t project_rows_ = 0;
    std::size_t vote_rows_ = 0;
    bool seen_projects_ = false;
    bool seen_votes_ = false;
    std::size_t project_key_ = absent;
    std::size_t project_cost_ = absent;
    std::size_t project_name_ = absent;
    std::size_t voter_key_ = absent;
    std::size_t vote_ = absent;
    std::size_t points_ = absent;
    std::unordered_map<std::string, std::uint32_t> project_of_;
    std::unordered_map<std::string, int> voters_;
};

[[nodiscard]] inline csv_options pb_options(csv_options options) {
    options.delimiter = ';';
    return options;
}

} // namespace detail

/// Reads a ballot on projects from a `.pb` file.
///
/// Source: Faliszewski, Flis, Peters, Pierczynski, Skowron, Stolicki, Szufa and Talmon, "Participatory budgeting: data,
/// tools, and analysis", IJCAI 2023, and pabulib.org/format. On an ordinal ballot of k projects the first counts k
/// points, the last 1. Projects that a cumulative or scoring ballot gives 0 points are not on it.
/// Complexity: O(bytes) time; memory for the ballot and the voters' keys.
/// Result: the ballot. Faults: no budget or kind of ballot, a missing section or column, costs and points that are no
/// numbers, projects or voters listed twice, votes for projects that are not listed, totals other than announced. With
/// `on_fault::report` a faulty project or ballot is left out whole and counted.
/// Throws: `parse_error` with all faults (with `on_fault::refuse`, the default), or when the file cannot be read.
/// Example: `equal_shares(read_participatory_budget("toulouse_2019.pb").ballot)`
[[nodiscard]] inline participatory_budget_reading parse_participatory_budget(byte_source from,
                                                                             const csv_options& options = {}) {
    return detail::pb_reader(std::move(from), detail::pb_options(options)).read();
}
[[nodiscard]] inline participatory_budget_reading read_participatory_budget(const std::filesystem::path& file,
                                                                            const csv_options& options = {}) {
    return parse_participatory_budget(file_source(file), options);
}

} // namespace colearn

#endif
