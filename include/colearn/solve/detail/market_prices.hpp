// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_MARKET_PRICES_HPP
#define COLEARN_SOLVE_DETAIL_MARKET_PRICES_HPP

/// @file
/// For a policy reader: finds a price for what each provider has, at which just all of it is asked for.
/// For an engineer: the dual of alpha-fair sharing, smoothed: a recipient's price of one unit of utility is the soft
/// minimum, with width mu, of price / value over its arcs. Newton steps in the logarithms of the prices, while mu
/// falls; each step's system is a weighted graph Laplacian, solved by conjugate gradients with a spanning forest of the
/// graph as preconditioner. The smaller mu, the more the graph of who gets something from whom is such a forest.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

#include <colearn/core/joined_sets.hpp>

namespace colearn::detail {

/// Arcs by recipient; all numbers positive, of moderate size.
struct market {
    double alpha = 1;
    std::vector<double> supply{};          // by provider
    std::vector<double> log_weight{};      // by recipient
    std::vector<std::uint32_t> offsets{};  // by recipient, into the two below
    std::vector<std::uint32_t> provider{}; // by arc
    std::vector<double> log_value{};       // by arc
};

class market_prices {
public:
    std::vector<double> log_price; // by provider, per unit of supply
    std::vector<double> flow;      // by arc: what goes along it; all of every supply is given away
    std::size_t newton_steps = 0;
    std::size_t gradient_steps = 0;

    explicit market_prices(const market& in)
        : in_(in), providers_(in.supply.size()), recipients_(in.log_weight.size()), money_(recipients_),
          spent_(providers_), diagonal_(providers_), residual_(providers_), step_(providers_),
          work_(recipients_ + providers_) {
        flow.assign(in.provider.size(), 0.0);
        for (std::size_t i = 0; i < recipients_; ++i) money_[i] = std::exp(in.log_weight[i]); // where alpha is 1
        start();
    }

    /// Prices at which supply meets demand to a share of `within`, for the width `mu`. False when that was not reached.
    bool centre(double mu, double within) {
        constexpr int most_rounds = 20;
        for (int round = 0; round < most_rounds; ++round) {
            keep_near(mu);
            const bool reached = centre_near(mu, within);
            if (near_enough(mu)) return reached;
        }
        return false;
    }

    /// The flow that goes with the last prices: each supply divided as it is asked for.
    void share_out() {
        if (near_offsets_.empty()) return; // no stage was run: the first guess
        std::fill(flow.begin(), flow.end(), 0.0);
        for (std::size_t i = 0; i < recipients_; ++i)
            for (auto k = near_offsets_[i]; k < near_offsets_[i + 1]; ++k) {
                const auto j = near_[k].provider;
                if (spent_[j] > 0) flow[near_[k].arc] = in_.supply[j] * (money_[i] * near_[k].share / spent_[j]);
            }
    }

private:
    static constexpr double widest_with_forest = 0.02; // above, the graph is no forest by far
    static constexpr double too_far = 45;              // widths behind the cheapest arc at which one gets nothing

    // Newton steps on the arcs that are kept.
    bool centre_near(double mu, double within) {
        constexpr int most_steps = 60;
        double value = evaluate(mu, log_price);
        prune();
        for (int step = 0; step < most_steps; ++step) {
            if (imbalance() <= within) return true;
            plant(mu);
            solve(mu);
            ++newton_steps;
            // Steps much longer than mu leave the region where the soft minimum is smooth.
            double longest = 0;
            for (const double x : step_) longest = (std::max)(longest, std::fabs(x));
            double length = longest > 2 ? 2 / longest : 1.0;
            double slope = 0;
            for (std::size_t j = 0; j < providers_; ++j) slope -= residual_[j] * step_[j];
            const auto before = log_price;
            bool moved = false;
            for (int halving = 0; halving < 40; ++halving, length /= 2) {
                for (std::size_t j = 0; j < providers_; ++j) log_price[j] = before[j] + length * step_[j];
                const double next = evaluate(mu, log_price);
                if (next <= value + 1e-4 * length * slope + 1e-15 * std::fabs(value)) {
                    value = next;
                    moved = true;
                    break;
                }
            }
            if (!moved) {
                log_price = before;
                evaluate(mu, log_price);
                return imbalance() <= within;
            }
            prune();
        }
        return imbalance() <= within;
    }

