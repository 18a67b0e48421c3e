// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_DETAIL_GENERATE_TIE_MAKER_HPP
#define COLEARN_GRAPH_DETAIL_GENERATE_TIE_MAKER_HPP

/// @file
/// For a policy reader: decides who trusts whom in a made-up system: mostly the near, the alike and the popular.
/// For an engineer: a degree-corrected block model in linear time. The number of pairs between two blocks (a school
/// with itself or with a near one) is fixed first, then both ends are drawn by popularity, alike ends being likelier;
/// each pair is returned with the chance that gives the reciprocity asked for. Blocks have streams of their own, so
/// the ties are the same on any number of threads.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/core/reproducible_math.hpp>
#include <colearn/graph/detail/generate_pairs.hpp>
#include <colearn/graph/detail/generate_places.hpp>
#include <colearn/graph/detail/generate_trust.hpp>
#include <colearn/graph/generate_parameters.hpp>
#include <colearn/graph/generate_people.hpp>
#include <colearn/graph/geography.hpp>
#include <colearn/graph/roles.hpp>

namespace colearn::detail {

/// The layers that generators use, by their place in `generated_layers`.
enum : std::uint8_t { employs, enrols, advises, partners, serves, joins, knows, governs, shares };

struct raw_tie {
    std::uint32_t source;
    std::uint32_t target;
    std::uint8_t percent; // trust
    std::uint8_t layer;
};

/// Makes the ties that a school owns: its own people's, and those with schools of larger number.
class tie_maker {
public:
    tie_maker(const generated_people& people, const system_parameters& parameters, std::uint64_t seed)
        : people_(people), ties_(parameters.ties), trust_(parameters.trust), seed_(seed), luck_(parameters.trust),
          mutual_(parameters.ties.reciprocity / (2 - parameters.ties.reciprocity)),
          pairs_(near_schools(people.sites, parameters.ties)) {
        for (std::uint32_t i = 0; i < pairs_.size(); ++i) {
            while (first_pair_.size() <= pairs_[i].one) first_pair_.push_back(i);
        }
        first_pair_.resize(people.school_count() + 1, static_cast<std::uint32_t>(pairs_.size()));
        for (std::size_t s = 0; s < people.school_count(); ++s) {
            random_stream stream(seed_of(seed, draw::partners), s);
            const double spread = ties_.popularity_spread;
            renown_.push_back(reproducible_exp(normal(stream, 0, spread) - spread * spread / 2)); // mean 1
        }
        partnership_scale_ = partnership_scale();
        services_ = place_index(std::span(people.agencies).subspan(people.region_count()));
        employers_ = place_index(people.employers);
        universities_ = place_index(people.universities);
        communities_ = place_index(people.community_groups);
    }

    void make(std::uint32_t s, std::vector<raw_tie>& out, pair_set& seen) const {
        random_stream colleagues(seed_of(seed_, draw::colleagues), s);
        random_stream families(seed_of(seed_, draw::families), s);
        random_stream partnerships(seed_of(seed_, draw::partners), people_.school_count() + s);
        make_structure(colleagues, s, out);
        make_advice(colleagues, s, out, seen);
        make_far_ties(colleagues, s, out, seen);
        make_families(families, s, out, seen);
        make_partners(partnerships, s, out);
        make_services(partnerships, s, out);
    }

    /// Ties between offices and agencies, which no school owns.
    void make_offices(std::vector<raw_tie>& out) const {
        random_stream stream(seed_of(seed_, draw::partners), 2 * people_.school_count());
        const auto offices = people_.region_count();
        for (auto a = offices; a < people_.agencies.size(); ++a) {
            const auto agency_vertex = vertex(4, a);
            const auto office = vertex(4, people_.agency_region[a]);
            put(stream, out, agency_vertex, office, shares, trust_.offices);
            if (uniform(stream) < ties_.reciprocity) put(stream, out, office, agency_vertex, shares, trust_.offices);
        }
    }

private:
    static constexpr int tries = 8; // a block that is nearly full of ties gives up after these

