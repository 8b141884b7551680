# Run by ctest (CMakeLists.txt beside it gives the variables).
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    string(JOIN " " command ${ARGN})
    message(FATAL_ERROR "${command}\nfailed (${status}):\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE "${work_dir}")
file(MAKE_DIRECTORY "${work_dir}")
run("${CMAKE_COMMAND}" --install "${build_dir}" --prefix "${work_dir}/installed")
# Moved, so that nothing may depend on where it was installed.
set(prefix "${work_dir}/moved")
file(RENAME "${work_dir}/installed" "${prefix}")

# Exactly the public files: a header of the inside that slips in is a promise nobody meant to give.
file(GLOB_RECURSE files RELATIVE "${prefix}" "${prefix}/*")
list(TRANSFORM files REPLACE "^lib(64)?/([a-z0-9_]+-linux-[a-z]+/)?" "lib/")
list(TRANSFORM files REPLACE "nearshelfTargets-[a-z]+\\.cmake$" "nearshelfTargets-CONFIG.cmake")
list(SORT files)
set(expected
  bin/nearshelf
  bin/nearshelf-server
  include/nearshelf/consent.h
  include/nearshelf/nearshelf.h
  include/nearshelf/nearshelf.hpp
  include/nearshelf/nearshelf_curl.h
  include/nearshelf/recorded_events.h
  include/nearshelf/sync.h
  include/nearshelf/values.hpp
  lib/cmake/nearshelf/nearshelfConfig.cmake
  lib/cmake/nearshelf/nearshelfConfigVersion.cmake
  lib/cmake/nearshelf/nearshelfTargets-CONFIG.cmake
  lib/cmake/nearshelf/nearshelfTargets.cmake
  lib/libnearshelf.so
  lib/libnearshelf.so.0
  lib/libnearshelf.so.${version}
  lib/libnearshelf_curl.so
  lib/libnearshelf_curl.so.0
  lib/libnearshelf_curl.so.${version}
  lib/pkgconfig/nearshelf-curl.pc
  lib/pkgconfig/nearshelf.pc
  share/doc/nearshelf/LICENSE)
if(NOT files STREQUAL expected)
  message(FATAL_ERROR "installed:\n  ${files}\nexpected:\n  ${expected}")
endif()

# A model to run with, made by the installed command.
set(nearshelf "${prefix}/bin/nearshelf")
run("${nearshelf}" --version)
run("${nearshelf}" sample-shop --out "${work_dir}/shop" --sessions 2000 --products 200)
run("${nearshelf}" train --quiet --sessions "${work_dir}/shop/events.csv.gz" --items "${work_dir}/shop/items.tsv"
    --out "${work_dir}/shop.nsm" --epochs 1)

# find_package, in C and in C++.
run("${CMAKE_COMMAND}" -S "${source_dir}/examples/c" -B "${work_dir}/consumer" -G "${generator}"
    "-DCMAKE_PREFIX_PATH=${prefix}" "-DCMAKE_C_COMPILER=${c_compiler}" "-DCMAKE_CXX_COMPILER=${cxx_compiler}"
    "-DCMAKE_C_FLAGS=-Wall -Wextra -Werror" "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Werror")
run("${CMAKE_COMMAND}" --build "${work_dir}/consumer")
run("${work_dir}/consumer/first_c" "${work_dir}/shop.nsm" 1)
run("${work_dir}/consumer/session_c" "${work_dir}/shop.nsm" 1 2 3)
set(from_c "${output}")
run("${work_dir}/consumer/session_cpp" "${work_dir}/shop.nsm" 1 2 3)
if(NOT from_c MATCHES "1\\. .*5\\. " OR NOT output STREQUAL from_c)
  message(FATAL_ERROR "the C program says:\n${from_c}the C++ program says:\n${output}")
endif()

# The driver of the sync, with nobody at the other end: what was agreed to waits.
run("${work_dir}/consumer/sync_c" "http://127.0.0.1:1" key "${work_dir}/sync.db" 1 2)
if(NOT output MATCHES "0 sent, 2 waiting")
  message(FATAL_ERROR "the program with a sync says:\n${output}")
endif()

# A version that this one does not promise to serve is refused.
file(WRITE "${work_dir}/newer/CMakeLists.txt"
  "cmake_minimum_required(VERSION 3.22)\nproject(newer LANGUAGES NONE)\nfind_package(nearshelf 0.2 REQUIRED)\n")
execute_process(
  COMMAND "${CMAKE_COMMAND}" -S "${work_dir}/newer" -B "${work_dir}/newer/build" "-DCMAKE_PREFIX_PATH=${prefix}"
  RESULT_VARIABLE status OUTPUT_QUIET ERROR_QUIET)
if(status EQUAL 0)
  message(FATAL_ERROR "find_package(nearshelf 0.2) was satisfied by ${version}")
endif()

# pkg-config.
file(GLOB_RECURSE pc_file "${prefix}/*/nearshelf.pc")
get_filename_component(pc_dir "${pc_file}" DIRECTORY)
set(ENV{PKG_CONFIG_PATH} "${pc_dir}")
run("${pkg_config}" --modversion nearshelf)
string(STRIP "${output}" pc_version)
if(NOT pc_version STREQUAL version)
  message(FATAL_ERROR "nearshelf.pc says version ${pc_version}, the project ${version}")
endif()
run("${pkg_config}" --cflags --libs nearshelf)
separate_arguments(flags UNIX_COMMAND "${output}")
run("${c_compiler}" -std=c11 "${source_dir}/examples/c/session.c" -o "${work_dir}/session_pc" ${flags} -lm)
run("${pkg_config}" --cflags --libs nearshelf-curl)
separate_arguments(curl_flags UNIX_COMMAND "${output}")
run("${c_compiler}" -std=c11 "${source_dir}/examples/c/sync.c" -o "${work_dir}/sync_pc" ${curl_flags})
get_filename_component(lib_dir "${pc_dir}" DIRECTORY)
set(ENV{LD_LIBRARY_PATH} "${lib_dir}")
run("${work_dir}/session_pc" "${work_dir}/shop.nsm" 1 2 3)
if(NOT output STREQUAL from_c)
  message(FATAL_ERROR "the program built with pkg-config says:\n${output}")
endif()
