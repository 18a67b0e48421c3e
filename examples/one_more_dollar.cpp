// SPDX-License-Identifier: BSL-1.0
// Where would one more dollar help most: as money is shared out today, and where need is met alike? Of the district
// that is shipped, with what each school passes on to those who trust it.
#include <algorithm>
#include <string>
#include <vector>

#include <fmt/core.h>

#include <colearn/allocation/historical_budget.hpp>
#include <colearn/allocation/max_min_share.hpp>
#include <colearn/allocation/shadow_prices.hpp>
#include <colearn/allocation/spill_over_benefit.hpp>
#include <colearn/io/read_system.hpp>
#include <colearn/policy/school_problem.hpp>

int main() {
    using namespace colearn;
    const auto system = read_system(COLEARN_EXAMPLES_DATA "/district").system;
    const auto problem = make_school_problem(system, {.budget = 500'000, .adequate = 40}).problem;

    fmt::print("{:<16}{:>22}{:>12}{:>12}\n", "policy", "next dollar, at best", "at worst", "passed on");
    for (const auto& policy : std::vector<any_policy>{historical_budget{}, max_min_share{}, spill_over_benefit{}}) {
        const auto answer = policy.allocate(problem);
        const auto found = shadow_prices(problem, answer);
        if (const auto checked = verify(problem, answer, {}, found); !checked) {
            fmt::print("no prices: {}\n", checked.violated);
            return 1;
        }
        double least = found.prices[id<allocation_recipient>{0U}].one_more;
        double kept = 0;
        double all = 0;
        for (const auto& one : found.prices) {
            least = (std::min)(least, one.one_more);
            kept += one.kept;
            all += one.one_more;
        }
        fmt::print("{:<16}{:>22.4f}{:>12.4f}{:>11.0f}%\n", policy.name(), found.providers[id<allocation_provider>{0U}],
                   least, 100 * (1 - kept / all));
    }

    const auto today = historical_budget{}.allocate(problem);
    const auto found = shadow_prices(problem, today);
    std::vector<id<allocation_recipient>> order(problem.recipients.ids().begin(), problem.recipients.ids().end());
    std::stable_sort(order.begin(), order.end(),
                     [&](auto a, auto b) { return found.prices[a].one_more > found.prices[b].one_more; });
    fmt::print("\nToday, where it would help most, and least:\n");
    for (const auto who : {order[0], order[1], order[2], order.back()})
        fmt::print("  {}\n", explain(problem, today, found, who));
}
