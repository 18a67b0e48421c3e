// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_WRITE_SYSTEM_HPP
#define COLEARN_IO_WRITE_SYSTEM_HPP

/// @file
/// For a policy reader: saves a district as plain tables that can be opened, checked and changed in any office program.
/// For an engineer: writes the folder form that `read_system` reads; nothing is lost on the way there and back.

#include <array>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/io/csv_writer.hpp>
#include <colearn/io/role_table.hpp>
#include <colearn/io/time_text.hpp>
#include <colearn/io/trust_rule.hpp>

namespace colearn {

struct write_options {
    bool overwrite = false; ///< replace a system's tables that are in the folder already
};

namespace detail {

/// Writes the headings of a role's table.
struct heading_writer {
    csv_writer& out;
    const std::vector<std::string>& topics_of_system;

    void key(std::string_view name, const std::string&) { out.text(name); }
    void text(std::string_view name, const std::string&) { out.text(name); }
    void number(std::string_view name, const std::optional<double>&, number_bounds) { out.text(name); }
    void place(std::string_view latitude, std::string_view longitude, const std::optional<colearn::place>&) {
        out.text(latitude).text(longitude);
    }
    template <class Enum>
    void choice(std::string_view name, Enum, value_words<Enum>) {
        out.text(name);
    }
    void topics(std::string_view prefix, const std::vector<double>&) {
        for (const auto& topic : topics_of_system) out.text(std::string(prefix) + topic);
    }
};

/// Writes one actor; refuses what the reader would refuse.
struct actor_writer {
    csv_writer& out;
    std::size_t topic_count;

    void key(std::string_view, const std::string& value) {
        expects(!value.empty(), "every actor must have a key to be written");
        out.text(value);
    }
    void text(std::string_view, const std::string& value) { out.text(value); }
    void number(std::string_view name, const std::optional<double>& value, number_bounds bounds) {
        if (value && !(*value >= bounds.low && *value <= bounds.high))
            throw contract_violation("write_system", "\"" + std::string(name) + "\" must be within its bounds",
                                     number_text(*value));
        out.number(value);
    }
    void place(std::string_view latitude, std::string_view longitude, const std::optional<colearn::place>& where) {
        number(latitude, where ? std::optional(where->latitude) : std::nullopt, {-90, 90});
        number(longitude, where ? std::optional(where->longitude) : std::nullopt, {-180, 180});
    }
    template <class Enum>
    void choice(std::string_view, Enum value, value_words<Enum> words) {
        for (const auto& [word, meaning] : words) {
            if (meaning != value) continue;
            out.text(word);
            return;
        }
        expects(false, "an enumeration must hold one of its values");
    }
    void topics(std::string_view prefix, const std::vector<double>& values) {
        expects(values.empty() || values.size() == topic_count,
                "need and strength must be empty or have one entry for each topic", values.size());
        for (std::size_t i = 0; i < topic_count; ++i)
            number(prefix, values.empty() ? std::nullopt : std::optional(values[i]), {0, 1});
    }
};

} // namespace detail

/// Writes a system to a folder, which is made when it is not there: a table for each role that has actors, `ties.csv`,
/// `layers.csv` and `about.csv`.
///
/// Result: `read_system(folder)` gives the same system: every text, every number to the last bit, every tie in its
/// order. Ids are the same unless something was removed from the network, when they close up.
/// Complexity: O(actors x fields + ties) time, O(keys) memory.
/// Preconditions: every actor has a key; numbers are finite and within their bounds; trust is in (0, 1]; text is UTF-8;
/// topics are unique and not empty; the folder holds no system, unless `overwrite` is set.
/// Throws: `contract_violation` when a precondition does not hold; `std::system_error` when a file cannot be written.
inline void write_system(const learning_system& system, const std::filesystem::path& folder,
                         const write_options& options = {}) {
    const auto& net = system.net;
    const auto file = [&](std::string_view name) { return folder / (std::string(name) + ".csv"); };
    for (std::size_t i = 0; i < system.topics.size(); ++i) {
        expects(!system.topics[i].empty(), "a topic must have a name");
        for (std::size_t j = 0; j < i; ++j)
            expects(system.topics[j] != system.topics[i], "topics must be unique", std::string_view(system.topics[i]));
    }
    std::vector<std::string_view> all(role_tables.begin(), role_tables.end());
    all.insert(all.end(), {"about", "layers", "ties"});
    if (!options.overwrite)
        for (const auto name : all)
            expects(!std::filesystem::exists(file(name)),
                    "the folder must not hold a system already, or `overwrite` must be set",
                    std::string_view(file(name).string()));
    std::filesystem::create_directories(folder);

    {
        auto stream = create_file(file("about"));
        csv_writer out(stream);
        out.text("item").text("text").end_record();
        out.text("name").text(system.name).end_record();
        for (const auto& topic : system.topics) out.text("topic").text(topic).end_record();
        for (const auto& note : system.notes) out.text("note").text(note).end_record();
        out.flush();
    }
    std::array<std::vector<std::string_view>, system_network::role_count> keys; // by role and id
    detail::for_each_role([&]<class Role>(std::size_t place) {
        if (net.count<Role>() == 0) {
            std::filesystem::remove(file(role_tables[place]));
            return;
        }
        keys[place].resize(net.id_bound<Role>());
        auto stream = create_file(file(role_tables[place]));
        csv_writer out(stream);
        detail::heading_writer headings{out, system.topics};
        const Role blank{};
        detail::describe(blank, headings);
        out.end_record();
        detail::actor_writer actors{out, system.topics.size()};
        net.for_each<Role>([&](id<Role> who, const Role& one) {
            detail::describe(one, actors);
            out.end_record();
            keys[place][who.index] = one.key;
        });
        out.flush();
    });
    {
        auto stream = create_file(file("layers"));
        csv_writer out(stream);
        out.text("name").text("directed").text("individualism").text("solidarity").text("hierarchy").end_record();
        for (const auto which : net.layer_ids()) {
            const auto& one = net[which];
            expects(!one.name.empty(), "a layer must have a name to be written");
            out.text(one.name).text(one.directed ? "true" : "false");
            out.number(one.steering.individualism).number(one.steering.solidarity).number(one.steering.hierarchy);
            out.end_record();
        }
        out.flush();
    }
    auto stream = create_file(file("ties"));
    csv_writer out(stream);
    out.text("from_role").text("from").text("to_role").text("to").text("layer").text("trust").text("last_seen");
    out.text("evidence").end_record();
    net.for_each_tie([&](id<tie>, tie_end from, tie_end to, id<layer> kind, const tie& value) {
        expects(value.trust > 0 && value.trust <= 1, "trust must lie above 0 and up to 1", value.trust);
        expects(value.evidence >= 0 && value.evidence <= most_experiences,
                "evidence must be at least 0 and at most 1e15", value.evidence);
        out.text(role_names[from.role]).text(keys[from.role][from.index]);
        out.text(role_names[to.role]).text(keys[to.role][to.index]);
        out.text(net[kind].name).number(value.trust).text(moment_text(value.last_seen));
        out.number(value.evidence).end_record();
    });
    out.flush();
}

} // namespace colearn

#endif
