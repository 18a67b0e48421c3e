// SPDX-License-Identifier: BSL-1.0
// Who may include whom. Each rule is a function of a tree of headers, so that it is shown to refuse a bad one.
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "house/source_tree.hpp"
#include "support/catch.hpp"

namespace floors_test {

namespace {

using complaints = std::vector<std::string>;

const std::set<std::string> optional_libraries = {"nlohmann/json.hpp", "nlohmann/json_fwd.hpp", "pugixml.hpp", "mpi.h"};

// The design's table: a folder includes itself and what stands below it.
const std::map<std::string, std::set<std::string>> floors = [] {
    std::map<std::string, std::set<std::string>> table;
    table["core"] = {};
    table["graph"] = {"core"};
    table["trust"] = {"core", "graph"};
    table["solve"] = {"core", "graph"};
    table["io"] = {"core", "graph", "trust"};
    table["measures"] = table["matching"] = table["allocation"] = {"core", "graph", "trust", "solve"};
    table["dynamics"] = {"core", "graph", "trust", "measures"};
    table["policy"] = {"core",     "graph",      "trust",    "solve", "measures",
                       "matching", "allocation", "dynamics", "io"};
    table["report"] = {"core",     "graph",      "trust",    "solve",  "measures",
                       "matching", "allocation", "dynamics", "policy", "io"};
    return table;
}();

// Headers that may include a large dependency; a new one is named here on purpose.
const std::map<std::string, std::set<std::string>> may_include = {
    {"boost/", {"colearn/graph/boost.hpp", "colearn/trust/credible_interval.hpp"}},
    {"Eigen/",
     {"colearn/graph/eigen.hpp", "colearn/measures/detail/dominant_vector.hpp", "colearn/measures/mrqap.hpp"}},
};

// What the oldest supported compilers lack, or what slows every program that includes it.
const std::set<std::string> never = {"format",          "expected",      "mdspan",   "execution",
                                     "source_location", "bits/stdc++.h", "iostream", "print"};

complaints against_floors(const source_tree& tree) {
    complaints out;
    for (const auto& [header, text] : tree) {
        const auto folder = folder_of(header);
        if (folder.empty()) continue;
        if (!floors.contains(folder)) {
            out.push_back(header + " is in a folder that the table does not have");
            continue;
        }
        for (const auto& used : includes(text)) {
            const auto below = folder_of(used);
            if (!below.empty() && below != folder && !floors.at(folder).contains(below))
                out.push_back(header + " includes " + used + ", which does not stand below it");
        }
    }
    return out;
}

complaints against_umbrellas(const source_tree& tree) {
    complaints out;
    for (const auto& [header, text] : tree)
        for (const auto& used : includes(text))
            if (!is_umbrella(header) && is_umbrella(used)) out.push_back(header + " includes the umbrella " + used);
    return out;
}

complaints against_cycles(const source_tree& tree) {
    complaints out;
    std::map<std::string, int> state; // 0 not seen, 1 on the path, 2 done
    const std::function<void(const std::string&)> visit = [&](const std::string& header) {
        state[header] = 1;
        for (const auto& used : includes(tree.at(header))) {
            if (!tree.contains(used)) continue;
            if (state[used] == 1) out.push_back(header + " includes " + used + ", which leads back to it");
            if (state[used] == 0) visit(used);
        }
        state[header] = 2;
    };
    for (const auto& [header, text] : tree)
        if (state[header] == 0) visit(header);
    return out;
}

complaints against_dependencies(const source_tree& tree) {
    complaints out;
    for (const auto& [header, text] : tree)
        for (const auto& used : includes(text)) {
            if (never.contains(used)) out.push_back(header + " includes <" + used + ">");
            for (const auto& [prefix, allowed] : may_include)
                if (used.starts_with(prefix) && !allowed.contains(header))
                    out.push_back(header + " includes <" + used + "> and is not on the list of those that may");
            if (optional_libraries.contains(used) && folder_of(header) != "io" && folder_of(header) != "policy")
                out.push_back(header + " includes <" + used + ">, an optional library");
            if (used.starts_with("colearn/") && !tree.contains(used))
                out.push_back(header + " includes " + used + ", which does not exist");
        }
    return out;
}

complaints against_shape(const source_tree& tree) {
    complaints out;
    for (const auto& [header, text] : tree) {
        std::string guard = header;
        for (char& c : guard) c = c == '/' || c == '.' ? '_' : static_cast<char>(std::toupper(c));
        if (!text.starts_with("// SPDX-License-Identifier: BSL-1.0\n#ifndef " + guard + "\n#define " + guard + "\n"))
            out.push_back(header + " does not start with the SPDX line and the guard " + guard);
        if (text.find("/// @file") == std::string::npos) out.push_back(header + " has no file comment");
        if (!is_umbrella(header) && !is_detail(header))
            for (const char* reader : {"For a policy reader:", "For an engineer:"})
                if (text.find(reader) == std::string::npos) out.push_back(header + " says nothing \"" + reader + "\"");
        if (folder_of(header).empty() && !is_umbrella(header))
            out.push_back(header + " is not in a folder of the table");
    }
    return out;
}

complaints against_tests(const source_tree& tree, const std::function<bool(const std::string&)>& exists) {
    complaints out;
    for (const auto& [header, text] : tree) {
        if (is_umbrella(header)) continue;
        auto name = header.substr(8, header.size() - 12);           // colearn/core/id.hpp -> core/id
        if (is_detail(header)) name.erase(name.find("/detail"), 7); // its test stands beside the others
        const auto test = "tests/" + name + ".test.cpp";
        if (!exists(test)) out.push_back(header + " has no " + test);
    }
    return out;
}

// colearn/core.hpp includes what is in colearn/core/, colearn/colearn.hpp includes every umbrella; both leave out
// what needs an optional library.
complaints against_umbrella_contents(const source_tree& tree) {
    std::map<std::string, std::set<std::string>> expected;
    std::set<std::string> optional = optional_libraries;
    for (bool grown = true; grown;) { // what includes an optional header is one
        grown = false;
        for (const auto& [header, text] : tree)
            for (const auto& used : includes(text))
                if (optional.contains(used) && !is_umbrella(header)) grown |= optional.insert(header).second;
    }
    for (const auto& [header, text] : tree) {
        const auto folder = folder_of(header);
        if (folder.empty() || is_detail(header) || optional.contains(header)) continue;
        expected["colearn/" + folder + ".hpp"].insert(header);
        expected["colearn/colearn.hpp"].insert("colearn/" + folder + ".hpp");
    }
    for (const auto& [header, text] : tree)
        if (is_umbrella(header)) expected.try_emplace(header);

    complaints out;
    for (const auto& [umbrella, wanted] : expected) {
        const auto listed = tree.contains(umbrella) ? includes(tree.at(umbrella)) : std::vector<std::string>{};
        const std::set<std::string> found(listed.begin(), listed.end());
        for (const auto& one : wanted)
            if (!found.contains(one)) out.push_back(umbrella + " does not include " + one);
        for (const auto& one : found)
            if (!wanted.contains(one)) out.push_back(umbrella + " includes " + one);
    }
    return out;
}

bool in_project(const std::string& path) {
    return std::filesystem::exists(std::filesystem::path(COLEARN_SOURCE_DIR) / path);
}

} // namespace

TEST_CASE("a folder includes only what stands below it", "[house]") {
    CHECK(against_floors(library_headers()) == complaints{});
    CHECK(against_floors({{"colearn/core/a.hpp", "#include <colearn/graph/b.hpp>\n"}}).size() == 1);
    CHECK(against_floors({{"colearn/matching/a.hpp", "//\n  # include  \"colearn/measures/b.hpp\"\n"}}).size() == 1);
    CHECK(against_floors({{"colearn/attic/a.hpp", ""}}).size() == 1);
    CHECK(against_floors({{"colearn/graph/a.hpp", "#include <colearn/core/b.hpp>\n"}}).empty());
}

TEST_CASE("no header includes an umbrella", "[house]") {
    CHECK(against_umbrellas(library_headers()) == complaints{});
    CHECK(against_umbrellas({{"colearn/graph/a.hpp", "#include <colearn/core.hpp>\n"}}).size() == 1);
    CHECK(against_umbrellas({{"colearn/colearn.hpp", "#include <colearn/core.hpp>\n"}}).empty());
}

TEST_CASE("headers do not include each other in a circle", "[house]") {
    CHECK(against_cycles(library_headers()) == complaints{});
    CHECK(against_cycles({{"colearn/core/a.hpp", "#include <colearn/core/b.hpp>\n"},
                          {"colearn/core/b.hpp", "#include <colearn/core/c.hpp>\n"},
                          {"colearn/core/c.hpp", "#include <colearn/core/a.hpp>\n"}})
              .size() == 1);
}

TEST_CASE("large and optional dependencies stay where they belong", "[house]") {
    CHECK(against_dependencies(library_headers()) == complaints{});
    CHECK(against_dependencies({{"colearn/core/a.hpp", "#include <boost/graph/graph_traits.hpp>\n"}}).size() == 1);
    CHECK(against_dependencies({{"colearn/core/a.hpp", "#include <Eigen/Core>\n"}}).size() == 1);
    CHECK(against_dependencies({{"colearn/core/a.hpp", "#include <format>\n"}}).size() == 1);
    CHECK(against_dependencies({{"colearn/graph/a.hpp", "#include <nlohmann/json.hpp>\n"}}).size() == 1);
    CHECK(against_dependencies({{"colearn/graph/a.hpp", "#include <colearn/core/gone.hpp>\n"}}).size() == 1);
}

TEST_CASE("every header starts with its licence, guard and file comment", "[house]") {
    CHECK(against_shape(library_headers()) == complaints{});
    CHECK(against_shape(
              {{"colearn/core/a.hpp", "#pragma once\n/// @file\n/// For a policy reader: x. For an engineer: y.\n"}})
              .size() == 1);
    CHECK(against_shape({{"colearn/core/a.hpp", "// SPDX-License-Identifier: BSL-1.0\n#ifndef COLEARN_CORE_A_HPP\n"
                                                "#define COLEARN_CORE_A_HPP\n"}})
              .size() == 3);
}

TEST_CASE("every header has a test of its name", "[house]") {
    CHECK(against_tests(library_headers(), in_project) == complaints{});
    CHECK(against_tests({{"colearn/core/a.hpp", ""}}, [](const std::string& path) {
              return path != "tests/core/a.test.cpp";
          }).size() == 1);
}

TEST_CASE("the code of a test file is in a namespace of its name, so that files can be compiled together", "[house]") {
    const auto own = [](const std::filesystem::path& file, const std::string& text) {
        const auto name = file.filename().string();
        return text.find("\nnamespace " + name.substr(0, name.find('.')) + "_test {\n") != std::string::npos;
    };
    complaints found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(COLEARN_SOURCE_DIR "/tests")) {
        if (!entry.path().string().ends_with(".test.cpp")) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        if (!own(entry.path(), {std::istreambuf_iterator<char>(file), {}})) found.push_back(entry.path().string());
    }
    CHECK(found == complaints{});
    CHECK_FALSE(own("a/b.test.cpp", "\nnamespace a_test {\n"));
}

