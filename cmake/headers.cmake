# SPDX-License-Identifier: BSL-1.0
# Every public header, as it is written in an include: `colearn_headers`; and what the optional ones need.
# A header behind an optional library that is not installed is left out, with a message.
file(GLOB_RECURSE colearn_headers CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/include
     ${PROJECT_SOURCE_DIR}/include/colearn/*.hpp)

add_library(colearn_optional INTERFACE)
function(colearn_find_optional folder package target)
  find_package(${package} QUIET)
  if(TARGET ${target})
    target_link_libraries(colearn_optional INTERFACE ${target})
    return()
  endif()
  foreach(header ${colearn_headers})
    file(STRINGS ${PROJECT_SOURCE_DIR}/include/${header} uses REGEX "^#include <${folder}" LIMIT_COUNT 1)
    if(uses)
      message(STATUS "${package} is not installed: ${header} is not checked")
      list(REMOVE_ITEM colearn_headers ${header})
    endif()
  endforeach()
  set(colearn_headers ${colearn_headers} PARENT_SCOPE)
endfunction()
colearn_find_optional(nlohmann/ nlohmann_json nlohmann_json::nlohmann_json)
colearn_find_optional(pugixml pugixml pugixml::pugixml)