    [[nodiscard]] std::uint32_t vertex(std::size_t role, std::size_t index) const {
        return people_.first_vertex[role] + static_cast<std::uint32_t>(index);
    }
    void put(random_stream& stream, std::vector<raw_tie>& out, std::uint32_t from, std::uint32_t to, std::uint8_t layer,
             double mean) const {
        out.push_back({from, to, luck_.percent(stream, mean), layer});
    }

    /// One way or both; one way rather towards the more popular end.
    void put_pair(random_stream& stream, std::vector<raw_tie>& out, std::uint32_t a, std::uint32_t b,
                  double popularity_a, double popularity_b, std::uint8_t layer, double mean) const {
        if (uniform(stream) < mutual_) {
            put(stream, out, a, b, layer, mean + trust_.mutual_gain);
            put(stream, out, b, a, layer, mean + trust_.mutual_gain);
        } else if (uniform(stream) * (popularity_a + popularity_b) < popularity_b) {
            put(stream, out, a, b, layer, mean);
        } else {
            put(stream, out, b, a, layer, mean);
        }
    }

    void make_structure(random_stream& stream, std::uint32_t s, std::vector<raw_tie>& out) const {
        const auto school_vertex = vertex(0, s);
        for (auto t = people_.first_teacher[s]; t < people_.first_teacher[s + 1]; ++t)
            put(stream, out, vertex(1, t), school_vertex, employs, trust_.school);
        for (auto g = people_.first_group[s]; g < people_.first_group[s + 1]; ++g)
            put(stream, out, vertex(2, g), school_vertex, enrols, trust_.school);
        const auto office = vertex(4, people_.sites.region[s]);
        put(stream, out, office, school_vertex, governs, trust_.offices);
        put(stream, out, school_vertex, office, shares, trust_.offices);
    }

    /// Teachers' pairs between two blocks, which may be one: alike in career stage where homophily says so.
    void make_block(random_stream& stream, std::uint32_t s, std::uint32_t t, double pairs, double mean,
                    std::vector<raw_tie>& out, pair_set& seen) const {
        const std::span<const double> sums = people_.teacher_popularity;
        seen.clear();
        for (auto left = round_at_random(stream, pairs); left > 0; --left) {
            for (int attempt = 0; attempt < tries; ++attempt) {
                const auto a = pick(stream, sums, people_.first_teacher[s], people_.first_teacher[s + 1]);
                const auto b = pick(stream, sums, people_.first_teacher[t], people_.first_teacher[t + 1]);
                if (a == b || !alike(stream, career_stage(people_.tenure[a]), career_stage(people_.tenure[b])))
                    continue;
                if (!seen.insert(a, b)) continue;
                put_pair(stream, out, vertex(1, a), vertex(1, b), sums[a + 1] - sums[a], sums[b + 1] - sums[b], advises,
                         mean);
                break;
            }
        }
    }
    template <class Kind>
    [[nodiscard]] bool alike(random_stream& stream, Kind a, Kind b) const {
        return a == b || uniform(stream) * ties_.homophily < 1;
    }

    void make_advice(random_stream& stream, std::uint32_t s, std::vector<raw_tie>& out, pair_set& seen) const {
        const double pairs_a_teacher = ties_.teacher_ties / (1 + mutual_);
        const double own = pairs_a_teacher * (1 - ties_.other_school);
        const double outside = pairs_a_teacher * ties_.other_school;
        make_block(stream, s, s, own * people_.teachers(s), trust_.colleagues, out, seen);
        for (auto i = first_pair_[s]; i < first_pair_[s + 1]; ++i) {
            const auto& near = pairs_[i];
            const double pairs =
                outside * (people_.teachers(s) * near.one_to_other + people_.teachers(near.other) * near.other_to_one);
            make_block(stream, s, near.other, pairs, trust_.other_school, out, seen);
        }
    }

