// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_SUPPLY_FLOW_HPP
#define COLEARN_SOLVE_DETAIL_SUPPLY_FLOW_HPP

/// @file
/// For a policy reader: what each provider could pass on to whom, and who goes short however it is passed on.
/// For an engineer: maximum flow on a bipartite graph with real capacities, by shortest augmenting paths (Dinic) that
/// run from those who are short to those who have supply to spare; it starts from any flow, works on one marked part
/// of the graph at a time, and yields a minimum cut.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

namespace colearn::detail {

/// Arcs between providers and recipients, kept by recipient; `arc` names one by its place there.
class supply_graph {
public:
    /// One arc for each entry of the columns; `place_of[k]` is where the k-th of them is kept.
    supply_graph(std::size_t providers, std::size_t recipients, std::span<const std::uint32_t> from,
                 std::span<const std::uint32_t> to)
        : recipient_offsets(recipients + 1), provider_offsets(providers + 1), provider_of(from.size()),
          recipient_of(from.size()), provider_arcs(from.size()), place_of(from.size()) {
        for (const auto i : to) ++recipient_offsets[i + std::size_t{1}];
        for (const auto j : from) ++provider_offsets[j + std::size_t{1}];
        std::partial_sum(recipient_offsets.begin(), recipient_offsets.end(), recipient_offsets.begin());
        std::partial_sum(provider_offsets.begin(), provider_offsets.end(), provider_offsets.begin());
        std::vector<std::uint32_t> next(recipient_offsets.begin(), recipient_offsets.end() - 1);
        for (std::size_t k = 0; k < from.size(); ++k) {
            const auto a = next[to[k]]++;
            place_of[k] = a;
            provider_of[a] = from[k];
            recipient_of[a] = to[k];
        }
        next.assign(provider_offsets.begin(), provider_offsets.end() - 1);
        for (std::uint32_t a = 0; a < provider_of.size(); ++a)
            provider_arcs[next[provider_of[a]]++] = {a, recipient_of[a]};
    }

    [[nodiscard]] std::size_t provider_count() const noexcept { return provider_offsets.size() - 1; }
    [[nodiscard]] std::size_t recipient_count() const noexcept { return recipient_offsets.size() - 1; }
    [[nodiscard]] std::size_t arc_count() const noexcept { return provider_of.size(); }

    std::vector<std::uint32_t> recipient_offsets; // arcs of recipient i: [offsets[i], offsets[i + 1])
    std::vector<std::uint32_t> provider_offsets;  // of provider j, in provider_arcs
    std::vector<std::uint32_t> provider_of;       // by arc
    std::vector<std::uint32_t> recipient_of;      // by arc
    struct entry {
        std::uint32_t arc;
        std::uint32_t recipient;
    };
    std::vector<entry> provider_arcs;
    std::vector<std::uint32_t> place_of;
};

/// A flow and what is left of capacities and wants. The caller sets these, and the part that each one belongs to.
/// What a search reads of one provider or recipient lies side by side: it is waiting for memory most of the time.
class supply_flow {
public:
    struct provider_state {
        double spare = 0;       // capacity - flow out of it
        std::uint32_t in = 0;   // the part of the graph that it belongs to
        std::uint32_t away = 0; // layer of the search
        std::uint32_t at = 0;   // where the search stands in its row [first, last)
        std::uint32_t first = 0;
        std::uint32_t last = 0;
    };
    struct recipient_state {
        double lacking = 0; // want - flow into it
        std::uint32_t in = 0;
        std::uint32_t away = 0;
        std::uint32_t at = 0;
        std::uint32_t first = 0;
        std::uint32_t last = 0;
    };

    std::vector<double> flow; // by arc
    std::vector<double> cap;  // by arc; may be infinite; empty where all are
    std::vector<provider_state> provider;
    std::vector<recipient_state> recipient;

    explicit supply_flow(const supply_graph& of)
        : flow(of.arc_count(), 0.0), provider(of.provider_count()), recipient(of.recipient_count()), graph_(of),
          fresh_providers_(of.provider_count()), fresh_recipients_(of.recipient_count()) {
        for (std::size_t j = 0; j < provider.size(); ++j) {
            provider[j].first = of.provider_offsets[j];
            provider[j].last = of.provider_offsets[j + 1];
        }
        for (std::size_t i = 0; i < recipient.size(); ++i) {
            recipient[i].first = of.recipient_offsets[i];
            recipient[i].last = of.recipient_offsets[i + 1];
        }
    }

