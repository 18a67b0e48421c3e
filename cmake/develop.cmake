# SPDX-License-Identifier: BSL-1.0
# What only colearn's own developers build: warnings are errors here, never for a user.
add_library(colearn_develop INTERFACE)
target_link_libraries(colearn_develop INTERFACE colearn::colearn)
target_compile_options(colearn_develop INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Werror)

enable_testing()
add_subdirectory(tests)
