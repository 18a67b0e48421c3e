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
#include <memory>
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
    /// `link(a)` is the a-th of `links` arcs. No more than `bound` can flow; it and every capacity are below 2^61;
    /// source and sink differ. `few` arcs are what a processor's near cache holds.
    template <class Link>
    preflow(std::size_t count, std::size_t links, const Link& link, std::uint32_t source, std::uint32_t sink,
            std::int64_t bound, std::size_t few = std::size_t{1} << 15)
        : n_(static_cast<std::uint32_t>(count)), source_(source), sink_(sink), row_(count), size_(2 * links),
          halves_(new half[size_]), rest_(new std::int64_t[size_]), excess_(count, 0), label_(count, 0),
          current_(count, 0), next_(count), before_(count), next_active_(count), queue_(count) {
        if (links <= few)
            link_rows(links, link);
        else
            fill_rows(links, link);
        excess_[source] = bound + 1; // more than can flow
    }

    /// False when stopped; then nothing can be read.
    [[nodiscard]] bool run(const std::stop_token& stop) {
        if (!drain(sink_, stop)) return false;
        source_side_.resize(n_);
        for (std::uint32_t v = 0; v < n_; ++v) source_side_[v] = label_[v] > n_ ? 1 : 0;
        return drain(source_, stop);
    }
    [[nodiscard]] std::int64_t value() const { return excess_[sink_]; }
    [[nodiscard]] std::int64_t flow(std::size_t arc) const { return rest_[2 * arc + 1]; }
    /// 1 on the source's side of a minimum cut: what leaves these is full, what comes to them is empty.
    [[nodiscard]] const std::vector<std::uint8_t>& source_side() const noexcept { return source_side_; }
    /// The arcs from v, on the source's side, to the other.
    template <class Visit>
    void each_cut(std::uint32_t v, const Visit& visit) {
        const auto [first, last] = row_of(v);
        for (auto h = first; h < last; ++h)
            if (halves_[h].way % 2 == 0 && source_side_[halves_[h].head] == 0) visit(halves_[h].way / 2);
    }

