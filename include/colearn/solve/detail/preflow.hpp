// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_PREFLOW_HPP
#define COLEARN_SOLVE_DETAIL_PREFLOW_HPP

/// @file
/// For a policy reader: the working of `maximum_flow`.
/// For an engineer: push-relabel in whole numbers, highest label first, with gaps and global relabelling.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stop_token>
#include <utility>
#include <vector>

namespace colearn::detail {

/// An arc with a finite capacity.
struct capacity_link {
    std::uint32_t from;
    std::uint32_t to;
    std::int64_t capacity;
};

/// Source: Goldberg and Tarjan, "A new approach to the maximum-flow problem", J. ACM 35 (1988); Cherkassky and
/// Goldberg, "On implementing the push-relabel method for the maximum flow problem", Algorithmica 19 (1997), for the
/// order, the gaps and the relabelling. What cannot reach the sink flows back by the same method, with the source as
/// its target.
class preflow {
public:
    /// No more than `bound` can flow; it and every capacity are below 2^61; source and sink differ.
    preflow(std::size_t count, const std::vector<capacity_link>& links, std::uint32_t source, std::uint32_t sink,
            std::int64_t bound)
        : n_(static_cast<std::uint32_t>(count)), sink_(sink), first_(count + 3, 0), place_(links.size()),
          excess_(count + 1, 0), label_(count + 1, 0), current_(count + 1, 0) {
        // Before the source stands another one, which gives a bit more than can flow, so that no sum overflows.
        const auto both_ends = [&](auto visit) {
            for (std::size_t a = 0; a < links.size(); ++a)
                visit(links[a].from, links[a].to, links[a].from == links[a].to ? 0 : links[a].capacity, a);
            visit(n_, source, bound + 1, links.size());
        };
        both_ends([&](std::uint32_t u, std::uint32_t v, std::int64_t, std::size_t) {
            ++first_[u + 2];
            ++first_[v + 2];
        });
        for (std::size_t v = 2; v < first_.size(); ++v) first_[v] += first_[v - 1];
        halves_.resize(first_.back());
        both_ends([&](std::uint32_t u, std::uint32_t v, std::int64_t capacity, std::size_t a) {
            const auto there = first_[u + 1]++;
            const auto back = first_[v + 1]++;
            halves_[there] = {capacity, v, back};
            halves_[back] = {0, u, there};
            if (a < place_.size()) place_[a] = there;
        });
        first_.pop_back();
    }

    /// False when stopped; then nothing can be read.
    [[nodiscard]] bool run(const std::stop_token& stop) {
        for (auto h = first_[n_]; h < first_[n_ + 1]; ++h) push(n_, halves_[h], halves_[h].rest);
        if (!drain(sink_, stop)) return false;
        source_side_.assign(n_, 0);
        relabel_all(sink_);
        for (std::uint32_t v = 0; v < n_; ++v) source_side_[v] = label_[v] > n_ ? 1 : 0;
        return drain(n_, stop);
    }
    [[nodiscard]] std::int64_t value() const { return excess_[sink_]; }
    [[nodiscard]] std::int64_t flow(std::size_t arc) const { return halves_[halves_[place_[arc]].mate].rest; }
    /// 1 for those that cannot reach the sink any more: the arcs that leave them are a minimum cut.
    [[nodiscard]] const std::vector<std::uint8_t>& source_side() const noexcept { return source_side_; }

private:
    static constexpr std::uint32_t nobody = (std::numeric_limits<std::uint32_t>::max)();

    struct half {
        std::int64_t rest; // what it can still carry
        std::uint32_t head;
        std::uint32_t mate; // the same arc, from its other end
    };

    void push(std::uint32_t from, half& along, std::int64_t amount) {
        along.rest -= amount;
        halves_[along.mate].rest += amount;
        excess_[from] -= amount;
        excess_[along.head] += amount;
    }

    // The nodes of a label, as linked lists: those with excess to look at next, and all of them for the gaps.
    void list(std::uint32_t v) {
        const auto at = label_[v];
        next_[v] = all_[at];
        before_[v] = nobody;
        if (all_[at] != nobody) before_[all_[at]] = v;
        all_[at] = v;
        top_ = (std::max)(top_, at);
    }
    void unlist(std::uint32_t v) {
        if (before_[v] == nobody)
            all_[label_[v]] = next_[v];
        else
            next_[before_[v]] = next_[v];
        if (next_[v] != nobody) before_[next_[v]] = before_[v];
    }
    void activate(std::uint32_t v) {
        const auto at = label_[v];
        next_active_[v] = active_[at];
        active_[at] = v;
        top_active_ = (std::max)(top_active_, at);
    }

