// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_ALLOCATION_POLICY_SUPPORT_HPP
#define COLEARN_TESTS_ALLOCATION_POLICY_SUPPORT_HPP

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <colearn/allocation/allocation_policy.hpp>
#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>

#include "allocation/allocation_support.hpp"

namespace allocation_test {

struct problem_kind {
    std::size_t most_recipients = 6;
    std::int64_t most_parts = 25; // of each provider
    bool routes = false;
    double with_floors = .3;
};

// Anything that can go wrong does, now and then: zero need, zero pupils, zero capacity, nobody, nobody who can reach
// somebody, floors that cost too much.
inline allocation_problem random_problem(random_stream& draw, const problem_kind& kind) {
    const auto chance = [&](double p) { return uniform(draw) < p; };
    const auto whole = [&](std::int64_t most) {
        return static_cast<std::int64_t>(uniform_index(draw, static_cast<std::uint64_t>(most) + 1));
    };
    allocation_problem out;
    if (chance(.5)) out.what = {"tutors", "tutor", 1};
    const auto n = static_cast<std::size_t>(whole(static_cast<std::int64_t>(kind.most_recipients)));
    const auto parts = static_cast<double>(out.what.parts);
    for (std::size_t i = 0; i < n; ++i) {
        allocation_recipient one;
        one.key = "s" + std::to_string(i);
        one.name = std::string(1, static_cast<char>('A' + i % 26)) + std::to_string(i) + " School";
        one.region = chance(.5) ? "east" : "west";
        one.pupils = chance(.1) ? 0 : static_cast<double>(20 + whole(300));
        if (chance(.8)) one.disadvantaged = uniform(draw);
        const auto topics = 1 + static_cast<std::size_t>(whole(1));
        for (std::size_t t = 0; t < topics; ++t)
            one.need.push_back({chance(.15) ? 0 : uniform(draw, 0, 12) / parts, chance(.5) ? 1 : uniform(draw, .5, 3),
                                chance(.5) ? 0 : .3});
        one.last_year = chance(.2) ? 0 : whole(12);
        if (chance(kind.with_floors)) one.floor = whole(4);
        if (chance(.3)) one.cap = one.floor + whole(6);
        out.recipients.push_back(one);
    }
    const auto providers = kind.routes ? static_cast<std::size_t>(1 + whole(3)) : static_cast<std::size_t>(whole(2));
    for (std::size_t j = 0; j < providers; ++j)
        out.providers.push_back(
            {"p" + std::to_string(j), "Centre " + std::to_string(j), {}, chance(.15) ? 0 : whole(kind.most_parts)});
    if (kind.routes)
        for (std::size_t j = 0; j < providers; ++j)
            for (std::size_t i = 0; i < n; ++i)
                if (chance(.5)) out.routes.push_back({provider(j), recipient(i), uniform(draw, 0, 50), 1});
    if (n > 1 && chance(.5))
        for (std::size_t i = 0; i < n; ++i)
            if (chance(.7)) {
                const auto to = static_cast<std::size_t>(whole(static_cast<std::int64_t>(n) - 1));
                if (to != i) out.spill_over.push_back({recipient(i), recipient(to), uniform(draw, 0, .6)});
            }
    return out;
}

// Every vector of whole amounts that floors, caps and routes allow and that leaves nothing out that could be given,
// or all that are allowed. Small problems only.
inline void each_allowed(const allocation_problem& of, const std::function<void(const std::vector<std::int64_t>&)>& see,
                         const std::vector<std::int64_t>& caps) {
    const auto n = of.recipients.size();
    std::vector<std::int64_t> amounts(n);
    // Hall: each set of recipients gets at most what its providers have.
    const auto reachable = [&](std::size_t set) {
        std::int64_t out = 0;
        for (const auto p : of.providers.ids()) {
            bool reaches = of.pooled();
            for (const auto& one : of.routes)
                reaches = reaches || (one.provider == p && ((set >> one.recipient.index) & 1U) != 0);
            if (reaches) out += of.providers[p].capacity;
        }
        return out;
    };
    std::vector<std::int64_t> limit(std::size_t{1} << n);
    for (std::size_t set = 0; set < limit.size(); ++set) limit[set] = reachable(set);
    const std::function<void(std::size_t)> go = [&](std::size_t i) {
        if (i == n) return see(amounts);
        const auto& one = of.recipients.values()[i];
        for (auto x = one.floor; x <= (std::min)(caps[i], limit[(std::size_t{1} << n) - 1]); ++x) {
            amounts[i] = x;
            bool fits = true;
            for (std::size_t set = std::size_t{1} << i; set < (std::size_t{2} << i) && fits; ++set) {
                std::int64_t sum = 0;
                for (std::size_t k = 0; k <= i; ++k)
                    if (((set >> k) & 1U) != 0) sum += amounts[k];
                fits = sum <= limit[set];
            }
            if (!fits) break;
            go(i + 1);
        }
        amounts[i] = 0;
    };
    go(0);
}

// What is wrong with a policy's answer to a problem; empty when nothing is.
inline std::string fault_of(const any_policy& policy, const allocation_problem& of, std::uint64_t seed = 1) {
    const auto answer = policy.allocate(of, {seed, true});
    const auto say = [&](const std::string& what) { return policy.name() + ": " + what; };
    if (const auto checked = verify(of, answer); !checked) return say(checked.violated);
    if (!answer.checked) return say("its own check: " + answer.checked.violated);
    if (answer.policy != policy.name()) return say("calls itself " + answer.policy);
    bool possible = false;
    std::vector<std::int64_t> caps;
    for (const auto& one : of.recipients) caps.push_back(one.floor);
    each_allowed(
        of, [&](const auto&) { possible = true; }, caps);
    if (possible != (answer.outcome != status::infeasible)) return say("errs about whether the floors can be met");
    if (!possible) return {};
    if (answer.why.size() != of.recipients.size()) return say("does not explain");
    for (const auto who : of.recipients.ids())
        if (answer.why[who].find(of.recipients[who].name) == std::string::npos || answer.why[who].back() != '.')
            return say("explains badly: " + answer.why[who]);
    const auto again = policy.allocate(of, {seed, false});
    if (again.amounts != answer.amounts || again.carried != answer.carried)
        return say("answers otherwise if asked again");
    if (!again.why.empty()) return say("explains though it was not asked to");
    return {};
}

} // namespace allocation_test

#endif