    // Proportional response, with a shorter step where utilities are more curved: a first guess of all prices.
    void start() {
        std::vector<double> asked(providers_);
        for (const auto j : in_.provider) asked[j] += 1;
        for (std::size_t a = 0; a < flow.size(); ++a) flow[a] = in_.supply[in_.provider[a]] / asked[in_.provider[a]];
        const double power = (std::min)(1.0, 1 / in_.alpha);
        std::vector<double> bid(flow.size());
        constexpr int rounds = 12;
        for (int round = 0; round < rounds; ++round) {
            std::fill(asked.begin(), asked.end(), 0.0);
            std::fill(spent_.begin(), spent_.end(), 0.0);
            for (std::size_t i = 0; i < recipients_; ++i) {
                double utility = 0;
                for (auto a = in_.offsets[i]; a < in_.offsets[i + 1]; ++a)
                    utility += flow[a] * std::exp(in_.log_value[a]);
                const double marginal = in_.log_weight[i] - in_.alpha * std::log(utility);
                for (auto a = in_.offsets[i]; a < in_.offsets[i + 1]; ++a) {
                    const double worth = marginal + in_.log_value[a];
                    bid[a] = flow[a] * std::exp(power * worth);
                    asked[in_.provider[a]] += bid[a];
                    spent_[in_.provider[a]] += flow[a] * std::exp(worth);
                }
            }
            for (std::size_t a = 0; a < flow.size(); ++a)
                flow[a] = in_.supply[in_.provider[a]] * bid[a] / asked[in_.provider[a]];
        }
        log_price.resize(providers_);
        for (std::size_t j = 0; j < providers_; ++j) log_price[j] = std::log(spent_[j] / in_.supply[j]);
    }

    // Keeps the arcs that may count while prices move by some widths, in rows of their own.
    void keep_near(double mu) {
        constexpr double widths = 100;
        near_offsets_.assign(1, 0);
        near_.clear();
        for (std::size_t i = 0; i < recipients_; ++i) {
            const double best = cheapest(i);
            for (auto a = in_.offsets[i]; a < in_.offsets[i + 1]; ++a)
                if (in_.log_value[a] - log_price[in_.provider[a]] > best - widths * mu)
                    near_.push_back({in_.provider[a], a, in_.log_value[a], 0.0});
            near_offsets_.push_back(static_cast<std::uint32_t>(near_.size()));
        }
    }
    // Whether no other arc counts, now that prices have moved.
    [[nodiscard]] bool near_enough(double mu) const {
        std::size_t count = 0;
        for (std::size_t i = 0; i < recipients_; ++i) {
            const double best = cheapest(i);
            for (auto a = in_.offsets[i]; a < in_.offsets[i + 1]; ++a)
                count += in_.log_value[a] - log_price[in_.provider[a]] > best - too_far * mu ? 1U : 0U;
            for (auto k = near_offsets_[i]; k < near_offsets_[i + 1]; ++k)
                count -= near_[k].log_value - log_price[near_[k].provider] > best - too_far * mu ? 1U : 0U;
        }
        return count == 0;
    }
    [[nodiscard]] double cheapest(std::size_t i) const {
        double best = -std::numeric_limits<double>::infinity();
        for (auto a = in_.offsets[i]; a < in_.offsets[i + 1]; ++a)
            best = (std::max)(best, in_.log_value[a] - log_price[in_.provider[a]]);
        return best;
    }

    // The smoothed dual, and what each recipient spends where, at these prices.
    double evaluate(double mu, const std::vector<double>& q) {
        const double elasticity = 1 - 1 / in_.alpha;
        double value = 0;
        std::fill(spent_.begin(), spent_.end(), 0.0);
        for (std::size_t i = 0; i < recipients_; ++i) {
            const auto first = near_offsets_[i];
            const auto last = near_offsets_[i + 1];
            double best = -std::numeric_limits<double>::infinity();
            for (auto k = first; k < last; ++k) {
                near_[k].share = near_[k].log_value - q[near_[k].provider];
                best = (std::max)(best, near_[k].share);
            }
            double sum = 1;
            if (last - first == 1) {
                near_[first].share = 1;
            } else {
                sum = 0;
                for (auto k = first; k < last; ++k) {
                    const double behind = (near_[k].share - best) / mu;
                    near_[k].share = behind < -too_far ? 0.0 : std::exp(behind);
                    sum += near_[k].share;
                }
            }
            const double log_unit = -best - (sum == 1 ? 0.0 : mu * std::log(sum)); // price of one unit of utility
            if (elasticity != 0) money_[i] = std::exp(in_.log_weight[i] / in_.alpha + elasticity * log_unit);
            const double money = money_[i];
            for (auto k = first; k < last; ++k) {
                near_[k].share /= sum;
                spent_[near_[k].provider] += money * near_[k].share;
            }
            value += elasticity == 0 ? -money * log_unit : money * in_.alpha / (1 - in_.alpha);
        }
        for (std::size_t j = 0; j < providers_; ++j) {
            const double worth = in_.supply[j] * std::exp(q[j]);
            value += worth;
            residual_[j] = worth - spent_[j];
        }
        return value;
    }

