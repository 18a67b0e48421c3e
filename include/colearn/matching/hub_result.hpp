// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_HUB_RESULT_HPP
#define COLEARN_MATCHING_HUB_RESULT_HPP

/// @file
/// For a policy reader: what may be asked of hubs with their feeder schools, and what the proposal says: which primary
/// schools form a pyramid with which secondary school, how many pupils move on between them, what could change it.
/// For an engineer: options and result types of `hub_and_feeders`.

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/compatibility.hpp>
#include <colearn/matching/mentor_result.hpp>
#include <colearn/matching/pairing_rules.hpp>
#include <colearn/matching/service_fairness.hpp>
#include <colearn/matching/weighted_terms.hpp>

namespace colearn {

/// What makes a plan of hubs good.
enum class hub_plan : std::uint8_t {
    best_total,         ///< the largest sum of the feeders' scores; a hub and a feeder may rather have each other
    stable_for_feeders, ///< no hub and feeder would both rather have each other; of such plans the feeders' best
    stable_for_hubs,    ///< the same, the hubs' best
};
inline constexpr std::size_t hub_plan_count = 3;

[[nodiscard]] constexpr std::string_view to_string(hub_plan what) noexcept {
    switch (what) {
    case hub_plan::best_total:
        return "best total";
    case hub_plan::stable_for_feeders:
        return "stable, best for feeders";
    case hub_plan::stable_for_hubs:
        return "stable, best for hubs";
    }
    return "unknown";
}

/// Pupils who moved on from one school to another. Several of one pair add up.
struct pupil_transition {
    id<school> from{};
    id<school> to{};
    double pupils = 0; ///< finite, not negative
};

struct hub_options {
    std::vector<id<school>> hubs{};    ///< each once; empty: all secondary and combined schools that are no feeder
    std::vector<id<school>> feeders{}; ///< each once, none of them a hub; empty: all primary schools that are no hub
    std::uint32_t most_feeders = 7;    ///< places of a hub: hubs of 5 to 8 schools are seen in practice
    std::vector<std::pair<id<school>, std::uint32_t>> places{}; ///< hubs with other numbers of places
    std::size_t fewest_feeders = 4;                             ///< a hub in use with fewer is named, not forbidden
    hub_plan plan = hub_plan::best_total;
    std::vector<pupil_transition> transitions{}; ///< all that are known, to schools that are no hub too
    /// 0 to 1: how much the pupils' moves count where they are known; the fit of the two schools is the rest.
    double transition_weight = 0.75;
    double max_distance_km = usual_max_distance_km;         ///< great-circle distance, >= 0
    bool same_sector = false;                               ///< feeders of the hub's sector only
    std::vector<std::pair<id<school>, id<school>>> apart{}; ///< never put these together, in either order
    std::size_t nearest =
        12; ///< nearest hubs that come into question for a feeder, beside those its pupils go to, >= 1
    compatibility_options fit{.weights = {.mutual_benefit = 1,
                                          .likeness = 0,
                                          .proximity = 4,
                                          .trust = 1,
                                          .shared_partners = 1,
                                          .student_voice = 1,
                                          .shared_purpose = 2,
                                          .pathway = 0},
                              .least_benefit = std::nullopt,
                              .least_known = 0}; ///< weights and settings of the fit
    std::vector<std::string> tie_layers{};       ///< layers whose ties count as trust and partners; empty: all
    std::vector<std::string> topics{};           ///< for a network without a `learning_system`; empty: "topic 1", ...
    std::size_t runners_up = 3;                  ///< how many other hubs to name for each feeder
    unsigned threads = 1;                        ///< 0: all cores
    progress_callback progress{};                ///< from 0 to 1
    std::stop_token stop{};                      ///< ask it to stop
};

/// Pupils' moves between a feeder and its hub, as both can read them.
struct transition_account {
    std::optional<double> leavers{};   ///< all of the feeder whose next school is known; empty: of none
    double to_hub = 0;                 ///< those who go to the hub
    double to_other_hubs = 0;          ///< those who go to other hubs
    double elsewhere = 0;              ///< those who go to schools that are no hub
    std::optional<double> share{};     ///< to_hub / leavers, 0 to 1
    std::optional<double> of_intake{}; ///< to_hub / all pupils whose move to the hub is known, 0 to 1

