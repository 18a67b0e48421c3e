// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_TWIN_TRUST_HPP
#define COLEARN_REPORT_TWIN_TRUST_HPP

/// @file
/// For a policy reader: how far two proposed twins trust each other, and how that is known.
/// For an engineer: the result of `trust_between_twins`, without the solver.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <colearn/core/status.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/trust/opinion.hpp>

namespace colearn {

/// How a trust is known.
enum class trust_basis : std::uint8_t {
    none,  ///< it is not: there is neither a tie nor a chain
    tie,   ///< the two have a tie of their own
    chain, ///< from hearsay, along chains of organisations
};

[[nodiscard]] constexpr std::string_view to_string(trust_basis what) noexcept {
    switch (what) {
    case trust_basis::tie:
        return "own tie";
    case trust_basis::chain:
        return "chain";
    default:
        return "not known";
    }
}

/// One tie of a chain.
struct trust_step {
    std::string from{};  ///< name of who trusts
    std::string to{};    ///< name of who is trusted
    std::string role{};  ///< of who is trusted
    std::string layer{}; ///< of the tie
    double trust = 0;    ///< expected by that tie, 0 to 1
};

/// A chain with its steps.
struct told_chain {
    std::vector<trust_step> steps{};
    opinion carried{}; ///< what of the last step's trust comes across
};

/// How far one school trusts another.
struct school_trust {
    trust_basis known_by = trust_basis::none;
    opinion trust{};                   ///< vacuous where nothing is known
    std::vector<std::string> layers{}; ///< of its own ties
    std::vector<told_chain> chains{};  ///< the one that carries most first
};

/// How far two schools trust each other.
struct twin_trust {
    school_trust a_in_b{}; ///< trust of the proposal's first school in the second
    school_trust b_in_a{};

    [[nodiscard]] bool known_by(trust_basis what) const noexcept {
        return a_in_b.known_by == what || b_in_a.known_by == what;
    }
    /// Whether both trust alike, for the same reason: there is one thing to say of the two.
    [[nodiscard]] bool mutual() const {
        return a_in_b.known_by == b_in_a.known_by && a_in_b.known_by != trust_basis::chain &&
               a_in_b.layers == b_in_a.layers && a_in_b.trust.expectation() == b_in_a.trust.expectation() &&
               a_in_b.trust.uncertainty() == b_in_a.trust.uncertainty();
    }
};

/// The trust between all proposed twins.
struct twin_trust_result {
    std::vector<twin_trust> pairs{}; ///< in the order of the proposals
    std::size_t tied = 0;            ///< pairs with a tie of their own, in one direction at least
    std::size_t derived = 0;         ///< pairs without, where a chain leads from one to the other
    std::size_t unknown = 0;         ///< pairs with neither
    std::size_t horizon = 0;         ///< ties of the longest chain that was looked for
    bool any_ties = false;           ///< whether organisations have any ties that chains could follow
    verification checked{};          ///< of all chains
    status outcome = status::feasible;
};

} // namespace colearn

#endif
