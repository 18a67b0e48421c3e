// SPDX-License-Identifier: BSL-1.0
// Who gets how much: sharing from the worst served on, in balance, by votes, and by what spills over.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/equal_shares.hpp>
#include <colearn/allocation/sequential_phragmen.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/solve/alpha_fair.hpp>
#include <colearn/solve/alpha_fair_verify.hpp>
#include <colearn/solve/leximin.hpp>
#include <colearn/solve/leximin_verify.hpp>
#include <colearn/solve/submodular_maximisation.hpp>
#include <colearn/solve/water_filling.hpp>

#include "support/compare.hpp"

#ifdef COLEARN_HAS_CLP
#include <coin/ClpSimplex.hpp>
#endif
#ifdef COLEARN_HAS_IPOPT
#include <coin/IpStdCInterface.h>
#endif

namespace {

struct agency;
struct school;
using leximin_problem = colearn::leximin_problem<agency, school>;
using fair_problem = colearn::alpha_fair_problem<agency, school>;

// Each school can be served by 1 to 5 agencies, anywhere; ten schools to an agency.
leximin_problem leximin_instance(std::size_t agencies, std::size_t schools) {
    colearn::random_stream stream(1);
    leximin_problem out;
    for (std::size_t j = 0; j < agencies; ++j) out.supply.push_back(1 + 100 * colearn::uniform(stream));
    for (std::size_t i = 0; i < schools; ++i) out.weights.push_back(.5 + 10 * colearn::uniform(stream));
    for (std::size_t i = 0; i < schools; ++i)
        for (auto d = 1 + colearn::uniform_index(stream, 5); d > 0; --d)
            out.arcs.push_back({colearn::id<agency>{colearn::uniform_index(stream, agencies)}, colearn::id<school>{i}});
    return out;
}

#ifdef COLEARN_HAS_CLP
// The worst served as well as can be, hold those whose rows have a price, and so on; `most` programs at most. Each
// starts from the basis of the one before. Returns what each gets, of those that are held by then (else -1).
std::vector<double> by_programs(const leximin_problem& of, std::size_t most, std::size_t& solved) {
    const auto agencies = static_cast<int>(of.supply.size());
    const auto schools = of.weights.size();
    const auto level = static_cast<int>(of.arcs.size()); // the last column
    std::vector<CoinBigIndex> starts{0};
    std::vector<int> rows;
    std::vector<double> values;
    for (const auto& one : of.arcs) {
        rows.push_back(static_cast<int>(one.provider.index));
        rows.push_back(agencies + static_cast<int>(one.recipient.index));
        values.insert(values.end(), 2, 1.0);
        starts.push_back(static_cast<CoinBigIndex>(rows.size()));
    }
    for (std::size_t i = 0; i < schools; ++i) {
        rows.push_back(agencies + static_cast<int>(i));
        values.push_back(-of.weights.values()[i]);
    }
    starts.push_back(static_cast<CoinBigIndex>(rows.size()));
    std::vector<double> costs(of.arcs.size() + 1, 0.0);
    costs.back() = -1;
    std::vector<double> low(of.supply.size() + schools, 0.0);
    std::vector<double> high(of.supply.begin(), of.supply.end());
    high.resize(low.size(), COIN_DBL_MAX);
    ClpSimplex lp;
    lp.setLogLevel(0);
    lp.loadProblem(level + 1, static_cast<int>(low.size()), starts.data(), rows.data(), values.data(), nullptr, nullptr,
                   costs.data(), low.data(), high.data());
    std::vector<double> held(schools, -1);
    std::size_t left = schools;
    for (solved = 0; left > 0 && solved < most; ++solved) {
        solved == 0 ? (void)lp.initialSolve() : (void)lp.primal();
        if (!lp.isProvenOptimal()) break;
        const double best = lp.primalColumnSolution()[level];
        const double* prices = lp.dualRowSolution();
        std::vector<std::size_t> tight;
        for (std::size_t i = 0; i < schools; ++i)
            if (held[i] < 0 && std::fabs(prices[of.supply.size() + i]) > 1e-9) tight.push_back(i);
        for (const auto i : tight) {
            held[i] = best * of.weights.values()[i];
            lp.modifyCoefficient(agencies + static_cast<int>(i), level, 0, true);
            lp.setRowLower(agencies + static_cast<int>(i), held[i]);
        }
        left -= tight.size();
        if (tight.empty()) break;
    }
    return held;
}
#endif

void leximin(bench::session& session, const std::string& size, std::size_t agencies, std::size_t schools,
             std::size_t programs) {
    if (!session.wants("leximin " + size)) return;
    const auto instance = leximin_instance(agencies, schools);
    colearn::leximin_result<agency, school> made;
    std::vector<bench::peer> peers;
#ifdef COLEARN_HAS_CLP
    std::vector<double> held;
    std::size_t solved = 0;
    if (programs > 0)
        peers.push_back({programs == 1 ? "Clp, the first program alone" : "Clp, a sequence of programs",
                         [&] { held = by_programs(instance, programs, solved); },
                         [&] {
                             for (std::size_t i = 0; i < schools; ++i)
                                 if (held[i] >= 0 && !colearn::tolerance{1e-6}.equal(held[i], made.amounts.values()[i]))
                                     return false;
                             return solved > 0;
                         }});
#endif
    // The floor: each arc is read once from either side, and its flow is written.
    const auto bytes = static_cast<double>(instance.arcs.size()) * 2 * (sizeof(instance.arcs[0]) + sizeof(double));
    session.compare({.kernel = "leximin",
                     .size = size,
                     .once = programs == 0 || schools >= 10'000,
                     .threads = 1,
                     .ours = [&] { made = colearn::leximin(instance); },
                     .peers = peers,
                     .floor_seconds = bytes / session.bandwidth().read});
    const auto checked = verify(instance, made);
    std::printf("leximin %s: %zu agencies, %zu schools, %zu arcs, %zu bottlenecks; proof %s\n", size.c_str(), agencies,
                schools, instance.arcs.size(), made.certificate.bottlenecks.size(),
                checked ? "holds" : checked.violated.c_str());
#ifdef COLEARN_HAS_CLP
    if (programs > 0) std::printf("leximin %s: Clp solved %zu programs\n", size.c_str(), solved);
#endif
}

void water_filling(bench::session& session, const std::string& size, std::size_t count) {
    if (!session.wants("water_filling " + size)) return;
    colearn::random_stream stream(2);
    std::vector<double> weights(count);
    std::vector<double> floors(count);
    std::vector<double> caps(count);
    double budget = 0;
    for (std::size_t i = 0; i < count; ++i) {
        weights[i] = .5 + colearn::uniform(stream);
        floors[i] = .5 * colearn::uniform(stream);
        caps[i] = floors[i] + 2 * colearn::uniform(stream);
        budget += floors[i] + .4 * (caps[i] - floors[i]);
    }
    colearn::water_filling_result made;
    std::vector<double> sorted;
    session.compare({.kernel = "water_filling",
                     .size = size,
                     .threads = 1,
                     .ours =
                         [&] {
                             made = colearn::water_filling({budget, weights, floors, caps});
                         },
                     .peers = {{"std::sort of the weights",
                                [&] {
                                    sorted = weights;
                                    std::sort(sorted.begin(), sorted.end());
                                },
                                [&] { return std::is_sorted(sorted.begin(), sorted.end()); }}},
                     .floor_seconds = static_cast<double>(count) * 4 * sizeof(double) / session.bandwidth().read});
    const auto checked = verify({budget, weights, floors, caps}, made);
    std::printf("water_filling %s: proof %s\n", size.c_str(), checked ? "holds" : checked.violated.c_str());
}

fair_problem fair_instance(std::size_t agencies, std::size_t schools, std::size_t each) {
    colearn::random_stream stream(3);
    fair_problem out;
    for (std::size_t j = 0; j < agencies; ++j) out.supply.push_back(.5 + colearn::uniform(stream));
    for (std::size_t i = 0; i < schools; ++i) {
        out.weights.push_back(.5 + colearn::uniform(stream));
        for (std::size_t d = 0; d < each; ++d)
            out.arcs.push_back({colearn::id<agency>{colearn::uniform_index(stream, agencies)}, colearn::id<school>{i},
                                .1 + colearn::uniform(stream)});
    }
    return out;
}

#ifdef COLEARN_HAS_IPOPT
// Columns: what goes along each arc, then everyone's utility. Rows: supplies, then what utilities are (up to what
// arrives, where it is bounded), then amounts, where these are.
Bool ipopt_value(Index, Number* x, Bool, Number* value, UserDataPtr data) {
    const auto& of = *static_cast<const fair_problem*>(data);
    *value = 0;
    for (std::size_t i = 0; i < of.weights.size(); ++i)
        *value -= of.weights.values()[i] * std::log(x[of.arcs.size() + i]);
    return true;
}
Bool ipopt_gradient(Index, Number* x, Bool, Number* gradient, UserDataPtr data) {
    const auto& of = *static_cast<const fair_problem*>(data);
    std::fill(gradient, gradient + of.arcs.size(), 0.0);
    for (std::size_t i = 0; i < of.weights.size(); ++i)
        gradient[of.arcs.size() + i] = -of.weights.values()[i] / x[of.arcs.size() + i];
    return true;
}
Bool ipopt_rows(Index, Number* x, Bool, Index rows, Number* value, UserDataPtr data) {
    const auto& of = *static_cast<const fair_problem*>(data);
    std::fill(value, value + rows, 0.0);
    for (std::size_t k = 0; k < of.arcs.size(); ++k) {
        value[of.arcs[k].provider.index] += x[k];
        value[of.supply.size() + of.arcs[k].recipient.index] += of.arcs[k].value * x[k];
        if (!of.unbounded()) value[of.supply.size() + of.weights.size() + of.arcs[k].recipient.index] += x[k];
    }
    for (std::size_t i = 0; i < of.weights.size(); ++i) value[of.supply.size() + i] -= x[of.arcs.size() + i];
    return true;
}
Bool ipopt_jacobian(Index, Number*, Bool, Index, Index, Index* row, Index* column, Number* value, UserDataPtr data) {
    const auto& of = *static_cast<const fair_problem*>(data);
    std::size_t at = 0;
    const auto put = [&](std::size_t r, std::size_t c, double v) {
        if (value != nullptr) {
            value[at] = v;
        } else {
            row[at] = static_cast<Index>(r);
            column[at] = static_cast<Index>(c);
        }
        ++at;
    };
    for (std::size_t k = 0; k < of.arcs.size(); ++k) {
        put(of.arcs[k].provider.index, k, 1);
        put(of.supply.size() + of.arcs[k].recipient.index, k, of.arcs[k].value);
        if (!of.unbounded()) put(of.supply.size() + of.weights.size() + of.arcs[k].recipient.index, k, 1);
    }
    for (std::size_t i = 0; i < of.weights.size(); ++i) put(of.supply.size() + i, of.arcs.size() + i, -1);
    return true;
}
Bool ipopt_hessian(Index, Number* x, Bool, Number factor, Index, Number*, Bool, Index, Index* row, Index* column,
                   Number* value, UserDataPtr data) {
    const auto& of = *static_cast<const fair_problem*>(data);
    for (std::size_t i = 0; i < of.weights.size(); ++i) {
        const auto c = of.arcs.size() + i;
        if (value != nullptr)
            value[i] = factor * of.weights.values()[i] / (x[c] * x[c]);
        else
            row[i] = column[i] = static_cast<Index>(c);
    }
    return true;
}

double by_ipopt(fair_problem of) {
    const auto columns = of.arcs.size() + of.weights.size();
    const bool bounded = !of.unbounded();
    const auto utilities = of.supply.size(); // where their rows begin
    const auto amounts = utilities + of.weights.size();
    const auto rows = bounded ? amounts + of.weights.size() : amounts;
    constexpr double infinite = 2e19; // as Ipopt writes it
    std::vector<double> low(columns, 0.0);
    std::vector<double> high(columns, infinite);
    std::vector<double> row_low(rows, -infinite);
    std::vector<double> row_high(of.supply.begin(), of.supply.end());
    std::fill(row_low.begin() + static_cast<std::ptrdiff_t>(of.supply.size()), row_low.end(), 0.0);
    row_high.resize(rows, 0.0);
    for (std::size_t i = 0; bounded && i < of.weights.size(); ++i) {
        high[of.arcs.size() + i] = (std::min)(infinite, of.enough.values()[i]);
        row_high[utilities + i] = infinite;
        row_low[amounts + i] = of.floors.values()[i];
        row_high[amounts + i] = (std::min)(infinite, of.caps.values()[i]);
    }
    const auto problem = CreateIpoptProblem(static_cast<Index>(columns), low.data(), high.data(),
                                            static_cast<Index>(rows), row_low.data(), row_high.data(),
                                            static_cast<Index>((bounded ? 3 : 2) * of.arcs.size() + of.weights.size()),
                                            static_cast<Index>(of.weights.size()), 0, ipopt_value, ipopt_rows,
                                            ipopt_gradient, ipopt_jacobian, ipopt_hessian);
    std::vector<double> x(columns, 0.0);
    std::vector<double> asked(of.supply.size());
    for (const auto& one : of.arcs) asked[one.provider.index] += 1;
    for (std::size_t k = 0; k < of.arcs.size(); ++k) { // everyone alike
        x[k] = of.supply[of.arcs[k].provider] / asked[of.arcs[k].provider.index];
        x[of.arcs.size() + of.arcs[k].recipient.index] += of.arcs[k].value * x[k];
    }
    char level[] = "print_level";
    char accuracy[] = "tol";
    char jacobian[] = "jac_c_constant";
    char more[] = "jac_d_constant";
    char yes[] = "yes";
    char banner[] = "sb";
    AddIpoptIntOption(problem, level, 0);
    AddIpoptNumOption(problem, accuracy, 1e-6);
    AddIpoptStrOption(problem, jacobian, yes);
    AddIpoptStrOption(problem, more, yes);
    AddIpoptStrOption(problem, banner, yes);
    double best = 0;
    const auto outcome = IpoptSolve(problem, x.data(), nullptr, &best, nullptr, nullptr, nullptr, &of);
    FreeIpoptProblem(problem);
    return outcome == Solve_Succeeded || outcome == Solved_To_Acceptable_Level ? -best : 0;
}
#endif

// Floors for half of the schools, caps for half of them, and an amount that is enough for all.
fair_problem bounded_instance(std::size_t agencies, std::size_t schools, std::size_t each) {
    auto out = fair_instance(agencies, schools, each);
    colearn::random_stream stream(5);
    const double share = static_cast<double>(agencies) / static_cast<double>(schools);
    for (std::size_t i = 0; i < schools; ++i) {
        out.floors.push_back(i % 2 == 0 ? .5 * share * colearn::uniform(stream) : 0);
        out.caps.push_back(colearn::uniform(stream) < .5 ? share * (.5 + colearn::uniform(stream))
                                                         : std::numeric_limits<double>::infinity());
        out.enough.push_back(share * (.2 + 2 * colearn::uniform(stream)));
    }
    return out;
}

void nash(bench::session& session, const std::string& kernel, const std::string& size, std::size_t agencies,
          std::size_t schools, bool all_peers) {
    if (!session.wants(kernel + " " + size)) return;
    const auto instance =
        kernel == "nash" ? fair_instance(agencies, schools, 10) : bounded_instance(agencies, schools, 10);
    colearn::alpha_fair_result<agency, school> made;
    std::vector<bench::peer> peers;
#ifdef COLEARN_HAS_IPOPT
    double best = 0;
    double worth = 0;
    for (const double w : instance.weights) worth += w;
    if (all_peers)
        peers.push_back({"Ipopt", [&] { best = by_ipopt(instance); },
                         [&] { return std::fabs(best - made.objective) <= 1e-5 * worth; }});
#else
    (void)all_peers;
#endif
    session.compare({.kernel = kernel,
                     .size = size,
                     .once = true,
                     .threads = 1,
                     .ours = [&] { made = colearn::alpha_fair(instance); },
                     .peers = peers});
    const auto checked = verify(instance, made);
    std::printf("%s %s: %zu agencies, %zu schools, %zu arcs; relative gap %.1e; proof %s\n", kernel.c_str(),
                size.c_str(), agencies, schools, instance.arcs.size(), made.certificate.relative_gap,
                checked ? "holds" : checked.violated.c_str());
}

// What help for a school does for others: sum over paths of up to three ties, each passing on a part. Help from
// several sides fills up what a school lacks, and no more.
struct spillover {
    std::vector<std::vector<std::pair<std::uint32_t, double>>> reach; // by school: whom it helps how much
    std::vector<double> need;
    std::vector<double> lacking;

