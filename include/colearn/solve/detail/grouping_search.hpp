// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_GROUPING_SEARCH_HPP
#define COLEARN_SOLVE_DETAIL_GROUPING_SEARCH_HPP

/// @file
/// For a policy reader: all groups are improved neighbourhood by neighbourhood, again and again, until time is up.
/// For an engineer: large-neighbourhood search: in each round the groups are dealt anew into parts of neighbouring
/// groups; parts are searched at the same time and apart from each other, so the number of threads changes nothing.
/// First rounds anneal; later ones reopen each part, search it from warm to cold and keep it if it is better.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <utility>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/random.hpp>
#include <colearn/core/reproducible_math.hpp>
#include <colearn/solve/detail/grouping_blocks.hpp>
#include <colearn/solve/detail/grouping_part.hpp>
#include <colearn/solve/detail/grouping_start.hpp>

namespace colearn::detail {

struct grouping_search_options {
    unsigned rounds = 80;
    unsigned looks = 500; // steps looked at, for each block in each round
    std::uint64_t seed = 1;
    unsigned threads = 1;
    std::stop_token stop{};
    std::function<void(const grouping_arrangement&, const grouping_steps&)> after_round{};
};

/// Searches from an arrangement.
class grouping_search {
public:
    grouping_search(const grouping_blocks& blocks, grouping_arrangement start, grouping_search_options options)
        : all_(&blocks), now_(std::move(start)), options_(std::move(options)), group_(blocks.count()) {
        // No gain of value is worth an item that a group is short of.
        for (std::uint32_t x = 0; x < blocks.count(); ++x) {
            double reach = std::fabs(blocks.own[x]) + blocks.cap[x];
            for (const auto& one : blocks.rows[x]) reach += std::fabs(one.weight);
            shortfall_ = (std::max)(shortfall_, reach);
        }
        if (blocks.coverage != nullptr)
            for (const double one : blocks.cap) shortfall_ += one; // one item may cover everyone
        shortfall_ = 4 * shortfall_ * static_cast<double>(blocks.largest);
        if (!(shortfall_ > 0)) shortfall_ = 1;
        int exponent = 0; // a power of two: its products are exact, whichever way they are added
        static_cast<void>(std::frexp(shortfall_, &exponent));
        shortfall_ = std::ldexp(1.0, exponent);
    }

    /// The best arrangement found. `complete` is false when stopped.
    [[nodiscard]] grouping_arrangement operator()(bool& complete) {
        complete = true;
        auto best = now_;
        double best_score = score(now_);
        const bool whole = now_.groups.size() <= whole_groups && blocks_in(now_) <= whole_blocks;
        const unsigned annealing = whole ? options_.rounds * 7 / 10 : options_.rounds * 2 / 5;
        for (unsigned round = 0; round < options_.rounds; ++round) {
            const double share = annealing > 1 ? static_cast<double>(round) / annealing : 1;
            const double next = annealing > 1 ? static_cast<double>(round + 1) / annealing : 1;
            const bool anneals = round < annealing;
            if (round == annealing) now_ = best_of(now_, best, best_score);
            grouping_steps steps;
            complete = run_round(round, anneals ? hot * decay(share) : warm, anneals ? hot * decay(next) : cold,
                                 !anneals, round + 1 >= annealing, steps);
            if (!complete) break;
            const double reached = score(now_);
            if (reached > best_score) {
                best_score = reached;
                best = now_;
            }
            if (options_.after_round) options_.after_round(now_, steps);
        }
        return best;
    }

    /// Worth of all groups, less the price of what is short.
    [[nodiscard]] double score(const grouping_arrangement& of) const {
        double sum = 0;
        for (const auto& one : of.groups)
            sum += all_->value(one) - shortfall_ * static_cast<double>(all_->deficit(one));
        if (all_->everyone)
            for (const auto x : of.outside) sum -= shortfall_ * all_->size[x];
        return sum;
    }

private:
    static constexpr double hot = 0.1; // temperatures in units of the change that a random swap makes
    static constexpr double warm = 0.08;
    static constexpr double cold = 0.03;
    static constexpr std::size_t part_blocks = 96; // a part has at least so many blocks and so many groups
    static constexpr std::size_t part_groups = 12;
    static constexpr std::size_t whole_groups = 24; // so few are one part, annealed for longer
    static constexpr std::size_t whole_blocks = 1024;

    const grouping_blocks* all_;
    grouping_arrangement now_;
    grouping_search_options options_;
    double shortfall_ = 0;
    double unit_ = 0;
    std::vector<std::uint32_t> group_; // of each block; scratch

    [[nodiscard]] static double decay(double share) { return reproducible_exp(share * reproducible_log(cold / hot)); }
    [[nodiscard]] grouping_arrangement best_of(const grouping_arrangement& now, const grouping_arrangement& best,
                                               double best_score) const {
        return score(now) > best_score ? now : best;
    }

    [[nodiscard]] static std::size_t blocks_in(const grouping_arrangement& of) {
        std::size_t sum = of.outside.size();
        for (const auto& one : of.groups) sum += one.size();
        return sum;
    }

    struct part_job {
        std::vector<std::uint32_t> groups;
        std::vector<std::uint32_t> outside;
        std::vector<std::vector<std::uint32_t>> found;
        std::vector<std::uint32_t> found_outside;
        grouping_steps steps;
    };

