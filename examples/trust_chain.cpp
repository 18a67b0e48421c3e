// SPDX-License-Identifier: BSL-1.0
// Whom may this school trust that it has never worked with, and through whom? Asks those whom it does work with, on the
// district that is shipped.
#include <algorithm>
#include <string>
#include <vector>

#include <fmt/core.h>

#include <colearn/graph/freeze_network.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/io/read_system.hpp>
#include <colearn/io/time_text.hpp>
#include <colearn/trust/credible_interval.hpp>
#include <colearn/trust/propagation.hpp>
#include <colearn/trust/tie_opinion.hpp>

namespace {

using namespace colearn;

std::string in_words(const opinion& trust) {
    const auto range = interval(trust, 0.8);
    return fmt::format("{:.2f} ({:.2f} to {:.2f})", trust.expectation(), range.low, range.high);
}

} // namespace

int main() {
    const auto district = read_system(COLEARN_EXAMPLES_DATA "/district").system;
    const auto& net = district.net;

    // 1. The ties among organisations, each for itself, and what they say on that day.
    const auto of = freeze<school, agency, employer, university, community_group>(
        net, {.directed = true, .parallel = parallel_ties::keep, .keep_ties = true});
    const auto& who = of.who();
    const auto today = read_moment("2024-11-29", time_format::iso).value;
    const auto known = evidence_from_ties(of, net, today, forgetting::days(365));
    const auto us = who.at(net.find<school>("s3"));
    fmt::print("{}, 2024-11-29. What is a year old counts half. In brackets: 80% sure to lie between.\n\n",
               who.name(us));

    // 2. Partners of its own.
    fmt::print("It has worked with:\n");
    const auto rows = of.out();
    for (auto arc = rows.offsets[us.index]; arc < rows.offsets[us.index + 1]; ++arc) {
        const auto seen = known.of_arc[arc];
        fmt::print("  {:<42} {}, on {:.1f} experiences\n", who.name(id<actor>{rows.neighbours[arc]}),
                   in_words(known.on(arc)), seen.positive + seen.negative);
    }

    // 3. All other schools, from hearsay.
    std::vector<trust_pair> pairs;
    for (const auto school_asked : who.actors<school>()) {
        const auto whom = id<actor>(school_asked);
        const auto partners = rows.of(us.index);
        if (whom != us && std::find(partners.begin(), partners.end(), whom.index) == partners.end())
            pairs.push_back({us, whom});
    }
    const propagation_options options{.horizon = 4};
    const auto result = derive_trust(of, known, pairs, options);
    std::vector<std::size_t> heard_of;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (const auto checked = verify(of, known, pairs[i], result.derived[i], options); !checked) {
            fmt::print("not certain: {}\n", checked.violated);
            return 1;
        }
        if (!result.derived[i].chains.empty()) heard_of.push_back(i);
    }

    // 4. Most trusted first, where trust that is thin counts for less: by the lower end of the range.
    const auto low = [&](std::size_t i) { return interval(result.derived[i].trust, 0.8).low; };
    std::stable_sort(heard_of.begin(), heard_of.end(), [&](auto a, auto b) { return low(a) > low(b); });
    fmt::print("\nOf {} schools that it has not worked with, it hears of {} through at most {} ties.\nOnly who is "
               "trusted above "
               "{:.2f} is asked. The first five:\n",
               pairs.size(), heard_of.size(), options.horizon, options.referral_threshold);
    for (std::size_t place = 0; place < std::min<std::size_t>(5, heard_of.size()); ++place) {
        const auto& one = result.derived[heard_of[place]];
        fmt::print("  {:<42} {}, uncertainty {:.2f}\n", who.name(pairs[heard_of[place]].target), in_words(one.trust),
                   one.trust.uncertainty());
        for (const auto& chain : one.chains) {
            fmt::print("    through");
            for (std::size_t step = 1; step + 1 < chain.actors.size(); ++step)
                fmt::print("{} {}", step == 1 ? "" : ",", who.name(chain.actors[step]));
            fmt::print(": believed by {:.2f}\n", chain.referral);
        }
    }
}
