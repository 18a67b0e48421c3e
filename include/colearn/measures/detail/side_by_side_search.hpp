// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_SIDE_BY_SIDE_SEARCH_HPP
#define COLEARN_MEASURES_DETAIL_SIDE_BY_SIDE_SEARCH_HPP

/// @file
/// For a policy reader: finds who is how many steps from whom, for many actors in one go.
/// For an engineer: level-synchronous breadth-first searches from several sources side by side, a bit for each.
/// Source: Then et al., "The more the merrier: efficient multi-source graph traversal", PVLDB 8 (2014) 449, with the
/// choice of direction of Beamer, Asanovic and Patterson, SC 2012.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <colearn/graph/view.hpp>

namespace colearn::detail {

/// Up to as many searches as `Word` has bits. Memory: 3 words and up to 2 entries a vertex.
template <class Word>
class side_by_side_search {
public:
    static constexpr std::size_t width = std::numeric_limits<Word>::digits;

    /// A vertex that was reached at this level, and by which searches.
    struct entry {
        std::uint32_t vertex;
        Word by;
    };

    side_by_side_search(const rows& out, const rows& in)
        : out_(out), in_(in), seen_(out.size()), front_(out.size()), next_(out.size()) {}

    /// Begins anew from at most `width` vertices; bit k is the search from `sources[k]`.
    void start(std::span<const std::uint32_t> sources) {
        std::fill(seen_.begin(), seen_.end(), Word{0});
        for (const auto& one : level_) front_[one.vertex] = 0;
        all_ = 0;
        for (std::size_t k = 0; k < sources.size(); ++k) {
            const auto bit = static_cast<Word>(Word{1} << k);
            all_ = static_cast<Word>(all_ | bit);
            next_[sources[k]] = static_cast<Word>(next_[sources[k]] | bit);
        }
        touched_.assign(sources.begin(), sources.end());
        level_.clear();
        take_touched();
        mark_level();
    }

    /// The vertices of this level, ascending; those of level 0 are the sources.
    [[nodiscard]] std::span<const entry> level() const noexcept { return level_; }

    /// Goes one step further; false when no search reached anything new.
    bool advance() {
        std::size_t arcs = 0;
        for (const auto& one : level_) arcs += out_.degree(one.vertex);
        const bool pull = arcs > out_.neighbours.size() / 8;
        if (pull)
            look_back();
        else
            look_ahead();
        for (const auto& one : level_) front_[one.vertex] = 0;
        level_.clear();
        if (pull)
            level_.swap(found_);
        else
            take_touched();
        mark_level();
        return !level_.empty();
    }

private:
    // Each vertex that some search has not seen asks those who could lead to it.
    void look_back() {
        const auto n = static_cast<std::uint32_t>(out_.size());
        for (std::uint32_t w = 0; w < n; ++w) {
            const auto missing = static_cast<Word>(all_ & ~seen_[w]);
            if (missing == 0) continue;
            Word by = 0;
            for (const auto v : in_.of(w)) by = static_cast<Word>(by | front_[v]);
            by = static_cast<Word>(by & missing);
            if (by != 0) found_.push_back({w, by});
        }
    }

    // Each vertex of the level tells those whom it leads to.
    void look_ahead() {
        for (const auto& one : level_) {
            for (const auto w : out_.of(one.vertex)) {
                const auto by = static_cast<Word>(one.by & ~seen_[w]);
                if (by == 0) continue;
                if (next_[w] == 0) touched_.push_back(w);
                next_[w] = static_cast<Word>(next_[w] | by);
            }
        }
    }

    void take_touched() {
        std::sort(touched_.begin(), touched_.end());
        for (const auto w : touched_) {
            if (next_[w] == 0) continue; // the same source twice
            level_.push_back({w, next_[w]});
            next_[w] = 0;
        }
        touched_.clear();
    }

    void mark_level() {
        for (const auto& one : level_) {
            front_[one.vertex] = one.by;
            seen_[one.vertex] = static_cast<Word>(seen_[one.vertex] | one.by);
        }
    }

    rows out_;
    rows in_;
    std::vector<Word> seen_;
    std::vector<Word> front_;
    std::vector<Word> next_;
    std::vector<entry> level_;
    std::vector<entry> found_;
    std::vector<std::uint32_t> touched_;
    Word all_ = 0;
};

} // namespace colearn::detail

#endif
