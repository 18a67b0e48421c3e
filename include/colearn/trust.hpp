// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TRUST_HPP
#define COLEARN_TRUST_HPP

/// @file
/// Everything in colearn/trust/, for users; no header of the library includes this one.

#include <colearn/trust/appleseed.hpp>
#include <colearn/trust/credible_interval.hpp>
#include <colearn/trust/eigentrust.hpp>
#include <colearn/trust/evidence.hpp>
#include <colearn/trust/facets.hpp>
#include <colearn/trust/fusion.hpp>
#include <colearn/trust/modes.hpp>
#include <colearn/trust/moletrust.hpp>
#include <colearn/trust/omnibus_t_scale.hpp>
#include <colearn/trust/opinion.hpp>
#include <colearn/trust/propagation.hpp>
#include <colearn/trust/reciprocity.hpp>
#include <colearn/trust/reputation.hpp>
#include <colearn/trust/scales.hpp>
#include <colearn/trust/tidaltrust.hpp>
#include <colearn/trust/tie_opinion.hpp>
#include <colearn/trust/trust_pairs.hpp>

#endif
