// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_MRQAP_HPP
#define COLEARN_MEASURES_MRQAP_HPP

/// @file
/// For a policy reader: which of several things explain who works with whom, each with the others held equal?
/// For an engineer: multiple regression of a matrix of pairs on others, tested by permutations of the actors (QAP) with
/// double semi-partialling.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <Eigen/QR>

#include <colearn/core/contract.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/core/status.hpp>
#include <colearn/measures/dyad_matrix.hpp>
#include <colearn/measures/qap.hpp>

namespace colearn {

/// One predictor of a regression.
struct mrqap_term {
    std::string name{};      ///< of its matrix
    double coefficient = 0;  ///< change of the response with one more of it, the others equal
    double standardised = 0; ///< the same in standard deviations of both
    double t = 0;            ///< coefficient over its least-squares standard error: what is permuted
    permutation_test test{}; ///< of t
};

struct mrqap_result {
    double intercept = 0;              ///< response where all predictors are 0
    std::vector<mrqap_term> terms{};   ///< one for each predictor, as they were given
    double r_squared = 0;              ///< 0 to 1: share of the response's variation that is explained
    double adjusted_r_squared = 0;     ///< the same, less what so many predictors explain by chance
    permutation_test r_squared_test{}; ///< `at_least`: of the R squared, when the response is permuted
    std::size_t pairs = 0;             ///< ordered pairs of different actors
    std::string why_infeasible{};      ///< which matrix cannot be told from the others; empty when all can
    status outcome =
        status::optimal; ///< optimal; infeasible: see there, nothing else holds; cancelled: fewer permutations
};

namespace detail {

[[nodiscard]] inline Eigen::VectorXd centred_pairs(const dyad_matrix& of) {
    const auto n = of.size();
    Eigen::VectorXd made(static_cast<Eigen::Index>(n * (n - 1)));
    Eigen::Index at = 0;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            if (i != j) made(at++) = of(i, j);
    made.array() -= made.mean();
    return made;
}

// What a permutation of the actors does to the pairs: entry (i, j) becomes that of (order[i], order[j]).
inline void permute_pairs(const Eigen::VectorXd& from, const std::vector<std::uint32_t>& order, Eigen::VectorXd& to) {
    const auto n = order.size();
    Eigen::Index at = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const auto row = static_cast<std::size_t>(order[i]) * (n - 1);
        for (std::size_t j = 0; j < n; ++j) {
            if (i == j) continue;
            to(at++) = from(static_cast<Eigen::Index>(row + order[j] - (order[j] > order[i] ? 1U : 0U)));
        }
    }
}

// A regression of centred columns by an orthonormal basis of the others: what is left of a column, and its t.
class partial_regression {
public:
    // `columns` are centred and of full rank.
    explicit partial_regression(const Eigen::MatrixXd& columns)
        : basis_(columns.cols() == 0 ? Eigen::MatrixXd(columns.rows(), 0)
                                     : Eigen::MatrixXd(Eigen::HouseholderQR<Eigen::MatrixXd>(columns).householderQ() *
                                                       Eigen::MatrixXd::Identity(columns.rows(), columns.cols()))) {}

    /// What the columns leave unexplained.
    [[nodiscard]] Eigen::VectorXd rest(const Eigen::VectorXd& of) const {
        return of - basis_ * (basis_.transpose() * of);
    }

    /// t of a further column x, when `y` is what the columns leave of the response; 0 where x is one of their mixtures.
    [[nodiscard]] double t(const Eigen::VectorXd& y, const Eigen::VectorXd& x) const {
        const Eigen::VectorXd shared = basis_.transpose() * x;
        const double own = x.squaredNorm() - shared.squaredNorm();
        if (!(own > 1e-12 * x.squaredNorm())) return 0;
        const double along = x.dot(y); // y is orthogonal to the basis
        const auto free = static_cast<double>(x.size() - basis_.cols() - 2);
        const double left = y.squaredNorm() - along * along / own;
        return left > 0 ? along / std::sqrt(own * left / free) : 0;
    }

private:
    Eigen::MatrixXd basis_;
};

} // namespace detail

