// SPDX-License-Identifier: BSL-1.0
// How well is trust predicted where it is known? Hides ratings, predicts them with each method, and prints the errors
// beside those of plain baselines on the very same ratings.
//   sh scripts/bench.sh trust_prediction [folder of real data]
// The folder is else taken from COLEARN_REAL_DATA, or is shared/data beside the project.
// bitcoin_otc: the latest fifth of the ratings is hidden. school_leaders: a fifth of year 3's ties, five times, each
// time drawn with another seed.
// Everything that is fitted (half-life, shrinkage, how wide an interval is) is fitted on the training part alone: on
// its latest fifth, with models that have seen the rest of it.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <numeric>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <boost/math/distributions/beta.hpp>

#include <colearn/core/distribution.hpp>
#include <colearn/graph/freeze.hpp>
#include <colearn/trust/appleseed.hpp>
#include <colearn/trust/eigentrust.hpp>
#include <colearn/trust/evidence.hpp>
#include <colearn/trust/moletrust.hpp>
#include <colearn/trust/propagation.hpp>
#include <colearn/trust/reputation.hpp>
#include <colearn/trust/scales.hpp>
#include <colearn/trust/tidaltrust.hpp>

namespace {

using colearn::actor;
using colearn::id;

struct rating {
    std::uint32_t source = 0;
    std::uint32_t target = 0;
    double value = 0;
    double time = 0; // seconds; 0 where there is none
};
using ratings = std::vector<rating>;

struct problem {
    std::string name;
    std::uint32_t actors = 0;
    colearn::rating_scale scale;
    double step = 1;
    bool timed = false;
};

// What a method says of a pair: a share of the scale, and how much evidence that rests on, where it says so.
struct guess {
    double share = 0;
    std::optional<double> evidence{};
};
using guesses = std::vector<std::optional<guess>>;

double mean_of(const ratings& all) {
    double sum = 0;
    for (const auto& one : all) sum += one.value;
    return sum / static_cast<double>(all.size());
}

// Plain baselines, in rating units. Where a baseline knows nothing of a pair it says so.
struct baselines {
    double mean;
    std::vector<double> target_sum, target_count, source_sum, source_count, target_effect, source_effect;

