// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_BOUNDED_FAIR_HPP
#define COLEARN_SOLVE_DETAIL_BOUNDED_FAIR_HPP

/// @file
/// For a policy reader: the fair sharing in which some must get at least, or may get at most, so and so much.
/// For an engineer: alpha-fair sharing with floors and caps of amounts and of utilities, by an interior point method.
/// Where floors take all that some providers have, there is no interior: that part is found first, by a maximum flow,
/// and its bounds become equations.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/status.hpp>
#include <colearn/solve/alpha_fair_problem.hpp>
#include <colearn/solve/detail/fair_gap.hpp>
#include <colearn/solve/detail/floor_flow.hpp>
#include <colearn/solve/detail/gain_flow.hpp>
#include <colearn/solve/detail/skyline_matrix.hpp>

namespace colearn::detail {

// Whether a sharing that knows no bounds keeps to caps and enough.
template <class Provider, class Recipient>
[[nodiscard]] bool keeps_within(const alpha_fair_problem<Provider, Recipient>& in,
                                const alpha_fair_result<Provider, Recipient>& of) {
    if (of.flows.size() != in.arcs.size()) return false;
    constexpr double rounding = 1e-12;
    std::vector<double> sent(in.weights.size());
    for (std::size_t k = 0; k < in.arcs.size(); ++k) sent[in.arcs[k].recipient.index] += of.flows[k];
    for (std::size_t i = 0; i < sent.size(); ++i)
        if (sent[i] > fair_cap(in, i) * (1 + rounding) ||
            of.utilities.values()[i] > fair_enough(in, i) * (1 + rounding))
            return false;
    return true;
}

// How many products a step would take in the largest part of its work, if all arcs counted.
template <class Provider, class Recipient>
[[nodiscard]] double products_of_step(const alpha_fair_problem<Provider, Recipient>& in) {
    std::vector<std::uint32_t> offsets(in.weights.size() + 1);
    std::vector<std::uint32_t> providers(in.arcs.size());
    for (const auto& one : in.arcs) ++offsets[one.recipient.index + std::size_t{1}];
    std::partial_sum(offsets.begin(), offsets.end(), offsets.begin());
    auto next = offsets;
    for (const auto& one : in.arcs) providers[next[one.recipient.index]++] = one.provider.index;
    return skyline_matrix::products(in.supply.size(), offsets, providers);
}

/// The columns of a bounded problem, in units in which numbers are of moderate size, and the way back.
template <class Provider, class Recipient>
class bounded_fair {
public:
    using problem = alpha_fair_problem<Provider, Recipient>;
    using result = alpha_fair_result<Provider, Recipient>;

    bounded_fair(const problem& in, double alpha) : in_(in), alpha_(alpha) {}

    /// False, with the answer, where floors cannot be met or somebody must go without.
    [[nodiscard]] bool meet_floors(result& out) {
        const auto providers = in_.supply.size();
        const auto recipients = in_.weights.size();
        std::vector<std::uint32_t> from;
        std::vector<std::uint32_t> to;
        for (const auto& one : in_.arcs) {
            from.push_back(one.provider.index);
            to.push_back(one.recipient.index);
        }
        std::vector<double> floors(recipients);
        for (std::size_t i = 0; i < recipients; ++i) floors[i] = fair_floor(in_, i);
        floors_ = floor_flow(in_.supply.values(), floors, from, to);
        auto& proof = out.certificate;
        const auto name = [&] {
            for (std::uint32_t j = 0; j < providers; ++j)
                if (floors_.provider_is_tight[j] != 0 && in_.supply.values()[j] > 0) {
                    proof.conflicting_providers.emplace_back(j);
                    proof.reachable_total += in_.supply.values()[j];
                }
            for (std::uint32_t i = 0; i < recipients; ++i)
                if (floors_.recipient_is_tight[i] != 0 && floors[i] > 0) {
                    proof.conflicting_floors.emplace_back(i);
                    proof.floors_total += floors[i];
                }
        };
        if (!floors_.met) {
            name();
            out.outcome = status::infeasible;
            return false;
        }
        // Who can get nothing that counts.
        std::vector<std::uint8_t> served(recipients);
        bool by_floors = false;
        for (const auto& one : in_.arcs) {
            if (!counts(in_, one)) continue;
            const auto i = one.recipient.index;
            const bool left = floors_.provider_is_tight[one.provider.index] == 0 ||
                              (floors_.recipient_is_tight[i] != 0 && floors[i] > 0);
            by_floors = by_floors || !left;
            if (left) served[i] = 1;
        }
        for (std::uint32_t i = 0; i < recipients; ++i)
            if (in_.weights.values()[i] > 0 && served[i] == 0) proof.unserved.emplace_back(i);
        if (by_floors) name();
        if (alpha_ < 1 || proof.unserved.empty()) return true;
        out.outcome = status::infeasible;
        return false;
    }

