// SPDX-License-Identifier: BSL-1.0
// Which leaders do colleagues turn to when ties are at >= 3? Reads a network survey: a sheet of people, a sheet of
// ratings without headings, and a manifest that says how the two become a system.
#include <exception>
#include <string>

#include <fmt/core.h>

#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/freeze_network.hpp>
#include <colearn/io/manifest.hpp>

int main(int argc, char** argv) {
    if (argc != 2) {
        fmt::print("usage: read_survey SURVEY.json\n");
        return 2;
    }
    try {
        const auto read = colearn::read_manifest(argv[1]);
        const auto& net = read.system.net;
        fmt::print("{}\n\n", read.system.name);

        // How many turn to each: the incoming arcs of the view.
        const auto view = colearn::freeze(net);
        colearn::actor_map<std::uint32_t> asked(view.shared_roster());
        for (const auto who : view.actors()) asked[who] = view.in().degree(who.index);
        for (const auto who : colearn::top(asked, 3)) {
            const auto& person = net[view.who().as<colearn::teacher>(who)];
            fmt::print("{} of {} colleagues turn to {} ({})\n", asked[who], net.count<colearn::teacher>() - 1,
                       person.name, person.position);
        }

        fmt::print("\nHow this was read:\n");
        for (const auto& note : read.system.notes) fmt::print("- {}\n", note);
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
}
