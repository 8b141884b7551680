# One directory is one target: every target is made by one of the functions below, so that flags, includes and
# aliases are the same everywhere.

# Interface target with the flags that all our own code is compiled with; third-party headers never see them.
add_library(nearshelf_flags INTERFACE)
target_compile_features(nearshelf_flags INTERFACE cxx_std_20)
target_include_directories(nearshelf_flags INTERFACE "${PROJECT_SOURCE_DIR}" "${PROJECT_SOURCE_DIR}/sdk/include")
target_compile_options(nearshelf_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wno-psabi -fvisibility=hidden
  # GCC 12 sees overlaps that cannot be in "text" + std::string (gcc.gnu.org/PR105651).
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>
  # Scores must be the same to the last bit on every platform; a fused multiply-add would change them.
  -ffp-contract=off
  $<$<COMPILE_LANGUAGE:CXX>:-fvisibility-inlines-hidden>)
set(position_independent ON)
if(EMSCRIPTEN)
  set(position_independent OFF)  # a module is where it is
  # Emscripten leaves inlining to what runs after the compiler, which sees neither constants nor vectors.
  add_compile_options(-finline-functions)
  add_compile_options(-mbulk-memory -mnontrapping-fptoint -msign-ext)  # every browser since 2021
  add_link_options(-mbulk-memory -mnontrapping-fptoint -msign-ext)
  # What only one layer calls moves into it when all are seen at once: 9 KB of a module, compressed.
  add_compile_options(-flto)
  add_link_options(-flto)
  target_compile_options(nearshelf_flags INTERFACE
    "$<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions;-fno-rtti;-fno-threadsafe-statics>")
endif()
if(NEARSHELF_SMALL)
  # Of the third-party code too, only what is called stays.
  add_compile_options(-ffunction-sections -fdata-sections)
  if(APPLE)
    add_link_options("LINKER:-dead_strip")
  else()
    # Phones with pages of 16 KiB load no library that is aligned to less; to more, as Linux has it, costs 50 KB.
    add_link_options("LINKER:--gc-sections" "LINKER:-z,max-page-size=16384")
  endif()
endif()
if(NEARSHELF_SANITIZE)
  target_compile_options(nearshelf_flags INTERFACE
    -fsanitize=${NEARSHELF_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(nearshelf_flags INTERFACE -fsanitize=${NEARSHELF_SANITIZE})
endif()

if(NEARSHELF_BUILD_FUZZERS)
  # All our code tells libFuzzer which branches an input took; only the fuzz targets link its main().
  target_compile_options(nearshelf_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

# nearshelf_library(<name> SOURCES a.cc... [DEPS nearshelf::x...] [PRIVATE_DEPS lib...])
# makes the static library nearshelf_<name> and its alias nearshelf::<name>.
function(nearshelf_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS;PRIVATE_DEPS" ${ARGN})
  set(target nearshelf_${name})
  if(ARG_SOURCES)
    add_library(${target} STATIC ${ARG_SOURCES})
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ${position_independent} CXX_EXTENSIONS OFF)
    target_link_libraries(${target} PUBLIC nearshelf_flags ${ARG_DEPS} PRIVATE ${ARG_PRIVATE_DEPS})
    if(NEARSHELF_SMALL)
      target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)
    endif()
    set_property(GLOBAL APPEND PROPERTY NEARSHELF_DEVICE_LIBRARIES ${target})
  else()
    add_library(${target} INTERFACE)
    target_link_libraries(${target} INTERFACE nearshelf_flags ${ARG_DEPS})
  endif()
  add_library(nearshelf::${name} ALIAS ${target})
endfunction()

# nearshelf_optimize(<name> <level>), for the code that recommendations wait for, where the rest is built for its size.
function(nearshelf_optimize name level)
  if(NEARSHELF_SMALL)
    target_compile_options(nearshelf_${name} PRIVATE $<$<CONFIG:Release>:${level}>)
  endif()
endfunction()

# Parses headers that are large and used in most files of a target once for all of them.
function(nearshelf_precompile target)
  target_precompile_headers(${target} PRIVATE ${ARGN})
  target_compile_options(${target} PRIVATE $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fpch-preprocess>)  # ccache asks for it
endfunction()

# The headers that every test includes, parsed once instead of in each of their files. Its flags must be the tests' own.
function(nearshelf_test_headers)
  file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/test_headers.cc" "")
  add_library(nearshelf_test_headers OBJECT "${CMAKE_CURRENT_BINARY_DIR}/test_headers.cc")
  nearshelf_test_settings(nearshelf_test_headers)
  target_link_libraries(nearshelf_test_headers PRIVATE nearshelf_flags GTest::gmock GTest::gtest)
  target_precompile_headers(nearshelf_test_headers PRIVATE <gmock/gmock.h> <gtest/gtest.h>)
endfunction()

function(nearshelf_test_settings target)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
  # Tests run in the root of the tree: with its path in the command line, no other clone could use what was compiled here.
  target_compile_definitions(${target} PRIVATE NEARSHELF_SOURCE_DIR=".")
  # Tests take far longer to compile than to run, and half of that time went into optimizing them.
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>
    $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fpch-preprocess>)  # ccache asks for it
endfunction()

# nearshelf_test(<name> [WHOLE] SOURCES a_test.cc... [DEPS nearshelf::x...])
# makes one GoogleTest program; every TEST in it is one ctest, labelled with its directory below tests/ (unit, abi, ...).
# The target nearshelf_<directory>_tests (nearshelf_unit_tests, ...) builds all programs of that label and what they need.
# WHOLE: the program is one ctest, because it starts something (a database, a broker) that its tests share.
function(nearshelf_test name)
  cmake_parse_arguments(ARG "WHOLE" "" "SOURCES;DEPS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  nearshelf_test_settings(${name})
  target_link_libraries(${name} PRIVATE nearshelf_flags ${ARG_DEPS} GTest::gmock GTest::gtest GTest::gtest_main)
  if(TARGET nearshelf_test_headers)
    target_precompile_headers(${name} REUSE_FROM nearshelf_test_headers)
  endif()
  file(RELATIVE_PATH kind "${PROJECT_SOURCE_DIR}/tests" "${CMAKE_CURRENT_SOURCE_DIR}")
  string(REGEX REPLACE "/.*" "" kind "${kind}")
  if(NOT TARGET nearshelf_${kind}_tests)
    add_custom_target(nearshelf_${kind}_tests)
  endif()
  add_dependencies(nearshelf_${kind}_tests ${name})
  if(ARG_WHOLE)
    add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
    # GoogleTest leaves with 0 when every test was skipped, so the word that tells is looked for.
    set_tests_properties(${name} PROPERTIES LABELS "${kind}" SKIP_REGULAR_EXPRESSION "SKIPPED: ")
  else()
    gtest_discover_tests(${name}
      WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}" DISCOVERY_TIMEOUT 60 PROPERTIES LABELS "${kind}")
  endif()
endfunction()
