// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_LEXIMIN_SEARCH_HPP
#define COLEARN_SOLVE_DETAIL_LEXIMIN_SEARCH_HPP

/// @file
/// For a policy reader: finds who can only be served badly, whatever is done, and shares out among them first.
/// For an engineer: the decomposition of a sharing problem into its tight sets: a maximum flow at the level that would
/// serve all alike, a minimum cut where that fails, and the same again on either side of it.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <stop_token>
#include <utility>
#include <vector>

#include <colearn/core/compensated_sum.hpp>
#include <colearn/solve/detail/supply_flow.hpp>
#include <colearn/solve/water_filling.hpp>

namespace colearn::detail {

class leximin_search {
public:
    /// Providers and recipients that are served at one level.
    struct part {
        double level = 0; // infinite: nobody here could take more
        std::vector<std::uint32_t> providers{};
        std::vector<std::uint32_t> recipients{};
    };

    std::vector<part> parts;    // in no order; together all providers and recipients
    std::vector<double> floors; // by recipient
    std::vector<double> caps;
    supply_flow flow;

    leximin_search(const supply_graph& graph, std::span<const double> supply, std::span<const double> weights,
                   std::span<const double> lowest, std::span<const double> highest, std::span<const double> arc_caps)
        : floors(lowest.begin(), lowest.end()), caps(highest.begin(), highest.end()), flow(graph), graph_(graph),
          weights_(weights), supply_(supply) {
        for (std::size_t j = 0; j < supply.size(); ++j) flow.provider[j].spare = supply[j];
        if (std::any_of(arc_caps.begin(), arc_caps.end(), [](double cap) { return cap < infinite; })) {
            flow.cap.resize(arc_caps.size());
            for (std::size_t k = 0; k < arc_caps.size(); ++k) flow.cap[graph.place_of[k]] = arc_caps[k];
        }
        for (std::size_t i = 0; i < caps.size(); ++i)
            if (weights[i] == 0) caps[i] = floors[i]; // it never rises
        whole_.providers.resize(graph.provider_count());
        whole_.recipients.resize(graph.recipient_count());
        std::iota(whole_.providers.begin(), whole_.providers.end(), 0U);
        std::iota(whole_.recipients.begin(), whole_.recipients.end(), 0U);
    }

    /// Whether there is supply for all floors. If not, `parts.front()` holds those whose floors cannot all be met, and
    /// the providers who have nothing for anybody else.
    [[nodiscard]] bool meet_floors() {
        if (std::all_of(floors.begin(), floors.end(), [](double x) { return x == 0; })) return true;
        for (const auto i : whole_.recipients) want(i, 0, floors[i]);
        flow.maximise(0, whole_.providers, whole_.recipients);
        auto [tight, rest] = cut(whole_);
        if (!too_short(tight, [&](std::uint32_t i) { return floors[i]; })) return true;
        parts.push_back(std::move(tight));
        return false;
    }

    /// A flow to start from: each provider in turn pours its supply over those whom it may serve.
    void start(unsigned rounds) {
        std::vector<double> got(graph_.recipient_count(), 0.0);
        for (std::uint32_t a = 0; a < graph_.arc_count(); ++a) got[graph_.recipient_of[a]] += flow.flow[a];
        levels_.assign(graph_.provider_count(), 0.0);
        for (unsigned round = 0; round < rounds; ++round)
            for (const auto j : whole_.providers) pour(j, got);
    }

