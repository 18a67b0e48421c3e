// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_NETWORK_MAP_HPP
#define COLEARN_REPORT_NETWORK_MAP_HPP

/// @file
/// For a policy reader: the network on one picture. Where places are known it is a map, north up; where they are not,
/// those who work together stand together.
/// For an engineer: draws actors and ties as inline SVG in two widths. It takes plain columns, so that a caller chooses
/// what an actor's size, name and importance are. What is left out is counted and said.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/report/chart.hpp>
#include <colearn/report/labels.hpp>
#include <colearn/report/layout.hpp>
#include <colearn/report/markup.hpp>
#include <colearn/report/projection.hpp>
#include <colearn/report/svg.hpp>
#include <colearn/report/words.hpp>

namespace colearn::report {

/// One actor to draw.
struct map_actor {
    std::string name{};
    std::string role{};
    std::string region{};         ///< drawn as a shaded area on a geographic map; empty: none
    std::optional<place> where{}; ///< needed on a geographic map
    double size = 0;              ///< from 0 to 1; the mark's area grows with it
    double importance = 0;        ///< larger is named first; 0: never named
    std::string about{};          ///< shown when the mark is pointed at: the measures behind it
    std::string link{};           ///< address of the actor's row in a table, such as "#row-12"; empty: none
};

/// One tie to draw; both ways are one line.
struct map_tie {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    double trust = 1; ///< from 0 to 1: the stronger, the darker and the wider
};

struct network_map_options {
    std::string id = "map";          ///< unique on the page
    std::string prefix{};            ///< before an actor\'s number in `data-actor`, which rows of tables refer to
    std::string title{};             ///< what the picture shows
    std::string description{};       ///< the main figures, for screen readers
    std::vector<drawn_pair> pairs{}; ///< proposed pairs, drawn on top in the accent style
    bool geographic = true;          ///< use places where at least two actors have one
    std::size_t names = 22;          ///< names at most, on the wide drawing
    std::size_t most_ties = 12000;   ///< strongest first
    std::size_t most_single =
        1500;                ///< above this many actors, marks are drawn in bulk and only named ones can be pointed at
    layout_options layout{}; ///< where there are no places
};

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

namespace detail {

struct map_frame {
    extent shown{};      ///< of the plane
    double width = 1000; ///< of the drawing
    double height = 600; ///< of the drawing
    double margin = 26;
    double foot = 0; ///< kept free at the bottom, for the scale bar
    [[nodiscard]] double scale() const {
        const auto across = (width - 2 * margin) / (std::max)(shown.width(), 1e-9);
        const auto down = (height - foot - 2 * margin) / (std::max)(shown.height(), 1e-9);
        return (std::min)(across, down);
    }
    [[nodiscard]] point operator()(const point& at) const {
        const auto s = scale();
        return {width / 2 + (at.x - (shown.left + shown.right) / 2) * s,
                (height - foot) / 2 + (at.y - (shown.top + shown.bottom) / 2) * s};
    }
};

// Height that suits the extent, within what looks well.
[[nodiscard]] inline double fitting_height(const extent& shown, double width, double least, double most) {
    const auto ratio = shown.width() > 0 ? shown.height() / shown.width() : 1;
    return (std::clamp)(width * ratio, width * least, width * most);
}

inline void draw_regions(svg& out, const std::vector<map_actor>& actors, const std::vector<point>& at,
                         const std::vector<std::uint32_t>& drawn, const map_frame& frame,
                         std::vector<label_request>& names) {
    std::map<std::string, std::vector<point>> regions;
    for (const auto v : drawn)
        if (!actors[v].region.empty()) regions[actors[v].region].push_back(frame(at[v]));
    if (regions.size() < 2 || regions.size() > 40) return;
    out.open("regions");
    for (const auto& [name, points] : regions) {
        const auto hull = convex_hull(points);
        std::string path;
        point middle{};
        double top = 1e300;
        for (const auto& one : hull) {
            path += (path.empty() ? "M" : "L") + coordinate(one.x) + " " + coordinate(one.y);
            middle.x += one.x / static_cast<double>(hull.size());
            middle.y += one.y / static_cast<double>(hull.size());
            top = (std::min)(top, one.y);
        }
        out.path(path + "Z", "region");
        names.push_back({middle.x, middle.y, 0, name, static_cast<double>(points.size())});
    }
    out.close();
}

inline void draw_scale_bar(svg& out, const map_frame& frame, box& taken) {
    const auto km = scale_bar_km(frame.width * .25 / frame.scale());
    const auto length = km * frame.scale();
    const auto y = frame.height - 12;
    out.path("M10 " + coordinate(y - 5) + "V" + coordinate(y) + "H" + coordinate(10 + length) + "V" + coordinate(y - 5),
             "scale-bar");
    const auto text = (km >= 1 ? whole(km) + " km" : whole(km * 1000) + " m") + ", north is up";
    out.text(10, y - 10, text, "tick");
    taken = {0, y - 26, 20 + (std::max)(length, text_width(text, small_chart_type)), frame.height};
}

struct map_drawing {
    const std::vector<map_actor>& actors;
    const std::vector<map_tie>& ties; // as many as are drawn, weakest first
    const std::vector<point>& at;
    const network_map_options& options;
    bool geographic = false;
};

[[nodiscard]] inline fragment draw_map(const map_drawing& what, const map_frame& frame, const std::string& id,
                                       const std::string& title) {
    const auto& [actors, ties, at, options, geographic] = what;
    const bool narrow = frame.width < 450;
    std::vector<std::uint32_t> drawn;
    for (std::uint32_t v = 0; v < actors.size(); ++v)
        if (frame.shown.holds(at[v])) drawn.push_back(v);
    const bool bulk = drawn.size() > options.most_single;
    const double crowd =
        std::sqrt(600 / (600 + static_cast<double>(drawn.size()))); // smaller marks when there are many
    const double least = (narrow ? 2.2 : 3.2) * crowd;
    const double most = (narrow ? 8 : 13) * std::sqrt(crowd);
    const auto radius = [&](std::uint32_t v) {
        return std::sqrt(least * least + (most * most - least * least) * (std::clamp)(actors[v].size, 0.0, 1.0));
    };
    svg out({.width = frame.width,
             .height = frame.height,
             .id = id,
             .title = title,
             .description = options.description,
             .style = bulk ? "map bulk" : "map",
             .has_links = true});
    out.raw().open("defs").open("clipPath", {{"id", id + "-frame"}});
    out.raw().leaf("rect", {{"width", coordinate(frame.width)}, {"height", coordinate(frame.height)}});
    out.raw().close().close();
    out.raw().open("g", {{"clip-path", "url(#" + id + "-frame)"}});

    // 1. Areas, then ties in four steps of trust, each step one path.
    std::vector<label_request> region_names;
    if (geographic) draw_regions(out, actors, at, drawn, frame, region_names);
    std::array<std::string, 4> steps;
    const auto inside = [&](const point& p) {
        return p.x > -frame.width && p.x < 2 * frame.width && p.y > -frame.height && p.y < 2 * frame.height;
    };
    for (const auto& one : ties) {
        const auto a = frame(at[one.from]);
        const auto b = frame(at[one.to]);
        if (!inside(a) || !inside(b)) continue;
        auto& step = steps[(std::min)(std::size_t{3}, static_cast<std::size_t>((std::max)(0.0, one.trust) * 4))];
        step += "M" + coordinate(std::round(a.x * 10) / 10) + " " + coordinate(std::round(a.y * 10) / 10) + "L" +
                coordinate(std::round(b.x * 10) / 10) + " " + coordinate(std::round(b.y * 10) / 10);
    }
    const std::string dense = ties.size() > 4000 ? " dense" : ties.size() > 800 ? " busy" : "";
    out.open("ties" + dense);
    for (std::size_t i = 0; i < steps.size(); ++i)
        if (!steps[i].empty()) out.path(steps[i], "tie tie-" + std::to_string(i + 1));
    out.close();
    if (!options.pairs.empty()) {
        std::string path;
        for (const auto& one : options.pairs) {
            const auto a = frame(at[one.from]);
            const auto b = frame(at[one.to]);
            if (inside(a) && inside(b))
                path += "M" + coordinate(a.x) + " " + coordinate(a.y) + "L" + coordinate(b.x) + " " + coordinate(b.y);
        }
        if (!path.empty()) out.path(path, "pair-casing").path(path, "pair");
    }

    // 2. Names, placed before the marks are drawn so that a named mark can carry its link.
    std::vector<label_request> requests;
    for (const auto v : drawn) {
        const auto p = frame(at[v]);
        requests.push_back(
            {p.x, p.y, radius(v), actors[v].importance > 0 ? actors[v].name : std::string{}, actors[v].importance});
    }
    std::vector<box> taken;
    if (geographic) draw_scale_bar(out, frame, taken.emplace_back());
    const auto placed =
        place_labels(requests, {.within = {2, 2, frame.width - 2, frame.height - 2},
                                .type_size = small_chart_type,
                                .longest = narrow ? 130.0 : 230.0,
                                .most = narrow ? (std::min<std::size_t>)(options.names, 7) : options.names,
                                .taken = taken});
    std::vector<std::uint8_t> named(actors.size(), 0);
    for (const auto& one : placed) {
        named[drawn[one.request]] = 1;
        taken.push_back(one.covers);
    }

    // 3. Marks, the large ones first so that they hide no small one.
    std::vector<std::vector<std::uint32_t>> near(bulk ? 0 : actors.size());
    if (!bulk)
        for (const auto& one : ties) {
            near[one.from].push_back(one.to);
            near[one.to].push_back(one.from);
        }
    std::vector<std::uint32_t> order = drawn;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return actors[a].size > actors[b].size; });
    out.open("marks");
    if (bulk) {
        std::map<std::string, std::string> paths; // by style
        for (const auto v : order) {
            if (named[v] != 0) continue;
            const auto p = frame(at[v]);
            const auto mark = mark_of(actors[v].role);
            paths[std::string(mark.style)] += outline(mark.what, std::round(p.x * 10) / 10, std::round(p.y * 10) / 10,
                                                      std::round(radius(v) * 10) / 10);
        }
        for (auto& [style, path] : paths) {
            out.raw().open("g", {{"data-filter", style}});
            out.path(std::move(path), "mark " + style);
            out.raw().close();
        }
    }
    for (const auto v : order) {
        if (bulk && named[v] == 0) continue;
        const auto& one = actors[v];
        const auto p = frame(at[v]);
        const auto mark = mark_of(one.role);
        std::string neighbours;
        if (!bulk && near[v].size() <= 400)
            for (const auto other : near[v])
                neighbours += (neighbours.empty() ? "" : " ") + options.prefix + std::to_string(other);
        const bool linked = named[v] != 0 && !one.link.empty();
        if (linked) out.raw().open("a", {{"href", one.link}, {"aria-label", one.name + ", " + one.role}});
        out.raw().open("path", {{"class", "mark " + std::string(mark.style)},
                                {"data-filter", std::string(mark.style)},
                                {"data-actor", options.prefix + std::to_string(v)},
                                {"data-near", neighbours},
                                {"d", outline(mark.what, p.x, p.y, radius(v))}});
        out.raw().element("title", {}, one.name + (one.about.empty() ? "" : ": " + one.about)).close();
        if (linked) out.raw().close();
    }
    out.close();

