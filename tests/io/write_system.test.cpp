// SPDX-License-Identifier: BSL-1.0
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <colearn/io/read_system.hpp>
#include <colearn/io/write_system.hpp>

#include "io/io_support.hpp"
#include "support/catch.hpp"

namespace write_system_test {

using namespace colearn;

namespace {

// A system with every kind of value at random, odd texts among them.
learning_system random_system(std::uint32_t seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> share(0, 1);
    const auto number = [&]() -> std::optional<double> {
        if (random() % 4 == 0) return std::nullopt;
        return share(random) * 1000;
    };
    const auto part = [&]() -> std::optional<double> {
        if (random() % 4 == 0) return std::nullopt;
        return share(random);
    };
    const std::vector<std::string> pieces = {"Hill", ",", "\"", "\n", "\r\n", " ", "M\xC4\x81ori", "=1", "", "\t"};
    const auto text = [&] {
        std::string out;
        for (auto k = random() % 4; k > 0; --k) out += pieces[random() % pieces.size()];
        return out;
    };
    const auto where = [&]() -> std::optional<place> {
        if (random() % 3 == 0) return std::nullopt;
        return place{share(random) * 180 - 90, share(random) * 360 - 180};
    };
    learning_system out;
    out.name = text();
    for (auto k = random() % 4; k > 0; --k) out.topics.push_back("topic " + std::to_string(k) + text());
    for (auto k = random() % 3; k > 0; --k) out.notes.push_back(text());
    const auto profile = [&] {
        std::vector<double> values;
        if (random() % 3 > 0)
            for (std::size_t k = 0; k < out.topics.size(); ++k) values.push_back(share(random));
        return values;
    };
    std::vector<tie_end> actors;
    const auto key = [&](std::uint32_t i) { return std::to_string(i) + text(); };
    for (std::uint32_t i = 0; i < 6; ++i) {
        out.net.add(school{key(i), text(), text(), where(), static_cast<sector>(random() % 4),
                           static_cast<level>(random() % 5), number(), number(), number(), part(), profile(),
                           profile()});
        out.net.add(teacher{key(i), text(), text(), number(), profile(), profile()});
        out.net.add(student_group{key(i), text(), number(), profile()});
        out.net.add(family{key(i), text()});
        out.net.add(agency{key(i), text(), text(), where()});
        if (seed % 2 == 0) out.net.add(employer{key(i), text(), text(), where()});
        out.net.add(university{key(i), text(), where()});
        out.net.add(community_group{key(i), text(), where()});
    }
    std::vector<id<layer>> kinds;
    for (int k = 0; k < 3; ++k) {
        const double a = share(random);
        const double b = (1 - a) * share(random);
        kinds.push_back(out.net.add({"layer " + std::to_string(k) + text(), random() % 2 == 0, {a, b, 1 - a - b}}));
    }
    for (int k = 0; k < 40; ++k) {
        tie value{1 - share(random), {}, random() % 4 == 0 ? 0.0 : 100 * share(random)};
        if (random() % 2 == 0)
            value.last_seen.seconds = static_cast<std::int64_t>(random()) * (random() % 2 == 0 ? 1 : 30) - 2000000000;
        const auto from = static_cast<std::uint32_t>(random() % 6);
        const auto to = static_cast<std::uint32_t>(random() % 6);
        const auto kind = kinds[random() % 3];
        switch (random() % 3) {
        case 0:
            out.net.connect(id<school>{from}, id<teacher>{to}, kind, value);
            break;
        case 1:
            out.net.connect(id<family>{from}, id<family>{to}, kind, value);
            break;
        default:
            out.net.connect(id<agency>{from}, id<community_group>{to}, kind, value);
        }
    }
    return out;
}

} // namespace

TEST_CASE("what is written is read back, to the last bit", "[io][write_system]") {
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        const io_test::scratch_folder folder;
        const auto system = random_system(seed);
        write_system(system, folder.path() / "new");
        const auto back = read_system(folder.path() / "new");
        CAPTURE(seed);
        REQUIRE(io_test::same_system(system, back.system));
        // And once more: the second writing is the same bytes.
        write_system(back.system, folder.path() / "again");
        for (const auto& entry : std::filesystem::directory_iterator(folder.path() / "new")) {
            const auto name = entry.path().filename().string();
            CHECK(folder.read("new/" + name) == folder.read("again/" + name));
        }
    }
}

TEST_CASE("the comparison of the round trip sees a difference", "[io][write_system]") {
    const auto system = random_system(1);
    auto other = system;
    other.net[id<tie>{0U}].trust = std::nextafter(other.net[id<tie>{0U}].trust, 0.0);
    CHECK_FALSE(io_test::same_system(system, other));
    other = system;
    other.net.change(id<school>{0U}, [](school& one) { one.region += "x"; });
    CHECK_FALSE(io_test::same_system(system, other));
}

TEST_CASE("a system's tables are not written over by mistake", "[io][write_system]") {
    const io_test::scratch_folder folder;
    auto system = random_system(2);
    write_system(system, folder.path());
    CHECK_THROWS_AS(write_system(system, folder.path()), contract_violation);
    learning_system small;
    small.name = "small";
    small.net.add(family{"f", ""});
    write_system(small, folder.path(), {.overwrite = true});
    CHECK(io_test::same_system(read_system(folder.path()).system, small)); // no table of the larger one is left behind
}

TEST_CASE("removed actors and ties are not written, and ids close up", "[io][write_system]") {
    const io_test::scratch_folder folder;
    learning_system system;
    const auto a = system.net.add(teacher{.key = "a"});
    const auto b = system.net.add(teacher{.key = "b"});
    const auto c = system.net.add(teacher{.key = "c"});
    system.net.connect(a, b, layers::teacher_to_teacher);
    system.net.connect(b, c, layers::teacher_to_teacher, {0.5, {}});
    system.net.remove(a);
    write_system(system, folder.path());
    CHECK(folder.read("teachers.csv") == "key,name,position,tenure\nb,,,\nc,,,\n");
    CHECK(folder.read("ties.csv") == "from_role,from,to_role,to,layer,trust,last_seen,evidence\n"
                                     "teacher,b,teacher,c,teacher to teacher,0.5,,4\n");
}

TEST_CASE("what a reader would refuse is not written", "[io][write_system]") {
    const io_test::scratch_folder folder;
    const auto refused = [&](const learning_system& system) {
        CHECK_THROWS_AS(write_system(system, folder.path(), {.overwrite = true}), contract_violation);
    };
    learning_system system;
    system.net.add(school{.name = "without key"});
    refused(system);
    for (const double bad : {-1.0, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
        system = {};
        system.net.add(school{.key = "a", .enrolment = bad});
        refused(system);
    }
    system = {};
    system.net.add(school{.key = "a", .where = place{91, 0}});
    refused(system);
    system = {};
    system.net.add(school{.key = "a", .need = {0.5}}); // no such topic
    refused(system);
    system = {};
    system.net.add(school{.key = "caf\xE9"});
    refused(system);
    system = {};
    system.topics = {"a", "a"};
    refused(system);
    for (const double bad : {0.0, -0.5, 1.5, std::numeric_limits<double>::quiet_NaN()}) {
        system = {};
        const auto one = system.net.add(family{"f", ""});
        system.net.connect(one, one, layer{"x"}, {bad, {}});
        refused(system);
    }
}

} // namespace write_system_test