    /// Makes the flow of one part maximum. Its providers and recipients are those that are listed.
    /// Afterwards `reaches_spare` tells the sides of a minimum cut: whoever is lacking is among those for whom it is
    /// false, and nobody else can pass anything more on to these. Returns how many are lacking.
    std::size_t maximise(std::uint32_t part, std::span<const std::uint32_t> providers,
                         std::span<const std::uint32_t> recipients) {
        short_.clear();
        for (const auto i : recipients)
            if (recipient[i].lacking > 0) short_.push_back(i);
        while (measure(providers, recipients)) {
            const auto start = from_spare_ ? farthest_ : 0;
            for (const auto i : short_)
                while (recipient[i].lacking > 0 && recipient[i].away == start && augment(part, i)) {
                }
            std::erase_if(short_, [&](std::uint32_t i) { return !(recipient[i].lacking > 0); });
        }
        return short_.size();
    }

    [[nodiscard]] bool provider_reaches_spare(std::uint32_t j) const noexcept {
        return (provider[j].away != unseen) == from_spare_;
    }
    [[nodiscard]] bool recipient_reaches_spare(std::uint32_t i) const noexcept {
        return (recipient[i].away != unseen) == from_spare_;
    }
    /// Those who are lacking, after `maximise`.
    [[nodiscard]] std::span<const std::uint32_t> lacking_ones() const noexcept { return short_; }

private:
    static constexpr std::uint32_t unseen = (std::numeric_limits<std::uint32_t>::max)();

    [[nodiscard]] bool is_full(std::uint32_t a) const noexcept { return !cap.empty() && !(flow[a] < cap[a]); }
    [[nodiscard]] double room(std::uint32_t a) const noexcept {
        return cap.empty() ? std::numeric_limits<double>::infinity() : cap[a] - flow[a];
    }

    // Distances from the side that has fewer members, providers with something to spare or recipients who are lacking,
    // up to the first layer where the other side is met. False where it cannot be: then all that can be reached is
    // marked.
    bool measure(std::span<const std::uint32_t> providers, std::span<const std::uint32_t> recipients) {
        std::size_t sparing = 0;
        for (const auto i : recipients) {
            recipient[i].away = unseen;
            fresh_recipients_.add(i);
        }
        for (const auto j : providers) {
            provider[j].away = unseen;
            fresh_providers_.add(j);
            sparing += provider[j].spare > 0 ? 1U : 0U;
        }
        queue_.clear();
        farthest_ = unseen;
        from_spare_ = sparing < 4 * short_.size(); // the other way looks at more arcs for each that it visits
        if (from_spare_)
            measure_from_spare(providers);
        else
            measure_from_lacking();
        for (const auto i : recipients) fresh_recipients_.remove(i);
        for (const auto j : providers) fresh_providers_.remove(j);
        return farthest_ != unseen;
    }

    void measure_from_spare(std::span<const std::uint32_t> providers) {
        const auto see = [&](std::uint32_t j, std::uint32_t away) {
            fresh_providers_.remove(j);
            provider[j].away = away;
            provider[j].at = provider[j].first;
            queue_.push_back(j);
        };
        for (const auto j : providers)
            if (provider[j].spare > 0) see(j, 0);
        for (std::size_t k = 0; k < queue_.size(); ++k) {
            const auto j = queue_[k];
            const auto away = provider[j].away;
            if (away > farthest_) break; // that layer is complete
            for (auto at = provider[j].first; at < provider[j].last; ++at) {
                const auto [a, i] = graph_.provider_arcs[at];
                if (!fresh_recipients_.has(i) || is_full(a)) continue;
                fresh_recipients_.remove(i);
                recipient[i].away = away;
                recipient[i].at = recipient[i].first;
                if (recipient[i].lacking > 0) farthest_ = away;
                for (auto b = recipient[i].first; b < recipient[i].last; ++b) {
                    const auto other = graph_.provider_of[b];
                    if (fresh_providers_.has(other) && flow[b] > 0) see(other, away + 1);
                }
            }
        }
    }

