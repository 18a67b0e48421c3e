// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_MAP_DRAWING_HPP
#define COLEARN_REPORT_MAP_DRAWING_HPP

/// @file
/// For a policy reader: what a map shows: areas, ties, proposed pairs, marks and the names of those who matter most.
/// For an engineer: one drawing of a network whose positions are known. Few marks are elements of their own, which can
/// be pointed at; many are drawn in bulk, a round one in about a dozen bytes.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <colearn/graph/roles.hpp>
#include <colearn/report/chart.hpp>
#include <colearn/report/evidence_words.hpp>
#include <colearn/report/labels.hpp>
#include <colearn/report/layout.hpp>
#include <colearn/report/map_frame.hpp>
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

struct network_map_options {
    std::string id = "map";          ///< unique on the page
    std::string prefix{};            ///< before an actor\'s number in `data-actor`, which rows of tables refer to
    std::string title{};             ///< what the picture shows
    std::string description{};       ///< the main figures, for screen readers
    std::vector<drawn_pair> pairs{}; ///< proposed pairs, drawn on top in the accent style
    bool geographic = true;          ///< use places where at least two actors have one
    std::size_t names = 22;          ///< names at most, on the wide drawing
    std::size_t most_ties = 4000;    ///< strongest first; a third of it on a narrow drawing
    std::size_t most_single =
        1500;                ///< above this many actors, marks are drawn in bulk and only named ones can be pointed at
    layout_options layout{}; ///< where there are no places
};

namespace detail {

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

/// Draws one frame of a network.
class map_drawing {
public:
    /// `ties` weakest first; `at` by actor, in kilometres or in steps.
    map_drawing(const std::vector<map_actor>& actors, const std::vector<map_tie>& ties, const std::vector<point>& at,
                const network_map_options& options, bool geographic)
        : actors_(actors), ties_(ties), at_(at), options_(options), geographic_(geographic) {}

    [[nodiscard]] fragment draw(const map_frame& frame, const std::string& id, const std::string& title) const {
        canvas on{frame, frame.width < 450, {}, false, {}, {}, {}};
        for (std::uint32_t v = 0; v < actors_.size(); ++v)
            if (frame.shown.holds(at_[v])) on.drawn.push_back(v);
        on.bulk = on.drawn.size() > (on.narrow ? options_.most_single / 4 : options_.most_single);
        svg out({.width = frame.width,
                 .height = frame.height,
                 .id = id,
                 .title = title,
                 .description = options_.description,
                 .style = on.bulk ? "map bulk" : "map",
                 .has_links = true});
        out.raw().open("defs").open("clipPath", {{"id", id + "-frame"}});
        out.raw().leaf("rect", {{"width", coordinate(frame.width)}, {"height", coordinate(frame.height)}});
        out.raw().close().close();
        out.raw().open("g", {{"clip-path", "url(#" + id + "-frame)"}});
        std::vector<label_request> region_names;
        if (geographic_) draw_regions(out, actors_, at_, on.drawn, frame, region_names);
        draw_ties(out, on);
        if (geographic_) draw_scale_bar(out, frame, on.taken.emplace_back());
        place_names(on);
        draw_marks(out, on);
        draw_names(out, on, region_names);
        out.raw().close();
        return out.finish();
    }

private:
    struct canvas {
        map_frame frame;
        bool narrow;
        std::vector<std::uint32_t> drawn;
        bool bulk;
        std::vector<label_request> requests; // one for each actor drawn
        std::vector<placed_label> names;
        std::vector<box> taken;

        // Steps of a tenth are enough for lines and bulk.
        [[nodiscard]] std::string at(const point& p) const {
            return coordinate(std::round(p.x * 10) / 10) + " " + coordinate(std::round(p.y * 10) / 10);
        }
        [[nodiscard]] bool near(const point& p) const {
            return p.x > -frame.width && p.x < 2 * frame.width && p.y > -frame.height && p.y < 2 * frame.height;
        }
        [[nodiscard]] std::string line(const point& a, const point& b) const {
            return near(a) && near(b) ? "M" + at(a) + "L" + at(b) : std::string{};
        }
    };