    // 4. Names on top; names of areas where there is room left.
    out.open("names");
    for (const auto& one : placed) {
        out.raw().element("text",
                          {{"class", "map-label"},
                           {"data-actor", options.prefix + std::to_string(drawn[one.request])},
                           {"x", coordinate(one.x)},
                           {"y", coordinate(one.y)},
                           {"text-anchor", one.where == anchor::middle ? "middle"
                                           : one.where == anchor::end  ? "end"
                                                                       : ""}},
                          one.text);
    }
    for (const auto& one : place_labels(region_names, {.within = {2, 2, frame.width - 2, frame.height - 2},
                                                      .type_size = small_chart_type,
                                                      .longest = 140,
                                                      .most = narrow ? std::size_t{5} : std::size_t{16},
                                                      .taken = taken,
                                                      .marks = requests}))
        out.text(one.x, one.y, one.text, "region-label", one.where);
    out.close();
    out.raw().close();
    return out.finish();
}

// A quiet picture of the network, for decoration: hidden from screen readers.
[[nodiscard]] inline fragment draw_ornament(const std::vector<map_tie>& ties, const std::vector<point>& at,
                                            const extent& shown) {
    constexpr double width = 400;
    constexpr double height = 260;
    constexpr std::size_t most = 600;
    const map_frame frame{shown, width, height, 10};
    std::string lines;
    std::size_t drawn = 0;
    for (auto one = ties.rbegin(); one != ties.rend() && drawn < most; ++one) { // the strongest
        if (!shown.holds(at[one->from]) || !shown.holds(at[one->to])) continue;
        const auto a = frame(at[one->from]);
        const auto b = frame(at[one->to]);
        lines += "M" + coordinate(std::round(a.x)) + " " + coordinate(std::round(a.y)) + "L" +
                 coordinate(std::round(b.x)) + " " + coordinate(std::round(b.y));
        ++drawn;
    }
    std::string dots;
    drawn = 0;
    for (const auto& one : at) {
        if (!shown.holds(one) || ++drawn > most) continue;
        const auto p = frame(one);
        dots += outline(shape::circle, std::round(p.x), std::round(p.y), drawn % 7 == 0 ? 3.2 : 1.8);
    }
    markup out;
    out.open("svg", {{"class", "ornament"}, {"viewBox", "0 0 400 260"}, {"aria-hidden", "true"}});
    out.element("title", {}, "Decoration");
    out.leaf("path", {{"d", lines}}).leaf("path", {{"class", "dots"}, {"d", dots}});
    out.close();
    return out.finish();
}

} // namespace detail

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
    const detail::map_drawing what{actors, ties, at, options, out.geographic};
    const auto dense = out.geographic ? dense_extent(points, whole_map) : std::nullopt;
    const auto panel = [&](const extent& shown, const std::string& id, const std::string& title, double width) {
        const auto height = dense ? width * .96 : detail::fitting_height(shown, width, .46, .66);
        map_panel made;
        made.title = title;
        const double foot = out.geographic ? 22 : 0;
        made.wide = detail::draw_map(what, {shown, width, height, 26, foot}, id + "-wide", title);
        made.narrow = detail::draw_map(
            what, {shown, narrow_chart, detail::fitting_height(shown, narrow_chart, .8, 1.2), 16, foot}, id + "-narrow",
            title);
        return made;
    };
    out.panels.push_back(panel(whole_map, options.id, options.title, dense ? 500 : 1020));
    if (dense)
        out.panels.push_back(panel(*dense, options.id + "-dense", options.title + ": the densest part, enlarged", 500));
    return out;
}

} // namespace colearn::report

#endif
