// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_BROKERAGE_ROLES_HPP
#define COLEARN_MEASURES_BROKERAGE_ROLES_HPP

/// @file
/// For a policy reader: who carries word between two who do not talk directly, and across which boundary: within a
/// group (coordinator), into it (gatekeeper), out of it (representative), between two others (liaison), or between two
/// of another group (itinerant). And is that more than chance would give?
/// For an engineer: Gould and Fernandez's five roles of each actor, with mean and deviation in a random network of the
/// same density.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/detail/broker_chance.hpp>
#include <colearn/measures/detail/partners.hpp>
#include <colearn/measures/detail/tie_directions.hpp>
#include <colearn/measures/detail/triangles.hpp>
#include <colearn/measures/groups.hpp>

namespace colearn {

/// The broker B stands between a source and a target, who are not tied that way: source -> B -> target.
enum class broker_role : std::uint8_t {
    coordinator,    ///< all three of one group
    itinerant,      ///< source and target of one group, the broker of another (consultant)
    gatekeeper,     ///< the source from outside: the broker lets it into the own group
    representative, ///< the target outside: the broker speaks for the own group
    liaison,        ///< three groups
};
inline constexpr std::size_t broker_role_count = 5;

[[nodiscard]] constexpr std::string_view to_string(broker_role role) noexcept {
    constexpr std::string_view names[] = {"coordinator", "itinerant", "gatekeeper", "representative", "liaison"};
    return names[static_cast<std::size_t>(role)];
}

struct brokerage_roles_result {
    /// A number for each role, and for all together.
    template <class T>
    struct by_role {
        std::array<T, broker_role_count> role{}; ///< by `broker_role`
        T total{};                               ///< of any role
        [[nodiscard]] const T& operator[](broker_role which) const { return role[static_cast<std::size_t>(which)]; }
    };

    actor_groups groups{};                       ///< the boundary
    std::vector<by_role<std::uint64_t>> count{}; ///< by actor: pairs of others that it stands between
    std::vector<by_role<double>> expected{};     ///< by group of the broker: mean of a random network
    std::vector<by_role<double>> deviation{};    ///< by group of the broker: its standard deviation
    by_role<std::uint64_t> all{};                ///< sums over the actors
    by_role<double> all_expected{};              ///< their mean in a random network
    by_role<double> all_deviation{};             ///< their standard deviation
    double density = 0;                          ///< of the random networks: chance of each tie
    view_record measured_on{};                   ///< layers, direction and what was left out

