// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_LABELS_HPP
#define COLEARN_REPORT_LABELS_HPP

/// @file
/// For a policy reader: names on a map never cover one another; where there is no room, the more important name stays.
/// For an engineer: greedy point-feature label placement: points in the order of importance take the first of eight
/// positions that is free of marks and of labels already placed.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/report/svg.hpp>

namespace colearn::report {

/// A rectangle of a picture.
struct box {
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;

    [[nodiscard]] bool meets(const box& other) const noexcept {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
};

/// A mark that may be labelled.
struct label_request {
    double x = 0;
    double y = 0;
    double radius = 0; ///< of the mark
    std::string text{};
    double importance = 0; ///< larger is placed first
};

struct label_options {
    box within{};                           ///< no label leaves it
    double type_size = 12;                  ///< in the picture's unit
    double longest = 150;                   ///< longer texts are shortened to this width
    std::size_t most = 24;                  ///< labels at most
    std::span<const box> taken{};           ///< what labels must keep clear of beside the marks, such as a legend
    std::span<const label_request> marks{}; ///< marks without a label that should stay visible
};

/// Where one label stands.
struct placed_label {
    std::size_t request = 0; ///< index of the request
    double x = 0;            ///< where the text begins, in the middle or ends, by `where`
    double y = 0;            ///< its base line
    anchor where = anchor::start;
    std::string text{};
    box covers{};
};

namespace detail {

// Boxes by the cells of a grid that they touch, so that a test looks at neighbours alone.
class box_grid {
public:
    explicit box_grid(double cell) : cell_(cell) {}

    void add(const box& one) {
        const auto number = static_cast<std::uint32_t>(boxes_.size());
        boxes_.push_back(one);
        visit_cells(one, [&](std::uint64_t key) { cells_[key].push_back(number); });
    }
    /// How much of `one` is covered, in square units.
    [[nodiscard]] double covered(const box& one) const {
        double sum = 0;
        std::vector<std::uint32_t> seen;
        visit_cells(one, [&](std::uint64_t key) {
            const auto found = cells_.find(key);
            if (found == cells_.end()) return;
            for (const auto number : found->second) {
                if (!boxes_[number].meets(one) || std::find(seen.begin(), seen.end(), number) != seen.end()) continue;
                seen.push_back(number);
                const auto& other = boxes_[number];
                sum += ((std::min)(one.right, other.right) - (std::max)(one.left, other.left)) *
                       ((std::min)(one.bottom, other.bottom) - (std::max)(one.top, other.top));
            }
        });
        return sum;
    }

private:
    template <class Visit>
    void visit_cells(const box& one, Visit visit) const {
        const auto number = [this](double at) { return static_cast<std::int64_t>(std::floor(at / cell_)); };
        for (auto column = number(one.left); column <= number(one.right); ++column)
            for (auto line = number(one.top); line <= number(one.bottom); ++line)
                visit(static_cast<std::uint64_t>(column) << 32 ^ (static_cast<std::uint64_t>(line) & 0xFFFFFFFFU));
    }

    double cell_;
    std::vector<box> boxes_;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> cells_;
};

} // namespace detail

/// Places labels for the most important marks that have room.
///
/// A label never meets another label, a box that is taken, or the mark of a label placed before it. It may cover a part
/// of an unlabelled mark, at most a tenth of its own area.
/// Source: the greedy rule and the eight positions after Christensen, Marks and Shieber, "An empirical study of
/// algorithms for point-feature label placement", ACM Transactions on Graphics 14 (1995).
/// Complexity: O(n log n) for the order and O(1) expected for each try.
/// Determinism: equal importance goes by index.
[[nodiscard]] inline std::vector<placed_label> place_labels(std::span<const label_request> requests,
                                                            const label_options& options) {
    expects(options.type_size > 0, "the type size of labels must be positive", options.type_size);
    detail::box_grid hard(64); // labels, and what is taken
    detail::box_grid soft(64); // marks
    for (const auto& one : options.taken) hard.add(one);
    const auto mark_box = [](const label_request& one) {
        return box{one.x - one.radius, one.y - one.radius, one.x + one.radius, one.y + one.radius};
    };
    for (const auto& one : requests) soft.add(mark_box(one));
    for (const auto& one : options.marks) soft.add(mark_box(one));

    std::vector<std::size_t> order(requests.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return requests[a].importance != requests[b].importance ? requests[a].importance > requests[b].importance
                                                                : a < b;
    });

    const double size = options.type_size;
    const double above = size * .8;
    const double below = size * .25;
    std::vector<placed_label> placed;
    for (const auto at : order) {
        if (placed.size() >= options.most) break;
        const auto& one = requests[at];
        if (one.text.empty()) continue;
        const auto text = shortened(one.text, options.longest, size);
        const auto width = text_width(text, size);
        const auto gap = one.radius + size * .3;
        struct position {
            double dx;
            double dy;
            anchor where;
        };
        const std::array<position, 8> positions{{
            {gap, above / 2 - 1, anchor::start},
            {-gap, above / 2 - 1, anchor::end},
            {0, -gap, anchor::middle},
            {0, gap + above, anchor::middle},
            {gap * .75, -gap * .75, anchor::start},
            {gap * .75, gap * .75 + above * .8, anchor::start},
            {-gap * .75, -gap * .75, anchor::end},
            {-gap * .75, gap * .75 + above * .8, anchor::end},
        }};
        const position* best = nullptr;
        box best_box;
        double least = width * (above + below) * .1;
        for (const auto& each : positions) {
            const auto x = one.x + each.dx;
            const auto y = one.y + each.dy;
            const auto left = each.where == anchor::start ? x : each.where == anchor::end ? x - width : x - width / 2;
            const box covers{left, y - above, left + width, y + below};
            const auto& frame = options.within;
            if (covers.left < frame.left || covers.right > frame.right || covers.top < frame.top ||
                covers.bottom > frame.bottom || hard.covered(covers) > 0)
                continue;
            const auto hidden = soft.covered(covers);
            if (hidden < least || (best == nullptr && hidden <= least)) {
                least = hidden;
                best = &each;
                best_box = covers;
            }
            if (least == 0) break;
        }
        if (best == nullptr) continue;
        hard.add(best_box);
        hard.add(mark_box(one)); // later labels stay clear of a mark that has a name
        placed.push_back({at, one.x + best->dx, one.y + best->dy, best->where, text, best_box});
    }
    return placed;
}

} // namespace colearn::report

#endif