    [[nodiscard]] double radius(const canvas& on, std::uint32_t v) const {
        const auto count = static_cast<double>(on.drawn.size());
        const double crowd = std::sqrt(600 / (600 + count)); // smaller marks when there are many
        const double least = (on.narrow ? 2.2 : 3.2) * crowd;
        const double most = (on.narrow ? 8 : 13) * std::sqrt(crowd);
        return std::sqrt(least * least + (most * most - least * least) * (std::clamp)(actors_[v].size, 0.0, 1.0));
    }

    // In four steps of trust and four of evidence, each of the sixteen one path.
    void draw_ties(svg& out, const canvas& on) const {
        const auto most = on.narrow ? options_.most_ties / 3 : options_.most_ties;
        const auto first = ties_.size() > most ? ties_.size() - most : 0;
        std::array<std::array<std::string, 4>, 4> steps; // by evidence, then by trust
        for (auto i = first; i < ties_.size(); ++i) {
            const auto& one = ties_[i];
            const auto step = static_cast<std::size_t>((std::clamp)(one.trust, 0.0, .999) * 4);
            steps[static_cast<std::size_t>(one.experience)][step] +=
                on.line(on.frame(at_[one.from]), on.frame(at_[one.to]));
        }
        const auto count = ties_.size() - first;
        out.open(count > 2000 ? "ties dense" : count > 600 ? "ties busy" : "ties");
        for (std::size_t width = 0; width < steps.size(); ++width)
            for (std::size_t i = 0; i < steps[width].size(); ++i)
                if (!steps[width][i].empty())
                    out.path(steps[width][i],
                             "tie tie-" + std::to_string(i + 1) + " sure-" + std::to_string(width + 1));
        out.close();
        std::string pairs;
        for (const auto& one : options_.pairs) // those that reach into the picture
            if (on.frame.shown.holds(at_[one.from]) || on.frame.shown.holds(at_[one.to]))
                pairs += on.line(on.frame(at_[one.from]), on.frame(at_[one.to]));
        if (!pairs.empty()) out.path(pairs, "pair-casing").path(pairs, "pair");
    }

    void place_names(canvas& on) const {
        for (const auto v : on.drawn) {
            const auto p = on.frame(at_[v]);
            on.requests.push_back({p.x, p.y, radius(on, v), actors_[v].importance > 0 ? actors_[v].name : std::string{},
                                   actors_[v].importance});
        }
        on.names =
            place_labels(on.requests, {.within = {2, 2, on.frame.width - 2, on.frame.height - 2},
                                       .type_size = small_chart_type,
                                       .longest = on.narrow ? 130.0 : 230.0,
                                       .most = on.narrow ? (std::min<std::size_t>)(options_.names, 7) : options_.names,
                                       .taken = on.taken});
        for (const auto& one : on.names) on.taken.push_back(one.covers);
    }

    void draw_marks(svg& out, const canvas& on) const {
        std::vector<std::uint8_t> named(actors_.size(), 0);
        for (const auto& one : on.names) named[on.drawn[one.request]] = 1;
        std::vector<std::uint32_t> order = on.drawn; // the large ones first, so that they hide no small one
        std::stable_sort(order.begin(), order.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return actors_[a].size > actors_[b].size; });
        out.open("marks");
        if (on.bulk) {
            draw_bulk(out, on, order, named);
            std::erase_if(order, [&](std::uint32_t v) { return named[v] == 0; });
        }
        const auto near = on.bulk ? std::vector<std::string>(actors_.size()) : neighbours();
        for (const auto v : order) draw_mark(out, on, v, named[v] != 0, near[v]);
        out.close();
    }

