// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_HPP
#define COLEARN_IO_HPP

/// @file
/// Everything in colearn/io/, for users; no header of the library includes this one.

#include <colearn/io/assumed_ties.hpp>
#include <colearn/io/byte_source.hpp>
#include <colearn/io/csv.hpp>
#include <colearn/io/csv_table.hpp>
#include <colearn/io/csv_writer.hpp>
#include <colearn/io/edge_list.hpp>
#include <colearn/io/fault_log.hpp>
#include <colearn/io/field_rule.hpp>
#include <colearn/io/joined_rows.hpp>
#include <colearn/io/json.hpp>
#include <colearn/io/manifest_plan.hpp>
#include <colearn/io/name_suggestion.hpp>
#include <colearn/io/number_text.hpp>
#include <colearn/io/participatory_budget.hpp>
#include <colearn/io/read_actors.hpp>
#include <colearn/io/read_result.hpp>
#include <colearn/io/read_system.hpp>
#include <colearn/io/role_table.hpp>
#include <colearn/io/tidy.hpp>
#include <colearn/io/time_text.hpp>
#include <colearn/io/trust_rule.hpp>
#include <colearn/io/utf8.hpp>
#include <colearn/io/valued_matrix.hpp>
#include <colearn/io/write_system.hpp>

#endif
