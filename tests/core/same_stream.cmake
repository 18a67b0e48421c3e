# SPDX-License-Identifier: BSL-1.0
# Builds random_stream_print.cpp with COMPILER and FLAGS and compares what it prints with random_stream_print.txt.
separate_arguments(FLAGS)
set(program "${WORK}/random_stream_print_${NAME}")
execute_process(
  COMMAND ${COMPILER} -std=c++20 ${FLAGS} -I${SOURCE}/include ${SOURCE}/tests/core/random_stream_print.cpp -o ${program}
  RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "${COMPILER} ${FLAGS} does not build random_stream_print.cpp")
endif()
execute_process(COMMAND ${program} OUTPUT_VARIABLE printed RESULT_VARIABLE failed)
file(READ ${SOURCE}/tests/core/random_stream_print.txt expected)
if(failed OR NOT printed STREQUAL expected)
  message(FATAL_ERROR "with ${COMPILER} ${FLAGS} the random streams differ:\n${printed}\nexpected:\n${expected}")
endif()
