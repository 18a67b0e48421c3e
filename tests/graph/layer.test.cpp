// SPDX-License-Identifier: BSL-1.0
#include <set>
#include <string>

#include <colearn/graph/layer.hpp>

#include "support/catch.hpp"

namespace layer_test {

using colearn::layer;
namespace layers = colearn::layers;

TEST_CASE("the layers of the literature have their own names, and steering shares that sum to 1", "[layer]") {
    std::set<std::string> names;
    for (const auto& one :
         {layers::teacher_to_teacher, layers::school_to_school, layers::school_to_community, layers::school_to_agency,
          layers::knowledge_network, layers::employment, layers::enrolment, layers::governance, layers::data_sharing}) {
        CHECK(names.insert(one.name).second);
        const auto& mode = one.steering;
        CHECK(mode.individualism + mode.solidarity + mode.hierarchy == Approx(1));
        CHECK((mode.individualism >= 0 && mode.solidarity >= 0 && mode.hierarchy >= 0));
    }
}

TEST_CASE("a layer of one's own is directed and steered together unless said otherwise", "[layer]") {
    const layer advice{.name = "advice"};
    CHECK(advice.directed);
    CHECK(advice.steering == colearn::mode{0, 1, 0});
    CHECK(advice != layer{.name = "advice", .directed = false});
}

TEST_CASE("an assumed layer is known by its name", "[layer]") {
    CHECK(colearn::is_assumed("near (assumed)"));
    CHECK_FALSE(colearn::is_assumed("near"));
}

} // namespace layer_test