    /// Splits all into parts. False when stopped: then the flow is allowed, but not the best.
    [[nodiscard]] bool decompose(const std::stop_token& stop) {
        // 1. Those who can have their cap, and have supply left over, need no more thought.
        for (const auto i : whole_.recipients) want(i, 0, (std::min)(caps[i], (std::max)(floors[i], most(i))));
        flow.maximise(0, whole_.providers, whole_.recipients);
        auto [tight, rest] = cut(whole_);
        rest.level = infinite;
        std::uint32_t labels = 1;
        relabel(rest, labels++);
        if (!rest.providers.empty() || !rest.recipients.empty()) parts.push_back(std::move(rest));

        // 2. The others, part by part.
        struct task {
            part of;
            std::uint32_t label;
            double lowest;
            double highest;
        };
        std::vector<task> open;
        if (!tight.providers.empty() || !tight.recipients.empty()) open.push_back({std::move(tight), 0, 0.0, infinite});
        while (!open.empty()) {
            if (stop.stop_requested()) return false;
            auto [of, label, lowest, highest] = std::move(open.back());
            open.pop_back();
            const double level = common_level(of, label);
            // Just below it, so that rounding leaves nobody short.
            const double served = level * (1 - slack);
            for (const auto i : of.recipients) want(i, label, target(i, served));
            flow.maximise(label, of.providers, of.recipients);
            ++flows;
            auto [low, high] = cut(of);
            const bool one = flow.lacking_ones().empty() ||
                             !too_short(low, [&](std::uint32_t i) { return target(i, served); }) ||
                             (high.providers.empty() && high.recipients.empty());
            if (one) {
                of.level = (std::min)((std::max)(level, lowest), highest);
                parts.push_back(std::move(of));
                continue;
            }
            const auto fresh = labels++;
            relabel(high, fresh);
            open.push_back({std::move(high), fresh, (std::max)(lowest, level), highest});
            open.push_back({std::move(low), label, lowest, (std::min)(highest, level)});
        }
        return true;
    }

    std::size_t flows = 0; // maximum flows that were run

private:
    static constexpr double infinite = std::numeric_limits<double>::infinity();
    static constexpr double slack = 1e-13;

    [[nodiscard]] double target(std::uint32_t i, double level) const {
        return (std::min)((std::max)({level * weights_[i], floors[i], held_[i]}), caps[i]);
    }

    [[nodiscard]] double arc_cap(std::uint32_t a) const { return flow.cap.empty() ? infinite : flow.cap[a]; }

    // More than i could ever receive.
    [[nodiscard]] double most(std::uint32_t i) const {
        double out = 0;
        for (auto a = graph_.recipient_offsets[i]; a < graph_.recipient_offsets[i + 1]; ++a)
            out += (std::min)(arc_cap(a), supply_[graph_.provider_of[a]]);
        return 2 * out + 1; // also where nothing could: then it lacks something
    }

    // Sets what i is to receive; what it has above that goes back to the providers of its part.
    void want(std::uint32_t i, std::uint32_t label, double amount) {
        double here = 0;
        double held = 0;
        const auto first = graph_.recipient_offsets[i];
        const auto last = graph_.recipient_offsets[i + 1];
        for (auto a = first; a < last; ++a)
            (flow.provider[graph_.provider_of[a]].in == label ? here : held) += flow.flow[a];
        flow.recipient[i].lacking = amount - (here + held);
        if (!(flow.recipient[i].lacking < 0)) return;
        flow.recipient[i].lacking = 0;
        const double keep = here > 0 ? (std::max)(0.0, amount - held) / here : 0.0;
        if (!(keep < 1)) return;
        for (auto a = first; a < last; ++a) {
            const auto j = graph_.provider_of[a];
            if (flow.provider[j].in != label || flow.flow[a] == 0) continue;
            const double less = flow.flow[a] * keep;
            flow.provider[j].spare += flow.flow[a] - less;
            flow.flow[a] = less;
        }
    }

    // The level at which all of a part would take just what the part has.
    double common_level(const part& of, std::uint32_t label) {
        compensated_sum budget;
        const auto n = of.recipients.size();
        part_weights_.resize(n);
        part_floors_.resize(n);
        part_caps_.resize(n);
        compensated_sum lowest;
        for (std::size_t k = 0; k < n; ++k) {
            const auto i = of.recipients[k];
            double got = 0;
            held_[i] = 0;
            for (auto a = graph_.recipient_offsets[i]; a < graph_.recipient_offsets[i + 1]; ++a) {
                got += flow.flow[a];
                if (flow.provider[graph_.provider_of[a]].in != label) held_[i] += flow.flow[a];
            }
            budget += got;
            part_weights_[k] = weights_[i];
            part_floors_[k] = (std::min)((std::max)(floors[i], held_[i]), caps[i]);
            part_caps_[k] = caps[i];
            lowest += part_floors_[k];
        }
        for (const auto j : of.providers) budget += flow.provider[j].spare;
        // Rounding must not make the floors dearer than what there is.
        const double enough = (std::max)(budget.value(), lowest.value());
        return water_filling({enough, part_weights_, part_floors_, part_caps_}).certificate.level;
    }

