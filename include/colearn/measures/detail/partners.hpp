// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_PARTNERS_HPP
#define COLEARN_MEASURES_DETAIL_PARTNERS_HPP

/// @file
/// For a policy reader: whom an actor works with, whoever named whom.
/// For an engineer: a view as a simple undirected graph: direction, parallel ties and self-ties taken away.

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <colearn/graph/view.hpp>

namespace colearn::detail {

/// Rows of partners; each row ascends. The strength of a pair is the sum of its arcs, both ways on a directed view; an
/// undirected view without self-ties and parallel ties is not copied.
class partner_rows {
public:
    [[nodiscard]] std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(offsets_.size() - 1); }
    [[nodiscard]] std::uint32_t degree(std::uint32_t v) const noexcept { return offsets_[v + 1] - offsets_[v]; }
    [[nodiscard]] std::span<const std::uint32_t> offsets() const noexcept { return offsets_; }
    [[nodiscard]] std::span<const std::uint32_t> partners() const noexcept { return partners_; }
    [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t v) const noexcept {
        return partners_.subspan(offsets_[v], degree(v));
    }
    [[nodiscard]] std::span<const double> strengths() const noexcept { return strengths_; }
    [[nodiscard]] std::span<const double> strengths_of(std::uint32_t v) const noexcept {
        return strengths_.subspan(offsets_[v], degree(v));
    }

    explicit partner_rows(const view& of) : of_(of) {
        const auto out = of.out();
        if (!of.directed() && of.record().loop_arcs == 0 && !of.record().has_parallel) {
            offsets_ = out.offsets;
            partners_ = out.neighbours;
            strengths_ = out.strengths;
            return;
        }
        merge(out, of.in());
    }
    partner_rows(partner_rows&&) = default;
    partner_rows& operator=(partner_rows&&) = default;

private:
    void merge(const rows& out, const rows& in) {
        const auto n = static_cast<std::uint32_t>(out.size());
        own_offsets_.reserve(n + std::size_t{1});
        own_partners_.reserve(out.neighbours.size());
        own_strengths_.reserve(out.neighbours.size());
        own_offsets_.push_back(0);
        for (std::uint32_t v = 0; v < n; ++v) {
            const auto first = own_partners_.size();
            const auto take = [&](std::uint32_t w, double strength) {
                if (w == v) return;
                if (own_partners_.size() > first && own_partners_.back() == w) {
                    own_strengths_.back() += strength;
                } else {
                    own_partners_.push_back(w);
                    own_strengths_.push_back(strength);
                }
            };
            auto i = out.offsets[v];
            auto j = of_.directed() ? in.offsets[v] : in.offsets[v + 1];
            while (i < out.offsets[v + 1] || j < in.offsets[v + 1]) {
                const bool from_out =
                    j == in.offsets[v + 1] || (i < out.offsets[v + 1] && out.neighbours[i] <= in.neighbours[j]);
                from_out ? take(out.neighbours[i], out.strengths[i]) : take(in.neighbours[j], in.strengths[j]);
                ++(from_out ? i : j);
            }
            own_offsets_.push_back(static_cast<std::uint32_t>(own_partners_.size()));
        }
        offsets_ = own_offsets_;
        partners_ = own_partners_;
        strengths_ = own_strengths_;
    }

    view of_; // keeps what the spans see
    std::vector<std::uint32_t> own_offsets_;
    std::vector<std::uint32_t> own_partners_;
    std::vector<double> own_strengths_;
    std::span<const std::uint32_t> offsets_;
    std::span<const std::uint32_t> partners_;
    std::span<const double> strengths_;
};

} // namespace colearn::detail

#endif
