// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_GENERATE_HPP
#define COLEARN_GRAPH_GENERATE_HPP

/// @file
/// For a policy reader: makes a whole learning system up, a district, a state or a nation, that looks like a real one
/// and is about nobody: to try a method before any data is shared, or at a size that no data has.
/// For an engineer: puts names, topics and dates on the columns of `generate_ties` and fills a `learning_system`.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/core/reproducible_math.hpp>
#include <colearn/graph/detail/generate_check.hpp>
#include <colearn/graph/detail/generate_names.hpp>
#include <colearn/graph/detail/generate_places.hpp>
#include <colearn/graph/generate_parameters.hpp>
#include <colearn/graph/generate_people.hpp>
#include <colearn/graph/generate_schools.hpp>
#include <colearn/graph/generate_ties.hpp>
#include <colearn/graph/geography.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/graph/tie.hpp>

namespace colearn {

namespace detail {

/// Turns columns into a system; each step reads streams of its own items.
class system_builder {
public:
    system_builder(const system_parameters& parameters, generated_people people, std::uint64_t seed)
        : parameters_(parameters), people_(std::move(people)), seed_(seed), places_(seed), regions_(seed) {
        made_.name = parameters.name;
        made_.topics = parameters.topics.names;
        made_.notes.push_back("Generated with seed " + number_text(seed) + ": every actor and every tie is made up.");
        made_.notes.push_back("Enrolment, advantage, staff and the places of schools follow the distributions of the "
                              "Australian school tables of 2022; ties, trust, needs and strengths rest on assumptions "
                              "(docs/guide/generate.md).");
        if (parameters.people.family_share < 1)
            made_.notes.push_back("Of 1,000 families, " +
                                  number_text(std::round(parameters.people.family_share * 1000)) +
                                  " are actors: those that speak for others.");
    }

    void add_schools() {
        made_.net.reserve<school>(people_.school_count());
        for (std::size_t s = 0; s < people_.school_count(); ++s) {
            auto one = std::move(people_.sites.schools[s]);
            one.key = "s" + number_text(s + 1);
            one.name = school_name(places_[s], one.years, one.governance);
            one.region = regions_[people_.sites.region[s]];
            people_.sites.schools[s].years = one.years;
            made_.net.add(std::move(one));
        }
    }

    void add_teachers(std::size_t s) {
        const auto first = people_.first_teacher[s];
        const auto count = people_.teachers(s);
        for (std::uint32_t t = 0; t < count; ++t) {
            random_stream stream(seed_of(seed_, draw::teacher_topics), first + t);
            teacher one;
            one.key = "t" + number_text(first + t + 1);
            one.name = person_name(stream);
            // One deputy for each 20 teachers, one coach for each 12 of the rest.
            one.position = t == 0            ? "principal"
                           : t <= count / 20 ? "deputy principal"
                           : t % 12 == 0     ? "coach"
                                             : "class teacher";
            const double tenure = people_.tenure[first + t];
            one.tenure = to_decimals(tenure, 10);
            for (std::size_t topic = 0; topic < made_.topics.size(); ++topic) {
                // Self-ratings of ten steps: experience adds strength up to 20 years and takes need away.
                const double settled = (std::min)(tenure, 20.0) / 20;
                one.strength.push_back(to_decimals(logistic(-1.2 + 1.6 * settled + normal(stream)), 10));
                one.need.push_back(to_decimals(logistic(0.4 - 1.6 * settled + normal(stream)), 10));
            }
            made_.net.add(std::move(one));
        }
    }

    void add_groups(std::size_t s) {
        const auto first = people_.first_group[s];
        const auto count = people_.groups(s);
        const auto& at = made_.net[id<school>{s}];
        const auto pupils = static_cast<std::size_t>(*at.enrolment);
        for (std::uint32_t g = 0; g < count; ++g) {
            random_stream stream(seed_of(seed_, draw::group_topics), first + g);
            student_group one;
            one.key = "g" + number_text(first + g + 1);
            one.name = group_name(at.years, g, count) + ", " + at.name;
            one.size = static_cast<double>(pupils * (g + 1) / count - pupils * g / count);
            for (const double need : at.need)
                one.need.push_back(to_decimals(std::clamp(need + normal(stream, 0, 0.1), 0.0, 1.0), 100));
            made_.net.add(std::move(one));
        }
    }