    [[nodiscard]] const by_role<std::uint64_t>& count_of(id<actor> who) const {
        expects(who.index < count.size(), "the actor must be one of this view's", who);
        return count[who.index];
    }
    /// By how many deviations an actor brokers more than expected. About normal in large networks only.
    [[nodiscard]] measured z(id<actor> who, broker_role which) const {
        const auto g = group_of(who);
        return score(static_cast<double>(count[who.index][which]), expected[g][which], deviation[g][which]);
    }
    /// The same for all roles together.
    [[nodiscard]] measured z(id<actor> who) const {
        const auto g = group_of(who);
        return score(static_cast<double>(count[who.index].total), expected[g].total, deviation[g].total);
    }
    /// By how many deviations the whole network has more of this role than expected.
    [[nodiscard]] measured z(broker_role which) const {
        return score(static_cast<double>(all[which]), all_expected[which], all_deviation[which]);
    }

private:
    [[nodiscard]] std::uint32_t group_of(id<actor> who) const { return groups.group[who]; }
    [[nodiscard]] static measured score(double value, double mean, double spread) {
        if (!(spread > 0))
            return measured::undefined("in a random network of this density and these groups it is always the same");
        return measured::as((value - mean) / spread);
    }
};

namespace detail {

[[nodiscard]] constexpr broker_role broker_role_of(std::uint32_t source, std::uint32_t broker,
                                                   std::uint32_t target) noexcept {
    if (source == broker) return target == broker ? broker_role::coordinator : broker_role::representative;
    if (target == broker) return broker_role::gatekeeper;
    return source == target ? broker_role::itinerant : broker_role::liaison;
}

} // namespace detail

/// Counts, for each actor and role, the ordered pairs (source, target) with source -> actor -> target and no tie from
/// source to target, and says what to expect.
///
/// Source: Gould and Fernandez, *Sociological Methodology* 19 (1989) 89; mean and deviation of
/// actors as R's `sna::brokerage`, of the whole network exact (sna leaves out some covariances): in a random network in
/// which each tie is there with the observed density, independent of the others, given the groups. On an undirected
/// view each pair counts in both orders, and gatekeeper equals representative. Self-ties are left out, parallel ties
/// count once. Complexity: O(m^1.5 + g) time at worst, O(n + m) memory, g groups. Determinism: exact counts. Throws:
/// `contract_violation` when the groups are not of this view's actors.
[[nodiscard]] inline brokerage_roles_result brokerage_roles(const view& of, const actor_groups& groups) {
    detail::expect_groups(of, groups);
    const auto n = static_cast<std::uint32_t>(of.actor_count());
    brokerage_roles_result result;
    result.groups = groups;
    result.count.resize(n);
    result.expected.resize(groups.names.size());
    result.deviation.resize(groups.names.size());
    result.measured_on = of.record();
    const auto group = groups.group.values();
    const detail::partner_rows partners(of);
    const auto directions = detail::directions_of(of, partners);

    // 1. All pairs with source -> actor -> target: group by group, less those that are one partner twice.
    std::uint64_t arcs = 0;
    std::vector<std::uint64_t> in(groups.names.size()), out(in.size()), both(in.size());
    std::vector<std::uint32_t> seen;
    for (std::uint32_t v = 0; v < n; ++v) {
        seen.clear();
        std::uint64_t all_in = 0, all_out = 0, all_both = 0;
        for (auto at = partners.offsets()[v]; at < partners.offsets()[v + 1]; ++at) {
            const auto g = group[partners.partners()[at]];
            if (in[g] + out[g] == 0) seen.push_back(g);
            const std::uint64_t back = (directions[at] & detail::tie_back) != 0 ? 1 : 0;
            const std::uint64_t there = (directions[at] & detail::tie_there) != 0 ? 1 : 0;
            in[g] += back, out[g] += there, both[g] += back & there;
            all_in += back, all_out += there, all_both += back & there;
        }
        arcs += all_out;
        auto& count = result.count[v].role;
        const auto own = group[v];
        std::uint64_t within_others = 0;
        for (const auto g : seen)
            if (g != own) within_others += in[g] * out[g] - both[g];
        count[0] = in[own] * out[own] - both[own];
        count[1] = within_others;
        count[2] = (all_in - in[own]) * out[own];
        count[3] = in[own] * (all_out - out[own]);
        count[4] = all_in * all_out - all_both - count[0] - count[1] - count[2] - count[3];
        for (const auto g : seen) in[g] = out[g] = both[g] = 0;
    }

    // 2. Less those with a tie from source to target, each of which is a triangle.
    std::vector<std::uint8_t> bits(directions.size() / 2 + 1);
    const detail::ahead_rows rows(partners,
                                  [&](std::uint32_t place, std::uint32_t at) { bits[place] = directions[at]; });
    detail::for_each_triangle(rows, [&](std::uint32_t v, std::uint32_t vw, std::uint32_t vx, std::uint32_t wx) {
        const auto w = rows.ahead[vw];
        const auto x = rows.ahead[vx];
        const auto turned = [](std::uint8_t one) { return static_cast<std::uint8_t>((one >> 1) | ((one & 1) << 1)); };
        // a - b - c with the bits of (a, b), (b, c) and (a, c): both ways round
        const auto close = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint8_t ab, std::uint8_t bc,
                               std::uint8_t ac) {
            const auto which = [&](std::uint32_t s, std::uint32_t t) {
                return static_cast<std::size_t>(detail::broker_role_of(group[s], group[b], group[t]));
            };
            if ((ab & bc & ac & detail::tie_there) != 0) --result.count[b].role[which(a, c)];
            if ((ab & bc & ac & detail::tie_back) != 0) --result.count[b].role[which(c, a)];
        };
        close(v, w, x, bits[vw], bits[wx], bits[vx]);
        close(v, x, w, bits[vx], turned(bits[wx]), bits[vw]);
        close(w, v, x, turned(bits[vw]), bits[vx], bits[wx]);
    });
    for (auto& one : result.count) {
        for (std::size_t r = 0; r < broker_role_count; ++r) {
            one.total += one.role[r];
            result.all.role[r] += one.role[r];
        }
        result.all.total += one.total;
    }

