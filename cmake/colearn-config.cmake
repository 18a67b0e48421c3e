# SPDX-License-Identifier: BSL-1.0
# Read by find_package(colearn).
include(CMakeFindDependencyMacro)
find_dependency(Threads)
find_dependency(Boost 1.74 CONFIG)
find_dependency(Eigen3 NO_MODULE) # 3.4 or later, 5 too: see CMakeLists.txt
include(${CMAKE_CURRENT_LIST_DIR}/colearn-targets.cmake)
