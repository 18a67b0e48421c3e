// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_HPP
#define COLEARN_REPORT_HPP

/// @file
/// Everything in colearn/report/, for users; no header of the library includes this one.

#include <colearn/report/bar_chart.hpp>
#include <colearn/report/chart.hpp>
#include <colearn/report/connector_words.hpp>
#include <colearn/report/district_review.hpp>
#include <colearn/report/evidence_words.hpp>
#include <colearn/report/experiment_change_section.hpp>
#include <colearn/report/experiment_page.hpp>
#include <colearn/report/experiment_reading.hpp>
#include <colearn/report/experiment_standing_section.hpp>
#include <colearn/report/histogram.hpp>
#include <colearn/report/labels.hpp>
#include <colearn/report/layout.hpp>
#include <colearn/report/map_drawing.hpp>
#include <colearn/report/map_frame.hpp>
#include <colearn/report/markup.hpp>
#include <colearn/report/measure_connectors.hpp>
#include <colearn/report/measure_group.hpp>
#include <colearn/report/network_map.hpp>
#include <colearn/report/page.hpp>
#include <colearn/report/projection.hpp>
#include <colearn/report/review.hpp>
#include <colearn/report/review_basis_section.hpp>
#include <colearn/report/review_budget_section.hpp>
#include <colearn/report/review_connectors.hpp>
#include <colearn/report/review_connectors_section.hpp>
#include <colearn/report/review_federations_section.hpp>
#include <colearn/report/review_files.hpp>
#include <colearn/report/review_found_section.hpp>
#include <colearn/report/review_group.hpp>
#include <colearn/report/review_json.hpp>
#include <colearn/report/review_map.hpp>
#include <colearn/report/review_member.hpp>
#include <colearn/report/review_need_chart.hpp>
#include <colearn/report/review_network_section.hpp>
#include <colearn/report/review_page.hpp>
#include <colearn/report/review_shape_section.hpp>
#include <colearn/report/review_tables.hpp>
#include <colearn/report/review_twin_section.hpp>
#include <colearn/report/review_twin_trust.hpp>
#include <colearn/report/review_words.hpp>
#include <colearn/report/scatter.hpp>
#include <colearn/report/stacked_chart.hpp>
#include <colearn/report/style.hpp>
#include <colearn/report/svg.hpp>
#include <colearn/report/table.hpp>
#include <colearn/report/trust_between_twins.hpp>
#include <colearn/report/trust_words.hpp>
#include <colearn/report/twin_trust.hpp>
#include <colearn/report/water_chart.hpp>
#include <colearn/report/words.hpp>

#endif
