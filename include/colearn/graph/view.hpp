// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_VIEW_HPP
#define COLEARN_GRAPH_VIEW_HPP

/// @file
/// For a policy reader: a frozen picture of the network, which all measures of one report are taken from.
/// For an engineer: an immutable compressed sparse row graph with 32-bit vertices and arcs; copies share one state.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/graph/detail/row_sort.hpp>
#include <colearn/graph/roster.hpp>
#include <colearn/graph/rows.hpp>
#include <colearn/graph/weight.hpp>

namespace colearn {

/// What to do with a tie from an actor to itself.
enum class loops : std::uint8_t {
    drop, ///< leave it out, and count it in the view's record
    keep, ///< one arc in its actor's row
};

/// What to do with several ties from one actor to the same other.
enum class parallel_ties : std::uint8_t {
    strongest, ///< one arc with the largest strength
    sum,       ///< one arc with the sum of strengths
    mean,      ///< one arc with the mean strength
    keep,      ///< one arc each
};

/// How a view came to be: what a reader of a result must know, and what was left out on the way.
struct view_record {
    std::vector<std::string> layers{}; ///< names of the layers in the view; empty when it was not made from layers
    std::string weight = "strength";   ///< what the strengths are
    bool directed = true;
    loops self_ties = loops::drop;
    parallel_ties parallel = parallel_ties::strongest;
    std::size_t ties_read = 0;     ///< ties that were given
    std::size_t loops_dropped = 0; ///< ties left out because both ends are one actor
    std::size_t ties_merged = 0;   ///< ties that were merged into another one between the same pair
    std::size_t loop_arcs = 0;     ///< self-ties that the view holds
    bool has_parallel = false;     ///< whether some pair still has several arcs in one direction
};

/// What a result was measured on, in a line: `layers advice, co-teaching; directed; strength: trust; 2 self-ties left
/// out; strongest of parallel ties (3 merged)`.
[[nodiscard]] inline std::string to_string(const view_record& record) {
    std::string out;
    for (const auto& layer : record.layers)
        out += (out.empty() ? std::string(record.layers.size() == 1 ? "layer " : "layers ") : ", ") + layer;
    out += (out.empty() ? "" : "; ") + std::string(record.directed ? "directed" : "undirected") +
           "; strength: " + record.weight;
    const auto ties = [](std::size_t count) {
        return std::to_string(count) + (count == 1 ? " self-tie " : " self-ties ");
    };
    if (record.loops_dropped > 0) out += "; " + ties(record.loops_dropped) + "left out";
    if (record.loop_arcs > 0) out += "; " + ties(record.loop_arcs) + "kept";
    if (record.ties_merged > 0) {
        const auto rule = record.parallel == parallel_ties::strongest ? "strongest"
                          : record.parallel == parallel_ties::sum     ? "sum"
                                                                      : "mean";
        out += std::string("; ") + rule + " of parallel ties (" + std::to_string(record.ties_merged) + " merged)";
    }
    if (record.has_parallel) out += "; parallel ties kept";
    return out;
}

namespace detail {

// The arcs of outgoing rows, to be sorted by their other end.
struct reversed_arcs {
    rows out;

    [[nodiscard]] std::size_t size() const noexcept { return out.neighbours.size(); }
    [[nodiscard]] std::size_t expected_arcs() const noexcept { return size(); }

    template <class Visit>
    void each_row(std::size_t first, std::size_t last, Visit visit) const {
        for (const auto neighbour : out.neighbours.subspan(first, last - first)) visit(neighbour);
    }
    template <class Visit>
    void each_arc(std::size_t first, std::size_t last, Visit visit) const {
        const auto after = std::upper_bound(out.offsets.begin(), out.offsets.end(), first);
        auto source = static_cast<std::uint32_t>(after - out.offsets.begin()) - 1;
        const auto [offsets, neighbours, strengths, arcs] = out;
        for (auto arc = static_cast<std::uint32_t>(first); arc < last; ++arc) {
            while (offsets[source + 1] <= arc) ++source;
            visit(neighbours[arc], source, strengths[arc], arc);
        }
    }
};

// Rows are read in order and the sort keeps order, so each incoming row ascends by itself.
[[nodiscard]] inline row_storage transpose(const rows& out, unsigned threads = 1) {
    const auto finish = [](std::uint32_t, std::span<const loose_arc> row, row_writer& write) {
        for (const auto& one : row) write(one.neighbour, one.strength, one.number);
    };
    std::vector by_worker(thread_count(threads), finish);
    return sort_into_rows(out.size(), reversed_arcs{out}, true, std::span(by_worker));
}

} // namespace detail

/// An immutable graph for computing. Made by `freeze`; cheap to copy; safe to read from many threads.
/// Memory: 4(n + 1) + 12 m bytes for n actors and m arcs, and 4(n + 1) + 16 m more once `in()` has been asked for on a
/// directed view. An undirected tie has two arcs, a self-tie one.
class view {
public:
    view() : view(empty()) {}

