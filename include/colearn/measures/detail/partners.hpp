// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_PARTNERS_HPP
#define COLEARN_MEASURES_DETAIL_PARTNERS_HPP

/// @file
/// For a policy reader: whom an actor works with, whoever named whom.
/// For an engineer: a view as a simple undirected graph: direction, parallel ties and self-ties taken away.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <colearn/graph/rows.hpp>
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
        if (of.record().loop_arcs == 0 && !of.record().has_parallel)
            merge_plain(out, of.in());
        else
            merge(out, of.in());
        offsets_ = own_offsets_;
        partners_ = own_partners_.values();
        strengths_ = own_strengths_.values();
    }
    partner_rows(partner_rows&&) = default;
    partner_rows& operator=(partner_rows&&) = default;

private:
    // Rows without self-ties and parallel ties: at most one of each side is taken at a time, without a branch on which.
    void merge_plain(const rows& out, const rows& in) {
        const auto n = static_cast<std::uint32_t>(out.size());
        own_offsets_.resize(n + std::size_t{1});
        own_partners_ = buffer<std::uint32_t>(2 * out.neighbours.size());
        own_strengths_ = buffer<double>(2 * out.neighbours.size());
        auto* partner = own_partners_.data();
        auto* strength = own_strengths_.data();
        std::uint32_t end = 0;
        for (std::uint32_t v = 0; v < n; ++v) {
            auto i = out.offsets[v];
            auto j = in.offsets[v];
            const auto i_end = out.offsets[v + 1];
            const auto j_end = in.offsets[v + 1];
            for (; i < i_end && j < j_end; ++end) {
                const auto a = out.neighbours[i];
                const auto b = in.neighbours[j];
                partner[end] = (std::min)(a, b);
                strength[end] = (a <= b ? out.strengths[i] : 0) + (b <= a ? in.strengths[j] : 0);
                i += a <= b ? 1U : 0U;
                j += b <= a ? 1U : 0U;
            }
            for (; i < i_end; ++i, ++end) partner[end] = out.neighbours[i], strength[end] = out.strengths[i];
            for (; j < j_end; ++j, ++end) partner[end] = in.neighbours[j], strength[end] = in.strengths[j];
            own_offsets_[v + 1] = end;
        }
        own_partners_.shrink(end);
        own_strengths_.shrink(end);
    }

    void merge(const rows& out, const rows& in) {
        const auto n = static_cast<std::uint32_t>(out.size());
        own_offsets_.resize(n + std::size_t{1});
        own_partners_ = buffer<std::uint32_t>((of_.directed() ? 2 : 1) * out.neighbours.size());
        own_strengths_ = buffer<double>(own_partners_.size());
        std::uint32_t end = 0;
        for (std::uint32_t v = 0; v < n; ++v) {
            const auto first = end;
            const auto take = [&](std::uint32_t w, double strength) {
                if (w == v) return;
                if (end > first && own_partners_[end - 1] == w) {
                    own_strengths_[end - 1] += strength;
                } else {
                    own_partners_[end] = w;
                    own_strengths_[end++] = strength;
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
            own_offsets_[v + 1] = end;
        }
        own_partners_.shrink(end);
        own_strengths_.shrink(end);
    }

    view of_; // keeps what the spans see
    std::vector<std::uint32_t> own_offsets_;
    buffer<std::uint32_t> own_partners_;
    buffer<double> own_strengths_;
    std::span<const std::uint32_t> offsets_;
    std::span<const std::uint32_t> partners_;
    std::span<const double> strengths_;
};

} // namespace colearn::detail

#endif
