// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_PARTICIPATORY_BUDGET_HPP
#define COLEARN_GRAPH_PARTICIPATORY_BUDGET_HPP

/// @file
/// For a policy reader: projects that a community could pay for, what each costs, and who voted for which.
/// For an engineer: a bipartite graph of voters and projects in rows, with points on its ties, costs and a budget. It
/// stands in graph/ since readers (io/) fill it in and voting rules (allocation/) read it, and neither includes the
/// other.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>

namespace colearn {

/// A voter: only its number matters to a rule.
struct budget_voter;

/// Something that can be paid for, as a whole or not at all.
struct budget_project {
    std::string key{};  ///< as the ballots name it
    std::string name{}; ///< for readers; may be empty
    double cost = 0;    ///< > 0, in the unit of the budget
};

/// One project on a voter's ballot.
struct budget_vote {
    id<budget_project> project{};
    double points = 1; ///< > 0: 1 on an approval ballot, else what the voter gave

    friend bool operator==(const budget_vote&, const budget_vote&) = default;
};

/// Projects, ballots and a budget.
struct participatory_budget {
    std::string name{};                                ///< of the ballot, such as a town and a year
    double budget = 0;                                 ///< what the chosen projects may cost in all, >= 0
    id_map<budget_project, budget_project> projects{}; ///< what can be chosen
    std::vector<std::size_t> ballot_offsets{0};        ///< the ballot of voter i: votes [offsets[i], offsets[i + 1])
    std::vector<budget_vote> votes{};                  ///< voter by voter
    std::vector<std::string> voter_keys{};             ///< one for each voter, or none
    std::vector<std::pair<std::string, std::string>> details{}; ///< what else a file says, such as its place and date

    [[nodiscard]] std::size_t voter_count() const noexcept { return ballot_offsets.size() - 1; }
    [[nodiscard]] std::span<const budget_vote> ballot(id<budget_voter> who) const {
        expects(who.index < voter_count(), "the voter must be one of this budget's", who);
        return std::span(votes).subspan(ballot_offsets[who.index],
                                        ballot_offsets[who.index + std::size_t{1}] - ballot_offsets[who.index]);
    }
    id<budget_project> add_project(budget_project one) { return projects.push_back(std::move(one)); }
    id<budget_voter> add_ballot(std::span<const budget_vote> ballot) {
        votes.insert(votes.end(), ballot.begin(), ballot.end());
        ballot_offsets.push_back(votes.size());
        return id<budget_voter>{voter_count() - 1};
    }
};

/// Throws `contract_violation`, in the name of `function`, unless the budget is finite and not negative, every project
/// has a finite cost above 0, and every ballot names projects of the budget, none twice, with finite points above 0.
inline void check_participatory_budget(const participatory_budget& of, const char* function) {
    expects(std::isfinite(of.budget) && of.budget >= 0, {"the budget must be finite and not negative", function},
            of.budget);
    for (const auto& one : of.projects)
        if (!(one.cost > 0) || !std::isfinite(one.cost))
            expects(false, {"every cost must be finite and above 0", function},
                    "project " + one.key + ": " + detail::number_text(one.cost));
    expects(!of.ballot_offsets.empty() && of.ballot_offsets.front() == 0 && of.ballot_offsets.back() == of.votes.size(),
            {"the ballots must cover all votes", function});
    expects(of.voter_count() < id<budget_voter>::none, {"there must be fewer than 2^32 - 1 voters", function},
            of.voter_count());
    std::vector<std::size_t> seen(of.projects.size(), 0); // by which voter, from 1
    for (std::size_t i = 0; i < of.voter_count(); ++i) {
        expects(of.ballot_offsets[i] <= of.ballot_offsets[i + 1], {"ballots must follow one another", function}, i);
        for (auto k = of.ballot_offsets[i]; k < of.ballot_offsets[i + 1]; ++k) {
            const auto& one = of.votes[k];
            expects(one.project.index < of.projects.size(), {"every vote must be for one of the projects", function},
                    one.project);
            if (!(one.points > 0) || !std::isfinite(one.points))
                expects(false, {"all points must be finite and above 0", function},
                        "voter " + std::to_string(i) + ": " + detail::number_text(one.points));
            expects(seen[one.project.index] != i + 1, {"no ballot may name a project twice", function}, one.project);
            seen[one.project.index] = i + 1;
        }
    }
}

namespace detail {

/// Who supports each project: the ballots turned round.
struct budget_supporters {
    std::vector<std::size_t> offsets;  // by project
    std::vector<std::uint32_t> voters; // ascending in each row
    std::vector<double> points;        // of each; empty unless asked for

    explicit budget_supporters(const participatory_budget& of, bool with_points = true)
        : offsets(of.projects.size() + 1), voters(of.votes.size()), points(with_points ? of.votes.size() : 0) {
        for (const auto& one : of.votes) ++offsets[one.project.index + std::size_t{1}];
        for (std::size_t p = 0; p + 1 < offsets.size(); ++p) offsets[p + 1] += offsets[p];
        auto next = offsets;
        for (std::uint32_t i = 0; i < of.voter_count(); ++i)
            for (auto k = of.ballot_offsets[i]; k < of.ballot_offsets[i + std::size_t{1}]; ++k) {
                const auto at = next[of.votes[k].project.index]++;
                voters[at] = i;
                if (with_points) points[at] = of.votes[k].points;
            }
    }
    [[nodiscard]] std::span<const std::uint32_t> of(std::size_t project) const noexcept {
        return std::span(voters).subspan(offsets[project], offsets[project + 1] - offsets[project]);
    }
    [[nodiscard]] std::span<const double> points_of(std::size_t project) const noexcept {
        return std::span(points).subspan(offsets[project], offsets[project + 1] - offsets[project]);
    }
};

} // namespace detail

} // namespace colearn

#endif
