// SPDX-License-Identifier: BSL-1.0
// Global reputation and trust derived for many pairs, beside igraph.
// A peer's own graph is built beforehand and not timed.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/graph/freeze.hpp>
#include <colearn/graph/generate_ties.hpp>
#include <colearn/trust/eigentrust.hpp>
#include <colearn/trust/evidence.hpp>
#include <colearn/trust/propagation.hpp>

#include "support/compare.hpp"

#ifdef COLEARN_HAS_IGRAPH
#include <igraph.h>
#endif

namespace {

using colearn::actor;
using colearn::id;

constexpr std::uint64_t seed = 2022;
constexpr double experiences = 10; // that a tie's trust stands for

colearn::system_size size_of(const std::string& name) {
    return name == "district" ? colearn::system_size::district
           : name == "state"  ? colearn::system_size::state
                              : colearn::system_size::nation;
}

#ifdef COLEARN_HAS_IGRAPH
// igraph's own graph with the ties of a view.
class igraph_graph {
public:
    explicit igraph_graph(const colearn::view& of) {
        igraph_vector_int_t ends;
        igraph_vector_int_init(&ends, 0);
        igraph_vector_init(&weights, 0);
        igraph_vector_int_reserve(&ends, static_cast<igraph_integer_t>(2 * of.arc_count()));
        igraph_vector_reserve(&weights, static_cast<igraph_integer_t>(of.arc_count()));
        const auto out = of.out();
        for (std::uint32_t v = 0; v < of.actor_count(); ++v)
            for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc) {
                igraph_vector_int_push_back(&ends, v);
                igraph_vector_int_push_back(&ends, out.neighbours[arc]);
                igraph_vector_push_back(&weights, out.strengths[arc]);
            }
        igraph_create(&graph, &ends, static_cast<igraph_integer_t>(of.actor_count()), true);
        igraph_vector_int_destroy(&ends);
    }
    ~igraph_graph() {
        igraph_vector_destroy(&weights);
        igraph_destroy(&graph);
    }
    igraph_graph(const igraph_graph&) = delete;
    igraph_graph& operator=(const igraph_graph&) = delete;

    igraph_t graph;
    igraph_vector_t weights;
};

// EigenTrust as a user of igraph would write it: a power iteration over igraph's lists of incoming edges.
class plain_eigentrust {
public:
    explicit plain_eigentrust(igraph_graph& of)
        : of_(of), per_unit_(static_cast<std::size_t>(igraph_vcount(&of.graph))) {
        igraph_inclist_init(&of.graph, &incoming_, IGRAPH_IN, IGRAPH_NO_LOOPS);
        for (igraph_integer_t edge = 0; edge < igraph_ecount(&of.graph); ++edge)
            per_unit_[static_cast<std::size_t>(IGRAPH_FROM(&of.graph, edge))] += VECTOR(of.weights)[edge];
        for (double& one : per_unit_) one = one > 0 ? 1 / one : 0;
    }
    ~plain_eigentrust() { igraph_inclist_destroy(&incoming_); }
    plain_eigentrust(const plain_eigentrust&) = delete;
    plain_eigentrust& operator=(const plain_eigentrust&) = delete;

    std::vector<double> run(const std::vector<double>& pre_trust, double weight, double tolerance) const {
        const auto n = per_unit_.size();
        auto score = pre_trust;
        std::vector<double> next(n);
        double change = 1;
        while (change * (1 - weight) > tolerance) {
            double idle = 0;
            for (std::size_t v = 0; v < n; ++v) idle += per_unit_[v] == 0 ? score[v] : 0;
            change = 0;
            for (std::size_t v = 0; v < n; ++v) {
                double heard = 0;
                const auto* edges = igraph_inclist_get(&incoming_, static_cast<igraph_integer_t>(v));
                for (igraph_integer_t k = 0; k < igraph_vector_int_size(edges); ++k) {
                    const auto edge = VECTOR(*edges)[k];
                    const auto from = static_cast<std::size_t>(IGRAPH_FROM(&of_.graph, edge));
                    heard += VECTOR(of_.weights)[edge] * per_unit_[from] * score[from];
                }
                next[v] = (weight + (1 - weight) * idle) * pre_trust[v] + (1 - weight) * heard;
                change += std::fabs(next[v] - score[v]);
            }
            score.swap(next);
        }
        return score;
    }

private:
    igraph_graph& of_;
    igraph_inclist_t incoming_{};
    std::vector<double> per_unit_;
};