    // Deals the groups into parts: each grows from a random group along positive values.
    [[nodiscard]] std::vector<part_job> deal(random_stream& stream) {
        const auto count = now_.groups.size();
        const bool whole = count <= whole_groups && blocks_in(now_) <= whole_blocks;
        std::fill(group_.begin(), group_.end(), id<int>::none);
        for (std::uint32_t g = 0; g < count; ++g)
            for (const auto x : now_.groups[g]) group_[x] = g;
        std::vector<std::uint32_t> order(count);
        for (std::uint32_t g = 0; g < count; ++g) order[g] = g;
        shuffle(stream, order);
        if (all_->regions.size() > 0 && all_->most_regions != unlimited) // only those of one region can exchange
            std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
                return all_->regions[now_.groups[a].front()][0] < all_->regions[now_.groups[b].front()][0];
            });
        std::vector<std::uint32_t> part(count, id<int>::none);
        std::vector<part_job> jobs;
        std::vector<std::uint32_t> queue;
        std::size_t next = 0;
        while (next < count) {
            if (part[order[next]] != id<int>::none) {
                ++next;
                continue;
            }
            const auto number = static_cast<std::uint32_t>(jobs.size());
            part_job job;
            std::size_t blocks = 0;
            queue.clear();
            const auto take = [&](std::uint32_t g) {
                part[g] = number;
                queue.push_back(g);
                blocks += now_.groups[g].size();
            };
            take(order[next]);
            const auto full = [&] { return !whole && blocks >= part_blocks && queue.size() >= part_groups; };
            for (std::size_t at = 0; !full(); ++at) {
                if (at == queue.size()) { // nothing linked is left: the next in order
                    while (next < count && part[order[next]] != id<int>::none) ++next;
                    if (next == count) break;
                    take(order[next]);
                }
                for (const auto x : now_.groups[queue[at]])
                    for (const auto& one : all_->rows[x]) {
                        const auto g = group_[one.other];
                        if (one.weight > 0 && g != id<int>::none && part[g] == id<int>::none && !full()) take(g);
                    }
            }
            job.groups = queue;
            jobs.push_back(std::move(job));
        }
        if (jobs.empty()) jobs.emplace_back();
        for (const auto x : now_.outside) {
            auto to = static_cast<std::uint32_t>(uniform_index(stream, jobs.size()));
            for (const auto& one : all_->rows[x])
                if (one.weight > 0 && group_[one.other] != id<int>::none) to = part[group_[one.other]];
            jobs[to].outside.push_back(x);
        }
        return jobs;
    }

    bool run_round(unsigned round, double from, double to, bool only_better, bool descend, grouping_steps& steps) {
        random_stream dealing(options_.seed, round);
        auto jobs = deal(dealing);
        const std::uint64_t round_seed = random_stream(options_.seed + 0x9E3779B97F4A7C15U, round)();
        if (unit_ == 0) { // once, from the start
            double sum = 0;
            std::size_t parts = 0;
            std::vector<std::uint32_t> local(all_->count(), id<int>::none);
            for (std::size_t i = 0; i < jobs.size() && i < 64; ++i) {
                const auto part = make_part(jobs[i], false, local);
                quick_stream stream(random_stream(round_seed, i));
                const double one = part.typical_change(stream);
                if (!(one > 0)) continue;
                sum += one;
                ++parts;
            }
            unit_ = parts > 0 ? sum / static_cast<double>(parts) : 1;
        }
        std::vector<std::vector<std::uint32_t>> local(thread_count(options_.threads));
        const bool complete = parallel_for(
            jobs.size(), {.threads = options_.threads, .stop = options_.stop}, [&](std::size_t i, unsigned worker) {
                if (local[worker].empty()) local[worker].assign(all_->count(), id<int>::none);
                auto& job = jobs[i];
                auto part = make_part(job, only_better, local[worker]);
                quick_stream stream(random_stream(round_seed, i));
                const double before = only_better ? part.score() : 0;
                const auto arrangement = part.arrangement();
                const bool reshaped = only_better && stream() % 2 == 0 && part.reshape(stream);
                part.anneal(stream, options_.looks * part.count(), from * unit_ * (reshaped ? 2 : 1), to * unit_);
                if (descend) part.descend(round + 1 == options_.rounds);
                if (only_better && !(part.score() > before)) part.restore(arrangement);
                for (std::size_t g = 0; g < part.group_count(); ++g) job.found.push_back(part.blocks_of(g));
                job.found_outside = part.blocks_of(part.group_count());
                job.steps = part.steps();
            });
        if (!complete) return false;
        now_.groups.clear();
        now_.outside.clear();
        for (auto& job : jobs) {
            for (auto& one : job.found)
                if (!one.empty()) now_.groups.push_back(std::move(one));
            now_.outside.insert(now_.outside.end(), job.found_outside.begin(), job.found_outside.end());
            steps += job.steps;
        }
        return true;
    }

    [[nodiscard]] grouping_part make_part(const part_job& job, bool room_for_new,
                                          std::vector<std::uint32_t>& local) const {
        std::vector<std::vector<std::uint32_t>> groups;
        for (const auto g : job.groups) groups.push_back(now_.groups[g]);
        if (room_for_new || groups.empty()) groups.emplace_back();
        return {*all_, std::move(groups), job.outside, shortfall_, local};
    }
};

} // namespace colearn::detail

#endif
