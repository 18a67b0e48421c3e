// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_LEARNING_SYSTEM_HPP
#define COLEARN_GRAPH_LEARNING_SYSTEM_HPP

/// @file
/// For a policy reader: one collaborative learning system, such as a district: who is in it, who works with whom, and
/// on which topics learners need help. For an engineer: the library's own network together with what its numbers mean
/// and where they came from. Readers and generators make one; the review and the experiment runner take one.

#include <string>
#include <vector>

#include <colearn/graph/network.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/graph/tie.hpp>

namespace colearn {

/// The roles of a collaborative learning system.
using system_roles = roles<school, teacher, student_group, family, agency, employer, university, community_group>;
/// The library's own network; make your own with other roles or another tie.
using system_network = network<system_roles, tie>;

/// A network with its topics and its provenance.
struct learning_system {
    std::string name{};                ///< as a report's title shows it
    std::vector<std::string> topics{}; ///< what the entries of every `need` and `strength` vector are about
    system_network net{};              ///< actors and ties
    std::vector<std::string>
        notes{}; ///< how the data was read or made (thresholds, seeds, assumptions), a sentence each
};

} // namespace colearn

#endif
