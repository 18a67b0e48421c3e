// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_GROUPING_CHECK_HPP
#define COLEARN_SOLVE_DETAIL_GROUPING_CHECK_HPP

/// @file
/// For a policy reader: checks the proof of how good groups could be, and that rules do contradict each other.
/// For an engineer: what `verify` of bounded grouping needs beside the problem itself: the potentials' test by shares
/// and enumeration, conflicts, and the best of all groupings of few.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/solve/detail/grouping_reading.hpp>
#include <colearn/solve/grouping_conflict.hpp>
#include <colearn/solve/grouping_problem.hpp>
#include <colearn/solve/grouping_result.hpp>

namespace colearn::detail {

/// At most so many to look at every grouping of.
inline constexpr std::size_t most_checked_blocks = 20;

template <class Kind>
class grouping_checker : public grouping_reading<Kind> {
public:
    using reading = grouping_reading<Kind>;
    using grouping_reading<Kind>::grouping_reading;
    using reading::blocks;
    using reading::no_group_for;

    /// Why the potentials do not prove the bound; empty when they do.
    [[nodiscard]] std::string bound_fault(const grouping_certificate<Kind>& certificate, double room,
                                          std::uint64_t looks) const {
        const auto n = problem_->values.count;
        const auto potential = certificate.potential.values();
        const auto tilt_of_item = certificate.tilt.values();
        if (potential.size() != n || tilt_of_item.size() != n)
            return "there must be a potential and a tilt for each item";
        double sum = 0;
        for (std::size_t i = 0; i < n; ++i) {
            if (!std::isfinite(potential[i]) || !std::isfinite(tilt_of_item[i]))
                return "potential and tilt of " + std::to_string(i) + " must be finite";
            sum += potential[i];
        }
        if (!(std::fabs(sum - certificate.bound) <= room))
            return "the potentials sum to " + number_text(sum) + ", not to the bound " + number_text(certificate.bound);

        // What is left of each block's potential for its pairs with others.
        set_check check{this, {}, {}, {}, {}, {}, {}, {}, {}, 0, 0, 0, 0};
        const auto count = blocks();
        for (std::uint32_t x = 0; x < count; ++x) {
            double left = -(own_[x] + cap_[x]);
            for (const auto i : members_[x]) {
                left += potential[i];
                if (tilt_of_item[i] != tilt_of_item[members_[x].front()])
                    return "tilts of those who must be together must be equal (" + std::to_string(i) + ")";
            }
            check.left.push_back(left);
            check.tilt.push_back(tilt_of_item[members_[x].front()]);
            if (left < -local_room(x))
                return "the potential of " + std::to_string(members_[x].front()) +
                       " is less than it is worth by itself";
            if (left + own_[x] + cap_[x] < -local_room(x) && (!problem_->everyone || no_group_for(members_[x].front())))
                return std::to_string(members_[x].front()) + " may be out, so its potential must not be negative";
        }
        check.prepare();
        std::size_t open = 0;
        for (std::uint32_t x = 0; x < count; ++x) {
            if (check.best_shares[x].back() <= check.left[x] + local_room(x)) continue;
            const auto item = std::to_string(members_[x].front());
            if (certificate.proof == grouping_proof::shares)
                return "the shares of " + item + " sum to " + number_text(check.best_shares[x].back()) +
                       ", more than is left of its potential: " + number_text(check.left[x]);
            if (++open > certificate.open) return "more items are open than the certificate says";
            const auto exceeding = check.exceeding_set(x, looks);
            if (check.seen >= looks)
                return "too many sets around " + item + " to check that none exceeds its potentials";
            if (!exceeding.empty()) {
                std::string named;
                for (const auto block : exceeding)
                    for (const auto i : members_[block]) named += (named.empty() ? "" : ", ") + std::to_string(i);
                return "the set " + named + " is worth more than its potentials";
            }
        }
        return {};
    }