    // `shrink`: ratings of nothing that are added to each mean (targets, sources).
    baselines(const problem& of, const ratings& known, std::array<double, 2> shrink)
        : mean(mean_of(known)), target_sum(of.actors), target_count(of.actors), source_sum(of.actors),
          source_count(of.actors), target_effect(of.actors), source_effect(of.actors) {
        for (const auto& one : known) {
            target_sum[one.target] += one.value;
            ++target_count[one.target];
            source_sum[one.source] += one.value;
            ++source_count[one.source];
        }
        for (int round = 0; round < 20; ++round) {
            std::vector<double> rest(of.actors, 0.0);
            for (const auto& one : known) rest[one.target] += one.value - mean - source_effect[one.source];
            for (std::uint32_t v = 0; v < of.actors; ++v)
                if (target_count[v] > 0) target_effect[v] = rest[v] / (target_count[v] + shrink[0]);
            rest.assign(of.actors, 0.0);
            for (const auto& one : known) rest[one.source] += one.value - mean - target_effect[one.target];
            for (std::uint32_t v = 0; v < of.actors; ++v)
                if (source_count[v] > 0) source_effect[v] = rest[v] / (source_count[v] + shrink[1]);
        }
    }
    static constexpr std::array<const char*, 4> names = {"global mean", "target's mean", "source's mean",
                                                         "source and target effects"};
    std::optional<double> operator()(std::size_t which, const rating& one) const {
        const bool target = target_count[one.target] > 0;
        const bool source = source_count[one.source] > 0;
        switch (which) {
        case 0:
            return mean;
        case 1:
            return target ? std::optional(target_sum[one.target] / target_count[one.target]) : std::nullopt;
        case 2:
            return source ? std::optional(source_sum[one.source] / source_count[one.source]) : std::nullopt;
        default:
            return target || source ? std::optional(mean + target_effect[one.target] + source_effect[one.source])
                                    : std::nullopt;
        }
    }
};

struct errors {
    double absolute = 0;
    double square = 0;
    std::size_t count = 0;
    void add(double error) {
        absolute += std::fabs(error);
        square += error * error;
        ++count;
    }
    [[nodiscard]] double mae() const { return absolute / static_cast<double>(count); }
    [[nodiscard]] double rmse() const { return std::sqrt(square / static_cast<double>(count)); }
};

// A view of the ratings with evidence on each arc; old ratings faded to the time of the latest.
struct network {
    colearn::view view;
    colearn::tie_evidence known;
};

network make_network(const problem& of, const ratings& all, double half_life_days, double base_rate) {
    std::vector<std::uint32_t> sources;
    std::vector<std::uint32_t> targets;
    std::vector<double> strengths;
    double last = 0;
    for (const auto& one : all) {
        sources.push_back(one.source);
        targets.push_back(one.target);
        // MoleTrust, TidalTrust: shares of the scale; the lowest must still be a strength
        strengths.push_back((std::max)(1e-3, of.scale.share(one.value)));
        last = (std::max)(last, one.time);
    }
    network made{colearn::freeze({sources, targets, strengths}, of.actors,
                                 {.parallel = colearn::parallel_ties::keep, .keep_ties = true, .weight = "rating"}),
                 {{}, base_rate}};
    const auto fade = half_life_days > 0 ? colearn::forgetting::days(half_life_days) : colearn::forgetting{};
    for (const auto tie : made.view.ties()) {
        const colearn::timed_evidence seen{rated(all[tie].value, of.scale),
                                           colearn::moment{static_cast<std::int64_t>(all[tie].time)}};
        made.known.of_arc.push_back(faded(seen, colearn::moment{static_cast<std::int64_t>(last)}, fade).amount);
    }
    return made;
}

std::vector<colearn::trust_pair> pairs_of(const ratings& asked) {
    std::vector<colearn::trust_pair> pairs;
    for (const auto& one : asked) pairs.push_back({id<actor>{one.source}, id<actor>{one.target}});
    return pairs;
}

// What is fitted on the training part.
struct setting {
    double half_life = 0;   // days; 0: nothing fades
    double experiences = 1; // that a rating stands for, in reputations
    double hearsay = 1;     // weight of hearsay beside reputation
    double leaning = -1;    // ratings of nothing added to a source's leaning; -1: no leaning
};

guesses by_reputation(const problem& of, const ratings& known, const ratings& asked, const setting& with, bool discount,
                      bool hearsay) {
    auto scaled = of;
    scaled.scale.experiences = with.experiences;
    auto net = make_network(scaled, known, with.half_life, 0.5);
    net.known.base_rate = community_base_rate(net.known);
    const auto found = reputation(net.view, net.known, {.discount_sources = discount, .threads = 0}).reputation;

    std::vector<double> lean(of.actors, 0.0);
    if (with.leaning >= 0) {
        std::vector<double> count(of.actors, with.leaning);
        for (const auto& one : known) {
            lean[one.source] += of.scale.share(one.value) - found[id<actor>{one.target}].expectation();
            ++count[one.source];
        }
        for (std::uint32_t v = 0; v < of.actors; ++v) lean[v] = count[v] > 0 ? lean[v] / count[v] : 0;
    }
    colearn::propagation_result derived;
    if (hearsay) {
        // Ties are judged from a neutral base rate here, so that only good ratings are handed on.
        auto neutral = make_network(of, known, with.half_life, 0.5);
        derived = derive_trust(neutral.view, neutral.known, pairs_of(asked), {.threads = 0});
    }
    guesses out(asked.size());
    for (std::size_t i = 0; i < asked.size(); ++i) {
        auto seen = found[id<actor>{asked[i].target}].seen();
        if (hearsay) {
            const auto told = derived.derived[i].trust.seen();
            seen.positive += with.hearsay * told.positive;
            seen.negative += with.hearsay * told.negative;
        }
        if (seen.positive + seen.negative == 0) continue;
        const double share = colearn::opinion::of(seen, net.known.base_rate).expectation() + lean[asked[i].source];
        out[i] = {std::clamp(share, 0.0, 1.0), seen.positive + seen.negative};
    }
    return out;
}

guesses by_chains(const problem& of, const ratings& known, const ratings& asked, const setting& with) {
    const auto net = make_network(of, known, with.half_life, 0.5);
    const double base_rate = community_base_rate(net.known);
    const auto derived = derive_trust(net.view, net.known, pairs_of(asked), {.threads = 0});
    guesses out(asked.size());
    for (std::size_t i = 0; i < asked.size(); ++i) {
        if (derived.derived[i].chains.empty()) continue;
        const auto seen = derived.derived[i].trust.seen();
        out[i] = {colearn::opinion::of(seen, base_rate).expectation(), seen.positive + seen.negative};
    }
    return out;
}

guesses by_moletrust(const problem& of, const ratings& known, const ratings& asked, double threshold) {
    const auto net = make_network(of, known, 0, 0.5);
    const auto found = moletrust(net.view, pairs_of(asked), {.threshold = threshold, .threads = 0}).trust;
    guesses out(asked.size());
    for (std::size_t i = 0; i < asked.size(); ++i)
        if (found[i]) out[i] = {*found[i], {}};
    return out;
}

guesses by_tidaltrust(const problem& of, const ratings& known, const ratings& asked) {
    const auto net = make_network(of, known, 0, 0.5);
    const auto found = tidaltrust(net.view, pairs_of(asked), {.threads = 0}).inferred;
    guesses out(asked.size());
    for (std::size_t i = 0; i < asked.size(); ++i)
        if (found[i].trust) out[i] = {*found[i].trust, {}};
    return out;
}

// Trust alone: ratings above the middle of the scale, as how far they are above it.
colearn::view good_ratings(const problem& of, const ratings& known) {
    std::vector<std::uint32_t> sources;
    std::vector<std::uint32_t> targets;
    std::vector<double> strengths;
    for (const auto& one : known) {
        if (!(of.scale.share(one.value) > 0.5)) continue;
        sources.push_back(one.source);
        targets.push_back(one.target);
        strengths.push_back(of.scale.share(one.value) - 0.5);
    }
    return colearn::freeze({sources, targets, strengths}, of.actors);
}

// EigenTrust and Appleseed rank, they do not rate: scores of the pairs asked for.
std::vector<double> eigentrust_scores(const problem& of, const ratings& known, const ratings& asked) {
    const auto found = eigentrust(good_ratings(of, known)).score;
    std::vector<double> out;
    for (const auto& one : asked) out.push_back(found[id<actor>{one.target}]);
    return out;
}

std::vector<double> appleseed_scores(const problem& of, const ratings& known, const ratings& asked) {
    const auto view = good_ratings(of, known);
    std::map<std::uint32_t, std::vector<std::size_t>> by_source;
    for (std::size_t i = 0; i < asked.size(); ++i) by_source[asked[i].source].push_back(i);
    std::vector<double> out(asked.size(), 0.0);
    for (const auto& [source, places] : by_source) {
        const auto found = appleseed(view, id<actor>{source}, {.threshold = 0.5});
        for (const auto i : places) out[i] = found.trust[id<actor>{asked[i].target}];
    }
    return out;
}

// A score becomes a rating by the mean rating of the tenth of the calibration pairs that it falls into. No score (0):
// no rating.
guesses by_tenths(const problem& of, const std::vector<double>& past, const ratings& past_ratings,
                  const std::vector<double>& now) {
    std::vector<std::pair<double, double>> seen;
    for (std::size_t i = 0; i < past.size(); ++i)
        if (past[i] > 0) seen.emplace_back(past[i], of.scale.share(past_ratings[i].value));
    guesses out(now.size());
    if (seen.empty()) return out;
    std::stable_sort(seen.begin(), seen.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<double> ends;
    std::vector<double> means;
    for (std::size_t first = 0, k = 1; first < seen.size(); ++k) {
        // equal scores stay together
        auto last = (std::max)(first + 1, (std::min)(seen.size(), k * seen.size() / 10));
        while (last < seen.size() && seen[last].first == seen[last - 1].first) ++last;
        double sum = 0;
        for (auto i = first; i < last; ++i) sum += seen[i].second;
        ends.push_back(seen[last - 1].first);
        means.push_back(sum / static_cast<double>(last - first));
        first = last;
    }
    for (std::size_t i = 0; i < now.size(); ++i) {
        if (!(now[i] > 0)) continue;
        const auto at = std::lower_bound(ends.begin(), ends.end(), now[i]) - ends.begin();
        out[i] = guess{means[(std::min)(static_cast<std::size_t>(at), means.size() - 1)], {}};
    }
    return out;
}

// How far single ratings scatter: a rating of somebody of whom all were known would still be Beta(k p, k (1 - p))
// around their share p. What is not known of p comes on top, the more the less evidence there is. So the interval is
// one for the next rating and not, as `opinion::interval` is, for the mean of all that will ever be given.
struct scatter {
    double single = 1;  // k
    double unknown = 0; // how much of the variance of p is added; 0: evidence does not narrow the interval
};

struct span_of_ratings {
    double low = 0;
    double high = 0;
};

span_of_ratings interval_of(const problem& of, const guess& said, const scatter& by) {
    const double sum = 1 / (1 / by.single + by.unknown / (*said.evidence + colearn::prior_weight));
    const double share = std::clamp(said.share, 1e-3, 1 - 1e-3);
    const boost::math::beta_distribution<double> next(share * sum, (1 - share) * sum);
    // ratings come in steps: the ends are rounded to them
    const auto rounded = [&](double at) { return std::round(of.scale.rating(at) / of.step) * of.step; };
    return {rounded(boost::math::quantile(next, 0.1)),
            rounded(boost::math::quantile(boost::math::complement(next, 0.1)))};
}

// The scatter with which 80% of the truth is inside, or as near to that as it goes; of equally good ones the one with
// the best interval score (Winkler 1972): narrow, and not far off where it misses.
scatter fit_scatter(const problem& of, const guesses& said, const ratings& truth) {
    scatter best;
    double least_off = 1e300;
    double least_score = 1e300;
    for (const double unknown : {0.0, 0.1, 1.0})
        for (double single = 0.1; single < 300; single *= 1.4) {
            double held = 0;
            double score = 0;
            double count = 0;
            for (std::size_t i = 0; i < truth.size(); ++i) {
                if (!said[i] || !said[i]->evidence) continue;
                const auto range = interval_of(of, *said[i], {single, unknown});
                const double value = truth[i].value;
                const double missed = (std::max)({range.low - value, value - range.high, 0.0});
                held += missed == 0;
                score += range.high - range.low + 2 / 0.2 * missed;
                ++count;
            }
            if (count == 0) return best;
            const double off = (std::max)(0.01, std::fabs(held / count - 0.8)); // within one in a hundred is as good
            if (off < least_off || (off == least_off && score < least_score)) {
                least_off = off;
                least_score = score;
                best = {single, unknown};
            }
        }
    return best;
}

double rmse_of(const problem& of, const guesses& said, const ratings& truth) {
    errors sum;
    for (std::size_t i = 0; i < truth.size(); ++i)
        if (said[i]) sum.add(of.scale.rating(said[i]->share) - truth[i].value);
    return sum.count == 0 ? 1e300 : sum.rmse();
}

struct method {
    std::string name;
    std::function<guesses(const ratings& known, const ratings& asked)> predict;
};

// A row of the table, summed over runs.
struct row {
    errors own;
    std::array<errors, 4> plain; // baselines on the same pairs; the global mean where a baseline knows nothing
    std::map<std::uint32_t, std::array<errors, 5>> by_target; // its own first, then as in `plain`
    std::size_t asked = 0;
    std::size_t held = 0;
    std::size_t ranged = 0;
    double width = 0;
};

struct table {
    std::array<row, 4> baselines_alone;
    std::vector<std::string> names;
    std::vector<row> rows;
};

// Fits on `train` alone, then predicts `test`.
void run(const problem& of, const ratings& train, const ratings& test, table& into) {
    const auto cut = train.size() - train.size() / 5;
    const ratings past(train.begin(), train.begin() + static_cast<std::ptrdiff_t>(cut));
    const ratings later(train.begin() + static_cast<std::ptrdiff_t>(cut), train.end());

    std::array<double, 2> shrink{};
    double least = 1e300;
    for (const double target : {0.0, 1.0, 3.0, 10.0, 30.0})
        for (const double source : {0.0, 1.0, 3.0, 10.0, 30.0, 100.0}) {
            const baselines plain(of, past, {target, source});
            errors sum;
            for (const auto& one : later)
                if (const auto said = plain(3, one)) sum.add(*said - one.value);
            if (sum.rmse() < least) {
                least = sum.rmse();
                shrink = {target, source};
            }
        }
    const baselines plain(of, train, shrink);

    setting with;
    least = 1e300;
    for (const double half_life : of.timed ? std::vector<double>{0, 730, 365, 180} : std::vector<double>{0})
        for (const double experiences : {0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0}) {
            const setting one{half_life, experiences, 1, -1};
            const double off = rmse_of(of, by_reputation(of, past, later, one, true, false), later);
            if (off < least) {
                least = off;
                with = one;
            }
        }
    auto leaning = with;
    for (const double shrinkage : {1.0, 3.0, 10.0, 30.0, 100.0}) {
        auto one = with;
        one.leaning = shrinkage;
        const double off = rmse_of(of, by_reputation(of, past, later, one, true, false), later);
        if (off < least) {
            least = off;
            leaning = one;
        }
    }
    auto both = leaning;
    double least_both = 1e300;
    for (const double hearsay : {0.25, 0.5, 1.0, 2.0, 4.0, 8.0}) {
        auto one = leaning;
        one.hearsay = hearsay;
        const double off = rmse_of(of, by_reputation(of, past, later, one, true, true), later);
        if (off < least_both) {
            least_both = off;
            both = one;
        }
    }
    std::printf(
        "  fitted on the training part: effects shrunk by %g (targets) and %g (sources) ratings; half-life %s; "
        "a rating counts %g; leaning %s; hearsay %g\n",
        shrink[0], shrink[1], with.half_life > 0 ? std::to_string(static_cast<int>(with.half_life)).c_str() : "none",
        with.experiences, leaning.leaning >= 0 ? std::to_string(static_cast<int>(leaning.leaning)).c_str() : "not used",
        both.hearsay);

    const std::vector<method> methods = {
        {"reputation: all count alike",
         [&](const auto& known, const auto& asked) { return by_reputation(of, known, asked, with, false, false); }},
        {"reputation: sources discounted",
         [&](const auto& known, const auto& asked) { return by_reputation(of, known, asked, with, true, false); }},
        {"reputation: and source's leaning",
         [&](const auto& known, const auto& asked) { return by_reputation(of, known, asked, leaning, true, false); }},
        {"reputation: and hearsay too",
         [&](const auto& known, const auto& asked) { return by_reputation(of, known, asked, both, true, true); }},
        {"derived trust (chains)",
         [&](const auto& known, const auto& asked) { return by_chains(of, known, asked, with); }},
        {"MoleTrust (threshold .5)",
         [&](const auto& known, const auto& asked) { return by_moletrust(of, known, asked, 0.5); }},
        {"TidalTrust", [&](const auto& known, const auto& asked) { return by_tidaltrust(of, known, asked); }},
        {"EigenTrust by tenths",
         [&](const auto& known, const auto& asked) {
             return by_tenths(of, eigentrust_scores(of, past, later), later, eigentrust_scores(of, known, asked));
         }},
        {"Appleseed by tenths",
         [&](const auto& known, const auto& asked) {
             return by_tenths(of, appleseed_scores(of, past, later), later, appleseed_scores(of, known, asked));
         }},
    };
    if (into.rows.empty())
        for (const auto& one : methods) {
            into.names.push_back(one.name);
            into.rows.emplace_back();
        }
    for (std::size_t b = 0; b < 4; ++b) {
        auto& line = into.baselines_alone[b];
        line.asked += test.size();
        for (const auto& one : test)
            if (const auto said = plain(b, one)) line.own.add(*said - one.value);
    }
    for (std::size_t m = 0; m < methods.size(); ++m) {
        const bool ranks = methods[m].name.find("tenths") != std::string::npos;
        const auto said = methods[m].predict(train, test);
        const auto by = ranks ? scatter{} : fit_scatter(of, methods[m].predict(past, later), later);
        auto& line = into.rows[m];
        line.asked += test.size();
        for (std::size_t i = 0; i < test.size(); ++i) {
            if (!said[i]) continue;
            auto& target = line.by_target[test[i].target];
            const double off = of.scale.rating(said[i]->share) - test[i].value;
            line.own.add(off);
            target[0].add(off);
            for (std::size_t b = 0; b < 4; ++b) {
                const double plain_off = plain(b, test[i]).value_or(plain.mean) - test[i].value;
                line.plain[b].add(plain_off);
                target[b + 1].add(plain_off);
            }
            if (!said[i]->evidence) continue;
            const auto range = interval_of(of, *said[i], by);
            line.held += test[i].value >= range.low && test[i].value <= range.high;
            line.width += range.high - range.low;
            ++line.ranged;
        }
    }
}

// In how many of 1,000 draws of as many targets, with replacement, the method has a smaller error than the best
// baseline of each measure: (absolute, square). Targets are drawn and not ratings, since those of one target go
// together.
std::array<double, 2> share_of_draws(const row& line) {
    const auto least = [&](auto measure) {
        std::size_t best = 0;
        for (std::size_t b = 1; b < 4; ++b)
            if (measure(line.plain[b]) < measure(line.plain[best])) best = b;
        return best + 1;
    };
    const auto mae = least([](const errors& one) { return one.absolute; });
    const auto rmse = least([](const errors& one) { return one.square; });
    std::vector<std::array<double, 2>> gains;
    for (const auto& [target, each] : line.by_target)
        gains.push_back({each[mae].absolute - each[0].absolute, each[rmse].square - each[0].square});
    colearn::random_stream stream(7);
    std::array<double, 2> better{};
    for (int draw = 0; draw < 1000; ++draw) {
        std::array<double, 2> sum{};
        for (std::size_t k = 0; k < gains.size(); ++k) {
            const auto& one = gains[colearn::uniform_index(stream, gains.size())];
            sum[0] += one[0];
            sum[1] += one[1];
        }
        for (std::size_t measure = 0; measure < 2; ++measure) better[measure] += sum[measure] > 0 ? 0.001 : 0;
    }
    return better;
}

void print(const std::string& data, const table& from, std::FILE* csv) {
    std::printf("  %-32s %8s %7s %7s   %s\n", "", "coverage", "MAE", "RMSE", "");
    for (std::size_t b = 0; b < 4; ++b) {
        const auto& line = from.baselines_alone[b];
        std::printf("  %-32s %7.1f%% %7.3f %7.3f\n", baselines::names[b],
                    100.0 * static_cast<double>(line.own.count) / static_cast<double>(line.asked), line.own.mae(),
                    line.own.rmse());
        if (csv != nullptr)
            std::fprintf(csv, "%s,%s,%zu,%zu,%.6f,%.6f,,,,\n", data.c_str(), baselines::names[b], line.asked,
                         line.own.count, line.own.mae(), line.own.rmse());
    }
    std::printf("\n  %-32s %8s %7s %7s   %-29s %s\n", "", "coverage", "MAE", "RMSE", "best baseline, same pairs",
                "inside 80% interval (mean width)");
    const row* best = nullptr;
    std::string best_name;
    double best_gain = -1e300;
    for (std::size_t m = 0; m < from.rows.size(); ++m) {
        const auto& line = from.rows[m];
        if (line.own.count == 0) {
            std::printf("  %-32s no prediction\n", from.names[m].c_str());
            continue;
        }
        double mae = 1e300;
        double rmse = 1e300;
        for (const auto& one : line.plain) {
            mae = (std::min)(mae, one.mae());
            rmse = (std::min)(rmse, one.rmse());
        }
        std::printf("  %-32s %7.1f%% %7.3f %7.3f   MAE %.3f, RMSE %.3f       ", from.names[m].c_str(),
                    100.0 * static_cast<double>(line.own.count) / static_cast<double>(line.asked), line.own.mae(),
                    line.own.rmse(), mae, rmse);
        if (line.ranged > 0)
            std::printf("%.1f%% (%.2f)", 100.0 * static_cast<double>(line.held) / static_cast<double>(line.ranged),
                        line.width / static_cast<double>(line.ranged));
        std::printf("\n");
        if (csv != nullptr) {
            std::fprintf(csv, "%s,%s,%zu,%zu,%.6f,%.6f,%.6f,%.6f,", data.c_str(), from.names[m].c_str(), line.asked,
                         line.own.count, line.own.mae(), line.own.rmse(), mae, rmse);
            if (line.ranged > 0)
                std::fprintf(csv, "%.4f,%.3f\n", static_cast<double>(line.held) / static_cast<double>(line.ranged),
                             line.width / static_cast<double>(line.ranged));
            else
                std::fprintf(csv, ",\n");
        }
        const double gain = (std::min)(1 - line.own.rmse() / rmse, 1 - line.own.mae() / mae);
        if (gain > best_gain) {
            best_gain = gain;
            best = &line;
            best_name = from.names[m];
        }
    }
    if (best != nullptr) {
        const auto draws = share_of_draws(*best);
        std::printf(
            "  best against the best baseline of each measure, on the same pairs: \"%s\", %s by %.1f%% at least\n"
            "  its error is the smaller one in %.0f%% (MAE) and %.0f%% (RMSE) of 1,000 draws of targets\n",
            best_name.c_str(), best_gain > 0 ? "better" : "worse", 100 * std::fabs(best_gain), 100 * draws[0],
            100 * draws[1]);
    }
}

ratings read_otc(const std::filesystem::path& file, std::uint32_t& actors) {
    std::ifstream in(file);
    std::map<long, std::uint32_t> numbers;
    const auto number = [&](long name) {
        return numbers.try_emplace(name, static_cast<std::uint32_t>(numbers.size())).first->second;
    };
    ratings all;
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        std::istringstream cells(line);
        long source = 0;
        long target = 0;
        char comma = 0;
        rating one;
        if (!(cells >> source >> comma >> target >> comma >> one.value >> comma >> one.time)) continue;
        one.source = number(source);
        one.target = number(target);
        all.push_back(one);
    }
    actors = static_cast<std::uint32_t>(numbers.size());
    std::stable_sort(all.begin(), all.end(), [](const rating& a, const rating& b) { return a.time < b.time; });
    return all;
}

ratings read_leaders(const std::filesystem::path& file, std::uint32_t& actors) {
    std::ifstream in(file);
    ratings all;
    std::string line;
    for (actors = 0; std::getline(in, line); ++actors) {
        std::istringstream cells(line);
        std::string cell;
        for (std::uint32_t target = 0; std::getline(cells, cell, ','); ++target)
            if (const double value = std::stod(cell); value > 0 && target != actors)
                all.push_back({actors, target, value, 0});
    }
    return all;
}

} // namespace

