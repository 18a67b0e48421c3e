// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_COLEARN_HPP
#define COLEARN_COLEARN_HPP

/// @file
/// The whole library, for users; no header of the library includes this one.

#include <colearn/allocation.hpp>
#include <colearn/core.hpp>
#include <colearn/graph.hpp>
#include <colearn/io.hpp>
#include <colearn/matching.hpp>
#include <colearn/measures.hpp>
#include <colearn/policy.hpp>
#include <colearn/report.hpp>
#include <colearn/solve.hpp>
#include <colearn/trust.hpp>

#endif
