// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_SOLVE_GROUPING_SUPPORT_HPP
#define COLEARN_TESTS_SOLVE_GROUPING_SUPPORT_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <set>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/solve/grouping_problem.hpp>

#include "solve/support.hpp"

namespace grouping_support {

using matching_test::at;
using matching_test::node;
using instance_of = colearn::grouping_problem<node>;
using group_list = std::vector<std::vector<std::size_t>>;

// A small problem with a random choice of rules of all kinds.
[[nodiscard]] inline instance_of random_problem(std::uint64_t seed, std::size_t most_items) {
    colearn::random_stream stream(seed, 77);
    const auto chance = [&](double share) { return colearn::uniform(stream) < share; };
    const auto index = [&](std::size_t count) {
        return static_cast<std::size_t>(colearn::uniform_index(stream, count));
    };
    instance_of out;
    const auto n = 1 + index(most_items);
    const matching_test::weights kinds[] = {matching_test::weights::real, matching_test::weights::small_integers,
                                            matching_test::weights::with_negatives};
    out.values = matching_test::random_instance(seed, n, 0.2 + 0.8 * colearn::uniform(stream), kinds[index(3)]);
    out.smallest = 1 + index(3);
    out.largest = out.smallest + index(4);
    out.everyone = chance(.5);
    const auto two = [&] {
        const auto a = index(n);
        return colearn::linked_pair<node>{at(a), at((a + 1 + index(n - 1)) % n)};
    };
    if (n > 1 && chance(.4))
        for (std::size_t i = index(3) + 1; i-- > 0;) out.together.push_back(two());
    if (n > 1 && chance(.4))
        for (std::size_t i = index(3) + 1; i-- > 0;) out.apart.push_back(two());
    out.listed_only = chance(.3);
    if (chance(.4)) {
        out.region = colearn::id_map<node, std::uint32_t>(n);
        for (auto& one : out.region.values()) one = static_cast<std::uint32_t>(index(3));
        out.most_regions = 1 + index(2);
    }
    if (chance(.4)) {
        colearn::group_quota<node> quota{"class", {}, index(2), 0};
        quota.most = quota.least + index(3);
        for (std::size_t i = 0; i < n; ++i)
            if (chance(.5)) quota.members.push_back(at(i));
        out.quotas.push_back(quota);
    }
    if (chance(.3)) {
        out.coverage.topics = 2;
        for (std::size_t i = 0; i < 2 * n; ++i) {
            out.coverage.need.push_back(colearn::uniform(stream));
            out.coverage.strength.push_back(colearn::uniform(stream) - .5);
        }
        if (chance(.5)) out.coverage.weight = {1, .25};
    }
    return out;
}

// The worth of one group, straight from the definition.
[[nodiscard]] inline double plain_value(const instance_of& of, const std::vector<std::size_t>& group) {
    double sum = 0;
    for (const auto i : group) {
        for (const auto j : group) {
            if (j <= i) continue;
            std::optional<double> best;
            for (const auto& one : of.values.pairs)
                if ((one.a == at(i) && one.b == at(j)) || (one.a == at(j) && one.b == at(i)))
                    best = (std::max)(best.value_or(one.weight), one.weight);
            sum += best.value_or(0);
        }
        const auto& cover = of.coverage;
        for (std::size_t k = 0; k < cover.topics; ++k) {
            double lack = 0;
            for (const auto j : group)
                lack = (std::max)(lack, cover.strength[j * cover.topics + k] - cover.strength[i * cover.topics + k]);
            sum += (cover.weight.empty() ? 1 : cover.weight[k]) * cover.need[i * cover.topics + k] * lack;
        }
    }
    return sum;
}

// Whether must-links join the two, directly or by others.
[[nodiscard]] inline bool plain_linked(const instance_of& of, colearn::id<node> a, colearn::id<node> b) {
    std::set<colearn::id<node>> reached{a};
    for (std::size_t before = 0; before != reached.size();) {
        before = reached.size();
        for (const auto& one : of.together)
            if (reached.count(one.a) + reached.count(one.b) > 0) reached.insert({one.a, one.b});
    }
    return reached.count(b) > 0;
}

// Whether the group keeps every rule on its own members.
[[nodiscard]] inline bool plain_allowed(const instance_of& of, const std::vector<std::size_t>& group) {
    const auto in = [&](colearn::id<node> one) {
        return std::find(group.begin(), group.end(), one.index) != group.end();
    };
    if (group.size() < of.smallest || group.size() > of.largest) return false;
    for (const auto& one : of.together)
        if (in(one.a) != in(one.b)) return false;
    for (const auto& one : of.apart)
        if (in(one.a) && in(one.b)) return false;
    if (of.listed_only)
        for (const auto i : group)
            for (const auto j : group)
                if (i < j && !plain_linked(of, at(i), at(j)) &&
                    std::none_of(of.values.pairs.begin(), of.values.pairs.end(), [&](const auto& one) {
                        return (one.a == at(i) && one.b == at(j)) || (one.a == at(j) && one.b == at(i));
                    }))
                    return false;
    std::set<std::uint32_t> regions;
    if (!of.region.empty())
        for (const auto i : group) regions.insert(of.region[at(i)]);
    if (regions.size() > of.most_regions) return false;
    for (const auto& one : of.quotas) {
        const auto count = static_cast<std::size_t>(std::count_if(one.members.begin(), one.members.end(), in));
        if (count < one.least || count > one.most) return false;
    }
    return true;
}

struct best_partition {
    bool exists = false;
    double value = -std::numeric_limits<double>::infinity();
};

// The best of all partitions. `may_stay_out[i]`: item i may be in none.
[[nodiscard]] inline best_partition brute_force(const instance_of& of, const std::vector<bool>& may_stay_out) {
    best_partition out;
    group_list groups;
    std::vector<std::size_t> outside;
    const std::function<void(std::size_t)> place = [&](std::size_t i) {
        if (i == of.values.count) {
            for (const auto& one : of.together) {
                const auto is_out = [&](colearn::id<node> who) {
                    return std::find(outside.begin(), outside.end(), who.index) != outside.end();
                };
                if (is_out(one.a) != is_out(one.b)) return;
            }
            double sum = 0;
            for (const auto& one : groups) {
                if (!plain_allowed(of, one)) return;
                sum += plain_value(of, one);
            }
            out.exists = true;
            out.value = (std::max)(out.value, sum);
            return;
        }
        for (std::size_t g = 0; g < groups.size(); ++g)
            if (groups[g].size() < of.largest) {
                groups[g].push_back(i);
                place(i + 1);
                groups[g].pop_back();
            }
        groups.push_back({i});
        place(i + 1);
        groups.pop_back();
        if (may_stay_out[i]) {
            outside.push_back(i);
            place(i + 1);
            outside.pop_back();
        }
    };
    place(0);
    return out;
}

} // namespace grouping_support

#endif