/// Multiple regression QAP with double semi-partialling: least squares of one matrix of pairs on others; each
/// coefficient's t is compared with those that come about when what the other predictors leave of its matrix is
/// permuted.
///
/// Source: Dekker, Krackhardt and Snijders, Psychometrika 72 (2007) 563. The permuted statistic is t, which has nearly
/// the same distribution whatever the scale of the errors (their section 3).
/// Complexity: O(n^2 p^3) time, and O(n^2 p^2) for each permutation (n actors, p predictors).
/// Memory: 8 n^2 p^2 bytes, and 8 n^2 for each thread.
/// Preconditions: matrices of one size, at least one predictor, and more pairs than predictors by three.
/// Result: `infeasible` where a predictor has one value for all pairs or is a mixture of the others, or where all pairs
/// have the same response; `why_infeasible` names it.
/// Throws: `contract_violation`; what `progress` throws.
/// Determinism: the same on any number of threads.
/// Example: `mrqap(dyads_of(advice, "advice"), {dyads_of(friends, "friends"), dyads_same(sector, "sector")})`
[[nodiscard]] inline mrqap_result mrqap(const dyad_matrix& response, const std::vector<dyad_matrix>& predictors,
                                        const qap_options& options = {}) {
    expects(!predictors.empty(), "there must be at least one predictor");
    expects(options.permutations > 0, "there must be at least one permutation");
    for (const auto& one : predictors)
        expects(one.size() == response.size(), "all matrices must be of the same actors", one.size());
    const auto n = response.size();
    mrqap_result result;
    result.pairs = n < 2 ? 0 : n * (n - 1);
    const auto count = predictors.size();
    expects(result.pairs >= count + 3, "there must be at least three more pairs than predictors", result.pairs);

    const auto y = detail::centred_pairs(response);
    const auto width = static_cast<Eigen::Index>(count);
    Eigen::MatrixXd x(y.size(), width);
    const auto infeasible = [&](std::string why) {
        result.outcome = status::infeasible;
        result.why_infeasible = std::move(why);
        return result;
    };
    if (!(y.squaredNorm() > 0)) return infeasible("all pairs have the same value of \"" + response.name() + "\"");
    for (std::size_t k = 0; k < count; ++k) {
        x.col(static_cast<Eigen::Index>(k)) = detail::centred_pairs(predictors[k]);
        if (!(x.col(static_cast<Eigen::Index>(k)).squaredNorm() > 0))
            return infeasible("all pairs have the same value of \"" + predictors[k].name() + "\"");
    }
    // 1. What the others leave of each predictor, and of the response.
    std::vector<detail::partial_regression> others;
    std::vector<Eigen::VectorXd> own(count);
    std::vector<Eigen::VectorXd> left(count);
    for (std::size_t k = 0; k < count; ++k) {
        Eigen::MatrixXd rest(y.size(), width - 1);
        for (Eigen::Index i = 0, to = 0; i < width; ++i)
            if (i != static_cast<Eigen::Index>(k)) rest.col(to++) = x.col(i);
        const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> rank(rest);
        others.emplace_back(rank.rank() == rest.cols() ? rest : Eigen::MatrixXd(y.size(), 0));
        const Eigen::VectorXd column = x.col(static_cast<Eigen::Index>(k));
        own[k] = others[k].rest(column);
        if (rank.rank() < rest.cols() || !(own[k].squaredNorm() > 1e-12 * column.squaredNorm()))
            return infeasible("\"" + predictors[k].name() +
                              "\" cannot be told from the other predictors: it, or one of "
                              "them, is a mixture of the rest");
        left[k] = others[k].rest(y);
    }
    // 2. The regression as observed.
    const Eigen::HouseholderQR<Eigen::MatrixXd> all(x);
    const Eigen::VectorXd coefficients = all.solve(y);
    const detail::partial_regression full(x);
    const double spread = y.squaredNorm();
    result.r_squared = (std::clamp)(1 - full.rest(y).squaredNorm() / spread, 0.0, 1.0);
    const auto free = static_cast<double>(y.size() - width - 1);
    result.adjusted_r_squared = 1 - (1 - result.r_squared) * static_cast<double>(y.size() - 1) / free;
    const auto mean_of = [&](const dyad_matrix& of) { return detail::moments_of(of).mean; };
    result.intercept = mean_of(response);
    for (std::size_t k = 0; k < count; ++k) {
        const auto at = static_cast<Eigen::Index>(k);
        mrqap_term term{.name = predictors[k].name(), .coefficient = coefficients(at)};
        term.standardised = term.coefficient * std::sqrt(x.col(at).squaredNorm() / spread);
        term.t = others[k].t(left[k], x.col(at));
        result.intercept -= term.coefficient * mean_of(predictors[k]);
        result.terms.push_back(std::move(term));
    }
    // 3. The same with permuted residuals, and the whole with a permuted response.
    std::vector<std::vector<double>> values(count + 1, std::vector<double>(options.permutations));
    std::vector<std::uint8_t> done(options.permutations, 0);
    struct worker {
        std::vector<std::uint32_t> order;
        Eigen::VectorXd pairs;
    };
    std::vector<worker> workers(thread_count(options.threads), worker{std::vector<std::uint32_t>(n), y});
    const bool complete = parallel_for(options.permutations,
                                       {.threads = options.threads, .progress = options.progress, .stop = options.stop},
                                       [&](std::size_t number, unsigned which) {
                                           auto& mine = workers[which];
                                           detail::permute(mine.order, options.seed, number);
                                           for (std::size_t k = 0; k < count; ++k) {
                                               detail::permute_pairs(own[k], mine.order, mine.pairs);
                                               values[k][number] = others[k].t(left[k], mine.pairs);
                                           }
                                           detail::permute_pairs(y, mine.order, mine.pairs);
                                           values[count][number] = 1 - full.rest(mine.pairs).squaredNorm() / spread;
                                           done[number] = 1;
                                       });
    if (!complete) result.outcome = status::cancelled;
    for (std::size_t k = 0; k < count; ++k) result.terms[k].test = detail::test_of(result.terms[k].t, values[k], done);
    result.r_squared_test = detail::test_of(result.r_squared, values[count], done);
    return result;
}

} // namespace colearn

#endif