    [[nodiscard]] std::size_t actor_count() const noexcept { return state_->who->size(); }
    /// Arcs, the entries of the rows.
    [[nodiscard]] std::size_t arc_count() const noexcept { return out().neighbours.size(); }
    /// Ties: the arcs of a directed view; pairs of arcs, and self-ties, of an undirected one.
    [[nodiscard]] std::size_t tie_count() const noexcept {
        return directed() ? arc_count() : (arc_count() + state_->record.loop_arcs) / 2;
    }
    [[nodiscard]] bool directed() const noexcept { return state_->record.directed; }
    [[nodiscard]] const view_record& record() const noexcept { return state_->record; }

    [[nodiscard]] const roster& who() const noexcept { return *state_->who; }
    [[nodiscard]] const std::shared_ptr<const roster>& shared_roster() const noexcept { return state_->who; }
    [[nodiscard]] id_range<actor> actors() const noexcept { return state_->who->actors(); }

    /// Rows of outgoing arcs: `out().of(v)` are the alters that v names.
    [[nodiscard]] rows out() const noexcept { return state_->out_rows(); }
    /// Rows of incoming arcs: made on the first call, O(n + m) on so many `threads`, and kept. The same as `out()` on
    /// an undirected view.
    [[nodiscard]] rows in(unsigned threads = 1) const { return directed() ? state_->in_rows(threads) : out(); }

    [[nodiscard]] strength strength_of(std::uint32_t arc) const {
        expects(arc < arc_count(), "the arc must be one of this view's", arc);
        return strength{out().strengths[arc]};
    }

    /// Index of each arc's tie among those that the view was made from (the first one, where several were merged);
    /// empty unless `freeze_options::keep_ties` was set.
    [[nodiscard]] std::span<const std::uint32_t> ties() const noexcept { return state_->root().ties.values(); }

    /// For `freeze` and tests; everyone else calls `freeze`.
    struct parts {
        std::shared_ptr<const roster> who{};
        detail::row_storage out{};
        detail::buffer<std::uint32_t> ties{};
        view_record record{};
    };
    explicit view(parts from) : state_(std::make_shared<state>(std::move(from))) {}

    /// For `with_strengths` and tests; everyone else calls that. `strengths` are by arc.
    [[nodiscard]] view sharing_rows(detail::buffer<double> strengths, std::string weight) const {
        auto record = state_->record;
        record.weight = std::move(weight);
        return view(std::make_shared<state>(state_, std::move(strengths), std::move(record)));
    }

private:
    struct state : parts {
        explicit state(parts from) : parts(std::move(from)) {}
        state(const std::shared_ptr<const state>& other, detail::buffer<double> strengths, view_record made)
            : like(other->like ? other->like : other) {
            who = like->who;
            out.strengths = std::move(strengths);
            record = std::move(made);
        }

        // Whose rows these are: this one's, but for the strengths, or another's.
        [[nodiscard]] const state& root() const noexcept { return like ? *like : *this; }

        [[nodiscard]] rows out_rows() const noexcept {
            auto made = root().out.as_rows();
            made.strengths = out.strengths.values();
            return made;
        }
        [[nodiscard]] rows in_rows(unsigned threads) const {
            std::call_once(in_made, [&] {
                if (!like) {
                    in = detail::transpose(out_rows(), threads);
                    return;
                }
                const auto from = like->in_rows(threads).arcs;
                in.strengths = detail::buffer<double>(from.size());
                for (std::size_t k = 0; k < from.size(); ++k) in.strengths[k] = out.strengths[from[k]];
            });
            auto made = root().in.as_rows();
            made.strengths = in.strengths.values();
            return made;
        }

        std::shared_ptr<const state> like{}; // the view whose rows this one shares; none: its own
        mutable std::once_flag in_made{};
        mutable detail::row_storage in{};
    };

    explicit view(std::shared_ptr<const state> from) : state_(std::move(from)) {}

    static view empty() {
        parts nothing;
        nothing.who = roster::anonymous(0);
        nothing.out.offsets = detail::buffer<std::uint32_t>(1);
        nothing.out.offsets[0] = 0;
        return view(std::move(nothing));
    }

    std::shared_ptr<const state> state_;
};

} // namespace colearn

#endif
