# SPDX-License-Identifier: BSL-1.0
# Other libraries that do parts of the same work: oracles of tests and peers of benchmarks, used where installed.
# `colearn_peers` carries those that were found, each with a macro: COLEARN_HAS_IGRAPH, _LEMON, _GLPK, _CLP, _IPOPT, _METIS.
add_library(colearn_peers INTERFACE)
target_link_options(colearn_peers INTERFACE LINKER:--as-needed) # a program loads only what it calls
find_package(PkgConfig)

function(colearn_find_peer name module)
  if(PkgConfig_FOUND)
    pkg_check_modules(${name} QUIET IMPORTED_TARGET ${module})
  endif()
  if(${name}_FOUND)
    message(STATUS "Peer ${module} ${${name}_VERSION}")
    target_link_libraries(colearn_peers INTERFACE PkgConfig::${name})
    target_compile_definitions(colearn_peers INTERFACE COLEARN_HAS_${name})
  else()
    message(STATUS "Peer ${module}: not installed; what needs it is left out")
  endif()
  set(COLEARN_HAS_${name} ${${name}_FOUND} PARENT_SCOPE)
endfunction()

colearn_find_peer(IGRAPH igraph)
colearn_find_peer(CLP clp)
colearn_find_peer(IPOPT ipopt)

# Some have no pkg-config file.
function(colearn_find_plain_peer name header library)
  find_path(COLEARN_${name}_INCLUDE ${header})
  find_library(COLEARN_${name}_LIBRARY ${library})
  if(COLEARN_${name}_INCLUDE AND COLEARN_${name}_LIBRARY)
    message(STATUS "Peer ${library}")
    target_include_directories(colearn_peers SYSTEM INTERFACE ${COLEARN_${name}_INCLUDE})
    target_link_libraries(colearn_peers INTERFACE ${COLEARN_${name}_LIBRARY})
    target_compile_definitions(colearn_peers INTERFACE COLEARN_HAS_${name})
  else()
    message(STATUS "Peer ${library}: not installed; what needs it is left out")
  endif()
endfunction()
colearn_find_plain_peer(GLPK glpk.h glpk)
colearn_find_plain_peer(METIS metis.h metis)

# LEMON's headers are not C++20, so only sources named `*.lemon.cpp` include them: a library of its own, in C++17,
# that the others call.
colearn_find_peer(LEMON lemon)
function(colearn_add_lemon_parts target pattern)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${pattern})
  if(COLEARN_HAS_LEMON AND sources)
    add_library(${target}_lemon STATIC ${sources})
    set_target_properties(${target}_lemon PROPERTIES CXX_STANDARD 17 CXX_STANDARD_REQUIRED ON)
    target_include_directories(${target}_lemon PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    target_compile_options(${target}_lemon PRIVATE ${ARGN})
    target_link_libraries(${target}_lemon PRIVATE PkgConfig::LEMON)
    target_link_libraries(${target} PRIVATE ${target}_lemon)
  endif()
endfunction()
