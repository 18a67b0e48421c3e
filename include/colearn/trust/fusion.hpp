// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TRUST_FUSION_HPP
#define COLEARN_TRUST_FUSION_HPP

/// @file
/// For a policy reader: what to make of hearsay, and of several people who say different things.
/// For an engineer: trust discounting, cumulative and averaging fusion of binomial opinions, with the cases without
/// uncertainty as limits.

#include <algorithm>
#include <cstddef>
#include <span>

#include <colearn/core/contract.hpp>
#include <colearn/trust/opinion.hpp>

namespace colearn {

/// An opinion as it counts for someone who trusts its holder with probability `referral`, in [0, 1]: that share of it
/// is believed, the rest is not known. Distrust in the holder makes the opinion fade; it never turns it round.
///
/// Source: Josang, *Subjective Logic* (2016), definition 14.6, equation 14.6; along a chain the referral is the product
/// of the expectations (definition 14.7, equation 14.13).
[[nodiscard]] inline opinion discount(double referral, const opinion& about) {
    expects(referral >= 0 && referral <= 1, "the trust in a referral must be from 0 to 1", referral);
    const double lost = (1 - referral) * (about.positive() + about.negative());
    return opinion::of_proportions(referral * about.positive(), referral * about.negative(), about.ignorance() + lost,
                                   about.base_rate());
}

/// The same by one's opinion on the holder: its expectation counts.
[[nodiscard]] inline opinion discount(const opinion& holder, const opinion& about) {
    return discount(holder.expectation(), about);
}

namespace detail {

// Of opinions without uncertainty, each stands for evidence without end: the limit of equally fast growing evidence.
[[nodiscard]] inline opinion mean_of_dogmatic(std::span<const opinion> held) {
    double belief = 0;
    double disbelief = 0;
    double base_rate = 0;
    double count = 0;
    for (const auto& one : held) {
        if (!one.dogmatic()) continue;
        belief += one.belief();
        disbelief += one.disbelief();
        base_rate += one.base_rate();
        count += 1;
    }
    return opinion::of_proportions(belief, disbelief, 0, (std::min)(1.0, base_rate / count));
}

[[nodiscard]] inline bool any_dogmatic(std::span<const opinion> held) {
    return std::any_of(held.begin(), held.end(), [](const opinion& one) { return one.dogmatic(); });
}

// Sums of what the opinions stand for, in units in which the ignorance of each is the least one of all: no number
// grows, and where all are made from evidence the sums are those of the evidence, to the bit.
struct summed_evidence {
    double positive = 0;
    double negative = 0;
    double ignorance = 0;
    double rate_by_evidence = 0; // base rates weighted by evidence
    double rate = 0;
    double lowest_rate = 1;
    double highest_rate = 0;

    explicit summed_evidence(std::span<const opinion> held) : ignorance(held.front().ignorance()) {
        for (const auto& one : held) ignorance = (std::min)(ignorance, one.ignorance());
        for (const auto& one : held) {
            const double unit = ignorance / one.ignorance();
            positive += one.positive() * unit;
            negative += one.negative() * unit;
            rate_by_evidence += (one.positive() + one.negative()) * unit * one.base_rate();
            rate += one.base_rate();
            lowest_rate = (std::min)(lowest_rate, one.base_rate());
            highest_rate = (std::max)(highest_rate, one.base_rate());
        }
    }
    // Rounding must not take a base rate that all share away from itself.
    [[nodiscard]] double rate_within(double mean) const noexcept { return std::clamp(mean, lowest_rate, highest_rate); }
};

} // namespace detail

/// Puts opinions from independent sources together: their evidence adds up, so that agreement makes trust surer.
///
/// Source: Josang (2016), definition 12.5, equations 12.14 (with uncertainty) and 12.15 (without: here all that are
/// dogmatic count alike, and the others not at all); theorem 12.2: evidence is added. Base rates are weighted by
/// evidence, or alike where there is none. Preconditions: at least one opinion. Throws: `contract_violation`.
[[nodiscard]] inline opinion cumulative_fusion(std::span<const opinion> held) {
    expects(!held.empty(), "there must be an opinion to fuse");
    if (detail::any_dogmatic(held)) return detail::mean_of_dogmatic(held);
    const detail::summed_evidence sum(held);
    const double known = sum.positive + sum.negative;
    const double rate = known > 0 ? sum.rate_by_evidence / known : sum.rate / static_cast<double>(held.size());
    return opinion::of_proportions(sum.positive, sum.negative, sum.ignorance, sum.rate_within(rate));
}
[[nodiscard]] inline opinion cumulative_fusion(const opinion& one, const opinion& other) {
    const opinion both[] = {one, other};
    return cumulative_fusion(both);
}

/// Puts opinions together that rest on the same experiences: their evidence is averaged, so that hearing a thing twice
/// does not make it surer.
///
/// Source: Josang (2016), definition 12.7, equations 12.18 and 12.19; theorem 12.3: evidence is averaged. For more than
/// two at once: van der Heijden, Kopp and Kargl, FUSION (2018) 1990; fusing them two by two is not the same.
/// Preconditions: at least one opinion. Throws: `contract_violation`.
[[nodiscard]] inline opinion averaging_fusion(std::span<const opinion> held) {
    expects(!held.empty(), "there must be an opinion to fuse");
    if (detail::any_dogmatic(held)) return detail::mean_of_dogmatic(held);
    const detail::summed_evidence sum(held);
    const auto count = static_cast<double>(held.size());
    return opinion::of_proportions(sum.positive / count, sum.negative / count, sum.ignorance,
                                   sum.rate_within(sum.rate / count));
}
[[nodiscard]] inline opinion averaging_fusion(const opinion& one, const opinion& other) {
    const opinion both[] = {one, other};
    return averaging_fusion(both);
}

} // namespace colearn

#endif