    // Labels become distances to the target in what is left; n + 1 where there is no way.
    void relabel_all(std::uint32_t target) {
        const auto dormant = n_ + 1;
        std::fill(label_.begin(), label_.end(), dormant);
        all_.assign(n_ + 2, nobody);
        active_.assign(n_ + 2, nobody);
        next_.assign(n_ + 1, nobody);
        before_.assign(n_ + 1, nobody);
        next_active_.assign(n_ + 1, nobody);
        top_ = 0;
        top_active_ = 0;
        queue_.assign(1, target);
        label_[target] = 0;
        for (std::size_t q = 0; q < queue_.size(); ++q) {
            const auto v = queue_[q];
            for (auto h = first_[v]; h < first_[v + 1]; ++h) {
                const auto u = halves_[h].head;
                if (label_[u] != dormant || halves_[halves_[h].mate].rest == 0 || u == n_ || u == sink_) continue;
                label_[u] = label_[v] + 1;
                current_[u] = first_[u];
                list(u);
                if (excess_[u] > 0) activate(u);
                queue_.push_back(u);
            }
        }
    }

    // Pushes all excess that can get there to the target.
    [[nodiscard]] bool drain(std::uint32_t target, const std::stop_token& stop) {
        const std::size_t enough = 12 * (std::size_t{n_} + 1) + 2 * halves_.size();
        relabel_all(target);
        std::size_t work = 0;
        std::size_t steps = 0;
        for (;;) {
            while (top_active_ > 0 && active_[top_active_] == nobody) --top_active_;
            if (top_active_ == 0) return true;
            if (steps++ % 4096 == 0 && stop.stop_requested()) return false;
            const auto v = active_[top_active_];
            active_[top_active_] = next_active_[v];
            work += discharge(v);
            if (work > enough) {
                work = 0;
                relabel_all(target);
            }
        }
    }
    [[nodiscard]] std::size_t discharge(std::uint32_t v) {
        const auto dormant = n_ + 1;
        std::size_t work = 0;
        for (;;) {
            // 1. Push downhill.
            for (auto& h = current_[v]; h < first_[v + 1]; ++h) {
                auto& along = halves_[h];
                if (along.rest == 0 || label_[along.head] + 1 != label_[v]) continue;
                const bool first = excess_[along.head] == 0 && label_[along.head] > 0;
                push(v, along, (std::min)(excess_[v], along.rest));
                if (first) activate(along.head);
                if (excess_[v] == 0) return work;
            }
            // 2. Relabel: to just above the lowest that it could push to.
            const auto old = label_[v];
            auto lowest = dormant;
            auto where = first_[v];
            for (auto h = first_[v]; h < first_[v + 1]; ++h)
                if (halves_[h].rest > 0 && label_[halves_[h].head] + 1 < lowest) {
                    lowest = label_[halves_[h].head] + 1;
                    where = h;
                }
            work += 12 + first_[v + 1] - first_[v];
            unlist(v);
            if (all_[old] == nobody) { // 3. A gap: nobody above it can reach the target.
                for (auto at = old + 1; at <= top_; ++at) {
                    for (auto u = all_[at]; u != nobody; u = next_[u]) label_[u] = dormant;
                    all_[at] = nobody;
                    active_[at] = nobody;
                }
                top_ = old;
                lowest = dormant;
            }
            label_[v] = lowest;
            if (lowest == dormant) return work;
            current_[v] = where;
            list(v);
        }
    }

    std::uint32_t n_; // also the number of the source before the source
    std::uint32_t sink_;
    std::vector<std::uint32_t> first_;
    std::vector<std::uint32_t> place_; // of each arc among the halves
    std::vector<half> halves_;
    std::vector<std::int64_t> excess_;
    std::vector<std::uint32_t> label_;
    std::vector<std::uint32_t> current_; // the half to try next
    std::vector<std::uint32_t> all_, next_, before_;
    std::vector<std::uint32_t> active_, next_active_;
    std::vector<std::uint32_t> queue_;
    std::vector<std::uint8_t> source_side_;
    std::uint32_t top_ = 0;
    std::uint32_t top_active_ = 0;
};

} // namespace colearn::detail

#endif