    void make_far_ties(random_stream& stream, std::uint32_t s, std::vector<raw_tie>& out, pair_set& seen) const {
        const std::span<const double> sums = people_.teacher_popularity;
        seen.clear();
        if (people_.school_count() < 2) return;
        for (auto left = round_at_random(stream, ties_.far_ties * people_.teachers(s)); left > 0; --left) {
            for (int attempt = 0; attempt < tries; ++attempt) {
                const auto t = static_cast<std::uint32_t>(uniform_index(stream, people_.school_count()));
                if (t == s || !alike(stream, people_.sites.schools[s].years, people_.sites.schools[t].years)) continue;
                const auto a = pick(stream, sums, people_.first_teacher[s], people_.first_teacher[s + 1]);
                const auto b = pick(stream, sums, people_.first_teacher[t], people_.first_teacher[t + 1]);
                if (!seen.insert(a, b)) continue;
                put(stream, out, vertex(1, a), vertex(1, b), knows, trust_.other_school);
                break;
            }
        }
    }

    /// The student group of a family, as a number within the school.
    [[nodiscard]] std::uint32_t group_of(std::uint32_t s, std::uint32_t family) const {
        const auto i = std::uint64_t{family - people_.first_family[s]};
        return static_cast<std::uint32_t>(i * people_.groups(s) / people_.families(s));
    }
    /// The first family of a group: the smallest i with i groups / families >= group.
    [[nodiscard]] std::uint32_t first_of_group(std::uint32_t s, std::uint32_t group) const {
        const auto groups = std::uint64_t{people_.groups(s)};
        return people_.first_family[s] +
               static_cast<std::uint32_t>((std::uint64_t{group} * people_.families(s) + groups - 1) / groups);
    }

    void make_families(random_stream& stream, std::uint32_t s, std::vector<raw_tie>& out, pair_set& seen) const {
        const auto first = people_.first_family[s];
        const auto last = people_.first_family[s + 1];
        if (first == last) return;
        const std::span<const double> sums = people_.family_popularity;
        const auto school_vertex = vertex(0, s);
        const auto first_teacher = people_.first_teacher[s];
        const auto teachers = people_.teachers(s);
        seen.clear();
        for (auto f = first; f < last; ++f) {
            const auto group = group_of(s, f);
            put(stream, out, vertex(3, f), school_vertex, enrols, trust_.school);
            put(stream, out, vertex(3, f), vertex(2, people_.first_group[s] + group), enrols, trust_.school);
            // The teacher of the group first, then whom many ask.
            const auto asks = (std::min)(std::size_t{teachers}, round_at_random(stream, ties_.family_teachers));
            for (std::size_t k = 0; k < asks; ++k) {
                const auto own = first_teacher + (teachers > 1 ? 1 + group % (teachers - 1) : 0);
                const auto asked =
                    k == 0 ? own : pick(stream, people_.teacher_popularity, first_teacher, first_teacher + teachers);
                if (seen.insert(vertex(3, f), vertex(1, asked)))
                    put(stream, out, vertex(3, f), vertex(1, asked), knows, trust_.families);
            }
        }
        // The school's council.
        for (auto left = round_at_random(stream, ties_.council_families); left > 0; --left) {
            const auto f = pick(stream, sums, first, last);
            if (seen.insert(vertex(3, f), school_vertex))
                put(stream, out, vertex(3, f), school_vertex, governs, trust_.school);
        }
        // Among families.
        seen.clear();
        const double pairs = ties_.family_ties / (1 + mutual_) * (last - first);
        for (auto left = round_at_random(stream, pairs); left > 0; --left) {
            for (int attempt = 0; attempt < tries; ++attempt) {
                const auto a = pick(stream, sums, first, last);
                auto from = first;
                auto to = last;
                if (uniform(stream) < ties_.own_class) {
                    const auto group = group_of(s, a);
                    from = first_of_group(s, group);
                    to = first_of_group(s, group + 1);
                }
                const auto b = pick(stream, sums, from, to);
                if (a == b || !seen.insert(a, b)) continue;
                put_pair(stream, out, vertex(3, a), vertex(3, b), sums[a + 1] - sums[a], sums[b + 1] - sums[b], knows,
                         trust_.families);
                break;
            }
        }
    }

