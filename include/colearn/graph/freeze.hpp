// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_FREEZE_HPP
#define COLEARN_GRAPH_FREEZE_HPP

/// @file
/// For a policy reader: takes the picture of the network that measures are computed on.
/// For an engineer: sorts columns of ties into compressed sparse rows and merges parallel ones.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/graph/roster.hpp>
#include <colearn/graph/view.hpp>

namespace colearn {

/// Ties as columns. All have one length; `strengths` may be empty, which stands for 1 on every tie.
struct tie_columns {
    std::span<const std::uint32_t> sources{};
    std::span<const std::uint32_t> targets{};
    std::span<const double> strengths{};
};

struct freeze_options {
    bool directed = true;                              ///< false: a tie joins its ends both ways
    loops self_ties = loops::drop;                     ///< ties from an actor to itself
    parallel_ties parallel = parallel_ties::strongest; ///< several ties between one pair
    bool keep_ties = false;                            ///< keep each arc's tie number (4 bytes an arc)
    std::span<const std::uint32_t> tie_ids{}; ///< numbers to keep in place of the ties' positions; empty: positions
    std::vector<std::string> layers{};        ///< for the record: names of the layers that the ties are from
    std::string weight = "strength";          ///< for the record: what the strengths are
    unsigned threads = 1;                     ///< 0: one for each core; the view does not depend on it
};

namespace detail {

// Columns of ties, as `freeze_ties` reads them.
struct column_ties {
    const tie_columns& columns;
    std::span<const std::uint32_t> ids;
    std::size_t actor_count;
    bool directed;

    [[nodiscard]] std::size_t size() const noexcept { return columns.sources.size(); }
    [[nodiscard]] double strength(std::size_t i) const noexcept {
        return columns.strengths.empty() ? 1.0 : columns.strengths[i];
    }
    [[nodiscard]] std::uint32_t id(std::size_t i) const noexcept {
        return ids.empty() ? static_cast<std::uint32_t>(i) : ids[i];
    }
    // Calls visit(tie, source, target, whether it runs both ways).
    template <class Visit>
    void each(std::size_t first, std::size_t last, Visit visit) const {
        const auto* const sources = columns.sources.data();
        const auto* const targets = columns.targets.data();
        for (auto i = first; i < last; ++i) {
            const auto source = sources[i];
            const auto target = targets[i];
            if (source >= actor_count || target >= actor_count) [[unlikely]]
                refuse(i, source < actor_count ? target : source);
            visit(i, source, target, !directed);
        }
    }

    [[noreturn, gnu::noinline, gnu::cold]] static void refuse(std::size_t tie, std::uint32_t end) {
        throw contract_violation(
            "freeze", "both ends of every tie must be actors of the roster (tie " + std::to_string(tie) + ")",
            number_text(end));
    }
};

// The arcs of ties, to be sorted by their source.
template <class Ties>
struct tie_arcs {
    const Ties& ties;
    const roster& who;
    bool directed;

    [[nodiscard]] std::size_t size() const noexcept { return ties.size(); }
    [[nodiscard]] std::size_t expected_arcs() const noexcept { return directed ? ties.size() : 2 * ties.size(); }

    template <class Visit>
    void each_row(std::size_t first, std::size_t last, Visit visit) const {
        ties.each(first, last, [visit](std::size_t, std::uint32_t source, std::uint32_t target, bool both_ways) {
            visit(source);
            if (both_ways && source != target) visit(target);
        });
    }
    template <class Visit>
    void each_arc(std::size_t first, std::size_t last, Visit visit) const {
        ties.each(first, last, [=, this](std::size_t tie, std::uint32_t source, std::uint32_t target, bool both_ways) {
            const double strength = ties.strength(tie);
            if (!(strength > 0 && strength <= (std::numeric_limits<double>::max)())) [[unlikely]]
                refuse(tie, source, target, strength);
            const auto number = ties.id(tie);
            visit(source, target, strength, number);
            if (both_ways && source != target) visit(target, source, strength, number);
        });
    }

    [[noreturn, gnu::noinline, gnu::cold]] void refuse(std::size_t tie, std::uint32_t source, std::uint32_t target,
                                                       double strength) const {
        throw contract_violation("freeze",
                                 "the strength of every tie must be positive and finite (tie " + std::to_string(tie) +
                                     ", from " + who.name(id<actor>{source}) + " to " + who.name(id<actor>{target}) +
                                     ")",
                                 number_text(strength));
    }
};

// What became of a worker's arcs.
struct arc_counts {
    std::size_t read = 0;
    std::size_t loops_read = 0;
    std::size_t loops_kept = 0;
    std::size_t written = 0;
    bool has_parallel = false;
};

// Drops and merges what is to go of a row.
class row_finisher {
public:
    row_finisher(loops self_ties, parallel_ties rule) : self_ties_(self_ties), rule_(rule) {}

