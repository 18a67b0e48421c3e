// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_MANY_SOURCE_SEARCH_HPP
#define COLEARN_MEASURES_DETAIL_MANY_SOURCE_SEARCH_HPP

/// @file
/// For a policy reader: finds how many others each of 512 actors reaches in one step, in two, and so on, in one go.
/// For an engineer: breadth-first searches from up to 512 sources side by side, a bit for each. A vertex has a row: who
/// reaches it within the steps made so far. A step ORs the rows of its neighbours into it: no queue, no distance, and
/// no question that the processor could guess wrongly. While few rows change they are handed on instead of asked for.
/// Source: Then et al., "The more the merrier: efficient multi-source graph traversal", PVLDB 8 (2014) 449; rows that
/// hold all that was seen, so that two of them do for three, and the counts of each source by sideways addition are
/// ours.

#include <cstddef>
#include <cstdint>
#include <span>
#include <stop_token>
#include <utility>
#include <vector>

#include <colearn/graph/rows.hpp>
#include <colearn/measures/detail/bit_row.hpp>

namespace colearn::detail {

/// Memory: 134 bytes a vertex.
class many_source_search {
public:
    static constexpr std::size_t width = bit_row::width;

    /// Goes along the arcs of `out`; `in` are the same arcs by their other end.
    many_source_search(const rows& out, const rows& in)
        : out_(out), in_(in), within_(out.size()), next_(out.size()), finished_(out.size()), met_(out.size()) {}

    /// For each step d = 1, 2, ... that reaches anyone new: `add(row)` for each vertex that is new to some sources,
    /// with these, then `step(d)`. False when stopped: then nothing may be concluded.
    template <class Add, class Step>
    [[nodiscard]] bool run(std::span<const std::uint32_t> sources, const std::stop_token& stop, Add add, Step step) {
        start(sources);
        for (std::uint64_t distance = 1; !changed_.empty(); ++distance) {
            std::size_t arcs = 0;
            for (const auto v : changed_) arcs += out_.degree(v);
            if (arcs < out_.neighbours.size() / 16) {
                if (stop.stop_requested()) return false;
                hand_on(add);
            } else if (!ask(add, stop)) {
                return false;
            }
            within_.swap(next_);
            if (!changed_.empty()) step(distance);
        }
        return true;
    }

private:
    // A function of its own, so that the row stays in registers.
    [[nodiscard, gnu::noinline]] bit_row gather(std::uint32_t v) const noexcept {
        bit_row row = within_[v];
        for (const auto u : in_.of(v)) row |= within_[u];
        return row;
    }

    void start(std::span<const std::uint32_t> sources) {
        std::fill(within_.begin(), within_.end(), bit_row{});
        std::fill(next_.begin(), next_.end(), bit_row{});
        std::fill(finished_.begin(), finished_.end(), std::uint8_t{0});
        all_ = {};
        changed_.clear();
        for (std::size_t k = 0; k < sources.size(); ++k) {
            if (within_[sources[k]].none()) changed_.push_back(sources[k]);
            within_[sources[k]].set(k);
            all_.set(k);
        }
    }

    // Both rows of a vertex are the same, but for those that changed in the last step.
    template <class Add>
    void hand_on(Add& add) {
        for (const auto v : changed_) next_[v] = within_[v];
        found_.clear();
        for (const auto v : changed_) {
            const auto row = within_[v];
            for (const auto w : out_.of(v)) {
                if (row.without(next_[w]).none()) continue;
                next_[w] |= row;
                if (met_[w] == 0) found_.push_back(w);
                met_[w] = 1;
            }
        }
        changed_.swap(found_);
        for (const auto w : changed_) {
            met_[w] = 0;
            add(next_[w].without(within_[w]));
        }
    }

    // A vertex that all sources have reached is finished: its rows stay as they are, once both are the same.
    template <class Add>
    [[nodiscard]] bool ask(Add& add, const std::stop_token& stop) {
        changed_.clear();
        const auto n = static_cast<std::uint32_t>(out_.size());
        for (std::uint32_t v = 0; v < n; ++v) {
            if (v % 32'768 == 0 && stop.stop_requested()) return false;
            if (finished_[v] != 0) {
                if (finished_[v] == 1) next_[v] = all_;
                finished_[v] = 2;
                continue;
            }
            const auto row = gather(v);
            const auto added = row.without(within_[v]);
            next_[v] = row;
            if (added.none()) continue;
            changed_.push_back(v);
            add(added);
            if (all_.without(row).none()) finished_[v] = 1;
        }
        return true;
    }

    rows out_;
    rows in_;
    std::vector<bit_row> within_;
    std::vector<bit_row> next_;
    std::vector<std::uint8_t> finished_;
    std::vector<std::uint8_t> met_;
    std::vector<std::uint32_t> changed_;
    std::vector<std::uint32_t> found_;
    bit_row all_{};
};

} // namespace colearn::detail

#endif
