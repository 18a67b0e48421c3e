// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_NETWORK_MAP_HPP
#define COLEARN_REPORT_NETWORK_MAP_HPP

/// @file
/// For a policy reader: the network on one picture. Where places are known it is a map, north up; where they are not,
/// those who work together stand together.
/// For an engineer: draws actors and ties as inline SVG in two widths. It takes plain columns, so that a caller chooses
/// what an actor's size, name and importance are. What is left out is counted and said.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/report/chart.hpp>
#include <colearn/report/layout.hpp>
#include <colearn/report/map_drawing.hpp>
#include <colearn/report/markup.hpp>
#include <colearn/report/projection.hpp>
#include <colearn/report/words.hpp>

namespace colearn::report {

/// A part of the map: the whole, or an enlargement.
struct map_panel {
    std::string title{};
    fragment wide{};
    fragment narrow{};
};

/// A role on a map: for its key and its filter.
struct map_role {
    std::string role{};
    std::string label{}; ///< as the key shows it, such as "50 schools"
};

struct network_map_result {
    std::vector<map_panel> panels{};
    bool geographic = false;
    std::size_t actors_drawn = 0;
    std::size_t ties_drawn = 0;
    fragment ornament{};              ///< the same without names or meaning, for the cover of a page
    std::vector<std::string> notes{}; ///< how to read the map, and what was left out, a sentence each
};

/// Draws a network in two widths.
///
/// Geographic where `options.geographic` holds and at least two actors with a place are given: the others are then left
/// out, and counted in the notes. Elsewhere by `stress_layout`.
/// Complexity: that of the layout and of sorting the ties.
/// Preconditions: both ends of ties and pairs are actors.
/// Determinism: the same bytes for the same input.
[[nodiscard]] inline network_map_result network_map(const std::vector<map_actor>& actors, std::vector<map_tie> ties,
                                                    const network_map_options& options) {
    for (const auto& one : ties)
        expects(one.from < actors.size() && one.to < actors.size(), "both ends of a tie must be actors of the map",
                one.from);
    for (const auto& one : options.pairs)
        expects(one.from < actors.size() && one.to < actors.size(), "both ends of a pair must be actors of the map",
                one.from);
    network_map_result out;
    if (actors.empty()) return out;

    // 1. Positions.
    constexpr point nowhere{-1e8, -1e8};
    std::vector<point> at(actors.size(), nowhere);
    std::vector<std::uint32_t> placed;
    for (std::uint32_t v = 0; v < actors.size(); ++v)
        if (actors[v].where) placed.push_back(v);
    out.geographic = options.geographic && placed.size() >= 2;
    std::vector<point> points;
    if (out.geographic) {
        std::vector<place> places;
        for (const auto v : placed) places.push_back(*actors[v].where);
        points = on_plane(places);
        for (std::size_t i = 0; i < placed.size(); ++i) at[placed[i]] = points[i];
        if (placed.size() < actors.size())
            out.notes.push_back(capital(plural(actors.size() - placed.size(), "actor")) + " without a known place " +
                                (actors.size() - placed.size() == 1 ? "is" : "are") + " not on the map.");
    } else {
        std::vector<drawn_pair> pairs;
        for (const auto& one : ties) pairs.push_back({one.from, one.to});
        at = stress_layout(actors.size(), pairs, options.layout).at;
        points = at;
        out.notes.emplace_back("Places are not known, so nearness on the picture stands for nearness in the network: "
                               "those who are tied stand close together. Up, down, left and right mean nothing.");
    }

    // 2. What is shown, and how much of it.
    extent whole_map = out.geographic ? main_extent(points) : around(points);
    const auto widen = [](extent one, double by) {
        return extent{one.left - by, one.top - by, one.right + by, one.bottom + by};
    };
    whole_map = widen(whole_map, 1e-6 + .001 * (std::max)(whole_map.width(), whole_map.height()));
    if (!out.geographic) { // no tie longer than a hand, where there are few
        const auto least = 5.0;
        const auto lack_x = (std::max)(0.0, least - whole_map.width()) / 2;
        const auto lack_y = (std::max)(0.0, least * .6 - whole_map.height()) / 2;
        whole_map = {whole_map.left - lack_x, whole_map.top - lack_y, whole_map.right + lack_x,
                     whole_map.bottom + lack_y};
    }
    std::vector<std::string> outside;
    for (std::uint32_t v = 0; v < actors.size(); ++v)
        if (whole_map.holds(at[v]))
            ++out.actors_drawn;
        else if (!out.geographic || actors[v].where)
            outside.push_back(actors[v].name);
    if (!outside.empty())
        out.notes.push_back(capital(plural(outside.size(), "actor")) + " far from all others " +
                            (outside.size() == 1 ? "lies" : "lie") + " outside the map: " + list(outside, 6) + ".");
    std::erase_if(ties, [&](const map_tie& one) {
        return one.from == one.to || at[one.from].x == nowhere.x || at[one.to].x == nowhere.x;
    });
    std::stable_sort(ties.begin(), ties.end(), [](const map_tie& a, const map_tie& b) { return a.trust > b.trust; });
    if (ties.size() > options.most_ties) {
        out.notes.push_back("The " + whole(options.most_ties) + " strongest of " + whole(ties.size()) +
                            " ties are drawn.");
        ties.resize(options.most_ties);
    }
    out.ties_drawn = ties.size();
    std::reverse(ties.begin(), ties.end()); // the strongest on top
    if (out.actors_drawn > options.most_single)
        out.notes.push_back("With " + whole(out.actors_drawn) +
                            " marks, only those with a name can be pointed at; all are in the files beside this page.");

    // 3. Drawings.
    out.ornament = detail::draw_ornament(ties, at, whole_map);
    const detail::map_drawing what(actors, ties, at, options, out.geographic);
    const auto dense = out.geographic ? dense_extent(points, whole_map) : std::nullopt;
    const auto panel = [&](const extent& shown, const std::string& id, const std::string& title, double width) {
        const auto height = dense ? width * .96 : detail::fitting_height(shown, width, .46, .8);
        map_panel made;
        made.title = title;
        const double foot = out.geographic ? 22 : 0;
        made.wide = what.draw({shown, width, height, 26, foot}, id + "-wide", title);
        made.narrow = what.draw({shown, narrow_chart, detail::fitting_height(shown, narrow_chart, .8, 1.2), 16, foot},
                                id + "-narrow", title);
        return made;
    };
    out.panels.push_back(panel(whole_map, options.id, options.title, dense ? 500 : 1020));
    if (dense)
        out.panels.push_back(panel(*dense, options.id + "-dense", options.title + ": the densest part, enlarged", 500));
    return out;
}

} // namespace colearn::report

#endif