    void solve(const alpha_fair_options& options, result& out) {
        columns(out);
        // To begin with, the floors and nothing else: that is allowed.
        for (std::size_t k = 0; k < in_.arcs.size(); ++k) out.flows[k] = floors_.flow[k];
        measure_gap(in_, alpha_, out);
        out.outcome = status::not_converged;
        if (provider_of_.empty() || !wanted_ || out.certificate.relative_gap <= options.relative_gap) {
            out.outcome = status::converged;
            return;
        }
        gain_flow search(columns_);
        constexpr std::size_t most_steps = 300;
        constexpr double violated = 5e-10; // what is allowed within the tolerance of a check
        bool moved = true;
        for (std::size_t k = 0; k < most_steps && moved; ++k) {
            if (options.stop.stop_requested()) {
                out.outcome = status::cancelled;
                break;
            }
            moved = search.step();
            if (moved && search.complementarity() > rough_ * static_cast<double>(columns_.floors.size())) continue;
            if (search.violation() > violated) continue;
            auto now = read(search, out);
            if (!(now.certificate.relative_gap < out.certificate.relative_gap)) continue;
            out = std::move(now);
            if (out.certificate.relative_gap > options.relative_gap) continue;
            out.outcome = status::converged;
            break;
        }
        out.newton_steps = search.steps;
    }

private:
    static constexpr double rough_ = 1e-3;

    void columns(result& out) {
        const auto providers = in_.supply.size();
        const auto recipients = in_.weights.size();
        constexpr auto none = id<Recipient>::none;
        std::vector<std::uint8_t> without(recipients); // nothing that it gets counts
        for (std::size_t i = 0; i < recipients; ++i) without[i] = in_.weights.values()[i] > 0 ? 0 : 1;
        for (const auto i : out.certificate.unserved) without[i.index] = 1;
        // 1. Arcs along which something may go; from providers who have nothing left for others there are none.
        std::vector<std::uint32_t> arc_count(recipients);
        std::vector<std::uint32_t> provider_place(providers, none);
        std::vector<double> largest(recipients); // value of an arc
        std::vector<std::uint8_t> used(in_.arcs.size());
        for (std::size_t k = 0; k < in_.arcs.size(); ++k) {
            const auto& one = in_.arcs[k];
            const auto i = one.recipient.index;
            const auto j = one.provider.index;
            const bool helps = one.value > 0 && without[i] == 0;
            if (!is_open(in_, one) || (!helps && fair_floor(in_, i) == 0)) continue;
            if (floors_.provider_is_tight[j] != 0 && floors_.recipient_is_tight[i] == 0) continue;
            used[k] = 1;
            ++arc_count[i];
            wanted_ = wanted_ || helps;
            largest[i] = (std::max)(largest[i], one.value);
            if (provider_place[j] != none) continue;
            provider_place[j] = static_cast<std::uint32_t>(provider_of_.size());
            provider_of_.push_back(j);
            supply_unit_ += in_.supply.values()[j];
        }
        if (provider_of_.empty()) return;
        supply_unit_ /= static_cast<double>(provider_of_.size());

        // 2. Amounts in the mean supply; utilities in what that is worth along the best arc.
        columns_.alpha = alpha_;
        for (const auto j : provider_of_) {
            columns_.supply.push_back(in_.supply.values()[j] / supply_unit_);
            columns_.exhausted.push_back(floors_.provider_is_tight[j]);
        }
        columns_.offsets.push_back(0);
        std::vector<std::uint32_t> recipient_place(recipients, none);
        for (std::size_t i = 0; i < recipients; ++i) {
            if (arc_count[i] == 0) continue;
            recipient_place[i] = static_cast<std::uint32_t>(recipient_of_.size());
            recipient_of_.push_back(static_cast<std::uint32_t>(i));
            columns_.offsets.push_back(columns_.offsets.back() + arc_count[i]);
            const double unit = largest[i] * supply_unit_;
            const bool wants = without[i] == 0 && unit > 0;
            const double floor = fair_floor(in_, i) / supply_unit_;
            columns_.floors.push_back(floor);
            columns_.caps.push_back(floors_.recipient_is_tight[i] != 0 ? floor : fair_cap(in_, i) / supply_unit_);
            columns_.enough.push_back(wants ? fair_enough(in_, i) / unit : 1);
            columns_.log_weight.push_back(wants ? std::log(in_.weights.values()[i]) + (1 - alpha_) * std::log(unit)
                                                : -std::numeric_limits<double>::infinity());
        }
        columns_.provider.resize(columns_.offsets.back());
        columns_.value.resize(columns_.offsets.back());
        place_of_.assign(in_.arcs.size(), none);
        std::vector<std::uint32_t> next(columns_.offsets.begin(), columns_.offsets.end() - 1);
        for (std::size_t k = 0; k < in_.arcs.size(); ++k) {
            if (used[k] == 0) continue;
            const auto& one = in_.arcs[k];
            const auto a = next[recipient_place[one.recipient.index]]++;
            place_of_[k] = a;
            columns_.provider[a] = provider_place[one.provider.index];
            columns_.value[a] = largest[one.recipient.index] > 0 ? one.value / largest[one.recipient.index] : 0;
        }
    }