TEST_CASE("no test's name holds a semicolon, which ctest cannot pass on", "[house]") {
    const std::regex name("TEST_CASE\\(\\s*\"([^\"]*)\"");
    complaints found;
    std::size_t names = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(COLEARN_SOURCE_DIR "/tests")) {
        if (!entry.path().string().ends_with(".test.cpp")) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        for (std::sregex_iterator at(text.begin(), text.end(), name), end; at != end; ++at) {
            ++names;
            if ((*at)[1].str().find(';') != std::string::npos) found.push_back((*at)[1]);
        }
    }
    CHECK(names > 1000);
    CHECK(found == complaints{});
}

TEST_CASE("an umbrella includes every header of its folder: scripts/umbrellas.sh writes them", "[house]") {
    CHECK(against_umbrella_contents(library_headers()) == complaints{});
    const std::string all = "#include <colearn/core.hpp>\n";
    CHECK(
        against_umbrella_contents({{"colearn/colearn.hpp", all}, {"colearn/core.hpp", ""}, {"colearn/core/a.hpp", ""}})
            .size() == 1);
    CHECK(against_umbrella_contents({{"colearn/colearn.hpp", ""},
                                     {"colearn/core.hpp", "#include <colearn/core/a.hpp>\n"},
                                     {"colearn/core/a.hpp", ""}})
              .size() == 1);
    CHECK(against_umbrella_contents({{"colearn/colearn.hpp", all},
                                     {"colearn/core.hpp", "#include <colearn/core/a.hpp>\n"},
                                     {"colearn/core/a.hpp", "#include <pugixml.hpp>\n"}})
              .size() == 2);
}

} // namespace floors_test