// The same chains as a user of igraph would look for them: edges by igraph_incident, labels in hash maps. What is
// thought along each edge is worked out beforehand.
class plain_chains {
public:
    explicit plain_chains(igraph_graph& of) : of_(of) {
        igraph_vector_int_init(&edges_, 0);
        for (igraph_integer_t edge = 0; edge < igraph_ecount(&of.graph); ++edge) {
            const double share = VECTOR(of.weights)[edge];
            held_.push_back(colearn::opinion::of({experiences * share, experiences * (1 - share)}));
        }
    }
    ~plain_chains() { igraph_vector_int_destroy(&edges_); }
    plain_chains(const plain_chains&) = delete;
    plain_chains& operator=(const plain_chains&) = delete;

    colearn::opinion find(igraph_integer_t source, igraph_integer_t target,
                          const colearn::propagation_options& options) {
        std::unordered_map<igraph_integer_t, bool> used;
        std::vector<colearn::opinion> carried;
        while (carried.size() < options.max_chains) {
            const auto labels = search(source, target, used, options);
            igraph_incident(&of_.graph, &edges_, target, IGRAPH_IN);
            igraph_integer_t last = -1;
            double most = 0;
            colearn::opinion about;
            for (igraph_integer_t k = 0; k < igraph_vector_int_size(&edges_); ++k) {
                const auto edge = VECTOR(edges_)[k];
                const auto who = IGRAPH_FROM(&of_.graph, edge);
                if (who == source || used.contains(who) || !labels.best.contains(who)) continue;
                const auto& tie = opinion_of(edge);
                const double carries = labels.all[labels.best.at(who)].referral * (1 - tie.uncertainty());
                if (carries > most || (carries == most && last >= 0 && who < last)) {
                    most = carries;
                    last = who;
                    about = tie;
                }
            }
            if (last < 0) break;
            const auto best = labels.best.at(last);
            carried.push_back(colearn::discount(labels.all[best].referral, about));
            for (auto at = best; at != 0; at = labels.all[at].parent) used[labels.all[at].actor] = true;
        }
        return carried.empty() ? colearn::opinion{} : colearn::cumulative_fusion(carried);
    }

private:
    struct label {
        igraph_integer_t actor;
        std::size_t parent;
        double referral;
    };
    struct found {
        std::vector<label> all;
        std::unordered_map<igraph_integer_t, std::size_t> best;
    };
    const colearn::opinion& opinion_of(igraph_integer_t edge) const { return held_[static_cast<std::size_t>(edge)]; }
    found search(igraph_integer_t source, igraph_integer_t target,
                 const std::unordered_map<igraph_integer_t, bool>& used, const colearn::propagation_options& options) {
        found labels;
        labels.all.push_back({source, 0, 1});
        labels.best[source] = 0;
        std::size_t first = 0;
        for (std::size_t step = 0; step + 1 < options.horizon; ++step) {
            const auto end = labels.all.size();
            for (auto from = first; from < end; ++from) {
                const auto here = labels.all[from];
                igraph_incident(&of_.graph, &edges_, here.actor, IGRAPH_OUT);
                for (igraph_integer_t k = 0; k < igraph_vector_int_size(&edges_); ++k) {
                    const auto next = IGRAPH_TO(&of_.graph, VECTOR(edges_)[k]);
                    const double trust = opinion_of(VECTOR(edges_)[k]).expectation();
                    if (!(trust > options.referral_threshold) || next == target || used.contains(next)) continue;
                    const double referral = here.referral * trust;
                    const auto old = labels.best.find(next);
                    if (old != labels.best.end() && !(referral > labels.all[old->second].referral)) continue;
                    if (old != labels.best.end() && old->second >= end) {
                        labels.all[old->second] = {next, from, referral};
                        continue;
                    }
                    labels.best[next] = labels.all.size();
                    labels.all.push_back({next, from, referral});
                }
            }
            first = end;
        }
        return labels;
    }

    igraph_graph& of_;
    igraph_vector_int_t edges_;
    std::vector<colearn::opinion> held_;
};
#endif