    [[nodiscard]] double imbalance() const {
        double off = 0;
        double all = 0;
        for (std::size_t j = 0; j < providers_; ++j) {
            off += std::fabs(residual_[j]);
            all += spent_[j];
        }
        return off / all;
    }

    // The arcs that still count, in rows.
    void prune() {
        row_offsets_.assign(1, 0);
        row_provider_.clear();
        row_share_.clear();
        for (std::size_t i = 0; i < recipients_; ++i) {
            for (auto k = near_offsets_[i]; k < near_offsets_[i + 1]; ++k)
                if (near_[k].share > 1e-13) {
                    row_provider_.push_back(near_[k].provider);
                    row_share_.push_back(near_[k].share);
                }
            row_offsets_.push_back(static_cast<std::uint32_t>(row_provider_.size()));
        }
    }

    // out = H x, where H = diag(spent) + sum over recipients of money (diag(share) / mu - (1/mu + 1 - 1/alpha) share
    // share^T).
    void multiply(double mu, const std::vector<double>& x, std::vector<double>& out) const {
        const double rank_one = 1 / mu + 1 - 1 / in_.alpha;
        for (std::size_t j = 0; j < providers_; ++j) out[j] = diagonal_[j] * x[j];
        for (std::size_t i = 0; i < recipients_; ++i) {
            const auto first = row_offsets_[i];
            const auto last = row_offsets_[i + 1];
            double mean = 0;
            for (auto a = first; a < last; ++a) mean += row_share_[a] * x[row_provider_[a]];
            mean *= rank_one * money_[i];
            for (auto a = first; a < last; ++a) out[row_provider_[a]] -= row_share_[a] * mean;
        }
    }

    // The heaviest spanning forest of recipients (0 ..) and providers (recipients_ ..), and the elimination of its
    // nodes from the leaves on. Recipients with one arc fold into their provider without being nodes.
    void plant(double mu) {
        const double rank_one = 1 / mu + 1 - 1 / in_.alpha;
        // Where nobody spends anything yet, the supply's worth stands in, so that the system is never singular.
        for (std::size_t j = 0; j < providers_; ++j)
            diagonal_[j] = (std::max)(spent_[j], residual_[j] + spent_[j]) + spent_[j] / mu;
        edges_.clear();
        pivot_.assign(recipients_ + providers_, 0.0);
        for (std::size_t j = 0; j < providers_; ++j) pivot_[recipients_ + j] = diagonal_[j];
        for (std::size_t i = 0; i < recipients_; ++i) {
            const auto first = row_offsets_[i];
            const auto last = row_offsets_[i + 1];
            if (last - first == 1) {
                pivot_[recipients_ + row_provider_[first]] -=
                    money_[i] * rank_one * row_share_[first] * row_share_[first];
                continue;
            }
            pivot_[i] = money_[i] / (mu * mu * rank_one);
            for (auto a = first; a < last; ++a)
                if (mu < widest_with_forest && row_share_[a] > 1e-6)
                    edges_.push_back({money_[i] * row_share_[a] / mu, static_cast<std::uint32_t>(i),
                                      static_cast<std::uint32_t>(recipients_ + row_provider_[a])});
        }
        std::sort(edges_.begin(), edges_.end(), [](const edge& a, const edge& b) {
            return a.weight != b.weight ? a.weight > b.weight : a.from != b.from ? a.from < b.from : a.to < b.to;
        });
        trees_.reset(recipients_ + providers_);
        degree_.assign(recipients_ + providers_, 0);
        std::size_t kept = 0;
        for (const auto& one : edges_) {
            if (!trees_.join(one.from, one.to)) continue;
            ++degree_[one.from];
            ++degree_[one.to];
            edges_[kept++] = one;
        }
        edges_.resize(kept);
        // Leaves first: each is eliminated into its one neighbour that is left. `linked_` holds
        // the exclusive or of the edges that are left at a node, which is the edge itself where there is one.
        linked_.assign(recipients_ + providers_, 0);
        for (std::uint32_t e = 0; e < kept; ++e) {
            linked_[edges_[e].from] ^= e;
            linked_[edges_[e].to] ^= e;
        }
        order_.clear();
        for (std::uint32_t start = 0; start < degree_.size(); ++start)
            for (auto v = start; degree_[v] == 1;) {
                const auto e = linked_[v];
                const auto into = edges_[e].from == v ? edges_[e].to : edges_[e].from;
                const double factor = edges_[e].weight / pivot_[v];
                pivot_[into] -= factor * edges_[e].weight;
                order_.push_back({factor, v, into});
                degree_[v] = 0;
                linked_[into] ^= e;
                --degree_[into];
                if (into >= start) break; // its turn comes, or it is not a leaf
                v = into;
            }
    }