int main(int argc, char** argv) {
    const char* given = std::getenv("COLEARN_REAL_DATA");
    std::filesystem::path folder =
        given != nullptr ? given : "../shared/data"; // scripts/bench.sh starts it at the root
    std::FILE* csv = nullptr;
    for (int i = 1; i < argc; ++i) {
        if (std::string(argv[i]) == "--csv" && i + 1 < argc)
            csv = std::fopen(argv[++i], "w");
        else
            folder = argv[i];
    }
    if (csv != nullptr)
        std::fprintf(csv, "data,method,hidden,predicted,mae,rmse,baseline_mae,baseline_rmse,inside_80,width\n");
    bool any = false;
    if (const auto file = folder / "bitcoin_otc/soc-sign-bitcoinotc.csv"; std::filesystem::exists(file)) {
        any = true;
        problem of{"bitcoin_otc", 0, colearn::scales::signed_10, 1, true};
        const auto all = read_otc(file, of.actors);
        const auto cut = all.size() - all.size() / 5;
        std::printf("bitcoin_otc: %zu ratings from -10 to 10 of %u people; the latest %zu are hidden\n", all.size(),
                    of.actors, all.size() - cut);
        table into;
        run(of, ratings(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(cut)),
            ratings(all.begin() + static_cast<std::ptrdiff_t>(cut), all.end()), into);
        print(of.name, into, csv);
    }
    if (const auto file = folder / "school_leaders/year3_collaboration_matrix.csv"; std::filesystem::exists(file)) {
        any = true;
        problem of{"school_leaders", 0, colearn::scales::survey_tie, 1, false};
        auto all = read_leaders(file, of.actors);
        const auto cut = all.size() - all.size() / 5;
        std::printf("\nschool_leaders: %zu ties from 1 to 4 of %u leaders in year 3; %zu are hidden, five times\n",
                    all.size(), of.actors, all.size() - cut);
        table into;
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            colearn::random_stream stream(seed);
            colearn::shuffle(stream, std::span(all));
            run(of, ratings(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(cut)),
                ratings(all.begin() + static_cast<std::ptrdiff_t>(cut), all.end()), into);
        }
        print(of.name, into, csv);
    }
    if (csv != nullptr) std::fclose(csv);
    if (!any) std::printf("skipped: no real data in %s\n", folder.string().c_str());
}