    /// Why the named conflict is none; empty when it is one.
    [[nodiscard]] std::string conflict_fault(const grouping_witness<Kind>& witness) const {
        const auto& who = witness.who;
        for (std::size_t i = 0; i < who.size(); ++i)
            if (who[i].index >= problem_->values.count || (i > 0 && !(who[i - 1] < who[i])))
                return "those in conflict must be items, ascending";
        const auto linked = [&] {
            return !who.empty() && std::all_of(who.begin(), who.end(), [&](id<Kind> one) {
                return block_of_[one.index] == block_of_[who.front().index];
            });
        };
        const std::string not_linked = "those in conflict need not be together";
        switch (witness.what) {
        case grouping_conflict::none:
            return "an infeasible problem must have a conflict";
        case grouping_conflict::apart_and_together: {
            if (!linked() || who.size() != 2) return not_linked;
            const bool ruled = std::any_of(problem_->apart.begin(), problem_->apart.end(), [&](const auto& one) {
                return (std::min)(one.a, one.b) == who[0] && (std::max)(one.a, one.b) == who[1];
            });
            return ruled ? "" : "the two need not be apart";
        }
        case grouping_conflict::too_large:
            if (!linked()) return not_linked;
            return who.size() > problem_->largest ? "" : "a group could hold those in conflict";
        case grouping_conflict::too_many_regions: {
            if (!linked()) return not_linked;
            std::set<std::uint32_t> regions;
            for (const auto one : who)
                if (!problem_->region.empty()) regions.insert(problem_->region[one]);
            return regions.size() > problem_->most_regions ? "" : "a group may span the regions of those in conflict";
        }
        case grouping_conflict::over_quota: {
            if (!linked()) return not_linked;
            for (const auto& quota : problem_->quotas) {
                const auto of_class = static_cast<std::size_t>(std::count_if(who.begin(), who.end(), [&](id<Kind> one) {
                    return std::find(quota.members.begin(), quota.members.end(), one) != quota.members.end();
                }));
                if (of_class > quota.most) return "";
            }
            return "a group could hold those in conflict";
        }
        case grouping_conflict::counts:
            return count_fault(who);
        case grouping_conflict::exhausted:
            if (blocks() > most_checked_blocks) return "there are too many to look at every grouping";
            return best_value() ? "there is a grouping that keeps all rules" : "";
        }
        return "unknown conflict";
    }

    /// The best value of any grouping, by sets; empty when none keeps the rules.
    [[nodiscard]] std::optional<double> best_value() const {
        const auto n = blocks();
        std::vector<double> best(std::size_t{1} << n, unknown);
        std::vector<double> worth(std::size_t{1} << n, unknown);
        const double out = best_of(best.size() - 1, best, worth);
        return out == impossible ? std::nullopt : std::optional<double>(out);
    }

private:
    using reading::block_of_;
    using reading::cap_;
    using reading::counts_;
    using reading::covered;
    using reading::edges_;
    using reading::local_room;
    using reading::may_meet;
    using reading::members_;
    using reading::own_;
    using reading::place_of;
    using reading::problem_;
    using typename reading::counts;
    using typename reading::edge;
    static constexpr double impossible = -std::numeric_limits<double>::infinity();
    static constexpr double unknown = std::numeric_limits<double>::infinity();

    [[nodiscard]] std::string count_fault(const std::vector<id<Kind>>& who) const {
        if (!problem_->everyone) return "nobody need be in a group";
        if (who.empty()) return "those in conflict must be named";
        const auto place = place_of(block_of_[who.front().index]);
        counts sum(problem_->quotas.size() + 1, 0);
        std::size_t at = 0;
        std::set<std::uint32_t> added;
        for (std::uint32_t i = 0; i < block_of_.size(); ++i) {
            if (place_of(block_of_[i]) != place || no_group_for(i)) continue;
            if (at == who.size() || who[at++].index != i) return "all who can meet must be named, and nobody else";
            if (!added.insert(block_of_[i]).second) continue;
            for (std::size_t c = 0; c < sum.size(); ++c) sum[c] += counts_[block_of_[i]][c];
        }
        if (at != who.size()) return "all who can meet must be named, and nobody else";
        // Every number of groups breaks a bound.
        for (std::size_t groups = 1; groups <= sum[0]; ++groups) {
            bool fits = groups * problem_->smallest <= sum[0] && sum[0] <= groups * problem_->largest;
            for (std::size_t q = 0; q < problem_->quotas.size(); ++q) {
                const auto& quota = problem_->quotas[q];
                fits = fits && groups * quota.least <= sum[q + 1] &&
                       (quota.most >= sum[q + 1] || sum[q + 1] <= groups * quota.most);
            }
            if (fits) return "the numbers add up with " + std::to_string(groups) + " groups";
        }
        return {};
    }