    // 3. What chance gives.
    const double pairs = n < 2 ? 0 : static_cast<double>(n) * (static_cast<double>(n) - 1);
    result.density = pairs > 0 ? static_cast<double>(arcs) / pairs : 0;
    std::vector<double> size(groups.names.size());
    for (const auto g : group) ++size[g];
    const auto chances = detail::chances_of_brokerage(size, result.density);
    for (std::size_t g = 0; g < size.size(); ++g) {
        std::copy_n(chances[g].mean.begin(), broker_role_count, result.expected[g].role.begin());
        std::copy_n(chances[g].deviation.begin(), broker_role_count, result.deviation[g].role.begin());
        result.expected[g].total = chances[g].mean.back();
        result.deviation[g].total = chances[g].deviation.back();
    }
    const auto chance = detail::chance_of_all_brokerage(size, result.density);
    std::copy_n(chance.mean.begin(), broker_role_count, result.all_expected.role.begin());
    std::copy_n(chance.deviation.begin(), broker_role_count, result.all_deviation.role.begin());
    result.all_expected.total = chance.mean.back();
    result.all_deviation.total = chance.deviation.back();
    return result;
}

/// Counts again, pair by pair, with a search for each. Complexity: sum over actors of ties in times ties out, times a
/// logarithm. It shares no code with the algorithm; the expectations are not checked.
[[nodiscard]] inline verification verify(const view& of, const brokerage_roles_result& result) {
    const auto n = static_cast<std::uint32_t>(of.actor_count());
    if (result.count.size() != n || result.groups.group.size() != n)
        return verification::reject("there must be one group and one row of counts for each actor");
    const auto group = result.groups.group.values();
    const auto out = of.out();
    const auto in = of.in();
    const auto tied = [&](std::uint32_t a, std::uint32_t b) {
        const auto row = out.of(a);
        return std::binary_search(row.begin(), row.end(), b);
    };
    brokerage_roles_result::by_role<std::uint64_t> all;
    for (std::uint32_t v = 0; v < n; ++v) {
        brokerage_roles_result::by_role<std::uint64_t> found;
        const auto sources = in.of(v);
        const auto targets = out.of(v);
        for (std::size_t i = 0; i < sources.size(); ++i) {
            const auto a = sources[i];
            if (a == v || (i > 0 && sources[i - 1] == a)) continue;
            for (std::size_t j = 0; j < targets.size(); ++j) {
                const auto b = targets[j];
                if (b == v || b == a || (j > 0 && targets[j - 1] == b) || tied(a, b)) continue;
                const auto role = group[a] == group[v]
                                      ? (group[b] == group[v] ? broker_role::coordinator : broker_role::representative)
                                  : group[b] == group[v] ? broker_role::gatekeeper
                                  : group[a] == group[b] ? broker_role::itinerant
                                                         : broker_role::liaison;
                const auto r = static_cast<std::size_t>(role);
                ++found.role[r], ++found.total, ++all.role[r], ++all.total;
            }
        }
        for (std::size_t r = 0; r < broker_role_count; ++r)
            if (found.role[r] != result.count[v].role[r])
                return verification::reject(of.who().name(id<actor>{v}) + " is " +
                                            std::string(to_string(static_cast<broker_role>(r))) + " of " +
                                            std::to_string(found.role[r]) + " pairs, not of " +
                                            std::to_string(result.count[v].role[r]));
        if (found.total != result.count[v].total)
            return verification::reject("the total of " + of.who().name(id<actor>{v}) +
                                        " must be the sum of its roles");
    }
    if (all.role != result.all.role || all.total != result.all.total)
        return verification::reject("the counts of the whole network must be the sums over its actors");
    return verification::accept();
}

} // namespace colearn

#endif