    friend bool operator==(const transition_account&, const transition_account&) = default;
};

/// A feeder in its pyramid.
struct feeder_place {
    id<school> who{};
    double score = 0;            ///< how much the feeder would like the hub, above 0
    double hub_score = 0;        ///< how much the hub would like the feeder, above 0
    std::optional<double> km{};  ///< straight distance; empty: not known
    transition_account pupils{}; ///< the shared account
    std::vector<term> terms{};   ///< of the fit of the two schools
    std::size_t rank = 0;        ///< the hub's place among those that come into question; 1 is the best
    std::size_t choices = 0;     ///< hubs that come into question
    std::vector<mentor_choice<school>> runners_up{}; ///< the next best hubs (as `mentor`), best first
    double falls_at = 0;     ///< down to this score the feeder stays, while all other scores stay
    id<school> rival{};      ///< the hub that it would then have; invalid: none
    std::string rationale{}; ///< the reasons in sentences
};

/// A hub with its feeders.
struct pyramid {
    id<school> hub{};
    std::uint32_t places = 0;            ///< feeders at most
    std::vector<feeder_place> feeders{}; ///< who sends most pupils first, then the best score
    bool below_fewest = false;           ///< whether it has fewer than asked for
    std::optional<double> leavers{};     ///< of all its feeders, where known
    double to_hub = 0;                   ///< those of them who go to the hub
    std::optional<double> widest_km{};   ///< the farthest feeder; empty: not known of all
    id<school> next_in_line{};           ///< stable plans: the feeder that would come with one more place
    std::string rationale{};             ///< the reasons in sentences
};

/// Why a hub has no feeder.
enum class no_feeder_reason : std::uint8_t {
    no_places,         ///< it has no place
    nobody_allowed,    ///< no feeder comes into question
    feeders_elsewhere, ///< those that come into question are with other hubs
};

[[nodiscard]] constexpr std::string_view to_string(no_feeder_reason why) noexcept {
    switch (why) {
    case no_feeder_reason::no_places:
        return "no places";
    case no_feeder_reason::nobody_allowed:
        return "no feeder within the rules";
    case no_feeder_reason::feeders_elsewhere:
        return "its feeders are with other hubs";
    }
    return "unknown";
}

struct unused_hub {
    id<school> who{};
    no_feeder_reason why = no_feeder_reason::nobody_allowed;
    std::string words{}; ///< the reason in a sentence
};

/// A feeder without a hub.
struct feeder_left_out {
    id<school> who{};
    bool hubs_full = false; ///< hubs came into question and gave their places to others; false: none did
    std::string words{};    ///< the reason in a sentence
};

/// What one plan comes to.
struct hub_plan_summary {
    hub_plan plan = hub_plan::best_total;
    double total_score = 0;         ///< sum of the feeders' scores
    std::size_t placed = 0;         ///< feeders with a hub
    std::size_t blocking_pairs = 0; ///< hubs and feeders that would both rather have each other
    std::size_t hubs_in_use = 0;

    friend bool operator==(const hub_plan_summary&, const hub_plan_summary&) = default;
};

/// What a checker needs: each plan as it was solved. A feeder is to its hub what a mentee is to its mentor.
struct hub_certificate {
    std::array<mentor_result<school>, hub_plan_count> plans{}; ///< by `hub_plan`
};

struct hub_result {
    std::vector<pyramid> pyramids{};                          ///< by hub
    std::vector<feeder_left_out> left_out{};                  ///< by id
    std::vector<unused_hub> unused{};                         ///< by id
    std::vector<id<school>> below_fewest{};                   ///< hubs in use with fewer feeders than asked for, by id
    std::array<hub_plan_summary, hub_plan_count> trade_off{}; ///< what each plan would come to, by `hub_plan`
    service_fairness fairness{}; ///< of feeders; the gain is the share of their leavers that goes to the hub
    hub_certificate certificate{};
    std::vector<std::string> notes{}; ///< what a reader must know about the data and the method, a sentence each
    status outcome = status::optimal;
};

} // namespace colearn

#endif