    // Worth of the set as a group; `impossible` where it may not be one.
    [[nodiscard]] double worth_of(std::size_t set) const {
        std::vector<std::uint32_t> in;
        std::vector<id<Kind>> items;
        for (std::uint32_t x = 0; x < blocks(); ++x)
            if ((set >> x & 1) != 0) {
                in.push_back(x);
                for (const auto i : members_[x]) items.push_back(id<Kind>{i});
            }
        if (items.size() < problem_->smallest || !may_meet(in)) return impossible;
        for (std::size_t q = 0; q < problem_->quotas.size(); ++q) {
            std::size_t of_class = 0;
            for (const auto x : in) of_class += counts_[x][q + 1];
            if (of_class < problem_->quotas[q].least) return impossible;
        }
        double sum = covered(items);
        for (const auto x : in) {
            if (no_group_for(members_[x].front())) return impossible;
            sum += own_[x];
            for (const auto& one : edges_[x])
                if (one.to > x && (set >> one.to & 1) != 0) sum += one.weight;
        }
        return sum;
    }
    [[nodiscard]] double best_of(std::size_t set, std::vector<double>& best, std::vector<double>& worth) const {
        if (set == 0) return 0;
        if (best[set] != unknown) return best[set];
        std::uint32_t first = 0;
        while ((set >> first & 1) == 0) ++first;
        const auto alone = std::size_t{1} << first;
        double out = impossible;
        if (!problem_->everyone || no_group_for(members_[first].front())) out = best_of(set ^ alone, best, worth);
        // Groups with the first: the others are added in ascending order.
        const std::function<void(std::size_t, std::uint32_t, std::size_t)> extend =
            [&](std::size_t group, std::uint32_t from, std::size_t items) {
                if (worth[group] == unknown) worth[group] = worth_of(group);
                if (worth[group] != impossible) {
                    const double rest = best_of(set ^ group, best, worth);
                    if (rest != impossible) out = (std::max)(out, worth[group] + rest);
                }
                for (auto x = from; x < blocks(); ++x)
                    if ((set >> x & 1) != 0 && items + members_[x].size() <= problem_->largest)
                        extend(group | std::size_t{1} << x, x + 1, items + members_[x].size());
            };
        extend(alone, first + 1, members_[first].size());
        return best[set] = out;
    }

    // Looks for a connected set around a root that exceeds what is left of its members' potentials. If any exceeds, one
    // does whose root keeps more than is left of its own, since the shares of a set sum to its worth; and if a set that
    // falls apart exceeds, so does a part of it.
    struct set_check {
        const grouping_checker* of;
        std::vector<double> left;
        std::vector<double> tilt;
        std::vector<std::vector<double>> best_shares; // of each block: sums of its best 0, 1, ..., largest - 1
        std::vector<double> link;                     // worth of each block to the set
        std::vector<std::uint8_t> seen_as;            // 0 far, 1 next to the set, 2 in it, 3 passed over
        std::vector<std::uint32_t> chained_to;        // number of those linked by chains of positive pairs
        std::vector<std::vector<double>>
            apart_best; // of these: most that one not next to the set can add, beside 0, 1, ...
        std::vector<std::uint32_t> set;
        std::size_t items;
        std::uint32_t root;
        std::uint64_t seen;
        std::uint64_t most;

