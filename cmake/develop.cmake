# SPDX-License-Identifier: BSL-1.0
# What only colearn's own developers build: warnings are errors here, never for a user.
option(COLEARN_TESTS "Build the tests" ON)
option(COLEARN_EXAMPLES "Build the examples" ON)
option(COLEARN_BENCHMARKS "Build the benchmarks" OFF)
option(COLEARN_FUZZERS "Build the fuzzers (clang only)" OFF)
set(COLEARN_SANITIZE "" CACHE STRING "Sanitizers for everything that is built here, such as address,undefined")

set(CMAKE_CXX_EXTENSIONS OFF)

add_library(colearn_develop INTERFACE)
target_link_libraries(colearn_develop INTERFACE colearn::colearn)
target_compile_options(colearn_develop INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Werror)
# g++ 12 sees overlapping copies in "text" + std::to_string(n) where there are none (GCC bug 105651), and, optimising,
# strings longer than memory and temporaries without a value. clang looks for both too.
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(colearn_develop INTERFACE -Wno-restrict -Wno-stringop-overread -Wno-stringop-overflow
                                                   -Wno-array-bounds -Wno-uninitialized -Wno-maybe-uninitialized)
endif()
# No product and sum fused into one rounding, so that what tests and examples print agrees between machines.
# Benchmarks are built as a user builds.
if(NOT COLEARN_BENCHMARKS)
  target_compile_options(colearn_develop INTERFACE -ffp-contract=off)
endif()
if(COLEARN_SANITIZE)
  set(sanitize -fsanitize=${COLEARN_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_options(colearn_develop INTERFACE ${sanitize})
  target_link_options(colearn_develop INTERFACE ${sanitize})
endif()

# A compiler cache where there is one. The variables let it keep files that use a precompiled header, and spare it from
# preprocessing each file that it does not know yet.
find_program(COLEARN_CCACHE ccache)
if(COLEARN_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_DEPEND=true CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} ${COLEARN_CCACHE})
endif()

include(cmake/headers.cmake)
if(COLEARN_TESTS OR COLEARN_BENCHMARKS)
  include(cmake/peers.cmake)
endif()
if(COLEARN_TESTS)
  enable_testing()
  add_subdirectory(tests)
endif()
if(COLEARN_EXAMPLES)
  enable_testing()
  add_subdirectory(examples)
endif()
if(COLEARN_BENCHMARKS)
  add_subdirectory(benchmarks)
endif()
if(COLEARN_FUZZERS)
  add_subdirectory(tests/fuzz)
endif()
