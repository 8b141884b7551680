# Third-party sources that are compiled in. nearshelf_bundled_source(<variable> <file> <script> [arguments...]) sees to it
# that the variable names a folder with that file, which script/<script> gets or makes, unless it was given.
function(nearshelf_bundled_source variable file script)
  set(${variable} "" CACHE PATH "What script/${script} prints")
  if(NOT ${variable})
    execute_process(COMMAND "${PROJECT_SOURCE_DIR}/script/${script}" ${ARGN}
      OUTPUT_VARIABLE folder OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_VARIABLE trouble RESULT_VARIABLE result)
    if(NOT result EQUAL 0)
      message(FATAL_ERROR "script/${script} failed: ${trouble}\n${variable} may name the folder instead.")
    endif()
    set(${variable} "${folder}" PARENT_SCOPE)
    set(${variable} "${folder}")
  endif()
  if(NOT EXISTS "${${variable}}/${file}")
    message(FATAL_ERROR "${variable}=${${variable}} has no ${file}; script/${script} prints a folder that does")
  endif()
endfunction()
