// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_DEFICIENCY_WITNESS_HPP
#define COLEARN_SOLVE_DETAIL_DEFICIENCY_WITNESS_HPP

/// @file
/// Why no more pairs can be made than were: a set whose removal leaves many odd components.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <colearn/solve/detail/blossom_forest.hpp>
#include <colearn/solve/detail/matching_rows.hpp>

namespace colearn::detail {

/// Alternating trees from all vertices without a mate at once. Where two trees meet, one more pair could be made; where
/// none do, the inner vertices are the witness: without them every tree falls into odd components, one more than it
/// has inner vertices.
/// Source: Edmonds, "Paths, trees, and flowers" (1965); Tutte (1947) and Berge (1958) for the witness.
class deficiency_search {
public:
    deficiency_search(const matching_rows& rows, const std::vector<std::uint32_t>& mate)
        : rows_(rows), mate_(mate), from_(mate.size(), no_node), root_(mate.size(), no_node), base_(mate.size()),
          label_(mate.size(), tree_label::none), mark_(mate.size(), 0) {
        for (std::uint32_t v = 0; v < base_.size(); ++v) base_[v] = v;
    }

    /// The witness; empty when more pairs could be made.
    [[nodiscard]] std::optional<std::vector<std::uint32_t>> run() {
        for (std::uint32_t v = 0; v < mate_.size(); ++v)
            if (mate_[v] == no_node) make_outer(v, v);
        for (std::size_t i = 0; i < queue_.size(); ++i) {
            const auto u = queue_[i];
            for (const auto& arc : rows_.of(u)) {
                const auto v = arc.other;
                if (label_[v] == tree_label::none) {
                    label_[v] = tree_label::inner;
                    root_[v] = root_[u];
                    from_[v] = u;
                    make_outer(mate_[v], root_[u]);
                } else if (label_[find(v)] == tree_label::outer && find(u) != find(v)) {
                    if (root_[u] != root_[v]) return std::nullopt;
                    shrink(u, v);
                }
            }
        }
        std::vector<std::uint32_t> out;
        for (std::uint32_t v = 0; v < mate_.size(); ++v)
            if (label_[v] == tree_label::inner) out.push_back(v);
        return out;
    }

private:
    void make_outer(std::uint32_t v, std::uint32_t root) {
        label_[v] = tree_label::outer;
        root_[v] = root;
        queue_.push_back(v);
    }

    [[nodiscard]] std::uint32_t find(std::uint32_t v) noexcept {
        while (base_[v] != v) v = base_[v] = base_[base_[v]];
        return v;
    }

    void shrink(std::uint32_t u, std::uint32_t v) {
        // `base_` leads to a blossom's base, the one vertex of it whose way up does not stay inside.
        ++round_;
        auto left = find(u);
        auto right = find(v);
        for (;; std::swap(left, right)) { // the two climb by turns
            if (left == no_node) continue;
            if (mark_[left] == round_) break;
            mark_[left] = round_;
            left = mate_[left] == no_node ? no_node : find(from_[mate_[left]]);
        }
        for (auto side : {u, v}) {
            for (auto at = find(side); at != left;) {
                const auto inner = mate_[at];
                base_[at] = left;
                base_[inner] = left;
                label_[inner] = tree_label::outer;
                queue_.push_back(inner);
                at = find(from_[inner]);
            }
        }
    }

    const matching_rows& rows_;
    const std::vector<std::uint32_t>& mate_;
    std::vector<std::uint32_t> from_;
    std::vector<std::uint32_t> root_;
    std::vector<std::uint32_t> base_;
    std::vector<tree_label> label_;
    std::vector<std::uint32_t> mark_;
    std::uint32_t round_ = 0;
    std::vector<std::uint32_t> queue_;
};

} // namespace colearn::detail

#endif
