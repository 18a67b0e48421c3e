# SPDX-License-Identifier: BSL-1.0
# The pages are read back by an XML parser that is not ours.
find_package(pugixml REQUIRED)
target_link_libraries(test_report PRIVATE pugixml::pugixml)
