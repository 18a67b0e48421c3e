// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_HPP
#define COLEARN_ALLOCATION_HPP

/// @file
/// Everything in colearn/allocation/, for users; no header of the library includes this one.

#include <colearn/allocation/allocation_policy.hpp>
#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/allocation/budget_purchase.hpp>
#include <colearn/allocation/equal_shares.hpp>
#include <colearn/allocation/greedy_approval.hpp>
#include <colearn/allocation/inequality.hpp>
#include <colearn/allocation/max_min.hpp>
#include <colearn/allocation/money.hpp>
#include <colearn/allocation/need.hpp>
#include <colearn/allocation/sequential_phragmen.hpp>

#endif
