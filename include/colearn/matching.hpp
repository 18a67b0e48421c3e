// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_HPP
#define COLEARN_MATCHING_HPP

/// @file
/// Everything in colearn/matching/, for users; no header of the library includes this one.

#include <colearn/matching/candidates.hpp>
#include <colearn/matching/compatibility.hpp>
#include <colearn/matching/complementarity.hpp>
#include <colearn/matching/context.hpp>
#include <colearn/matching/federate.hpp>
#include <colearn/matching/group_agreement.hpp>
#include <colearn/matching/group_question.hpp>
#include <colearn/matching/group_result.hpp>
#include <colearn/matching/group_settings.hpp>
#include <colearn/matching/group_words.hpp>
#include <colearn/matching/home_groups.hpp>
#include <colearn/matching/hub_and_feeders.hpp>
#include <colearn/matching/hub_result.hpp>
#include <colearn/matching/hub_scores.hpp>
#include <colearn/matching/hub_words.hpp>
#include <colearn/matching/match_mentors.hpp>
#include <colearn/matching/mentor_result.hpp>
#include <colearn/matching/mentor_scores.hpp>
#include <colearn/matching/mentor_standing.hpp>
#include <colearn/matching/mentor_words.hpp>
#include <colearn/matching/pairing_rules.hpp>
#include <colearn/matching/partner_sets.hpp>
#include <colearn/matching/partner_ties.hpp>
#include <colearn/matching/pathway.hpp>
#include <colearn/matching/profile_index.hpp>
#include <colearn/matching/profile_table.hpp>
#include <colearn/matching/propose_groups.hpp>
#include <colearn/matching/school_group_options.hpp>
#include <colearn/matching/school_groups.hpp>
#include <colearn/matching/school_table.hpp>
#include <colearn/matching/school_ties.hpp>
#include <colearn/matching/service_fairness.hpp>
#include <colearn/matching/teacher_candidates.hpp>
#include <colearn/matching/teacher_compatibility.hpp>
#include <colearn/matching/teacher_groups.hpp>
#include <colearn/matching/travel.hpp>
#include <colearn/matching/twin.hpp>
#include <colearn/matching/twin_alternatives.hpp>
#include <colearn/matching/twin_fairness.hpp>
#include <colearn/matching/twin_options.hpp>
#include <colearn/matching/twin_result.hpp>
#include <colearn/matching/twin_trade_off.hpp>
#include <colearn/matching/twin_verify.hpp>
#include <colearn/matching/twin_words.hpp>
#include <colearn/matching/verify_groups.hpp>
#include <colearn/matching/weighted_terms.hpp>
#include <colearn/matching/words.hpp>

#endif
