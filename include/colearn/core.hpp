// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_CORE_HPP
#define COLEARN_CORE_HPP

/// @file
/// Everything in colearn/core/, for users; no header of the library includes this one.

#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/counted.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/error.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/joined_sets.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/random.hpp>
#include <colearn/core/reproducible_math.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/vector_register.hpp>
#include <colearn/core/verification.hpp>

#endif