private:
    static constexpr std::uint32_t nobody = (std::numeric_limits<std::uint32_t>::max)();

    struct half {
        std::uint32_t head;
        std::uint32_t way; // arc a from where it starts: 2 a; from its other end: 2 a + 1
    };

    // Where the halves of a node stand: first those of arcs that start there, for excess seldom has to go back.
    struct row {
        std::uint32_t first = 0;
        std::uint32_t last = 0; // nobody: not gathered yet
    };
    template <class Link>
    void fill_rows(std::size_t links, const Link& link) {
        std::vector<std::uint32_t> next(std::size_t{n_} + 1, 0);
        for (std::size_t a = 0; a < links; ++a) {
            const capacity_link one = link(a);
            ++next[one.from + 1];
            ++next[one.to + 1];
        }
        for (std::uint32_t v = 0; v < n_; ++v) {
            next[v + 1] += next[v];
            row_[v] = {next[v], next[v + 1]};
        }
        auto* const halves = halves_.get();
        auto* const rest = rest_.get();
        for (std::size_t a = 0; a < links; ++a) {
            const capacity_link one = link(a);
            const auto there = static_cast<std::uint32_t>(2 * a);
            rest[there] = one.from == one.to ? 0 : one.capacity;
            rest[there + 1] = 0;
            halves[next[one.from]++] = {one.to, there};
        }
        for (std::size_t a = 0; a < links; ++a) {
            const capacity_link one = link(a);
            halves[next[one.to]++] = {one.from, static_cast<std::uint32_t>(2 * a + 1)};
        }
    }
    // Filling rows takes longer than an easy flow does, so those of few arcs are gathered when they are asked for.
    template <class Link>
    void link_rows(std::size_t links, const Link& link) {
        linked_.reset(new half[size_]);
        leaving_.assign(n_, nobody);
        row_.assign(n_, {nobody, nobody});
        auto* const leaving = leaving_.data();
        auto* const coming = row_.data();
        auto* const linked = linked_.get();
        auto* const rest = rest_.get();
        for (auto a = links; a-- > 0;) {
            const capacity_link one = link(a);
            const auto there = static_cast<std::uint32_t>(2 * a);
            rest[there] = one.from == one.to ? 0 : one.capacity;
            rest[there + 1] = 0;
            linked[there] = {one.to, leaving[one.from]};
            leaving[one.from] = there;
            linked[there + 1] = {one.from, coming[one.to].first};
            coming[one.to].first = there + 1;
        }
    }
    [[nodiscard]] row row_of(std::uint32_t v) {
        auto& one = row_[v];
        if (one.last == nobody) {
            const auto start = gathered_;
            for (auto w = leaving_[v]; w != nobody; w = linked_[w].way) halves_[gathered_++] = {linked_[w].head, w};
            for (auto w = one.first; w != nobody; w = linked_[w].way) halves_[gathered_++] = {linked_[w].head, w};
            one = {start, gathered_};
        }
        return one;
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
    void place(std::uint32_t v) {
        current_[v] = nobody;
        list(v);
        if (excess_[v] > 0) activate(v);
    }

    // Labels become distances to the target in what is left; n + 1 where there is no way. The search may end as soon
    // as it has met `wanted` nodes with excess: the others are at least as far as the last of them.
    void relabel_all(std::uint32_t target, std::size_t wanted) {
        const auto dormant = n_ + 1;
        std::fill(label_.begin(), label_.end(), dormant);
        all_.assign(n_ + 2, nobody);
        active_.assign(n_ + 2, nobody);
        top_ = 0;
        top_active_ = 0;
        queue_[0] = target;
        std::size_t end = 1;
        label_[target] = 0;
        const auto met_all = [&](std::uint32_t v, const half& back) {
            const auto u = back.head;
            if (label_[u] != dormant || rest_[back.way ^ 1U] == 0 || u == sink_) return false;
            label_[u] = label_[v] + 1;
            place(u);
            queue_[end++] = u;
            return excess_[u] > 0 && --wanted == 0;
        };
        const auto meet = [&](std::uint32_t v) {
            if (nothing_flows_ && row_[v].last == nobody) { // then only the arcs that come matter
                for (auto w = row_[v].first; w != nobody; w = linked_[w].way)
                    if (met_all(v, {linked_[w].head, w})) return true;
                return false;
            }
            const auto [first, last] = row_of(v);
            return std::any_of(halves_.get() + first, halves_.get() + last,
                               [&](const half& one) { return met_all(v, one); });
        };
        std::size_t q = 0;
        while (q < end && !meet(queue_[q])) ++q;
        if (q == end) return;
        for (std::uint32_t v = 0; v < n_; ++v) {
            if (label_[v] != dormant || v == sink_) continue;
            label_[v] = label_[queue_[q]] + 1;
            place(v);
        }
    }

    // Pushes all excess that can get there to the target.
    [[nodiscard]] bool drain(std::uint32_t target, const std::stop_token& stop) {
        std::size_t waiting = 0;
        for (std::uint32_t v = 0; v < n_; ++v) waiting += v != target && v != sink_ && excess_[v] > 0 ? 1U : 0U;
        if (waiting == 0) return !stop.stop_requested();
        const std::size_t enough = 12 * (std::size_t{n_} + 1) + 2 * size_;
        relabel_all(target, waiting);
        nothing_flows_ = false;
        std::size_t work = enough - enough / 16; // labels that are no distances have to prove their worth
        std::size_t steps = 0;
        for (;;) {
            if (steps++ % 4096 == 0 && stop.stop_requested()) return false;
            while (top_active_ > 0 && active_[top_active_] == nobody) --top_active_;
            if (top_active_ == 0) return true;
            const auto v = active_[top_active_];
            active_[top_active_] = next_active_[v];
            work += discharge(v);
            if (work > enough) {
                work = 0;
                relabel_all(target, n_);
            }
        }
    }
    [[nodiscard]] std::size_t discharge(std::uint32_t v) {
        const auto dormant = n_ + 1;
        const auto [start, end] = row_of(v);
        if (current_[v] == nobody) current_[v] = start;
        std::size_t work = 0;
        auto left = excess_[v];
        for (;;) {
            // 1. Push downhill.
            const auto old = label_[v];
            for (auto& h = current_[v]; h < end; ++h) {
                const auto [head, way] = halves_[h];
                if (label_[head] + 1 != old || rest_[way] == 0) continue;
                const bool first = excess_[head] == 0 && old > 1;
                const auto amount = (std::min)(left, rest_[way]);
                rest_[way] -= amount;
                rest_[way ^ 1U] += amount;
                excess_[head] += amount;
                left -= amount;
                if (first) activate(head);
                if (left == 0) {
                    excess_[v] = 0;
                    return work;
                }
            }
            // 2. Relabel: to just above the lowest that it could push to.
            auto lowest = dormant;
            auto where = start;
            for (auto h = start; h < end; ++h)
                if (label_[halves_[h].head] + 1 < lowest && rest_[halves_[h].way] > 0) {
                    lowest = label_[halves_[h].head] + 1;
                    where = h;
                }
            work += 12 + end - start;
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
            if (lowest == dormant) {
                excess_[v] = left;
                return work;
            }
            current_[v] = where;
            list(v);
        }
    }

    std::uint32_t n_;
    std::uint32_t source_;
    std::uint32_t sink_;
    std::vector<row> row_;
    std::size_t size_; // of the halves
    std::uint32_t gathered_ = 0;
    std::unique_ptr<half[]> linked_;     // each with the next one of the same node; first of those that start there:
    std::vector<std::uint32_t> leaving_; // of each node; of those that end there: in its row
    std::unique_ptr<half[]> halves_;
    std::unique_ptr<std::int64_t[]> rest_; // of each way: what it can still carry
    std::vector<std::int64_t> excess_;
    std::vector<std::uint32_t> label_;
    std::vector<std::uint32_t> current_; // the half to try next
    std::vector<std::uint32_t> next_, before_, next_active_;
    std::vector<std::uint32_t> queue_;
    std::vector<std::uint32_t> all_, active_; // by label
    std::vector<std::uint8_t> source_side_;
    std::uint32_t top_ = 0;
    std::uint32_t top_active_ = 0;
    bool nothing_flows_ = true;
};

} // namespace colearn::detail

#endif