    // Round marks as dots: lines of no length with round ends.
    void draw_bulk(svg& out, const canvas& on, const std::vector<std::uint32_t>& order,
                   const std::vector<std::uint8_t>& named) const {
        struct stack {
            std::string style;
            double width = 0; // of dots; 0: outlines
            std::string path;
        };
        std::map<std::pair<std::string, int>, stack> stacks;
        for (const auto v : order) {
            if (named[v] != 0) continue;
            const auto p = on.frame(at_[v]);
            const auto mark = mark_of(actors_[v].role);
            const auto r = radius(on, v);
            const bool dot = mark.what == shape::circle;
            const auto size = dot ? static_cast<int>(std::lround(r * 2)) : 0; // to half a unit
            auto& to = stacks[{std::string(mark.style), -size}];
            to.style = std::string(mark.style);
            to.width = size;
            to.path +=
                dot ? "M" + on.at(p) + "h0"
                    : outline(mark.what, std::round(p.x * 10) / 10, std::round(p.y * 10) / 10, std::round(r * 10) / 10);
        }
        for (auto& [key, one] : stacks)
            out.raw().leaf("path", {{"class", (one.width > 0 ? "dots " : "mark ") + one.style},
                                    {"data-filter", one.style},
                                    {"stroke-width", one.width > 0 ? coordinate(one.width) : std::string{}},
                                    {"d", std::move(one.path)}});
    }

    // Who is tied to whom, as the page's script reads it; left out where there is too much to light up.
    [[nodiscard]] std::vector<std::string> neighbours() const {
        constexpr std::size_t most_lit = 6000;
        std::vector<std::string> out(actors_.size());
        if (ties_.size() > most_lit) return out;
        const auto add = [&](std::uint32_t to, std::uint32_t other) {
            out[to] += (out[to].empty() ? "" : " ") + options_.prefix + std::to_string(other);
        };
        for (const auto& one : ties_) {
            add(one.from, one.to);
            add(one.to, one.from);
        }
        return out;
    }

    void draw_mark(svg& out, const canvas& on, std::uint32_t v, bool named, const std::string& near) const {
        const auto& one = actors_[v];
        const auto p = on.frame(at_[v]);
        const auto mark = mark_of(one.role);
        const bool linked = named && !one.link.empty();
        if (linked) out.raw().open("a", {{"href", one.link}, {"aria-label", one.name + ", " + one.role}});
        out.raw().open("path", {{"class", "mark " + std::string(mark.style)},
                                {"data-filter", std::string(mark.style)},
                                {"data-actor", options_.prefix + std::to_string(v)},
                                {"data-near", near},
                                {"d", outline(mark.what, p.x, p.y, radius(on, v))}});
        out.raw().element("title", {}, one.name + (one.about.empty() ? "" : ": " + one.about)).close();
        if (linked) out.raw().close();
    }

    // On top; names of areas where there is room left.
    void draw_names(svg& out, const canvas& on, const std::vector<label_request>& region_names) const {
        out.open("names");
        for (const auto& one : on.names)
            out.raw().element("text",
                              {{"class", "map-label"},
                               {"data-actor", options_.prefix + std::to_string(on.drawn[one.request])},
                               {"x", coordinate(one.x)},
                               {"y", coordinate(one.y)},
                               {"text-anchor", one.where == anchor::middle ? "middle"
                                               : one.where == anchor::end  ? "end"
                                                                           : ""}},
                              one.text);
        for (const auto& one : place_labels(region_names, {.within = {2, 2, on.frame.width - 2, on.frame.height - 2},
                                                          .type_size = small_chart_type,
                                                          .longest = 140,
                                                          .most = on.narrow ? std::size_t{5} : std::size_t{16},
                                                          .taken = on.taken,
                                                          .marks = on.requests}))
            out.text(one.x, one.y, one.text, "region-label", one.where);
        out.close();
    }

    const std::vector<map_actor>& actors_;
    const std::vector<map_tie>& ties_;
    const std::vector<point>& at_;
    const network_map_options& options_;
    bool geographic_;
};

} // namespace detail

} // namespace colearn::report

#endif