    /// Chance that two schools are partners, before it is cut at 1.
    [[nodiscard]] double partnership(const school_pair& near) const {
        return renown_[near.one] * renown_[near.other] * (near.one_to_other + near.other_to_one);
    }
    /// The factor on that chance which makes the partners as many as asked for, though some chances are cut at 1.
    [[nodiscard]] double partnership_scale() const {
        const double wanted = ties_.school_partners / 2 * static_cast<double>(people_.school_count());
        double low = 0;
        double high = 1e6;
        for (int step = 0; step < 60; ++step) {
            const double middle = (low + high) / 2;
            double expected = 0;
            for (const auto& near : pairs_) expected += (std::min)(1.0, middle * partnership(near));
            (expected < wanted ? low : high) = middle;
        }
        return high;
    }
    void make_partners(random_stream& stream, std::uint32_t s, std::vector<raw_tie>& out) const {
        for (auto i = first_pair_[s]; i < first_pair_[s + 1]; ++i)
            if (uniform(stream) < partnership_scale_ * partnership(pairs_[i]))
                put(stream, out, vertex(0, s), vertex(0, pairs_[i].other), partners, trust_.partners);
    }

    /// Calls `meet(index)` for about `count` different ones of the nearest places, the nearer the likelier.
    template <class Meet>
    void choose(random_stream& stream, std::uint32_t s, const place_index& among, double count, Meet meet) const {
        auto near = among.nearest(*people_.sites.schools[s].where, 12);
        for (auto left = round_at_random(stream, count); left > 0 && !near.empty(); --left) {
            double sum = 0;
            for (const auto& one : near) sum += decayed(one.km, ties_.decay_km);
            double at = uniform(stream) * sum;
            std::size_t chosen = 0;
            while (chosen + 1 < near.size() && at >= decayed(near[chosen].km, ties_.decay_km))
                at -= decayed(near[chosen++].km, ties_.decay_km);
            meet(near[chosen].index);
            near.erase(near.begin() + static_cast<std::ptrdiff_t>(chosen));
        }
    }

    void make_services(random_stream& stream, std::uint32_t s, std::vector<raw_tie>& out) const {
        const auto& one = people_.sites.schools[s];
        const auto school_vertex = vertex(0, s);
        // Half of the agencies for all alike, half in proportion to disadvantage (0.32 on average).
        const double need = 0.5 + 0.5 * *one.disadvantaged / 0.32;
        choose(stream, s, services_, ties_.agency_partners * need, [&](std::uint32_t a) {
            const auto agency_vertex = vertex(4, people_.region_count() + a);
            put(stream, out, school_vertex, agency_vertex, serves, trust_.partners);
            if (uniform(stream) < 0.3) put(stream, out, school_vertex, agency_vertex, shares, trust_.partners);
        });
        const bool leavers = one.years == level::secondary || one.years == level::combined;
        const double with_employers = leavers ? ties_.community_partners / 2 : 0;
        choose(stream, s, communities_, ties_.community_partners - with_employers,
               [&](std::uint32_t c) { put(stream, out, school_vertex, vertex(7, c), joins, trust_.partners); });
        choose(stream, s, employers_, with_employers,
               [&](std::uint32_t e) { put(stream, out, school_vertex, vertex(5, e), joins, trust_.partners); });
        choose(stream, s, universities_, ties_.university_schools, [&](std::uint32_t u) {
            put(stream, out, vertex(6, u), school_vertex, knows, trust_.partners);
            const auto t =
                pick(stream, people_.teacher_popularity, people_.first_teacher[s], people_.first_teacher[s + 1]);
            put(stream, out, vertex(1, t), vertex(6, u), knows, trust_.partners);
        });
    }

    const generated_people& people_;
    const tie_parameters& ties_;
    const trust_parameters& trust_;
    std::uint64_t seed_;
    trust_tables luck_;
    double mutual_; // chance that a pair is tied both ways: then a share `reciprocity` of ties is returned
    std::vector<school_pair> pairs_;
    std::vector<std::uint32_t> first_pair_; // by school
    std::vector<double> renown_;            // by school
    double partnership_scale_ = 1;
    place_index services_; // agencies but for the education offices
    place_index employers_;
    place_index universities_;
    place_index communities_;
};

} // namespace colearn::detail

#endif