    void measure_from_lacking() {
        const auto see = [&](std::uint32_t i, std::uint32_t away) {
            fresh_recipients_.remove(i);
            recipient[i].away = away;
            recipient[i].at = recipient[i].first;
            queue_.push_back(i);
        };
        for (const auto i : short_) see(i, 0);
        for (std::size_t k = 0; k < queue_.size(); ++k) {
            const auto i = queue_[k];
            const auto away = recipient[i].away;
            if (away > farthest_) break; // that layer is complete
            for (auto b = recipient[i].first; b < recipient[i].last; ++b) {
                const auto j = graph_.provider_of[b];
                if (!fresh_providers_.has(j) || is_full(b)) continue;
                fresh_providers_.remove(j);
                provider[j].away = away;
                provider[j].at = provider[j].first;
                if (provider[j].spare > 0) farthest_ = away;
                if (farthest_ != unseen) continue; // no need to go on from here
                for (auto at = provider[j].first; at < provider[j].last; ++at) {
                    const auto [a, other] = graph_.provider_arcs[at];
                    if (fresh_recipients_.has(other) && flow[a] > 0) see(other, away + 1);
                }
            }
        }
    }

    // One path from a lacking recipient to a provider with something to spare, and as much along it as fits.
    bool augment(std::uint32_t part, std::uint32_t lacker) {
        path_.clear(); // arcs in turn: to be raised, to be lowered, to be raised, ...
        auto i = lacker;
        while (true) {
            // 1. A provider from whom i could have more.
            auto& at = recipient[i].at;
            const auto end = recipient[i].last;
            while (at < end && !(provider[graph_.provider_of[at]].in == part &&
                                 provider[graph_.provider_of[at]].away == recipient[i].away && !is_full(at)))
                ++at;
            if (at == end) {
                if (path_.empty()) return false;
                i = graph_.recipient_of[path_[path_.size() - 2]]; // back to who wanted it
                const auto j = graph_.provider_of[path_.back()];
                ++provider[j].at;
                path_.pop_back();
                if (!release(part, j)) {
                    ++recipient[i].at;
                    path_.pop_back();
                } else {
                    i = graph_.recipient_of[path_.back()];
                }
                continue;
            }
            const auto j = graph_.provider_of[at];
            path_.push_back(at);
            // 2. It has some to spare, or must take it from another.
            if (provider[j].away == (from_spare_ ? 0 : farthest_) && provider[j].spare > 0) {
                apply(lacker, j);
                return true;
            }
            if (!release(part, j)) {
                ++recipient[i].at;
                path_.pop_back();
            } else {
                i = graph_.recipient_of[path_.back()];
            }
        }
    }

    // Finds somebody from whom provider j could take, one step nearer to spare supply.
    bool release(std::uint32_t part, std::uint32_t j) {
        if (provider[j].away == (from_spare_ ? 0 : farthest_)) return false;
        const auto next = from_spare_ ? provider[j].away - 1 : provider[j].away + 1;
        auto& at = provider[j].at;
        for (; at < provider[j].last; ++at) {
            const auto [a, i] = graph_.provider_arcs[at];
            if (recipient[i].away == next && recipient[i].in == part && flow[a] > 0) {
                path_.push_back(a);
                return true;
            }
        }
        return false;
    }

    void apply(std::uint32_t lacker, std::uint32_t giver) {
        double amount = (std::min)(recipient[lacker].lacking, provider[giver].spare);
        for (std::size_t k = 0; k < path_.size(); ++k)
            amount = (std::min)(amount, k % 2 == 0 ? room(path_[k]) : flow[path_[k]]);
        for (std::size_t k = 0; k < path_.size(); ++k) {
            const auto a = path_[k];
            if (k % 2 == 0)
                flow[a] = amount < room(a) ? flow[a] + amount : cap[a]; // exactly full, without dust
            else
                flow[a] -= amount;
        }
        recipient[lacker].lacking -= amount;
        provider[giver].spare -= amount;
    }

    // One bit each, so that the marks of a million stay in the processor's cache.
    class marks {
    public:
        explicit marks(std::size_t count) : words_(count / 64 + 1, 0) {}
        [[nodiscard]] bool has(std::uint32_t v) const noexcept { return (words_[v / 64] >> (v % 64) & 1U) != 0; }
        void add(std::uint32_t v) noexcept { words_[v / 64] |= std::uint64_t{1} << (v % 64); }
        void remove(std::uint32_t v) noexcept { words_[v / 64] &= ~(std::uint64_t{1} << (v % 64)); }

    private:
        std::vector<std::uint64_t> words_;
    };

    const supply_graph& graph_;
    marks fresh_providers_; // of the part, and not yet met by the search
    marks fresh_recipients_;
    std::vector<std::uint32_t> queue_;
    std::vector<std::uint32_t> short_;
    std::vector<std::uint32_t> path_;
    std::uint32_t farthest_ = unseen;
    bool from_spare_ = true;
};

} // namespace colearn::detail

#endif