    void operator()(std::uint32_t row, std::span<const loose_arc> arcs, row_writer& write) {
        const auto before = write.position();
        for (std::size_t from = 0; from < arcs.size();) {
            const auto& one = arcs[from];
            auto to = from + 1;
            while (to < arcs.size() && arcs[to].neighbour == one.neighbour) ++to;
            if (to - from == 1 && one.neighbour != row) [[likely]]
                write(one.neighbour, one.strength, one.number);
            else
                finish_group(arcs.subspan(from, to - from), one.neighbour == row, write);
            from = to;
        }
        counts_.read += arcs.size();
        counts_.written += write.position() - before;
    }

    [[nodiscard]] const arc_counts& counts() const noexcept { return counts_; }

private:
    void finish_group(std::span<const loose_arc> among, bool loop, row_writer& write) {
        if (loop) {
            counts_.loops_read += among.size();
            if (self_ties_ == loops::drop) return;
            counts_.loops_kept += rule_ == parallel_ties::keep ? among.size() : 1;
        }
        if (rule_ == parallel_ties::keep) {
            for (const auto& each : among) write(each.neighbour, each.strength, each.number);
            counts_.has_parallel |= among.size() > 1;
        } else {
            write(among[0].neighbour, merged(among), among[0].number);
        }
    }
    [[nodiscard]] double merged(std::span<const loose_arc> among) const {
        double sum = 0;
        double largest = 0;
        for (const auto& one : among) {
            sum += one.strength;
            largest = (std::max)(largest, one.strength);
        }
        if (rule_ == parallel_ties::strongest) return largest;
        return rule_ == parallel_ties::sum ? sum : sum / static_cast<double>(among.size());
    }

    loops self_ties_;
    parallel_ties rule_;
    arc_counts counts_{};
};

// `freeze` for ties of any kind: see `column_ties` for what is asked of them.
template <class Ties>
[[nodiscard]] view freeze_ties(const Ties& ties, std::shared_ptr<const roster> who, const freeze_options& options) {
    view::parts made;
    std::vector finish(thread_count(options.threads), row_finisher(options.self_ties, options.parallel));
    made.out =
        sort_into_rows(who->size(), tie_arcs<Ties>{ties, *who, options.directed}, options.keep_ties, std::span(finish));
    made.ties = std::exchange(made.out.arcs, {});
    made.who = std::move(who);

    arc_counts all;
    for (const auto& worker : finish) {
        all.read += worker.counts().read;
        all.loops_read += worker.counts().loops_read;
        all.loops_kept += worker.counts().loops_kept;
        all.written += worker.counts().written;
        all.has_parallel |= worker.counts().has_parallel;
    }
    // An undirected tie makes two arcs, a self-tie one.
    const auto ties_of = [&](std::size_t arcs, std::size_t loop_arcs) {
        return options.directed ? arcs : (arcs + loop_arcs) / 2;
    };
    made.record.layers = options.layers;
    made.record.weight = options.weight;
    made.record.directed = options.directed;
    made.record.self_ties = options.self_ties;
    made.record.parallel = options.parallel;
    made.record.ties_read = ties_of(all.read, all.loops_read);
    made.record.loops_dropped = all.loops_read - (options.self_ties == loops::drop ? 0 : all.loops_read);
    made.record.ties_merged = made.record.ties_read - made.record.loops_dropped - ties_of(all.written, all.loops_kept);
    made.record.loop_arcs = all.loops_kept;
    made.record.has_parallel = all.has_parallel;
    return view(std::move(made));
}

} // namespace detail

/// Freezes columns of ties into a view.
///
/// Complexity: O(n + m) time for rows that fit in a cache, and never more than O(n + m log n). Memory beside the
/// columns and the view: 2 bytes an arc, and 16 bytes for each arc of the longest 2^14 or so consecutive ones.
/// Preconditions: every end is a vertex of `who`; every strength is positive and finite; at most `arc_limit` arcs.
/// Throws: `contract_violation` that names the tie.
/// Determinism: the rows depend on the ties alone, and on their order only among parallel ones that are kept or summed.
[[nodiscard]] inline view freeze(const tie_columns& ties, std::shared_ptr<const roster> who,
                                 const freeze_options& options = {}) {
    const auto given = ties.sources.size();
    expects(ties.targets.size() == given, "sources and targets must have one length", ties.targets.size());
    expects(ties.strengths.empty() || ties.strengths.size() == given, "there must be one strength for each tie",
            ties.strengths.size());
    expects(options.tie_ids.empty() || options.tie_ids.size() == given, "there must be one tie id for each tie",
            options.tie_ids.size());
    expects(given < id<actor>::none, "a view is made from at most 2^32 - 2 ties", given);
    const detail::column_ties columns{ties, options.tie_ids, who->size(), options.directed};
    auto recorded = options;
    if (ties.strengths.empty()) recorded.weight = "number of ties";
    return detail::freeze_ties(columns, std::move(who), recorded);
}

/// The same for `actor_count` actors without roles, whose names are their numbers.
[[nodiscard]] inline view freeze(const tie_columns& ties, std::size_t actor_count, const freeze_options& options = {}) {
    return freeze(ties, roster::anonymous(actor_count), options);
}

} // namespace colearn

#endif
