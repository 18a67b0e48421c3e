// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_BLOSSOM_CYCLE_HPP
#define COLEARN_SOLVE_DETAIL_BLOSSOM_CYCLE_HPP

/// @file
/// The odd cycle that a pair of outer vertices closes in the alternating tree of a search.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <colearn/solve/detail/blossom_forest.hpp>

namespace colearn::detail {

/// Finds the cycle in time proportional to its length: what is on it becomes one node, so a search never pays twice.
class blossom_cycle {
public:
    using vertex_pair = std::pair<std::uint32_t, std::uint32_t>;

    /// As `blossom_forest::merge` takes them.
    struct found {
        std::vector<std::uint32_t> nodes;
        std::vector<vertex_pair> links;
    };

    explicit blossom_cycle(blossom_forest& forest) : forest_(forest) {}

    /// The cycle through two outer nodes of a tree and the pair `closing` between them, first its end in `left`; it
    /// starts at the node where their ways to the root meet.
    [[nodiscard]] const found& find(std::uint32_t left, std::uint32_t right, vertex_pair closing) {
        climb(left, right);
        found_.nodes.assign(1, meeting_);
        found_.links.clear();
        for (auto i = left_.size(); i > 0; i -= 2) { // down to the left one
            const auto inner = left_[i - 1];
            found_.links.push_back(forest_.entry(inner));
            found_.links.push_back(forest_.matched(inner));
            found_.nodes.push_back(inner);
            found_.nodes.push_back(left_[i - 2]);
        }
        found_.links.push_back(closing);
        for (std::size_t i = 0; i < right_.size(); i += 2) { // up from the right one
            const auto inner = right_[i + 1];
            const auto [inside, outside] = forest_.matched(inner);
            const auto [from, to] = forest_.entry(inner);
            found_.nodes.push_back(right_[i]);
            found_.nodes.push_back(inner);
            found_.links.emplace_back(outside, inside);
            found_.links.emplace_back(to, from);
        }
        return found_;
    }

private:
    // Both sides climb by turns to the first common node: no more steps than twice the longer side. Afterwards the
    // sides hold outer and inner nodes by turns, as far as below the meeting point.
    void climb(std::uint32_t left, std::uint32_t right) {
        left_.assign(1, left);
        right_.assign(1, right);
        marked_.assign({left, right});
        mark(left, true);
        mark(right, true);
        meeting_ = no_node;
        while (meeting_ == no_node) {
            for (auto* side : {&left_, &right_}) {
                const auto mate = forest_.matched(side->back()).second;
                if (mate == no_node) continue; // the root
                const auto inner = forest_.top(mate);
                const auto outer = forest_.top(forest_.entry(inner).first);
                side->push_back(inner);
                side->push_back(outer);
                if (mark(outer, true)) {
                    meeting_ = outer;
                    break;
                }
                marked_.push_back(outer);
            }
        }
        for (const auto node : marked_) mark(node, false);
        for (auto* side : {&left_, &right_})
            side->resize(static_cast<std::size_t>(std::find(side->begin(), side->end(), meeting_) - side->begin()));
    }

    // Sets a node's mark, and says what it was.
    bool mark(std::uint32_t node, bool on) {
        auto& marks = forest_.is_vertex(node) ? vertex_marks_ : blossom_marks_;
        const std::size_t at = forest_.is_vertex(node) ? node : node - first_blossom;
        if (at >= marks.size()) marks.resize(2 * at + 16);
        return std::exchange(marks[at], static_cast<std::uint8_t>(on ? 1 : 0)) != 0;
    }

    blossom_forest& forest_;
    found found_;
    std::uint32_t meeting_ = no_node;
    std::vector<std::uint32_t> left_;
    std::vector<std::uint32_t> right_;
    std::vector<std::uint32_t> marked_;
    std::vector<std::uint8_t> vertex_marks_;
    std::vector<std::uint8_t> blossom_marks_;
};

} // namespace colearn::detail

#endif
