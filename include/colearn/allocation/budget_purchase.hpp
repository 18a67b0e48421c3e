// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_BUDGET_PURCHASE_HPP
#define COLEARN_ALLOCATION_BUDGET_PURCHASE_HPP

/// @file
/// For a policy reader: a project that was paid for, and what each of its supporters paid towards it.
/// For an engineer: one step of a voting rule that lets voters buy projects together, and its words.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/counted.hpp>
#include <colearn/core/id.hpp>
#include <colearn/graph/participatory_budget.hpp>

namespace colearn {

struct budget_payment {
    id<budget_voter> voter{};
    double amount = 0; ///< >= 0, in the unit of the budget

    friend bool operator==(const budget_payment&, const budget_payment&) = default;
};

/// One project and who paid for it.
struct budget_purchase {
    id<budget_project> project{};
    double price = 0; ///< equal shares: rho, paid for each unit of utility; Phragmen: the time of the purchase
    std::vector<budget_payment> payments{}; ///< one for each supporter, by voter; they sum to the cost
};

/// What a project cost whom, in words.
[[nodiscard]] inline std::string explain(const participatory_budget& ballot, const budget_purchase& one) {
    const auto& project = ballot.projects[one.project];
    double most = 0;
    std::size_t payers = 0;
    for (const auto& each : one.payments) {
        most = (std::max)(most, each.amount);
        payers += each.amount > 0 ? 1U : 0U;
    }
    return (project.name.empty() ? project.key : project.name) + " costs " + detail::number_text(project.cost) + ": " +
           std::to_string(payers) + " of its " + detail::counted(one.payments.size(), "supporter") + " paid for it, " +
           detail::number_text(most) + " at most.";
}

namespace detail {

/// The order in which rules take projects that they value alike: the cheaper one, then the one that is listed first.
[[nodiscard]] inline bool cheaper_first(const participatory_budget& ballot, std::size_t a, std::size_t b) noexcept {
    const double x = ballot.projects.values()[a].cost;
    const double y = ballot.projects.values()[b].cost;
    return x != y ? x < y : a < b;
}

/// Prices that differ by less than this share are one price.
inline constexpr double same_price = 1e-12;

/// Projects in the order of a price that can only rise: the price is computed anew only for those whose last known one
/// does not exceed the best that was found.
class rising_prices {
public:
    struct entry {
        double at_least; // last known price
        std::uint32_t project;
    };

    void enter(std::uint32_t project, double at_least) {
        heap_.push_back({at_least, project});
        std::push_heap(heap_.begin(), heap_.end(), later);
    }

    /// The project of the lowest price, which is taken out; of equal prices the first of `before(a, b)`.
    /// `price(project, at_least)` computes a price, negative where the project is out for good. False when none is
    /// left.
    template <class Price, class Before>
    [[nodiscard]] bool take(Price price, Before before, entry& best) {
        looked_at_.clear();
        std::size_t first = none;
        while (!heap_.empty() &&
               (first == none || heap_.front().at_least <= looked_at_[first].at_least * (1 + same_price))) {
            std::pop_heap(heap_.begin(), heap_.end(), later);
            auto one = heap_.back();
            heap_.pop_back();
            const double now = price(one.project, one.at_least);
            if (now < 0) continue;
            one.at_least = (std::max)(one.at_least, now);
            looked_at_.push_back(one);
            if (first == none || one.at_least < looked_at_[first].at_least) first = looked_at_.size() - 1;
        }
        if (first == none) return false;
        const double lowest = looked_at_[first].at_least;
        for (std::size_t k = 0; k < looked_at_.size(); ++k)
            if (looked_at_[k].at_least <= lowest * (1 + same_price) &&
                before(looked_at_[k].project, looked_at_[first].project))
                first = k;
        for (std::size_t k = 0; k < looked_at_.size(); ++k)
            if (k != first) enter(looked_at_[k].project, looked_at_[k].at_least);
        best = looked_at_[first];
        return true;
    }

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    static bool later(const entry& a, const entry& b) noexcept {
        return a.at_least != b.at_least ? a.at_least > b.at_least : a.project > b.project;
    }
    std::vector<entry> heap_;
    std::vector<entry> looked_at_;
};

} // namespace detail

} // namespace colearn

#endif
