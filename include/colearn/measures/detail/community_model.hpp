// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_COMMUNITY_MODEL_HPP
#define COLEARN_MEASURES_DETAIL_COMMUNITY_MODEL_HPP

/// @file
/// For a policy reader: how good a division into communities is.
/// For an engineer: modularity and the constant Potts model by their definitions.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/detail/partners.hpp>

namespace colearn::detail {

// What both the algorithm and the definition of quality need of a view.
struct community_model {
    partner_rows rows;
    std::vector<double> out; // strength of each actor's ties, self-ties left out; on an undirected view both are one
    std::vector<double> in;  // empty unless directed
    double all = 0;          // of all ties, twice on an undirected view
    double penalty = 0;      // for `leiden_level`
    bool potts = false;
    double resolution = 1;

    community_model(const view& of, bool potts_, double resolution_)
        : rows(of), out(of.actor_count()), in(of.directed() ? of.actor_count() : 0), potts(potts_),
          resolution(resolution_) {
        const auto arcs = of.out();
        compensated_sum sum;
        for (std::uint32_t v = 0; v < of.actor_count(); ++v)
            for (auto arc = arcs.offsets[v]; arc < arcs.offsets[v + 1]; ++arc) {
                if (arcs.neighbours[arc] == v) continue;
                out[v] += arcs.strengths[arc];
                if (of.directed()) in[arcs.neighbours[arc]] += arcs.strengths[arc];
                sum += arcs.strengths[arc];
            }
        all = sum.value();
        penalty = potts ? resolution * (of.directed() ? 2 : 1) : all > 0 ? resolution / all : 0;
    }
};

// Quality by its definition: over pairs of one community, ordered ones, an actor with itself among them for modularity.
[[nodiscard]] inline measured quality_of(const community_model& model, std::span<const std::uint32_t> community,
                                         std::size_t count) {
    if (!model.potts && model.all == 0) return measured::undefined("there is no tie between different actors");
    std::vector<compensated_sum> out(count), in(count);
    std::vector<double> size(count);
    compensated_sum quality;
    const double pair = model.in.empty() ? 2 : 1; // strengths of an undirected pair stand for both orders
    for (std::uint32_t v = 0; v < model.rows.size(); ++v) {
        const auto c = community[v];
        out[c] += model.out[v];
        if (!model.in.empty()) in[c] += model.in[v];
        ++size[c];
        for (std::size_t i = 0; i < model.rows.degree(v); ++i)
            if (const auto w = model.rows.of(v)[i]; v < w && community[w] == c)
                quality += pair * model.rows.strengths_of(v)[i];
    }
    for (std::size_t c = 0; c < count; ++c) {
        const double expected = model.potts ? size[c] * (size[c] - 1)
                                            : out[c].value() * (model.in.empty() ? out[c] : in[c]).value() / model.all;
        quality += -model.resolution * expected;
    }
    if (model.potts) return measured::as(quality.value() / pair);
    return measured::as(quality.value() / model.all);
}

} // namespace colearn::detail

#endif
