// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/io/read_actors.hpp>
#include <colearn/io/role_table.hpp>

#include "support/catch.hpp"

namespace role_table_test {

using namespace colearn;

TEST_CASE("each role's table has the columns that the guide lists", "[io][role_table]") {
    using names = std::vector<std::string>;
    CHECK(detail::column_names::of<school>().names == names{"key", "name", "region", "latitude", "longitude", "sector",
                                                            "level", "enrolment", "staff", "advantage",
                                                            "disadvantaged"});
    CHECK(detail::column_names::of<school>().prefixes == names{"need:", "strength:"});
    CHECK(detail::column_names::of<teacher>().names == names{"key", "name", "position", "tenure"});
    CHECK(detail::column_names::of<student_group>().prefixes == names{"need:"});
    CHECK(detail::column_names::of<family>().names == names{"key", "name"});
    CHECK(detail::column_names::of<agency>().names == names{"key", "name", "service", "latitude", "longitude"});
    CHECK(detail::column_names::of<employer>().names == names{"key", "name", "industry", "latitude", "longitude"});
    CHECK(detail::column_names::of<university>().names == names{"key", "name", "latitude", "longitude"});
    CHECK(detail::column_names::of<community_group>().names == names{"key", "name", "latitude", "longitude"});
}

TEST_CASE("tables and names of roles stand in the order of the network's list", "[io][role_table]") {
    std::size_t count = 0;
    detail::for_each_role([&]<class Role>(std::size_t at) {
        CHECK(system_network::role_index<Role> == at);
        CHECK(role_names[at] == Role::role);
        ++count;
    });
    CHECK(count == role_tables.size());
    CHECK(role_tables[0] == "schools");
    CHECK(role_tables[7] == "community_groups");
}

} // namespace role_table_test
