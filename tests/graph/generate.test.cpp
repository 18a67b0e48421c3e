// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include <colearn/graph/freeze_network.hpp>
#include <colearn/graph/generate.hpp>
#include <colearn/graph/geography.hpp>
#include <colearn/io/write_system.hpp>

#include "support/catch.hpp"

namespace generate_test {

using namespace colearn;

namespace {

/// FNV-1a over every field of every actor, layer and tie.
class system_hash {
public:
    explicit system_hash(const learning_system& system) {
        add(system.name);
        for (const auto& one : system.topics) add(one);
        for (const auto& one : system.notes) add(one);
        const auto& net = system.net;
        net.for_each<school>([&](auto, const school& one) {
            add(one.key), add(one.name), add(one.region), add(one.where), add(static_cast<int>(one.governance));
            add(static_cast<int>(one.years)), add(one.enrolment), add(one.staff), add(one.advantage);
            add(one.disadvantaged), add(one.need), add(one.strength);
        });
        net.for_each<teacher>([&](auto, const teacher& one) {
            add(one.key), add(one.name), add(one.position), add(one.tenure), add(one.need), add(one.strength);
        });
        net.for_each<student_group>(
            [&](auto, const student_group& one) { add(one.key), add(one.name), add(one.size), add(one.need); });
        net.for_each<family>([&](auto, const family& one) { add(one.key), add(one.name); });
        net.for_each<agency>(
            [&](auto, const agency& one) { add(one.key), add(one.name), add(one.service), add(one.where); });
        net.for_each<employer>(
            [&](auto, const employer& one) { add(one.key), add(one.name), add(one.industry), add(one.where); });
        net.for_each<university>([&](auto, const university& one) { add(one.key), add(one.name), add(one.where); });
        net.for_each<community_group>(
            [&](auto, const community_group& one) { add(one.key), add(one.name), add(one.where); });
        for (const auto which : net.layer_ids()) add(net[which].name);
        net.for_each_tie([&](auto, tie_end from, tie_end to, id<layer> kind, const tie& value) {
            for (const auto number : {from.role, from.index, to.role, to.index, kind.index})
                add(static_cast<int>(number));
            add(value.trust);
            add(static_cast<double>(value.last_seen.seconds));
            add(value.evidence);
        });
    }
    [[nodiscard]] std::uint64_t value() const { return hash_; }

private:
    void byte(unsigned char one) { hash_ = (hash_ ^ one) * 1099511628211U; }
    void add(std::string_view text) {
        for (const char c : text) byte(static_cast<unsigned char>(c));
        byte(0);
    }
    void add(int number) { add(std::to_string(number)); }
    void add(double number) {
        std::uint64_t bits = 0;
        std::memcpy(&bits, &number, sizeof bits);
        for (int i = 0; i < 64; i += 8) byte(static_cast<unsigned char>(bits >> i));
    }
    void add(const std::optional<double>& number) { number ? add(*number) : byte(1); }
    void add(const std::optional<place>& where) {
        add(where ? where->latitude : 1000);
        add(where ? where->longitude : 1000);
    }
    void add(const std::vector<double>& numbers) {
        for (const double one : numbers) add(one);
        byte(2);
    }
    std::uint64_t hash_ = 14695981039346656037U;
};

} // namespace

TEST_CASE("the same seed makes the same system, on any compiler and number of threads", "[generate]") {
    const auto one = system_hash(generate_system(system_size::district, 1)).value();
    CHECK(one == 0x67A1F296EEA9A765U); // g++ and clang, with and without -O3 -march=x86-64-v3
    CHECK(system_hash(generate_system(system_size::district, 1, {.threads = 3})).value() == one);
    CHECK(system_hash(generate_system(system_size::district, 2)).value() != one);
    auto parameters = parameters_of(system_size::district);
    parameters.ties.decay_km = 5.1;
    CHECK(system_hash(generate_system(parameters, 1)).value() != one);
}

TEST_CASE("a system is its columns with names on", "[generate]") {
    const auto parameters = parameters_of(system_size::district);
    const auto columns = generate_ties(parameters, 5);
    const auto system = generate_system(parameters, 5);
    REQUIRE(system.net.tie_count() == columns.sources.size());
    REQUIRE(system.net.actor_count() == columns.people.actor_count());
    system.net.for_each_tie([&](id<tie> which, tie_end from, tie_end to, id<layer> kind, const tie& value) {
        const auto i = which.index;
        CHECK(columns.people.first_vertex[from.role] + from.index == columns.sources[i]);
        CHECK(columns.people.first_vertex[to.role] + to.index == columns.targets[i]);
        CHECK(columns.layers[i] == kind.index);
        CHECK(columns.strengths[i] == value.trust);
    });
    for (std::size_t i = 0; i < generated_layers.size(); ++i) CHECK(system.net[id<layer>{i}] == generated_layers[i]);

    // So a view of either has the same vertices.
    const auto advice = freeze(system.net, {.layers = {system.net.find_layer("employment")}});
    CHECK(advice.who().name(id<actor>{0U}) == system.net[id<school>{0U}].name);
    CHECK(advice.tie_count() == columns.people.first_teacher.back());
}

TEST_CASE("every field that a school, teacher or group has is filled in, and families have no name", "[generate]") {
    const auto system = generate_system(system_size::district, 4);
    CHECK(system.name == "Generated district");
    CHECK(system.topics.size() == 5);
    CHECK(system.notes.size() == 3);
    CHECK(system.notes[2] == "Of 1,000 families, 12 are actors: those that speak for others.");
    std::set<std::string> regions;
    system.net.for_each<school>([&](auto, const school& one) {
        CHECK((!one.key.empty() && !one.name.empty() && !one.region.empty() && one.where));
        CHECK((one.years != level::unknown && one.governance != sector::unknown));
        CHECK((one.enrolment >= 1.0 && one.staff > 0.0 && one.advantage > 0.0 && one.disadvantaged >= 0.0));
        CHECK((one.need.size() == 5 && one.strength.size() == 5));
        regions.insert(one.region);
    });
    CHECK(regions.size() == 6);
    std::size_t principals = 0;
    system.net.for_each<teacher>([&](auto, const teacher& one) {
        CHECK((!one.key.empty() && one.name.find(' ') != std::string::npos && one.tenure));
        CHECK((one.need.size() == 5 && one.strength.size() == 5));
        if (one.position == "principal") ++principals;
    });
    CHECK(principals == 50);
    double grouped = 0;
    double enrolled = 0;
    system.net.for_each<student_group>([&](auto, const student_group& one) {
        CHECK(one.name.find(", ") != std::string::npos);
        grouped += one.size.value();
    });
    system.net.for_each<school>([&](auto, const school& one) { enrolled += *one.enrolment; });
    CHECK(grouped == enrolled);
    system.net.for_each<family>([](auto, const family& one) { CHECK(one.name.empty()); });
    const auto as_of = trust_parameters{}.as_of.seconds;
    system.net.for_each_tie([&](auto, auto, auto, id<layer> kind, const tie& value) {
        const auto& name = system.net[kind].name;
        if (name == "employment" || name == "enrolment")
            CHECK_FALSE(value.last_seen.known());
        else
            CHECK((value.last_seen.known() && value.last_seen.seconds <= as_of));
    });
}

TEST_CASE("ties are thin and thick, thicker among the near and those who have been there long", "[generate]") {
    const auto parameters = parameters_of(system_size::district);
    const auto system = generate_system(parameters, 6);
    const auto& net = system.net;
    const auto employment = net.find_layer("employment");
    std::vector<double> posts; // nobody has to travel
    std::vector<double> young;
    std::vector<double> old;
    std::vector<double> near;
    std::vector<double> far;
    net.for_each_tie([&](auto, tie_end from, tie_end to, id<layer> kind, const tie& value) {
        REQUIRE(value.evidence >= 1);
        REQUIRE(value.evidence == std::floor(value.evidence));
        if (kind == employment) {
            const double years = *net[id<teacher>{from.index}].tenure;
            posts.push_back(value.evidence / std::sqrt((years + 1) / (parameters.people.tenure_mean + 1)));
            if (years < 5) young.push_back(value.evidence);
            if (years > 15) old.push_back(value.evidence);
        }
        if (from.role == 0 && to.role == 0) {
            const double km = distance_km(*net[id<school>{from.index}].where, *net[id<school>{to.index}].where);
            (km < 2 ? near : far).push_back(value.evidence);
        }
    });
    const auto median = [](std::vector<double> all) {
        std::sort(all.begin(), all.end());
        REQUIRE(!all.empty());
        return all[all.size() / 2];
    };
    const auto share_at = [](const std::vector<double>& all, auto condition) {
        return static_cast<double>(std::count_if(all.begin(), all.end(), condition)) / static_cast<double>(all.size());
    };
    CHECK(median(posts) == Approx(parameters.trust.contacts).epsilon(0.1));
    CHECK(median(old) > 1.3 * median(young));
    CHECK(median(near) > median(far));
    CHECK(share_at(posts, [](double one) { return one <= 3; }) > 0.05);
    CHECK(share_at(posts, [](double one) { return one >= 60; }) > 0.05);
    CHECK(share_at(posts, [](double one) { return one >= 60; }) < 0.12);

    auto even = parameters;
    even.trust.contacts_spread = 0;
    even.trust.contacts = 0;
    generate_system(even, 6).net.for_each_tie(
        [](auto, auto, auto, auto, const tie& value) { REQUIRE(value.evidence == 1); });
    even.trust.contacts = -1;
    CHECK_THROWS_AS(generate_system(even, 6), contract_violation);
}

TEST_CASE("progress rises to 1, and a stopped system is valid and says what it is", "[generate]") {
    std::vector<double> shares;
    static_cast<void>(
        generate_system(system_size::district, 1, {.progress = [&](double share) { shares.push_back(share); }}));
    REQUIRE(shares.size() > 2);
    for (std::size_t i = 1; i < shares.size(); ++i) CHECK(shares[i - 1] <= shares[i]);
    CHECK(shares.back() == 1);

    for (const double at : {0.0, 0.2, 0.5}) {
        std::stop_source source;
        const auto cut = generate_system(system_size::district, 1,
                                         {.progress =
                                              [&](double share) {
                                                  if (share > at) source.request_stop();
                                              },
                                          .stop = source.get_token()});
        CHECK(cut.notes.back() == "Stopped before it was complete: some ties, or people, are missing.");
        CHECK(cut.net.count<school>() == 50);
        CHECK_NOTHROW(freeze(cut.net));
    }
}

TEST_CASE("the district that is shipped is the one that the generator makes", "[generate]") {
    // After a change of the generator: generate_system --size district --seed 1 --out examples/data/district
    // --overwrite
    const std::filesystem::path shipped = COLEARN_SOURCE_DIR "/examples/data/district";
    const auto made = std::filesystem::temp_directory_path() /
                      ("colearn_generated_district_" + std::to_string(std::random_device{}()));
    write_system(generate_system(system_size::district, 1), made);
    const auto text_of = [](const std::filesystem::path& path) {
        std::ifstream file(path, std::ios::binary);
        return std::string{std::istreambuf_iterator<char>(file), {}};
    };
    std::size_t tables = 0;
    for (const auto& entry : std::filesystem::directory_iterator(made)) {
        CAPTURE(entry.path().filename().string());
        CHECK((text_of(entry.path()) == text_of(shipped / entry.path().filename())));
        ++tables;
    }
    CHECK(tables == 11);
    std::filesystem::remove_all(made);
}

} // namespace generate_test
