// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_IO_IO_SUPPORT_HPP
#define COLEARN_TESTS_IO_IO_SUPPORT_HPP

// What the tests of readers and writers share.
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

#include <colearn/core/error.hpp>
#include <colearn/graph/learning_system.hpp>

namespace io_test {

// A folder that goes away with the test.
class scratch_folder {
public:
    scratch_folder() {
        static int count = 0;
        path_ = std::filesystem::temp_directory_path() /
                ("colearn-io-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
        std::filesystem::create_directories(path_);
    }
    scratch_folder(const scratch_folder&) = delete;
    scratch_folder& operator=(const scratch_folder&) = delete;
    ~scratch_folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    std::filesystem::path write(const std::string& name, std::string_view text) const {
        const auto file = path_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary).write(text.data(), static_cast<std::streamsize>(text.size()));
        return file;
    }
    [[nodiscard]] std::string read(const std::string& name) const {
        std::ostringstream out;
        out << std::ifstream(path_ / name, std::ios::binary).rdbuf();
        return out.str();
    }

private:
    std::filesystem::path path_;
};

// "12:7 text | message" for each fault, without the file.
inline std::vector<std::string> lines_of(const std::vector<colearn::fault>& faults) {
    std::vector<std::string> out;
    for (const auto& one : faults)
        out.push_back(std::to_string(one.line) + ":" + std::to_string(one.column) + " " + one.text + " | " +
                      one.message);
    return out;
}

inline bool mentions(const std::vector<colearn::fault>& faults, std::string_view words) {
    for (const auto& one : faults)
        if (one.message.find(words) != std::string::npos) return true;
    return false;
}

// The faults of what `call` throws; empty when it throws no parse_error.
template <class Call>
std::vector<colearn::fault> faults_of(Call call) {
    try {
        call();
    } catch (const colearn::parse_error& error) {
        return error.faults();
    }
    return {};
}

template <class Role>
bool same_actors(const colearn::system_network& a, const colearn::system_network& b);

template <>
inline bool same_actors<colearn::school>(const colearn::system_network& a, const colearn::system_network& b) {
    if (a.count<colearn::school>() != b.count<colearn::school>()) return false;
    bool same = true;
    a.for_each<colearn::school>([&](auto who, const colearn::school& x) {
        const auto& y = b[who];
        same = same && x.key == y.key && x.name == y.name && x.region == y.region && x.where == y.where &&
               x.governance == y.governance && x.years == y.years && x.enrolment == y.enrolment && x.staff == y.staff &&
               x.advantage == y.advantage && x.disadvantaged == y.disadvantaged && x.need == y.need &&
               x.strength == y.strength;
    });
    return same;
}
template <>
inline bool same_actors<colearn::teacher>(const colearn::system_network& a, const colearn::system_network& b) {
    if (a.count<colearn::teacher>() != b.count<colearn::teacher>()) return false;
    bool same = true;
    a.for_each<colearn::teacher>([&](auto who, const colearn::teacher& x) {
        const auto& y = b[who];
        same = same && x.key == y.key && x.name == y.name && x.position == y.position && x.tenure == y.tenure &&
               x.need == y.need && x.strength == y.strength;
    });
    return same;
}
template <>
inline bool same_actors<colearn::student_group>(const colearn::system_network& a, const colearn::system_network& b) {
    if (a.count<colearn::student_group>() != b.count<colearn::student_group>()) return false;
    bool same = true;
    a.for_each<colearn::student_group>([&](auto who, const colearn::student_group& x) {
        const auto& y = b[who];
        same = same && x.key == y.key && x.name == y.name && x.size == y.size && x.need == y.need;
    });
    return same;
}
template <>
inline bool same_actors<colearn::agency>(const colearn::system_network& a, const colearn::system_network& b) {
    if (a.count<colearn::agency>() != b.count<colearn::agency>()) return false;
    bool same = true;
    a.for_each<colearn::agency>([&](auto who, const colearn::agency& x) {
        const auto& y = b[who];
        same = same && x.key == y.key && x.name == y.name && x.service == y.service && x.where == y.where;
    });
    return same;
}
template <>
inline bool same_actors<colearn::employer>(const colearn::system_network& a, const colearn::system_network& b) {
    if (a.count<colearn::employer>() != b.count<colearn::employer>()) return false;
    bool same = true;
    a.for_each<colearn::employer>([&](auto who, const colearn::employer& x) {
        const auto& y = b[who];
        same = same && x.key == y.key && x.name == y.name && x.industry == y.industry && x.where == y.where;
    });
    return same;
}
template <>
inline bool same_actors<colearn::family>(const colearn::system_network& a, const colearn::system_network& b) {
    if (a.count<colearn::family>() != b.count<colearn::family>()) return false;
    bool same = true;
    a.for_each<colearn::family>(
        [&](auto who, const colearn::family& x) { same = same && x.key == b[who].key && x.name == b[who].name; });
    return same;
}
template <class Role>
bool same_actors(const colearn::system_network& a, const colearn::system_network& b) {
    if (a.count<Role>() != b.count<Role>()) return false;
    bool same = true;
    a.for_each<Role>([&](auto who, const Role& x) {
        const auto& y = b[who];
        same = same && x.key == y.key && x.name == y.name && x.where == y.where;
    });
    return same;
}

// Everything equal, to the last bit and in the same order.
inline bool same_system(const colearn::learning_system& a, const colearn::learning_system& b) {
    using namespace colearn;
    if (a.name != b.name || a.topics != b.topics || a.notes != b.notes) return false;
    if (!same_actors<school>(a.net, b.net) || !same_actors<teacher>(a.net, b.net) ||
        !same_actors<student_group>(a.net, b.net) || !same_actors<family>(a.net, b.net) ||
        !same_actors<agency>(a.net, b.net) || !same_actors<employer>(a.net, b.net) ||
        !same_actors<university>(a.net, b.net) || !same_actors<community_group>(a.net, b.net))
        return false;
    if (a.net.layer_ids().size() != b.net.layer_ids().size() || a.net.tie_count() != b.net.tie_count()) return false;
    for (const auto which : a.net.layer_ids())
        if (!(a.net[which] == b.net[which])) return false;
    bool same = true;
    a.net.for_each_tie([&](id<tie> which, tie_end from, tie_end to, id<layer> kind, const tie& value) {
        same = same && b.net.from(which) == from && b.net.to(which) == to && b.net.layer_of(which) == kind &&
               b.net[which] == value;
    });
    return same;
}

} // namespace io_test

#endif