        [[nodiscard]] double share(std::uint32_t x, const edge& one) const {
            if (one.weight <= 0) return one.weight / 2;
            const double half = (one.weight + tilt[x] - tilt[one.to]) / 2;
            return half < 0 ? 0 : half > one.weight ? one.weight : half;
        }
        void prepare() {
            const auto width = of->problem_->largest;
            for (std::uint32_t x = 0; x < left.size(); ++x) {
                std::vector<double> shares;
                for (const auto& one : of->edges_[x]) shares.push_back((std::max)(0.0, share(x, one)));
                std::sort(shares.begin(), shares.end(), std::greater<>());
                const auto others = width - (std::min)(width, of->members_[x].size());
                std::vector<double> sums{0};
                for (std::size_t k = 1; k < width; ++k)
                    sums.push_back(sums.back() + (k <= others && k <= shares.size() ? shares[k - 1] : 0));
                best_shares.push_back(std::move(sums));
            }
            // Only those that a chain of positive pairs leads to can be in a connected set.
            chained_to.assign(left.size(), id<Kind>::none);
            for (std::uint32_t x = 0; x < left.size(); ++x) {
                if (chained_to[x] != id<Kind>::none) continue;
                std::vector<std::uint32_t> stack{x};
                std::vector<double> can_add(width, 0);
                chained_to[x] = static_cast<std::uint32_t>(apart_best.size());
                while (!stack.empty()) {
                    const auto y = stack.back();
                    stack.pop_back();
                    for (std::size_t k = 0; k < width; ++k)
                        can_add[k] = (std::max)(can_add[k], best_shares[y][k] - left[y]);
                    for (const auto& one : of->edges_[y])
                        if (one.weight > 0 && chained_to[one.to] == id<Kind>::none) {
                            chained_to[one.to] = chained_to[x];
                            stack.push_back(one.to);
                        }
                }
                apart_best.push_back(std::move(can_add));
            }
            link.assign(left.size(), 0);
            seen_as.assign(left.size(), 0);
        }
        [[nodiscard]] std::vector<std::uint32_t> exceeding_set(std::uint32_t from, std::uint64_t looks) {
            root = from;
            seen = 0;
            most = looks;
            items = 0;
            set.clear();
            std::vector<std::uint32_t> border;
            enter(from, border);
            auto out = grow(border, -left[from], of->local_room(from));
            leave(from, border, 0);
            seen_as[from] = 0;
            return out;
        }
        void enter(std::uint32_t x, std::vector<std::uint32_t>& border) {
            set.push_back(x);
            items += of->members_[x].size();
            seen_as[x] = 2;
            for (const auto& one : of->edges_[x]) {
                link[one.to] += one.weight;
                if (one.weight > 0 && seen_as[one.to] == 0) {
                    seen_as[one.to] = 1;
                    border.push_back(one.to);
                }
            }
        }
        void leave(std::uint32_t x, std::vector<std::uint32_t>& border, std::size_t border_before) {
            for (; border.size() > border_before; border.pop_back()) seen_as[border.back()] = 0;
            for (const auto& one : of->edges_[x]) link[one.to] -= one.weight;
            items -= of->members_[x].size();
            set.pop_back();
        }
        // `room` is the rounding error that the set's sums may have.
        [[nodiscard]] std::vector<std::uint32_t> grow(std::vector<std::uint32_t>& border, double excess, double room) {
            if (++seen >= most) return {};
            if (excess > room) return set;
            if (items >= of->problem_->largest) return {};
            const auto places = of->problem_->largest - items;
            std::vector<std::uint32_t> passed;
            std::vector<std::uint32_t> found;
            while (found.empty() && seen < most) {
                std::vector<double> hopes;
                std::vector<double> kept;
                std::uint32_t next = id<Kind>::none;
                double best = impossible;
                for (const auto x : border) {
                    if (seen_as[x] != 1 || of->members_[x].size() > places) continue;
                    hopes.push_back(link[x] - left[x] + best_shares[x][places - 1]);
                    if (hopes.back() > best) {
                        best = hopes.back();
                        next = x;
                    }
                }
                double root_keeps = 0;
                for (const auto& one : of->edges_[root]) {
                    if (seen_as[one.to] == 2) root_keeps += share(root, one);
                    if (seen_as[one.to] == 1) kept.push_back((std::max)(0.0, share(root, one)));
                }
                if (next == id<Kind>::none ||
                    excess + sum_of_best(hopes, places, apart_best[chained_to[root]][places - 1]) <= room ||
                    root_keeps + sum_of_best(kept, places, 0) <= left[root])
                    break;
                auto with = set;
                with.push_back(next);
                if (of->may_meet(with)) {
                    const auto before = border.size();
                    const double gain = link[next] - left[next];
                    enter(next, border);
                    found = grow(border, excess + gain, room + of->local_room(next));
                    leave(next, border, before);
                }
                seen_as[next] = 3;
                passed.push_back(next);
            }
            for (const auto x : passed) seen_as[x] = 1;
            return found;
        }
        [[nodiscard]] static double sum_of_best(std::vector<double>& of_these, std::size_t count, double otherwise) {
            for (auto& one : of_these) one = (std::max)(one, otherwise);
            std::sort(of_these.begin(), of_these.end(), std::greater<>());
            double sum = 0;
            for (std::size_t i = 0; i < count; ++i) sum += i < of_these.size() ? of_these[i] : otherwise;
            return sum;
        }
    };
};

} // namespace colearn::detail

#endif