    void add_families(std::size_t s) {
        for (auto f = people_.first_family[s]; f < people_.first_family[s + 1]; ++f)
            made_.net.add(family{.key = "f" + number_text(f + 1)});
    }

    void reserve() {
        made_.net.reserve<teacher>(people_.first_teacher.back());
        made_.net.reserve<student_group>(people_.first_group.back());
        made_.net.reserve<family>(people_.first_family.back());
    }

    void add_organisations() {
        auto next = people_.school_count(); // names after those of the schools
        for (std::size_t i = 0; i < people_.agencies.size(); ++i) {
            const bool office = i < people_.region_count();
            agency one;
            one.key = "a" + number_text(i + 1);
            one.service = office ? education_office : services[i % services.size()];
            one.name = (office ? regions_[people_.agency_region[i]] : places_[next++]) + ' ' + titled(one.service);
            one.where = people_.agencies[i];
            made_.net.add(std::move(one));
        }
        for (std::size_t i = 0; i < people_.employers.size(); ++i) {
            const std::string industry(industries[i % industries.size()]);
            made_.net.add(employer{"e" + number_text(i + 1), places_[next++] + ' ' + titled(industry), industry,
                                   people_.employers[i]});
        }
        for (std::size_t i = 0; i < people_.universities.size(); ++i)
            made_.net.add(
                university{"u" + number_text(i + 1), places_[next++] + " University", people_.universities[i]});
        for (std::size_t i = 0; i < people_.community_groups.size(); ++i) {
            const std::string kind(gatherings[i % gatherings.size()]);
            made_.net.add(
                community_group{"c" + number_text(i + 1), places_[next++] + ' ' + kind, people_.community_groups[i]});
        }
    }

    void add_layers() {
        for (const auto& one : generated_layers) made_.net.add(one);
    }

    void add_tie(std::uint32_t source, std::uint32_t target, double trust, std::uint8_t kind, std::size_t number) {
        tie value{trust, {}, experiences(source, target, number)};
        // Nobody dates a pupil's enrolment or a teacher's post by when it was last used.
        if (kind != employs && kind != enrols) {
            random_stream stream(seed_of(seed_, draw::dates), number);
            const double days = gamma(stream, 1, 1) * parameters_.trust.memory_days;
            value.last_seen.seconds = parameters_.trust.as_of.seconds - static_cast<std::int64_t>(days) * 86'400;
        }
        const auto which = id<layer>{std::uint32_t{kind}};
        with_id(source,
                [&](auto from) { with_id(target, [&](auto to) { made_.net.connect(from, to, which, value); }); });
    }

    void note(std::string sentence) { made_.notes.push_back(std::move(sentence)); }
    [[nodiscard]] system_network& net() { return made_.net; }
    [[nodiscard]] learning_system take() { return std::move(made_); }

private:
    /// Where an actor is met: at its school, or at its own place.
    [[nodiscard]] const place& meeting_place(std::uint32_t vertex) const {
        const auto& first = people_.first_vertex;
        const auto at_school = [&](const std::vector<std::uint32_t>& starts, std::uint32_t person) -> const place& {
            const auto next = std::upper_bound(starts.begin(), starts.end(), person);
            return *made_.net[id<school>{static_cast<std::size_t>(next - starts.begin()) - 1}].where;
        };
        if (vertex < first[1]) return *made_.net[id<school>{vertex}].where;
        if (vertex < first[2]) return at_school(people_.first_teacher, vertex - first[1]);
        if (vertex < first[3]) return at_school(people_.first_group, vertex - first[2]);
        if (vertex < first[4]) return at_school(people_.first_family, vertex - first[3]);
        if (vertex < first[5]) return people_.agencies[vertex - first[4]];
        if (vertex < first[6]) return people_.employers[vertex - first[5]];
        if (vertex < first[7]) return people_.universities[vertex - first[6]];
        return people_.community_groups[vertex - first[7]];
    }

