// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_COMMUNICABILITY_HPP
#define COLEARN_MEASURES_COMMUNICABILITY_HPP

/// @file
/// For a policy reader: how easily news gets from one actor to another by all ways there are, not the shortest alone.
/// For an engineer: the exponential of the matrix of strengths, row by row, from its series with a bound on the rest.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/measured_map.hpp>
#include <colearn/graph/view.hpp>

namespace colearn {

struct communicability_options {
    double scale = 1;             ///< > 0: a walk of k ties counts scale^k / k! times the product of their strengths
    double tolerance = 1e-12;     ///< > 0: largest rest of a series that is left out, as a share of what is in
    unsigned threads = 1;         ///< workers; 0: all cores
    progress_callback progress{}; ///< called with the share of the actors done
    std::stop_token stop{};       ///< stops within the rows that are under way
};

struct communicability_certificate {
    double error_bound = 0; ///< largest rest left out of any actor's series, as a share of its communicability
    std::size_t terms = 0;  ///< most terms that a series took
};

struct communicability_result {
    measured_map subgraph{};   ///< of each actor with itself: closed walks; undefined where stopped before it
    measured_map total{};      ///< of each actor with all, itself too: walks that begin at it; undefined likewise
    view_record measured_on{}; ///< layers, direction and what was left out
    communicability_certificate certificate{};
    status outcome = status::optimal; ///< optimal: up to the error bound; cancelled: undefined where not done
};

namespace detail {

// Vectors side by side: as many as a cache line has doubles.
inline constexpr std::size_t series_lanes = 8;
struct series_row {
    double lane[series_lanes];
};

// Rows of the exponential for up to 8 actors. With t_0 = the unit vectors, t_{k+1} = t_k * A * scale / (k + 1); all
// terms are sums of products that are not negative, so nothing cancels.
class exponential_rows {
public:
    exponential_rows(const view& of, double scale, double tolerance)
        : in_(of.in()), scale_(scale), tolerance_(tolerance), largest_row_(largest_row(of.out())),
          term_(of.actor_count()), next_(of.actor_count()), sum_(of.actor_count()) {}

    /// Largest sum of strengths that leave an actor: no term is larger than the last one times this * scale / k.
    [[nodiscard]] static double largest_row(const rows& out) {
        double largest = 0;
        for (std::uint32_t v = 0; v < out.size(); ++v) {
            double sum = 0;
            for (const double one : out.strengths_of(v)) sum += one;
            largest = (std::max)(largest, sum);
        }
        return largest;
    }

    void run(std::span<const std::uint32_t> sources) {
        const auto n = static_cast<std::uint32_t>(term_.size());
        std::fill(term_.begin(), term_.end(), series_row{});
        for (std::size_t k = 0; k < sources.size(); ++k) term_[sources[k]].lane[k] = 1;
        sum_ = term_;
        series_row all{};
        for (std::size_t k = 0; k < sources.size(); ++k) all.lane[k] = 1;
        for (terms = 1;; ++terms) {
            const double factor = scale_ / static_cast<double>(terms);
            series_row size{};
            for (std::uint32_t w = 0; w < n; ++w) {
                series_row heard{};
                for (auto k = in_.offsets[w]; k < in_.offsets[w + 1]; ++k) {
                    const double by = in_.strengths[k];
                    const auto& from = term_[in_.neighbours[k]];
                    for (std::size_t l = 0; l < series_lanes; ++l) heard.lane[l] += by * from.lane[l];
                }
                for (std::size_t l = 0; l < series_lanes; ++l) {
                    heard.lane[l] *= factor;
                    size.lane[l] += heard.lane[l];
                    sum_[w].lane[l] += heard.lane[l];
                }
                next_[w] = heard;
            }
            term_.swap(next_);
            // The terms after this one shrink at least as the powers of `ratio`.
            const double ratio = scale_ * largest_row_ / static_cast<double>(terms + 1);
            error = 0;
            for (std::size_t l = 0; l < sources.size(); ++l) {
                all.lane[l] += size.lane[l];
                error = (std::max)(error, size.lane[l] * ratio / (1 - ratio) / all.lane[l]);
            }
            if (ratio < 1 && error <= tolerance_) break;
        }
        total = all;
    }