    // What the search has found, as flows and prices of the problem.
    [[nodiscard]] result read(const gain_flow& search, const result& like) const {
        auto now = like;
        auto prices = now.certificate.prices.values();
        auto amount_prices = now.certificate.amount_prices.values();
        const double unit = std::exp(search.log_unit()) / supply_unit_;
        for (std::size_t j = 0; j < provider_of_.size(); ++j) prices[provider_of_[j]] = search.price(j) * unit;
        for (std::size_t i = 0; i < recipient_of_.size(); ++i)
            amount_prices[recipient_of_[i]] = search.amount_price(i) * unit;
        for (std::size_t k = 0; k < in_.arcs.size(); ++k)
            if (place_of_[k] != id<Recipient>::none) now.flows[k] = search.flow(place_of_[k]) * supply_unit_;
        trim(now);
        raise_tight(now);
        measure_gap(in_, alpha_, now);
        return now;
    }

    // Takes back what helps nobody: beyond enough and above the floor. And no provider gives more than it has.
    void trim(result& of) const {
        const auto recipients = in_.weights.size();
        std::vector<double> sent(recipients);
        std::vector<double> arrived(recipients);
        std::vector<double> given(in_.supply.size());
        for (std::size_t k = 0; k < in_.arcs.size(); ++k) {
            sent[in_.arcs[k].recipient.index] += of.flows[k];
            arrived[in_.arcs[k].recipient.index] += of.flows[k] * in_.arcs[k].value;
        }
        std::vector<double> keep(recipients, 1.0);
        for (const auto i : recipient_of_) {
            const bool counts_here = in_.weights.values()[i] > 0;
            const double enough = counts_here && arrived[i] > 0 ? fair_enough(in_, i) / arrived[i] : 0.0;
            if (sent[i] > 0) keep[i] = (std::min)(1.0, (std::max)(enough, fair_floor(in_, i) / sent[i]));
        }
        for (std::size_t k = 0; k < in_.arcs.size(); ++k) {
            of.flows[k] *= keep[in_.arcs[k].recipient.index];
            given[in_.arcs[k].provider.index] += of.flows[k];
        }
        for (std::size_t k = 0; k < in_.arcs.size(); ++k) {
            const auto j = in_.arcs[k].provider.index;
            if (given[j] > in_.supply.values()[j]) of.flows[k] *= in_.supply.values()[j] / given[j];
        }
    }

    // Where floors take all that providers have, prices there may be as high as one likes, so long as the floors' are,
    // too: what they cost and what they bring is the same. High enough that nobody else would buy there.
    void raise_tight(result& of) const {
        const auto prices = of.certificate.prices.values();
        const auto amount_prices = of.certificate.amount_prices.values();
        const auto tight = [&](const auto& one) { return floors_.provider_is_tight[one.provider.index] != 0; };
        constexpr double infinite = std::numeric_limits<double>::infinity();
        std::vector<double> cheapest(in_.weights.size(), infinite);
        double least = infinite;
        for (const auto& one : in_.arcs) {
            if (!is_open(in_, one)) continue;
            const auto i = one.recipient.index;
            if (tight(one))
                least = (std::min)(least, prices[one.provider.index]);
            else if (counts(in_, one))
                cheapest[i] = (std::min)(cheapest[i], (prices[one.provider.index] + amount_prices[i]) / one.value);
        }
        if (!(least < infinite)) return;
        double raise = (std::max)(0.0, -least);
        for (const auto& one : in_.arcs) {
            if (!is_open(in_, one) || !tight(one)) continue;
            const auto i = one.recipient.index;
            if (floors_.recipient_is_tight[i] != 0)
                raise = (std::max)(raise, amount_prices[i]);
            else if (counts(in_, one) && cheapest[i] < infinite)
                raise = (std::max)(raise, one.value * cheapest[i] - amount_prices[i] - prices[one.provider.index]);
        }
        for (std::size_t j = 0; j < prices.size(); ++j)
            if (floors_.provider_is_tight[j] != 0) prices[j] += raise;
        for (std::size_t i = 0; i < amount_prices.size(); ++i)
            if (floors_.recipient_is_tight[i] != 0) amount_prices[i] -= raise;
    }

    const problem& in_;
    double alpha_;
    floor_flow floors_{};
    gain_flow_problem columns_{};
    std::vector<std::uint32_t> provider_of_{}; // back from places
    std::vector<std::uint32_t> recipient_of_{};
    std::vector<std::uint32_t> place_of_{}; // of arcs
    double supply_unit_ = 0;
    bool wanted_ = false;
};

} // namespace colearn::detail

#endif
