// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_LAYOUT_HPP
#define COLEARN_REPORT_LAYOUT_HPP

/// @file
/// For a policy reader: draws people near those they work with; up and down mean nothing, only near and far do.
/// For an engineer: places vertices in the plane so that drawn distances match distances in the network (stress), by
/// stochastic gradient descent on pairs; on large networks on the pairs with a pivot and on the ties alone.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>

namespace colearn::report {

struct point {
    double x = 0;
    double y = 0;
};

/// A tie to draw, between two vertices.
struct drawn_pair {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
};

struct layout_options {
    std::uint64_t seed = 1;        ///< of the first positions and the order of the pairs
    int passes = 40;               ///< over all pairs
    std::size_t exact_limit = 900; ///< parts of the network up to this size use all pairs; larger ones use pivots
    std::size_t pivots = 60;       ///< vertices that all others measure their distance to, in a large part
    double aspect = 1.5;           ///< width over height that the whole should have
};

struct layout_result {
    std::vector<point> at{}; ///< by vertex; one tie is about one unit long; the least x and y are 0
    double width = 0;        ///< units
    double height = 0;       ///< units
    double stress = 0;       ///< mean over the pairs used of ((drawn - wanted) / wanted)^2; 0 is perfect
};

namespace detail {

// Neighbours of each vertex, both ways, without loops.
[[nodiscard]] inline std::vector<std::vector<std::uint32_t>> neighbours_of(std::size_t count,
                                                                           std::span<const drawn_pair> ties) {
    std::vector<std::vector<std::uint32_t>> out(count);
    for (const auto& one : ties) {
        expects(one.from < count && one.to < count, "both ends of a tie must be vertices", one.from);
        if (one.from == one.to) continue;
        out[one.from].push_back(one.to);
        out[one.to].push_back(one.from);
    }
    for (auto& row : out) {
        std::sort(row.begin(), row.end());
        row.erase(std::unique(row.begin(), row.end()), row.end());
    }
    return out;
}

inline constexpr std::uint32_t unreached = (std::numeric_limits<std::uint32_t>::max)();

// Number of ties from `source` to each vertex of its part; visits the part in the order of distance.
inline void breadth_first(const std::vector<std::vector<std::uint32_t>>& near, std::uint32_t source,
                          std::vector<std::uint32_t>& distance, std::vector<std::uint32_t>& order) {
    std::fill(distance.begin(), distance.end(), unreached);
    order.assign(1, source);
    distance[source] = 0;
    for (std::size_t next = 0; next < order.size(); ++next)
        for (const auto other : near[order[next]])
            if (distance[other] == unreached) {
                distance[other] = distance[order[next]] + 1;
                order.push_back(other);
            }
}

// One pair whose distance counts; each end moves by its own weight (0: it stays).
struct stress_term {
    std::uint32_t a;
    std::uint32_t b;
    double wanted;
    double weight_a;
    double weight_b;
};

[[nodiscard]] inline std::vector<stress_term> stress_terms(const std::vector<std::vector<std::uint32_t>>& near,
                                                           const std::vector<std::uint32_t>& part,
                                                           const layout_options& options) {
    std::vector<stress_term> terms;
    std::vector<std::uint32_t> distance(near.size());
    std::vector<std::uint32_t> order;
    const auto weight = [](std::uint32_t hops) { return 1.0 / (double{1} * hops * hops); };
    if (part.size() <= options.exact_limit) {
        for (const auto source : part) {
            breadth_first(near, source, distance, order);
            for (const auto other : part)
                if (other > source)
                    terms.push_back(
                        {source, other, double{1} * distance[other], weight(distance[other]), weight(distance[other])});
        }
        return terms;
    }
    // Pivots far from each other; each stands for the vertices nearest to it (Ortmann, Klimenta and Brandes, 2017).
    for (const auto source : part)
        for (const auto other : near[source])
            if (other > source) terms.push_back({source, other, 1, 1, 1});
    std::vector<std::uint32_t> nearest(near.size(), unreached);
    std::vector<std::uint32_t> owner(near.size(), 0);
    std::vector<std::vector<std::uint32_t>> hops;
    std::vector<std::uint32_t> pivots{part.front()};
    for (std::size_t k = 0; k < options.pivots && k < part.size(); ++k) {
        breadth_first(near, pivots[k], distance, order);
        hops.push_back(distance);
        for (const auto v : part)
            if (distance[v] < nearest[v]) {
                nearest[v] = distance[v];
                owner[v] = static_cast<std::uint32_t>(k);
            }
        const auto farthest = *std::max_element(
            part.begin(), part.end(), [&](std::uint32_t a, std::uint32_t b) { return nearest[a] < nearest[b]; });
        if (nearest[farthest] == 0) break;
        pivots.push_back(farthest);
    }
    for (std::size_t k = 0; k < hops.size(); ++k) {
        std::vector<std::uint32_t> region; // ascending distances of the pivot's own vertices
        for (const auto v : part)
            if (owner[v] == k) region.push_back(hops[k][v]);
        std::sort(region.begin(), region.end());
        for (const auto v : part) {
            const auto far = hops[k][v];
            if (far < 2) continue; // itself, or a tie already
            const auto stands_for = std::upper_bound(region.begin(), region.end(), far / 2) - region.begin();
            terms.push_back({v, pivots[k], double{1} * far, weight(far) * static_cast<double>(stands_for), 0});
        }
    }
    return terms;
}

// Zheng, Pawar and Goodman, "Graph drawing by stochastic gradient descent", IEEE TVCG 25 (2019), algorithm 1.
inline double descend(std::vector<stress_term>& terms, std::vector<point>& at, const layout_options& options,
                      random_stream& stream) {
    double least = (std::numeric_limits<double>::max)();
    double most = 0;
    for (const auto& one : terms) {
        least = (std::min)(least, one.weight_a);
        most = (std::max)(most, one.weight_a);
    }
    const double first_step = 1 / least;
    const double last_step = .1 / most;
    const double decay = std::log(first_step / last_step) / (std::max)(1, options.passes - 1);
    for (int pass = 0; pass < options.passes; ++pass) {
        const double step = first_step * std::exp(-decay * pass);
        shuffle(stream, std::span<stress_term>(terms));
        for (const auto& one : terms) {
            auto& a = at[one.a];
            auto& b = at[one.b];
            auto dx = a.x - b.x;
            auto dy = a.y - b.y;
            auto length = std::sqrt(dx * dx + dy * dy);
            if (length < 1e-9) { // on one another: part them sideways
                dx = 1e-4;
                dy = 0;
                length = 1e-4;
            }
            const auto move = (length - one.wanted) / (2 * length);
            const auto move_a = (std::min)(1.0, step * one.weight_a) * move;
            const auto move_b = (std::min)(1.0, step * one.weight_b) * move;
            a.x -= dx * move_a;
            a.y -= dy * move_a;
            b.x += dx * move_b;
            b.y += dy * move_b;
        }
    }
    double stress = 0;
    for (const auto& one : terms) {
        const auto miss = std::hypot(at[one.a].x - at[one.b].x, at[one.a].y - at[one.b].y) / one.wanted - 1;
        stress += miss * miss;
    }
    return stress;
}

// Turns a part so that its long axis lies level, and moves its least x and y to 0. Returns its size.
inline point straighten(const std::vector<std::uint32_t>& part, std::vector<point>& at) {
    double mean_x = 0;
    double mean_y = 0;
    for (const auto v : part) {
        mean_x += at[v].x / static_cast<double>(part.size());
        mean_y += at[v].y / static_cast<double>(part.size());
    }
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (const auto v : part) {
        xx += (at[v].x - mean_x) * (at[v].x - mean_x);
        xy += (at[v].x - mean_x) * (at[v].y - mean_y);
        yy += (at[v].y - mean_y) * (at[v].y - mean_y);
    }
    const auto turn = -.5 * std::atan2(2 * xy, xx - yy);
    const auto sine = std::sin(turn);
    const auto cosine = std::cos(turn);
    point low{1e300, 1e300};
    point high{-1e300, -1e300};
    for (const auto v : part) {
        const auto x = at[v].x * cosine - at[v].y * sine;
        const auto y = at[v].x * sine + at[v].y * cosine;
        at[v] = {x, y};
        low = {(std::min)(low.x, x), (std::min)(low.y, y)};
        high = {(std::max)(high.x, x), (std::max)(high.y, y)};
    }
    for (const auto v : part) at[v] = {at[v].x - low.x, at[v].y - low.y};
    return {high.x - low.x, high.y - low.y};
}

} // namespace detail

/// Lays out a network so that the drawn distance of two vertices is close to the number of ties between them.
///
/// Parts that are not connected are laid out each on its own and set side by side in shelves, largest first.
/// Source: Zheng, Pawar and Goodman (2019); with pivots after Ortmann, Klimenta and Brandes, "A sparse stress model",
/// JGAA 21 (2017).
/// Complexity: for a part of n vertices and m ties O(n m + passes n^2) time and O(n^2) space up to `exact_limit`,
/// O(pivots (n + m) + passes (m + pivots n)) time and O(m + pivots n) space above.
/// Preconditions: every end of a tie is below `count`.
/// Determinism: by seed.
[[nodiscard]] inline layout_result stress_layout(std::size_t count, std::span<const drawn_pair> ties,
                                                 const layout_options& options = {}) {
    expects(options.passes >= 1, "a layout must make at least one pass", options.passes);
    expects(options.pivots >= 1, "a layout must have at least one pivot", options.pivots);
    expects(options.aspect > 0, "the aspect of a layout must be positive", options.aspect);
    layout_result out;
    out.at.resize(count);
    const auto near = detail::neighbours_of(count, ties);

    // 1. Lay out each connected part.
    struct placed_part {
        std::vector<std::uint32_t> vertices;
        point size;
    };
    std::vector<placed_part> parts;
    std::vector<std::uint8_t> seen(count, 0);
    std::vector<std::uint32_t> distance(count);
    std::vector<std::uint32_t> order;
    std::size_t pairs = 0;
    for (std::uint32_t v = 0; v < count; ++v) {
        if (seen[v] != 0) continue;
        order.assign(1, v);
        seen[v] = 1;
        for (std::size_t next = 0; next < order.size(); ++next)
            for (const auto other : near[order[next]])
                if (seen[other] == 0) {
                    seen[other] = 1;
                    order.push_back(other);
                }
        auto part = order;
        std::sort(part.begin(), part.end());
        point size{};
        if (part.size() > 1) {
            random_stream stream(options.seed, v);
            const auto spread = std::sqrt(static_cast<double>(part.size()));
            for (const auto one : part) {
                out.at[one].x = uniform(stream, 0, spread);
                out.at[one].y = uniform(stream, 0, spread);
            }
            auto terms = detail::stress_terms(near, part, options);
            out.stress += detail::descend(terms, out.at, options, stream);
            pairs += terms.size();
            size = detail::straighten(part, out.at);
        }
        parts.push_back({std::move(part), size});
    }
    if (pairs > 0) out.stress /= static_cast<double>(pairs);

    // 2. Set the parts on shelves, the largest first.
    std::stable_sort(parts.begin(), parts.end(),
                     [](const auto& a, const auto& b) { return a.vertices.size() > b.vertices.size(); });
    constexpr double gap = 1;
    double area = 0;
    double widest = 0;
    for (const auto& one : parts) {
        area += (one.size.x + gap) * (one.size.y + gap);
        widest = (std::max)(widest, one.size.x);
    }
    const auto shelf_width = (std::max)(widest, std::sqrt(area * options.aspect));
    point corner{};
    double shelf_height = 0;
    for (const auto& one : parts) {
        if (corner.x > 0 && corner.x + one.size.x > shelf_width) {
            corner = {0, corner.y + shelf_height + gap};
            shelf_height = 0;
        }
        for (const auto v : one.vertices) out.at[v] = {out.at[v].x + corner.x, out.at[v].y + corner.y};
        out.width = (std::max)(out.width, corner.x + one.size.x);
        shelf_height = (std::max)(shelf_height, one.size.y);
        out.height = (std::max)(out.height, corner.y + shelf_height);
        corner.x += one.size.x + gap;
    }
    return out;
}

} // namespace colearn::report

#endif