    // z = P^-1 r for the forest's matrix P; its pivots are positive, since the matrix is diagonally dominant.
    void precondition(const std::vector<double>& r, std::vector<double>& z) {
        std::fill(work_.begin(), work_.begin() + static_cast<std::ptrdiff_t>(recipients_), 0.0);
        std::copy(r.begin(), r.end(), work_.begin() + static_cast<std::ptrdiff_t>(recipients_));
        for (const auto& one : order_) work_[one.to] += one.weight * work_[one.from];
        for (std::size_t v = 0; v < work_.size(); ++v)
            if (pivot_[v] > 0) work_[v] /= pivot_[v];
        for (auto one = order_.rbegin(); one != order_.rend(); ++one) work_[one->from] += one->weight * work_[one->to];
        std::copy(work_.begin() + static_cast<std::ptrdiff_t>(recipients_), work_.end(), z.begin());
    }

    // step = -H^-1 residual, by conjugate gradients.
    void solve(double mu) {
        constexpr int most_steps = 400;
        constexpr double accuracy = 1e-4;
        std::vector<double> r(providers_);
        std::vector<double> z(providers_);
        std::vector<double> p(providers_);
        std::vector<double> hp(providers_);
        std::fill(step_.begin(), step_.end(), 0.0);
        for (std::size_t j = 0; j < providers_; ++j) r[j] = -residual_[j];
        precondition(r, z);
        p = z;
        double rz = std::inner_product(r.begin(), r.end(), z.begin(), 0.0);
        const double first = rz;
        for (int k = 0; k < most_steps && rz > accuracy * accuracy * first; ++k) {
            ++gradient_steps;
            multiply(mu, p, hp);
            const double curvature = std::inner_product(p.begin(), p.end(), hp.begin(), 0.0);
            if (!(curvature > 0)) break;
            const double length = rz / curvature;
            for (std::size_t j = 0; j < providers_; ++j) {
                step_[j] += length * p[j];
                r[j] -= length * hp[j];
            }
            precondition(r, z);
            const double next = std::inner_product(r.begin(), r.end(), z.begin(), 0.0);
            for (std::size_t j = 0; j < providers_; ++j) p[j] = z[j] + next / rz * p[j];
            rz = next;
        }
    }

    struct edge {
        double weight;
        std::uint32_t from;
        std::uint32_t to;
    };

    const market& in_;
    std::size_t providers_;
    std::size_t recipients_;
    struct near_arc {
        std::uint32_t provider;
        std::uint32_t arc;
        double log_value;
        double share; // of the recipient's money
    };
    std::vector<std::uint32_t> near_offsets_; // by recipient, into near_
    std::vector<near_arc> near_;
    std::vector<double> money_; // by recipient
    std::vector<double> spent_; // by provider
    std::vector<double> diagonal_;
    std::vector<double> residual_;
    std::vector<double> step_;
    std::vector<double> work_;
    std::vector<std::uint32_t> row_offsets_;
    std::vector<std::uint32_t> row_provider_;
    std::vector<double> row_share_;
    std::vector<edge> edges_;
    std::vector<edge> order_;
    std::vector<double> pivot_;
    joined_sets trees_;
    std::vector<std::uint32_t> degree_;
    std::vector<std::uint32_t> linked_;
};

} // namespace colearn::detail

#endif
