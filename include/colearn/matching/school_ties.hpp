// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_SCHOOL_TIES_HPP
#define COLEARN_MATCHING_SCHOOL_TIES_HPP

/// @file
/// For a policy reader: which schools already know each other, and which partners two schools share.
/// For an engineer: `partner_ties` of schools.

#include <colearn/graph/roles.hpp>
#include <colearn/matching/partner_ties.hpp>

namespace colearn {

/// The ties between schools, and from schools to other organisations; a school's own people are not its partners.
using school_ties = partner_ties<school>;

} // namespace colearn

#endif
