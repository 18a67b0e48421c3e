# SPDX-License-Identifier: BSL-1.0
# Runs PROGRAM in FOLDER, which is emptied first, and compares what it prints with EXAMPLES/expected/<name>.txt.
get_filename_component(name ${PROGRAM} NAME_WE)
set(arguments)
if(EXISTS ${EXAMPLES}/expected/${name}.arguments)
  file(READ ${EXAMPLES}/expected/${name}.arguments text)
  string(REPLACE "@data@" "${EXAMPLES}/data" text "${text}")
  separate_arguments(arguments UNIX_COMMAND "${text}")
endif()

file(REMOVE_RECURSE ${FOLDER})
file(MAKE_DIRECTORY ${FOLDER})
execute_process(COMMAND ${PROGRAM} ${arguments} WORKING_DIRECTORY ${FOLDER}
                RESULT_VARIABLE status OUTPUT_VARIABLE printed ERROR_VARIABLE complained)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "${name} ended with ${status}\n${printed}${complained}")
endif()

set(expected ${EXAMPLES}/expected/${name}.txt)
if(EXISTS ${expected})
  file(READ ${expected} wanted)
  if(NOT printed STREQUAL wanted)
    file(WRITE ${FOLDER}.printed.txt "${printed}")
    execute_process(COMMAND diff -u ${expected} ${FOLDER}.printed.txt OUTPUT_VARIABLE difference)
    message(FATAL_ERROR "${name} printed something else than ${expected}:\n${difference}")
  endif()
endif()