    // The sides of the minimum cut: those whom no spare supply can reach, and the others.
    [[nodiscard]] std::pair<part, part> cut(const part& of) const {
        std::pair<part, part> out;
        for (const auto j : of.providers)
            (flow.provider_reaches_spare(j) ? out.second : out.first).providers.push_back(j);
        for (const auto i : of.recipients)
            (flow.recipient_reaches_spare(i) ? out.second : out.first).recipients.push_back(i);
        return out;
    }

    template <class Target>
    [[nodiscard]] bool too_short(const part& tight, Target wanted) const {
        double all = 0;
        double lacking = 0;
        for (const auto i : tight.recipients) {
            all += wanted(i);
            lacking += flow.recipient[i].lacking;
        }
        return lacking > 1e-12 * all;
    }

    void relabel(const part& of, std::uint32_t label) {
        for (const auto j : of.providers) flow.provider[j].in = label;
        for (const auto i : of.recipients) flow.recipient[i].in = label;
    }

    // Provider j lifts those whom it may serve to one level, as far as its supply goes, given what others give them.
    void pour(std::uint32_t j, std::vector<double>& got) {
        const auto first = graph_.provider_offsets[j];
        const auto last = graph_.provider_offsets[j + 1];
        row_.clear();
        double all = flow.provider[j].spare;
        for (auto at = first; at < last; ++at) {
            const auto [a, i] = graph_.provider_arcs[at];
            row_.push_back({weights_[i], got[i] - flow.flow[a]});
            all += flow.flow[a];
        }
        double level = levels_[j];
        for (int step = 0; step < 12; ++step) {
            double taken = 0;
            double slope = 0;
            double lowest = infinite;
            for (const auto& [w, base] : row_) {
                const double more = level * w - base;
                if (more > 0) {
                    taken += more;
                    slope += w;
                } else if (w > 0) {
                    lowest = (std::min)(lowest, base / w);
                }
            }
            if (slope == 0) {
                if (lowest == infinite) break;
                level = lowest + (std::max)(1e-9 * lowest, 1e-300);
                continue;
            }
            const double next = level + (all - taken) / slope;
            if (next == level) break;
            const bool settled = next < level && level - next < 1e-6 * level;
            level = next;
            if (settled) break;
        }
        levels_[j] = level;
        double taken = 0;
        for (std::size_t k = 0; k < row_.size(); ++k) {
            const auto [w, base] = row_[k];
            const auto a = graph_.provider_arcs[first + k].arc;
            const double more = (std::min)((std::max)(0.0, level * w - base), arc_cap(a));
            row_[k].first = more;
            taken += more;
        }
        const double fit = taken > all ? all / taken : 1.0;
        double left = all;
        for (std::size_t k = 0; k < row_.size(); ++k) {
            const auto [a, i] = graph_.provider_arcs[first + k];
            const double more = (std::min)(row_[k].first * fit, left);
            got[i] = row_[k].second + more;
            flow.flow[a] = more;
            left -= more;
        }
        flow.provider[j].spare = left;
    }

    const supply_graph& graph_;
    std::span<const double> weights_;
    std::span<const double> supply_;
    part whole_;
    std::vector<double> held_ = std::vector<double>(graph_.recipient_count(), 0.0); // what comes over full arcs
    std::vector<double> levels_;
    std::vector<std::pair<double, double>> row_;
    std::vector<double> part_weights_;
    std::vector<double> part_floors_;
    std::vector<double> part_caps_;
};

} // namespace colearn::detail

#endif
