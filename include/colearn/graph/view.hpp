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
#include <colearn/graph/roster.hpp>
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

/// One direction of a graph as compressed sparse rows: row v is [offsets[v], offsets[v+1]).
/// Neighbours ascend within a row; parallel arcs stand in the order in which they were given.
struct rows {
    std::span<const std::uint32_t> offsets{};    ///< n + 1
    std::span<const std::uint32_t> neighbours{}; ///< the other end of each arc
    std::span<const double> strengths{};         ///< positive and finite
    std::span<const std::uint32_t> arcs{}; ///< index of the same arc among the outgoing ones; empty: its own index

    [[nodiscard]] std::size_t size() const noexcept { return offsets.size() - 1; }
    [[nodiscard]] std::uint32_t degree(std::uint32_t v) const noexcept { return offsets[v + 1] - offsets[v]; }
    [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t v) const noexcept {
        return neighbours.subspan(offsets[v], degree(v));
    }
    [[nodiscard]] std::uint32_t arc(std::uint32_t position) const noexcept {
        return arcs.empty() ? position : arcs[position];
    }
};

namespace detail {

// An array whose elements are not zeroed first: at 40 million ties that pass is worth saving.
template <class T>
class buffer {
public:
    buffer() = default;
    explicit buffer(std::size_t size) : data_(std::make_unique_for_overwrite<T[]>(size)), size_(size) {}

    [[nodiscard]] T* data() noexcept { return data_.get(); }
    [[nodiscard]] const T* data() const noexcept { return data_.get(); }
    [[nodiscard]] T& operator[](std::size_t i) noexcept { return data_[i]; }
    [[nodiscard]] const T& operator[](std::size_t i) const noexcept { return data_[i]; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] std::span<T> values() noexcept { return {data_.get(), size_}; }
    [[nodiscard]] std::span<const T> values() const noexcept { return {data_.get(), size_}; }

private:
    std::unique_ptr<T[]> data_;
    std::size_t size_ = 0;
};

struct row_storage {
    buffer<std::uint32_t> offsets;
    buffer<std::uint32_t> neighbours;
    buffer<double> strengths;
    buffer<std::uint32_t> arcs; // of incoming rows only

    [[nodiscard]] rows as_rows() const noexcept {
        return {offsets.values(), neighbours.values(), strengths.values(), arcs.values()};
    }
};

// Counting sort by the other end. Rows are read in order, so each incoming row ascends too.
[[nodiscard]] inline row_storage transpose(const rows& out) {
    const auto n = out.size();
    const auto m = out.neighbours.size();
    row_storage in{buffer<std::uint32_t>(n + 1), buffer<std::uint32_t>(m), buffer<double>(m), buffer<std::uint32_t>(m)};
    auto* const at = in.offsets.data();
    std::fill(at, at + n + 1, 0U);
    for (const auto target : out.neighbours) ++at[target + 1];
    for (std::size_t v = 0; v < n; ++v) at[v + 1] += at[v];
    // Filling moves each offset to the end of its row; one shift puts them back.
    for (std::uint32_t source = 0; source < n; ++source) {
        for (auto arc = out.offsets[source]; arc < out.offsets[source + 1]; ++arc) {
            const auto to = at[out.neighbours[arc]]++;
            in.neighbours[to] = source;
            in.strengths[to] = out.strengths[arc];
            in.arcs[to] = arc;
        }
    }
    for (std::size_t v = n; v > 0; --v) at[v] = at[v - 1];
    at[0] = 0;
    return in;
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
    [[nodiscard]] std::size_t arc_count() const noexcept { return state_->out.neighbours.size(); }
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
    [[nodiscard]] rows out() const noexcept { return state_->out.as_rows(); }
    /// Rows of incoming arcs: made on the first call, O(n + m), and kept. The same as `out()` on an undirected view.
    [[nodiscard]] rows in() const {
        if (!directed()) return out();
        std::call_once(state_->in_made, [this] { state_->in = detail::transpose(out()); });
        return state_->in.as_rows();
    }

    [[nodiscard]] strength strength_of(std::uint32_t arc) const {
        expects(arc < arc_count(), "the arc must be one of this view's", arc);
        return strength{state_->out.strengths[arc]};
    }

    /// Index of each arc's tie among those that the view was made from (the first one, where several were merged);
    /// empty unless `freeze_options::keep_ties` was set.
    [[nodiscard]] std::span<const std::uint32_t> ties() const noexcept { return state_->ties.values(); }

    /// For `freeze` and tests; everyone else calls `freeze`.
    struct parts {
        std::shared_ptr<const roster> who{};
        detail::row_storage out{};
        detail::buffer<std::uint32_t> ties{};
        view_record record{};
    };
    explicit view(parts from) : state_(std::make_shared<state>(std::move(from))) {}

private:
    struct state : parts {
        explicit state(parts from) : parts(std::move(from)) {}
        mutable std::once_flag in_made{};
        mutable detail::row_storage in{};
    };

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
