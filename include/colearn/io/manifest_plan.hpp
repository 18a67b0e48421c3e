// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_MANIFEST_PLAN_HPP
#define COLEARN_IO_MANIFEST_PLAN_HPP

/// @file
/// For a policy reader: a manifest says, in one file that can be read and checked, how tables of any origin become a
/// system: which columns, which rows, which ties, and what is assumed.
/// For an engineer: the plan that a manifest's JSON is turned into before any table is opened.

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <colearn/graph/layer.hpp>
#include <colearn/io/assumed_ties.hpp>
#include <colearn/io/edge_list.hpp>
#include <colearn/io/read_actors.hpp>
#include <colearn/io/valued_matrix.hpp>

namespace colearn {

/// A table's file, below the root folder.
struct planned_table {
    std::string file{};
    char delimiter = ',';
};

struct planned_join {
    planned_table table{};
    std::string left_column{};
    std::string right_column{};
    std::string prefix{};
};

/// A table of actors of one role.
struct planned_actors {
    std::uint32_t role = 0; ///< place in `system_roles`
    planned_table table{};
    std::vector<planned_join> joins{};
    actor_table rules{};
};

struct planned_edges {
    planned_table table{};
    edge_list rules{};
};
struct planned_matrix {
    planned_table table{};
    std::uint32_t role = 0;
    matrix_ties rules{};
};
struct planned_same {
    std::uint32_t role = 0;
    same_value_ties rules{}; ///< `what` is the column
};
struct planned_near {
    std::uint32_t role = 0;
    near_ties rules{};
};
using planned_ties = std::variant<planned_edges, planned_matrix, planned_same, planned_near>;

/// What a manifest says.
struct manifest_plan {
    std::string name{};
    std::vector<std::string> notes{};
    std::vector<std::string> topics{};
    std::vector<layer> layers{};
    std::vector<planned_actors> actors{};
    std::vector<planned_ties> ties{};
};

} // namespace colearn

#endif