    /// Entry of the k-th source's row.
    [[nodiscard]] double entry(std::size_t k, std::uint32_t of) const noexcept { return sum_[of].lane[k]; }

    series_row total{};    ///< sum of each row
    double error = 0;      ///< largest rest, as a share of the sum
    std::size_t terms = 0; ///< of the longest series

private:
    rows in_;
    double scale_;
    double tolerance_;
    double largest_row_;
    std::vector<series_row> term_;
    std::vector<series_row> next_;
    std::vector<series_row> sum_;
};

inline void check_communicability(const view& of, const communicability_options& options) {
    expects(options.scale > 0 && std::isfinite(options.scale), "the scale must be positive and finite", options.scale);
    expects(options.tolerance > 0, "the tolerance must be positive", options.tolerance);
    const double exponent = options.scale * exponential_rows::largest_row(of.out());
    expects(exponent <= 600, "the scale times the largest sum of an actor's strengths must be at most 600", exponent);
}

} // namespace detail

/// Subgraph centrality and total communicability of all actors: entries and row sums of exp(scale * strengths).
///
/// Source: Estrada and Rodriguez-Velazquez, Physical Review E 71 (2005) 056103; Estrada and Hatano, ibid. 77 (2008)
/// 036111; total: Benzi and Klymko, Journal of Complex Networks 1 (2013) 124. Strengths of 1 give the published
/// measures; `scale` is their inverse temperature. On directed views walks follow ties.
/// Complexity: O(n (n + m) k) time with k terms, about 20 + 3 * scale * spectral radius: for networks of up to some ten
/// thousand actors. Memory: 24 doubles an actor for each thread.
/// Result: `optimal`, every series summed up to the error bound, which holds for each entry and each sum; `cancelled`:
/// undefined for actors not done. Throws: `contract_violation`, also where exp would overflow; what `progress` throws.
/// Determinism: the same on any number of threads.
[[nodiscard]] inline communicability_result communicability(const view& of,
                                                            const communicability_options& options = {}) {
    detail::check_communicability(of, options);
    const auto n = of.actor_count();
    const std::string why = "the calculation was stopped before it";
    communicability_result result{
        measured_map(of.shared_roster(), why), measured_map(of.shared_roster(), why), of.record(), {}, status::optimal};
    const auto batches = (n + detail::series_lanes - 1) / detail::series_lanes;
    static_cast<void>(of.in(options.threads));
    struct done_batch {
        double own[detail::series_lanes];
        detail::series_row total;
        double error;
        std::size_t terms; // 0: not done
    };
    std::vector<done_batch> done(batches);
    const auto crew = (std::min)(std::size_t{thread_count(options.threads)}, (std::max)(batches, std::size_t{1}));
    std::vector<detail::exponential_rows> workers(crew, detail::exponential_rows(of, options.scale, options.tolerance));
    const bool complete = parallel_for(
        batches, {.threads = static_cast<unsigned>(crew), .progress = options.progress, .stop = options.stop},
        [&](std::size_t batch, unsigned which) {
            auto& rows = workers[which];
            std::vector<std::uint32_t> sources;
            for (auto v = batch * detail::series_lanes; v < (std::min)(n, (batch + 1) * detail::series_lanes); ++v)
                sources.push_back(static_cast<std::uint32_t>(v));
            rows.run(sources);
            auto& mine = done[batch];
            for (std::size_t k = 0; k < sources.size(); ++k) mine.own[k] = rows.entry(k, sources[k]);
            mine.total = rows.total;
            mine.error = rows.error;
            mine.terms = rows.terms;
        });
    if (!complete) result.outcome = status::cancelled;
    for (std::uint32_t v = 0; v < n; ++v) {
        const auto& mine = done[v / detail::series_lanes];
        if (mine.terms == 0) continue;
        result.subgraph.set(id<actor>{v}, mine.own[v % detail::series_lanes]);
        result.total.set(id<actor>{v}, mine.total.lane[v % detail::series_lanes]);
        result.certificate.error_bound = (std::max)(result.certificate.error_bound, mine.error);
        result.certificate.terms = (std::max)(result.certificate.terms, mine.terms);
    }
    return result;
}

/// Communicability of one actor with each: its row of exp(scale * strengths). O((n + m) k) time, so for networks of any
/// size. Source, options and errors as above. Example: `communicability_of(view, id<actor>{0})`
[[nodiscard]] inline actor_map<double> communicability_of(const view& of, id<actor> who,
                                                          const communicability_options& options = {}) {
    detail::check_communicability(of, options);
    expects(who.index < of.actor_count(), "the actor must be one of this view's", who);
    detail::exponential_rows rows(of, options.scale, options.tolerance);
    const std::uint32_t sources[] = {static_cast<std::uint32_t>(who.index)};
    rows.run(sources);
    actor_map<double> made(of.shared_roster());
    for (std::uint32_t v = 0; v < of.actor_count(); ++v) made.values()[v] = rows.entry(0, v);
    return made;
}

/// Makes the rows of every `stride`-th actor again in another way: exp(M) = exp(M / 2) exp(M / 2), arc by arc.
///
/// Proves: with `stride = 1` every score, up to its error bound and rounding. Complexity: O((n / stride) (n + m) k)
/// time.
[[nodiscard]] inline verification verify(const view& of, const communicability_result& result,
                                         const communicability_options& options = {}, std::size_t stride = 16) {
    expects(stride > 0, "the stride must be positive", stride);
    const auto n = of.actor_count();
    if (result.subgraph.size() != n || result.total.size() != n)
        return verification::reject("there must be two scores for each actor");
    if (!(result.certificate.error_bound <= options.tolerance))
        return verification::reject("the error bound must be at most the tolerance");
    const auto out = of.out();
    std::vector<double> row(n);
    std::vector<double> term(n);
    std::vector<double> next(n);
    const auto half_step = [&] { // row becomes row * exp(M / 2)
        term = row;
        double size = 1;
        double sum = 0;
        for (const double one : row) sum += one;
        for (std::size_t k = 1; size > 1e-18 * sum; ++k) {
            std::fill(next.begin(), next.end(), 0.0);
            for (std::uint32_t v = 0; v < n; ++v)
                for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc)
                    next[out.neighbours[arc]] +=
                        term[v] * out.strengths[arc] * (options.scale / 2 / static_cast<double>(k));
            term.swap(next);
            size = 0;
            for (std::size_t v = 0; v < n; ++v) {
                row[v] += term[v];
                size += term[v];
            }
        }
    };
    const tolerance within{.relative = 1e-9 + result.certificate.error_bound};
    for (std::size_t v = 0; v < n; ++v) {
        const id<actor> who{v};
        if (result.subgraph.defined(who) != result.total.defined(who) ||
            (result.outcome == status::optimal && !result.total.defined(who)))
            return verification::reject("a complete result must have both scores of every actor");
        if (v % stride != 0 || !result.total.defined(who)) continue;
        std::fill(row.begin(), row.end(), 0.0);
        row[v] = 1;
        half_step();
        half_step();
        double total = 0;
        for (const double one : row) total += one;
        if (!within.equal(row[v], result.subgraph.values()[v]) || !within.equal(total, result.total.values()[v]))
            return verification::reject("the communicability of " + of.who().name(who) + " is " +
                                        detail::number_text(row[v]) + " with itself and " + detail::number_text(total) +
                                        " with all");
    }
    return verification::accept();
}

} // namespace colearn

#endif
