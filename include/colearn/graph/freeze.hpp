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
};

/// Most arcs that a view can hold: Eigen and the 32-bit offsets agree up to here.
inline constexpr std::size_t arc_limit = (std::numeric_limits<std::int32_t>::max)();

namespace detail {

[[nodiscard]] inline double merged(parallel_ties rule, std::span<const double> strengths) {
    switch (rule) {
    case parallel_ties::sum:
        return std::accumulate(strengths.begin(), strengths.end(), 0.0);
    case parallel_ties::mean:
        return std::accumulate(strengths.begin(), strengths.end(), 0.0) / static_cast<double>(strengths.size());
    default:
        return *std::max_element(strengths.begin(), strengths.end());
    }
}

inline void check_ties(const tie_columns& ties, const roster& who) {
    const auto n = who.size();
    const auto m = ties.sources.size();
    expects(ties.targets.size() == m, "sources and targets must have one length", ties.targets.size());
    expects(ties.strengths.empty() || ties.strengths.size() == m, "there must be one strength for each tie",
            ties.strengths.size());
    for (std::size_t i = 0; i < m; ++i) {
        expects(ties.sources[i] < n, "the source of every tie must be an actor of the roster", ties.sources[i]);
        expects(ties.targets[i] < n, "the target of every tie must be an actor of the roster", ties.targets[i]);
    }
    for (std::size_t i = 0; i < ties.strengths.size(); ++i) {
        const auto value = ties.strengths[i];
        if (!(value > 0) || !std::isfinite(value)) [[unlikely]]
            throw contract_violation("freeze",
                                     "the strength of every tie must be positive and finite (tie " + std::to_string(i) +
                                         ", from " + who.name(id<actor>{ties.sources[i]}) + " to " +
                                         who.name(id<actor>{ties.targets[i]}) + ")",
                                     number_text(value));
    }
}

} // namespace detail

/// Freezes columns of ties into a view.
///
/// Complexity: O(n + m log(largest degree)) time. Memory beside the columns and the view: O(n).
/// Preconditions: every end is a vertex of `who`; every strength is positive and finite; at most `arc_limit` arcs.
/// Throws: `contract_violation` that names the tie.
/// Determinism: the rows depend on the ties alone, and on their order only among parallel ones that are kept.
[[nodiscard]] inline view freeze(const tie_columns& ties, std::shared_ptr<const roster> who,
                                 const freeze_options& options = {}) {
    detail::check_ties(ties, *who);
    expects(options.tie_ids.empty() || options.tie_ids.size() == ties.sources.size(),
            "there must be one tie id for each tie", options.tie_ids.size());
    const auto n = who->size();
    const auto given = ties.sources.size();
    view::parts made;
    made.record.directed = options.directed;
    made.record.self_ties = options.self_ties;
    made.record.parallel = options.parallel;
    made.record.layers = options.layers;
    made.record.weight = ties.strengths.empty() ? "number of ties" : options.weight;
    made.record.ties_read = given;

    // 1. Count each row.
    std::vector<std::uint64_t> at(n + 1, 0);
    for (std::size_t i = 0; i < given; ++i) {
        const bool loop = ties.sources[i] == ties.targets[i];
        if (loop && options.self_ties == loops::drop) {
            ++made.record.loops_dropped;
            continue;
        }
        ++at[ties.sources[i] + 1];
        if (!options.directed && !loop) ++at[ties.targets[i] + 1];
    }
    for (std::size_t v = 0; v < n; ++v) at[v + 1] += at[v];
    const auto m = static_cast<std::size_t>(at[n]);
    expects(m <= arc_limit, "a view holds at most 2^31 - 1 arcs", m);

    // 2. Put each arc into its row.
    struct arc {
        std::uint32_t target;
        std::uint32_t tie;
    };
    detail::buffer<arc> arcs(m);
    for (std::size_t i = 0; i < given; ++i) {
        const auto source = ties.sources[i];
        const auto target = ties.targets[i];
        if (source == target && options.self_ties == loops::drop) continue;
        arcs[at[source]++] = {target, static_cast<std::uint32_t>(i)};
        if (!options.directed && source != target) arcs[at[target]++] = {source, static_cast<std::uint32_t>(i)};
    }
    for (std::size_t v = n; v > 0; --v) at[v] = at[v - 1];
    at[0] = 0;

    // 3. Sort each row by target, then by the order given, and merge.
    detail::row_storage out{
        detail::buffer<std::uint32_t>(n + 1), detail::buffer<std::uint32_t>(m), detail::buffer<double>(m), {}};
    detail::buffer<std::uint32_t> tie_of(options.keep_ties ? m : 0);
    const auto strength_of = [&](const arc& one) { return ties.strengths.empty() ? 1.0 : ties.strengths[one.tie]; };
    std::size_t written = 0;
    std::vector<double> group;
    out.offsets[0] = 0;
    for (std::size_t v = 0; v < n; ++v) {
        auto* const first = arcs.data() + at[v];
        auto* const last = arcs.data() + at[v + 1];
        std::sort(first, last, [](const arc& a, const arc& b) {
            return a.target != b.target ? a.target < b.target : a.tie < b.tie;
        });
        for (auto* from = first; from != last;) {
            auto* to = from + 1;
            while (to != last && to->target == from->target) ++to;
            const auto count = static_cast<std::size_t>(to - from);
            made.record.has_parallel |= count > 1 && options.parallel == parallel_ties::keep;
            const bool keep = count == 1 || options.parallel == parallel_ties::keep;
            if (!keep) {
                group.clear();
                for (auto* one = from; one != to; ++one) group.push_back(strength_of(*one));
            }
            const auto arcs_made = keep ? count : std::size_t{1};
            if (from->target == v) made.record.loop_arcs += arcs_made;
            for (std::size_t k = 0; k < arcs_made; ++k) {
                out.neighbours[written] = from->target;
                out.strengths[written] = keep ? strength_of(from[k]) : detail::merged(options.parallel, group);
                if (options.keep_ties)
                    tie_of[written] = options.tie_ids.empty() ? from[k].tie : options.tie_ids[from[k].tie];
                ++written;
            }
            from = to;
        }
        out.offsets[v + 1] = static_cast<std::uint32_t>(written);
    }

    // 4. Give back what merging left over.
    if (written < m) {
        const auto shrink = [&](auto& column) {
            std::remove_reference_t<decltype(column)> fit(written);
            std::copy_n(column.data(), written, fit.data());
            column = std::move(fit);
        };
        shrink(out.neighbours);
        shrink(out.strengths);
        if (options.keep_ties) shrink(tie_of);
    }
    const auto kept = given - made.record.loops_dropped;
    made.record.ties_merged = kept - (options.directed ? written : (written + made.record.loop_arcs) / 2);
    made.who = std::move(who);
    made.out = std::move(out);
    made.ties = std::move(tie_of);
    return view(std::move(made));
}

/// The same for `actor_count` actors without roles, whose names are their numbers.
[[nodiscard]] inline view freeze(const tie_columns& ties, std::size_t actor_count, const freeze_options& options = {}) {
    return freeze(ties, roster::anonymous(actor_count), options);
}

} // namespace colearn

#endif
