// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TRUST_TIE_OPINION_HPP
#define COLEARN_TRUST_TIE_OPINION_HPP

/// @file
/// For a policy reader: what a tie says today: how much trust it carries, and how sure that still is.
/// For an engineer: the tie of a network as an opinion at a date, with forgetting; the ties of a view as evidence on
/// its arcs.

#include <algorithm>
#include <cstddef>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/graph/network.hpp>
#include <colearn/graph/tie.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/trust/evidence.hpp>
#include <colearn/trust/opinion.hpp>

namespace colearn {

/// The experiences behind a tie, as they stood when it was last seen: so many good ones of `evidence` that at a base
/// rate of 1/2 one expects the share `trust`. Where few experiences cannot carry a trust so high or low, all of them
/// were good, or all bad. Throws: `contract_violation` for a tie whose trust or evidence is out of range.
[[nodiscard]] inline timed_evidence experiences_of(const tie& one) {
    expects(one.trust >= 0 && one.trust <= 1, "the trust of a tie must be from 0 to 1", one.trust);
    expects(one.evidence >= 0 && one.evidence <= 1e100, "the evidence of a tie must be finite and not negative",
            one.evidence);
    const double good = (std::clamp)(one.trust * (one.evidence + prior_weight) - prior_weight / 2, 0.0, one.evidence);
    return {{good, one.evidence - good}, one.last_seen};
}

/// What a tie says when it was last seen. Example: `interval(opinion_of(net[which]))`
[[nodiscard]] inline opinion opinion_of(const tie& one, double base_rate = 0.5) {
    return opinion::of(experiences_of(one).amount, base_rate);
}

/// What a tie says on a date: its experiences fade from the day on which it was last seen. Those of an unknown day do
/// not fade. Preconditions: `now` is known, and not before that day. Throws: `contract_violation`.
/// Example: `opinion_of(net[which], today, forgetting::days(365)).uncertainty()`
[[nodiscard]] inline opinion opinion_of(const tie& one, moment now, const forgetting& fade, double base_rate = 0.5) {
    return opinion::of(faded(experiences_of(one), now, fade).amount, base_rate);
}

/// The evidence on each arc of a view of a network's ties, for `derive_trust` and `reputation`.
///
/// Complexity: O(m) time. Preconditions: `of` was frozen from `net` with `.parallel = parallel_ties::keep` and
/// `.keep_ties = true`, so that no tie's evidence is lost; nothing was removed from `net` since; `now` is not before
/// any tie was last seen, or is not known, when nothing fades. Throws: `contract_violation`. Example:
/// `evidence_from_ties(view, net, today, forgetting::days(365))`
template <class... Role>
[[nodiscard]] tie_evidence evidence_from_ties(const view& of, const network<roles<Role...>, tie>& net, moment now = {},
                                              const forgetting& fade = {}, double base_rate = 0.5) {
    expects(base_rate >= 0 && base_rate <= 1, "the base rate must be from 0 to 1", base_rate);
    const auto ties = of.ties();
    expects(ties.size() == of.arc_count(), "the view must be frozen with its ties kept", ties.size());
    expects(of.record().ties_merged == 0, "the view must be frozen with parallel ties kept", of.record().ties_merged);
    tie_evidence made{{}, base_rate};
    made.of_arc.reserve(ties.size());
    for (const auto number : ties) {
        const auto known = experiences_of(net[id<tie>{number}]);
        made.of_arc.push_back(now.known() ? faded(known, now, fade).amount : known.amount);
    }
    return made;
}

} // namespace colearn

#endif
