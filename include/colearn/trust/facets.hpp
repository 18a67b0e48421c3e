// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TRUST_FACETS_HPP
#define COLEARN_TRUST_FACETS_HPP

/// @file
/// For a policy reader: trust between people of a school has four sides: respect, competence, integrity and personal
/// regard. Who fails in one of them is not trusted, however well the others look.
/// For an engineer: four opinions and the rule that makes one of them.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <colearn/core/contract.hpp>
#include <colearn/trust/opinion.hpp>

namespace colearn {

/// The four considerations of relational trust.
enum class facet : std::uint8_t {
    respect,         ///< each listens to what the other has to say
    competence,      ///< each does their job well
    integrity,       ///< each does what they say, for the children's sake
    personal_regard, ///< each does more for the other than they must
};

inline constexpr std::size_t facet_count = 4;

[[nodiscard]] constexpr std::string_view to_string(facet which) noexcept {
    switch (which) {
    case facet::respect:
        return "respect";
    case facet::competence:
        return "competence";
    case facet::integrity:
        return "integrity";
    case facet::personal_regard:
        return "personal regard";
    }
    return "unknown";
}

/// How facets become one trust.
enum class facet_rule : std::uint8_t {
    minimum,       ///< the facet with the least expectation decides
    mean,          ///< all count alike
    weighted_mean, ///< each counts for its weight
};

/// An opinion on each facet.
struct trust_facets {
    opinion respect{};
    opinion competence{};
    opinion integrity{};
    opinion personal_regard{};

    [[nodiscard]] std::array<opinion, facet_count> all() const {
        return {respect, competence, integrity, personal_regard};
    }
};

struct facet_options {
    facet_rule rule = facet_rule::minimum;
    std::array<double, facet_count> weights = {1, 1, 1, 1}; ///< for `weighted_mean`: >= 0, not all 0, order of `facet`
};

struct facet_result {
    opinion trust{};
    facet weakest = facet::respect; ///< the least expectation; of equal ones the most uncertain, then the first
};

/// Makes one trust of four facets.
///
/// Source: Bryk and Schneider, *Trust in Schools* (2002), chapter 2: a grave lack in any one consideration is enough to
/// undermine trust; hence the minimum by default. The means are of masses and base rates: the expectation of the mean
/// is the mean of the expectations. Preconditions: see `facet_options`. Throws: `contract_violation`.
[[nodiscard]] inline facet_result combine(const trust_facets& facets, const facet_options& options = {}) {
    const auto each = facets.all();
    facet_result out;
    std::size_t weakest = 0;
    for (std::size_t i = 1; i < facet_count; ++i) {
        const double gap = each[i].expectation() - each[weakest].expectation();
        if (gap < 0 || (gap == 0 && each[i].uncertainty() > each[weakest].uncertainty())) weakest = i;
    }
    out.weakest = static_cast<facet>(weakest);
    if (options.rule == facet_rule::minimum) {
        out.trust = each[weakest];
        return out;
    }
    double weights = 0;
    double belief = 0;
    double disbelief = 0;
    double uncertainty = 0;
    double expected = 0; // base rate times uncertainty
    double base_rate = 0;
    for (std::size_t i = 0; i < facet_count; ++i) {
        const double weight = options.rule == facet_rule::mean ? 1 : options.weights[i];
        expects(weight >= 0 && weight <= 1e100, "no weight of a facet may be negative", weight);
        weights += weight;
        belief += weight * each[i].belief();
        disbelief += weight * each[i].disbelief();
        uncertainty += weight * each[i].uncertainty();
        expected += weight * each[i].uncertainty() * each[i].base_rate();
        base_rate += weight * each[i].base_rate();
    }
    expects(weights > 0, "some facet must have a weight");
    const double rate = uncertainty > 0 ? expected / uncertainty : base_rate / weights;
    out.trust = opinion::of_proportions(belief, disbelief, uncertainty, rate < 1 ? rate : 1);
    return out;
}

} // namespace colearn

#endif