    explicit spillover(std::size_t schools) : reach(schools), need(schools) {
        colearn::random_stream stream(4);
        constexpr std::size_t ties = 8;
        constexpr double passed_on = .5;
        std::vector<std::vector<std::uint32_t>> near(schools);
        for (std::size_t i = 0; i < schools; ++i) {
            need[i] = colearn::uniform(stream);
            for (std::size_t t = 0; t < ties; ++t)
                near[i].push_back(static_cast<std::uint32_t>(
                    (i + 1 + colearn::uniform_index(stream, colearn::uniform_index(stream, 4) == 0 ? schools : 40)) %
                    schools));
        }
        std::vector<double> sum(schools, 0.0);
        for (std::uint32_t i = 0; i < schools; ++i) {
            std::vector<std::pair<std::uint32_t, double>> now{{i, 1.0}};
            std::vector<std::uint32_t> met;
            for (int step = 0; step < 4; ++step) {
                std::vector<std::pair<std::uint32_t, double>> next;
                for (const auto& [v, much] : now) {
                    if (sum[v] == 0) met.push_back(v);
                    sum[v] += much;
                    for (const auto w : near[v]) next.emplace_back(w, much * passed_on / ties);
                }
                now = std::move(next);
            }
            for (const auto v : met) {
                reach[i].emplace_back(v, sum[v]);
                sum[v] = 0;
            }
        }
        lacking = need;
    }
    void clear() { lacking = need; }
    [[nodiscard]] double gain(std::size_t i) const {
        double out = 0;
        for (const auto& [v, much] : reach[i]) out += (std::min)(lacking[v], much);
        return out;
    }
    void add(std::size_t i) {
        for (const auto& [v, much] : reach[i]) lacking[v] -= (std::min)(lacking[v], much);
    }
};

void spillover_greedy(bench::session& session, const std::string& size, std::size_t schools, std::size_t count) {
    if (!session.wants("spillover_greedy " + size)) return;
    spillover objective(schools);
    const colearn::submodular_problem problem{schools, static_cast<double>(count), {}};
    colearn::submodular_result made;
    std::vector<std::size_t> plain;
    session.compare({.kernel = "spillover_greedy",
                     .size = size,
                     .threads = 1,
                     .ours = [&] { made = colearn::submodular_maximisation(objective, problem); },
                     .peers = {{"plain greedy",
                                [&] {
                                    plain.clear();
                                    std::vector<std::uint8_t> taken(schools);
                                    objective.clear();
                                    while (plain.size() < count) {
                                        std::size_t best = schools;
                                        double most = 0;
                                        for (std::size_t i = 0; i < schools; ++i)
                                            if (const double gain = taken[i] == 0 ? objective.gain(i) : 0;
                                                gain > most) {
                                                best = i;
                                                most = gain;
                                            }
                                        if (best == schools) break;
                                        taken[best] = 1;
                                        plain.push_back(best);
                                        objective.add(best);
                                    }
                                },
                                [&] { return plain == made.chosen; }}}});
    std::printf(
        "spillover_greedy %s: %zu of %zu schools, %zu gains computed where plain greedy computes %zu; %.1f%% of "
        "the bound\n",
        size.c_str(), made.chosen.size(), schools, made.certificate.evaluations, made.certificate.plain_evaluations,
        100 * made.value / made.certificate.at_most);
}

colearn::participatory_budget ballot(std::size_t projects, std::size_t voters, std::size_t most = 20) {
    colearn::random_stream stream(5);
    colearn::participatory_budget out;
    std::vector<double> appeal;
    for (std::size_t p = 0; p < projects; ++p) {
        const double cost = std::round(1000 * (1 + 99 * colearn::uniform(stream) * colearn::uniform(stream)));
        (void)out.add_project({std::to_string(p), "", cost});
        out.budget += .3 * cost;
        appeal.push_back(.1 + colearn::uniform(stream) * colearn::uniform(stream));
    }
    const colearn::discrete pick(appeal);
    for (std::size_t i = 0; i < voters; ++i) {
        std::vector<colearn::budget_vote> one;
        for (auto k = 1 + colearn::uniform_index(stream, most); k > 0; --k) {
            const colearn::id<colearn::budget_project> p{pick(stream)};
            if (std::none_of(one.begin(), one.end(), [&](const auto& vote) { return vote.project == p; }))
                one.push_back({p, 1});
        }
        (void)out.add_ballot(one);
    }
    return out;
}

// The definition: each round, every project's rho anew.
std::vector<std::uint32_t> plain_equal_shares(const colearn::participatory_budget& of) {
    const colearn::detail::budget_supporters supporters(of);
    const auto projects = of.projects.values();
    std::vector<double> money(of.voter_count(), of.budget / static_cast<double>(of.voter_count()));
    std::vector<std::uint8_t> bought(projects.size());
    std::vector<std::uint32_t> out;
    while (true) {
        auto best = projects.size();
        double lowest = 0;
        for (std::size_t p = 0; p < projects.size(); ++p) {
            const auto who = supporters.of(p);
            double all = 0;
            for (const auto i : who) all += money[i];
            if (bought[p] != 0 || who.empty() || all < projects[p].cost * (1 - 1e-12)) continue;
            double rho = projects[p].cost / static_cast<double>(who.size());
            for (std::size_t before = projects.size() + of.voter_count();;) {
                double limited = 0;
                std::size_t count = 0;
                for (const auto i : who) {
                    limited += money[i] <= rho ? money[i] : 0;
                    count += money[i] <= rho ? 1U : 0U;
                }
                if (count == who.size() || count == before) break;
                before = count;
                rho = (std::max)(rho, (projects[p].cost - limited) / static_cast<double>(who.size() - count));
            }
            if (best == projects.size() || rho < lowest * (1 - 1e-12)) {
                best = p;
                lowest = rho;
            }
        }
        if (best == projects.size()) return out;
        bought[best] = 1;
        out.push_back(static_cast<std::uint32_t>(best));
        for (const auto i : supporters.of(best)) money[i] -= (std::min)(money[i], lowest);
    }
}

void equal_shares(bench::session& session, const std::string& size, std::size_t projects, std::size_t voters) {
    if (!session.wants("equal_shares " + size)) return;
    const auto instance = ballot(projects, voters);
    colearn::equal_shares_result made;
    std::vector<std::uint32_t> plain;
    session.compare({.kernel = "equal_shares",
                     .size = size,
                     .threads = 1,
                     .ours = [&] { made = colearn::equal_shares(instance); },
                     .peers = {{"the plain definition", [&] { plain = plain_equal_shares(instance); },
                                [&] {
                                    return std::equal(
                                        plain.begin(), plain.end(), made.purchases.begin(), made.purchases.end(),
                                        [](std::uint32_t p, const auto& one) { return one.project.index == p; });
                                }}}});
    const auto checked = verify(instance, made);
    std::printf("equal_shares %s: %zu projects, %zu voters, %zu votes; %zu bought, %zu prices computed; proof %s\n",
                size.c_str(), projects, voters, instance.votes.size(), made.purchases.size(),
                made.certificate.evaluations, checked ? "holds" : checked.violated.c_str());
}

// The definition: each round, every project's time anew.
std::vector<std::uint32_t> plain_phragmen(const colearn::participatory_budget& of) {
    const colearn::detail::budget_supporters supporters(of);
    const auto projects = of.projects.values();
    std::vector<double> paid(of.voter_count());
    std::vector<std::uint8_t> bought(projects.size());
    std::vector<std::uint32_t> out;
    double spent = 0;
    while (true) {
        auto best = projects.size();
        double soonest = 0;
        for (std::size_t p = 0; p < projects.size(); ++p) {
            const auto who = supporters.of(p);
            if (bought[p] != 0 || who.empty()) continue;
            double all = projects[p].cost;
            for (const auto i : who) all += paid[i];
            const double at = all / static_cast<double>(who.size());
            if (best == projects.size() || at < soonest * (1 - 1e-12)) {
                best = p;
                soonest = at;
            }
        }
        if (best == projects.size() || spent + projects[best].cost > of.budget) return out;
        bought[best] = 1;
        spent += projects[best].cost;
        out.push_back(static_cast<std::uint32_t>(best));
        for (const auto i : supporters.of(best)) paid[i] = soonest;
    }
}

void phragmen(bench::session& session, const std::string& size, std::size_t projects, std::size_t voters,
              std::size_t most = 20) {
    if (!session.wants("phragmen " + size)) return;
    const auto instance = ballot(projects, voters, most);
    colearn::sequential_phragmen_result made;
    std::vector<std::uint32_t> plain;
    session.compare({.kernel = "phragmen",
                     .size = size,
                     .threads = 1,
                     .ours = [&] { made = colearn::sequential_phragmen(instance); },
                     .peers = {{"the plain definition", [&] { plain = plain_phragmen(instance); },
                                [&] {
                                    return std::equal(
                                        plain.begin(), plain.end(), made.purchases.begin(), made.purchases.end(),
                                        [](std::uint32_t p, const auto& one) { return one.project.index == p; });
                                }}}});
    const auto checked = verify(instance, made);
    std::printf("phragmen %s: %zu projects, %zu voters, %zu votes; %zu bought, %zu prices computed; proof %s\n",
                size.c_str(), projects, voters, instance.votes.size(), made.purchases.size(),
                made.certificate.evaluations, checked ? "holds" : checked.violated.c_str());
}

} // namespace

int main(int argc, char** argv) {
    bench::session session("allocation", argc, argv);
    leximin(session, "1k", 100, 1'000, 100'000);
    leximin(session, "10k", 1'000, 10'000, 1);
    leximin(session, "100k", 10'000, 100'000, 0);
    leximin(session, "1m", 100'000, 1'000'000, 0);
    water_filling(session, "1m", 1'000'000);
    nash(session, "nash", "1k", 100, 1'000, true);
    nash(session, "nash", "10k", 1'000, 10'000, true);
    nash(session, "nash", "100k", 10'000, 100'000, false);
    nash(session, "nash within bounds", "1k", 100, 1'000, true);
    nash(session, "nash within bounds", "10k", 1'000, 10'000, true);
    spillover_greedy(session, "4k", 4'000, 400);
    equal_shares(session, "100k", 1'000, 100'000);
    phragmen(session, "100k", 1'000, 100'000);
    phragmen(session, "8k, long ballots", 400, 8'000, 250);
    return session.finish();
}
