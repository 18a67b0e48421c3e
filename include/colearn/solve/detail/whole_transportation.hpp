// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_WHOLE_TRANSPORTATION_HPP
#define COLEARN_SOLVE_DETAIL_WHOLE_TRANSPORTATION_HPP

/// @file
/// For a policy reader: the working of `transportation`.
/// For an engineer: a transportation problem in whole numbers, its routes by need.

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/solve/detail/supply_auction.hpp>
#include <colearn/solve/detail/whole_scale.hpp>
#include <colearn/solve/flow_network.hpp>
#include <colearn/solve/transportation_problem.hpp>

namespace colearn::detail {

/// A problem in whole numbers. Reals: capacities give way by `margin` of all that could be asked for.
template <class Supplier, class Need, class Amount, class Cost>
class whole_transportation {
public:
    supply_rows rows{};
    std::vector<std::int64_t> capacity{};
    std::vector<std::int64_t> amount{};
    whole_scale<Amount> amounts;
    whole_scale<Cost> costs;

    whole_transportation(const transportation_problem<Supplier, Need, Amount, Cost>& problem, double margin)
        : whole_transportation(problem, margin, asked(problem)) {}

private:
    static constexpr int amount_bits = 59;

    static double asked(const transportation_problem<Supplier, Need, Amount, Cost>& problem) {
        double sum = 0;
        for (const auto& one : problem.routes) sum += size_of(problem.amount.values()[one.need.index]);
        for (const auto one : problem.amount) sum += size_of(one);
        return sum;
    }
    static double dearest(const transportation_problem<Supplier, Need, Amount, Cost>& problem) {
        double largest = 0;
        for (const auto& one : problem.routes) largest = (std::max)(largest, size_of(one.cost));
        const auto suppliers = static_cast<double>(problem.capacity.size() + 1);
        const auto ids = suppliers + static_cast<double>(problem.amount.size());
        return largest * (std::max)(suppliers, ids / 256); // so that costs times ids fit too
    }

    whole_transportation(const transportation_problem<Supplier, Need, Amount, Cost>& problem, double margin,
                         double all_asked)
        : amounts(all_asked, amount_bits), costs(dearest(problem), supply_auction::cost_bits - 1) {
        const auto needs = problem.amount.size();
        const auto give = std::same_as<Amount, double> ? static_cast<std::int64_t>(std::ldexp(margin, amount_bits)) : 0;
        for (const auto one : problem.amount) amount.push_back(amounts.near(one));

        // 1. The routes by need.
        auto& at = rows.first; // counted two places on, so that filling leaves the rows' starts
        at.assign(needs + 2, 0);
        for (const auto& one : problem.routes) ++at[one.need.index + 2];
        for (std::size_t j = 2; j < at.size(); ++j) at[j] += at[j - 1];
        rows.supplier.resize(problem.routes.size());
        rows.cost.resize(problem.routes.size());
        std::vector<std::int64_t> could(problem.capacity.size(), 0); // be asked for
        for (const auto& one : problem.routes) {
            const auto place = at[one.need.index + 1]++;
            rows.supplier[place] = one.supplier.index;
            rows.cost[place] = costs.near(one.cost);
            could[one.supplier.index] += amount[one.need.index];
        }
        at.pop_back();

        // 2. Of a capacity that cannot be used up, only that matters.
        for (std::size_t i = 0; i < could.size(); ++i) {
            const auto has = problem.capacity.values()[i];
            const bool plenty = size_of(has) > all_asked;
            capacity.push_back((std::min)(could[i] + 1, plenty ? could[i] + 1 : amounts.near(has) + give));
        }
    }
};

} // namespace colearn::detail

#endif