    /// How often two have met: a whole number of at least 1, log-normal. It grows with the root of the years that the
    /// less experienced of teachers has been there, and falls with the way between the two.
    [[nodiscard]] double experiences(std::uint32_t source, std::uint32_t target, std::size_t number) const {
        random_stream stream(seed_of(seed_, draw::contacts), number);
        const auto& first = people_.first_vertex;
        const double mean_years = parameters_.people.tenure_mean;
        double years = std::numeric_limits<double>::infinity();
        for (const auto vertex : {source, target})
            if (vertex >= first[1] && vertex < first[2])
                years = (std::min)(years, to_decimals(people_.tenure[vertex - first[1]], 10));
        if (!std::isfinite(years)) years = mean_years;
        const auto& here = meeting_place(source);
        const auto& there = meeting_place(target);
        const double km = here == there ? 0 : distance_km(here, there);
        const double median = parameters_.trust.contacts * std::sqrt((years + 1) / (mean_years + 1)) /
                              (1 + km / parameters_.ties.decay_km);
        const double count = median * reproducible_exp(normal(stream, 0, parameters_.trust.contacts_spread));
        return (std::max)(1.0, std::floor(count));
    }

    template <class Visit>
    void with_id(std::uint32_t vertex, Visit visit) const {
        const auto& first = people_.first_vertex;
        if (vertex < first[1]) return visit(id<school>{vertex});
        if (vertex < first[2]) return visit(id<teacher>{vertex - first[1]});
        if (vertex < first[3]) return visit(id<student_group>{vertex - first[2]});
        if (vertex < first[4]) return visit(id<family>{vertex - first[3]});
        if (vertex < first[5]) return visit(id<agency>{vertex - first[4]});
        if (vertex < first[6]) return visit(id<employer>{vertex - first[5]});
        if (vertex < first[7]) return visit(id<university>{vertex - first[6]});
        visit(id<community_group>{vertex - first[7]});
    }

    const system_parameters& parameters_;
    generated_people people_;
    std::uint64_t seed_;
    place_names places_;
    region_names regions_;
    learning_system made_;
};

} // namespace detail

/// Makes a learning system.
///
/// Complexity: as `generate_ties`, then O(actors + ties). A nation takes 2.6 GB on the way.
/// Preconditions: every parameter within its range.
/// Result: a complete system; one that `stop` cut short is valid, and the last of its notes says what is missing.
/// Throws: `contract_violation` that names a bad parameter.
/// Determinism: by parameters and seed; not by threads.
/// Example: `const auto system = generate_system(system_size::district, 1);`
[[nodiscard]] inline learning_system generate_system(const system_parameters& parameters, std::uint64_t seed = 1,
                                                     const generate_options& options = {}) {
    detail::check(parameters, "generate_system");
    const auto report = [&](double share) {
        if (options.progress) options.progress(share);
    };
    // 1. Columns: half of the time.
    auto part = options;
    part.progress = [&](double share) { report(share / 2); };
    auto columns = generate_ties(parameters, seed, part);
    bool complete = columns.complete;

    // 2. Actors.
    const auto schools = columns.people.school_count();
    const auto ties = columns.sources.size();
    detail::system_builder builder(parameters, std::move(columns.people), seed);
    builder.add_layers();
    builder.add_schools();
    builder.reserve();
    for (std::size_t s = 0; s < schools && complete; ++s) {
        complete = !options.stop.stop_requested();
        builder.add_teachers(s);
        builder.add_groups(s);
        builder.add_families(s);
    }
    builder.add_organisations();
    report(0.6);

    // 3. Ties.
    builder.net().reserve_ties(ties);
    constexpr std::size_t chunk = 1U << 16;
    for (std::size_t i = 0; i < ties && complete; ++i) {
        if (i % chunk == 0) {
            report(0.6 + 0.4 * static_cast<double>(i) / static_cast<double>(ties));
            complete = !options.stop.stop_requested();
        }
        builder.add_tie(columns.sources[i], columns.targets[i], columns.strengths[i], columns.layers[i], i);
    }
    if (!complete) builder.note("Stopped before it was complete: some ties, or people, are missing.");
    report(1);
    return builder.take();
}

/// Makes a learning system of a named size.
[[nodiscard]] inline learning_system generate_system(system_size size, std::uint64_t seed = 1,
                                                     const generate_options& options = {}) {
    return generate_system(parameters_of(size), seed, options);
}

} // namespace colearn

#endif