void global_reputation(bench::session& session, const colearn::view& of) {
    if (!session.wants("eigentrust")) return;
    (void)of.in();
    // The first hundred actors, which are schools, are trusted from the start.
    std::vector<double> trusted(of.actor_count(), 0.0);
    for (std::size_t v = 0; v < (std::min)(std::size_t{100}, trusted.size()); ++v) trusted[v] = 1;
    colearn::eigentrust_options options;
    options.pre_trust = colearn::actor_map<double>(of.shared_roster(), trusted);
    options.threads = session.threads();
    colearn::eigentrust_result ours;
    bench::comparison one{.kernel = "eigentrust", .ours = [&] { ours = colearn::eigentrust(of, options); }};
#ifdef COLEARN_HAS_IGRAPH
    igraph_graph theirs(of);
    igraph_vector_t reset;
    igraph_vector_t scores;
    igraph_vector_init(&reset, static_cast<igraph_integer_t>(trusted.size()));
    igraph_vector_init(&scores, 0);
    std::copy(trusted.begin(), trusted.end(), VECTOR(reset));
    const auto agrees = [&](const auto& theirs_at) {
        double apart = 0;
        for (std::size_t v = 0; v < trusted.size(); ++v) apart += std::fabs(ours.score.values()[v] - theirs_at(v));
        return apart <= 1e-8;
    };
    one.peers.push_back({"igraph personalized PageRank (PRPACK)",
                         [&] {
                             igraph_real_t value = 0;
                             igraph_personalized_pagerank(&theirs.graph, IGRAPH_PAGERANK_ALGO_PRPACK, &scores, &value,
                                                          igraph_vss_all(), true, 1 - options.pre_trust_weight, &reset,
                                                          &theirs.weights, nullptr);
                         },
                         [&] { return agrees([&](std::size_t v) { return VECTOR(scores)[v]; }); }});
    const plain_eigentrust plain(theirs);
    auto shares = trusted;
    for (double& each : shares) each /= static_cast<double>((std::min)(std::size_t{100}, trusted.size()));
    std::vector<double> by_hand;
    one.peers.push_back({"igraph, plain power iteration",
                         [&] { by_hand = plain.run(shares, options.pre_trust_weight, options.tolerance); },
                         [&] { return agrees([&](std::size_t v) { return by_hand[v]; }); }});
#endif
    // A pass reads an index and a strength for each tie, and for each actor its row's end, its pre-trust, its score and
    // its outgoing strength; it writes the score and what is handed on.
    const auto passes = static_cast<double>(colearn::eigentrust(of, options).certificate.iterations);
    const double bytes = static_cast<double>(of.arc_count()) * 12 + static_cast<double>(of.actor_count()) * (4 + 5 * 8);
    if (session.size() != "district") // a district stays in the cache
        one.floor_seconds = passes * bytes / session.bandwidth().read;
    session.compare(one);
    std::printf("eigentrust: %.0f passes over %zu ties and %zu actors move %.1f bytes a tie and pass\n", passes,
                of.arc_count(), of.actor_count(), bytes / static_cast<double>(of.arc_count()));
#ifdef COLEARN_HAS_IGRAPH
    igraph_vector_destroy(&scores);
    igraph_vector_destroy(&reset);
#endif
}

// Pairs that have not met but could have heard of each other: the ends of walks of three ties.
std::vector<colearn::trust_pair> strangers(const colearn::view& of, std::size_t count) {
    colearn::random_stream stream(seed);
    const auto out = of.out();
    std::vector<colearn::trust_pair> pairs;
    while (pairs.size() < count) {
        const auto source = static_cast<std::uint32_t>(colearn::uniform_index(stream, of.actor_count()));
        auto at = source;
        for (int step = 0; step < 3 && out.degree(at) > 0; ++step)
            at = out.of(at)[colearn::uniform_index(stream, out.degree(at))];
        const auto alters = out.of(source);
        if (at == source || std::binary_search(alters.begin(), alters.end(), at)) continue;
        pairs.push_back({id<actor>{source}, id<actor>{at}});
    }
    return pairs;
}

void batch(bench::session& session, const colearn::view& of, std::size_t count) {
    const std::string kernel = "derive trust for " + std::to_string(count) + " pairs";
    if (!session.wants(kernel)) return;
    (void)of.in();
    const auto known = evidence_from_strengths(of, experiences);
    const auto pairs = strangers(of, count);
    colearn::propagation_options options;
    options.threads = session.threads();
    colearn::propagation_result ours;
    bench::comparison one{.kernel = kernel, .ours = [&] { ours = colearn::derive_trust(of, known, pairs, options); }};
#ifdef COLEARN_HAS_IGRAPH
    igraph_graph theirs(of);
    std::vector<colearn::opinion> found(pairs.size());
    plain_chains search(theirs);
    one.peers.push_back({"igraph, plain search",
                         [&] {
                             for (std::size_t i = 0; i < pairs.size(); ++i)
                                 found[i] = search.find(pairs[i].source.index, pairs[i].target.index, options);
                         },
                         [&] {
                             // Equal chains may be taken in another order, which can bar another actor: rare, and
                             // small.
                             double apart = 0;
                             for (std::size_t i = 0; i < pairs.size(); ++i)
                                 apart += std::fabs(found[i].uncertainty() - ours.derived[i].trust.uncertainty());
                             return apart <= 1e-3 * static_cast<double>(pairs.size());
                         }});
#endif
    session.compare(one);
}

} // namespace

int main(int argc, char** argv) {
    bench::session session("trust", argc, argv);
    const auto ties = colearn::generate_ties(colearn::benchmark_parameters_of(size_of(session.size())), seed);
    const auto of = colearn::freeze(ties.columns(), ties.people.actor_count(), {.directed = true, .weight = "trust"});
    global_reputation(session, of);
    batch(session, of, session.size() == "district" ? 500 : 5000);
    return session.finish();
}
