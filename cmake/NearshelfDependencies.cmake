# Every third-party library is found here, once; the oldest versions asked for are those of Ubuntu 22.04.
if(NOT EMSCRIPTEN)  # the browser has no threads, and wasm/native compiles SQLite itself
  find_package(Threads REQUIRED)
  find_package(SQLite3 3.37 REQUIRED)
endif()

# FlatBuffers (1.12 or newer) is used through its headers only. Its CMake package has had three spellings of its name in
# as many releases and brings a library that we do not need, so the headers and the compiler are looked up as such.
find_path(FLATBUFFERS_INCLUDE_DIR flatbuffers/flatbuffers.h HINTS /usr/include REQUIRED NO_CMAKE_FIND_ROOT_PATH)
find_program(FLATC_EXECUTABLE flatc REQUIRED)
add_library(flatbuffers::flatbuffers INTERFACE IMPORTED GLOBAL)
target_include_directories(flatbuffers::flatbuffers SYSTEM INTERFACE "${FLATBUFFERS_INCLUDE_DIR}")

# RapidJSON too is headers only. Reached through a link, so that a cross build sees no other headers of this machine.
find_path(RAPIDJSON_INCLUDE_DIR rapidjson/reader.h HINTS /usr/include REQUIRED NO_CMAKE_FIND_ROOT_PATH)
file(MAKE_DIRECTORY "${PROJECT_BINARY_DIR}/third_party/rapidjson")
file(CREATE_LINK "${RAPIDJSON_INCLUDE_DIR}/rapidjson" "${PROJECT_BINARY_DIR}/third_party/rapidjson/rapidjson" SYMBOLIC)
add_library(rapidjson::rapidjson INTERFACE IMPORTED GLOBAL)
target_include_directories(rapidjson::rapidjson SYSTEM INTERFACE "${PROJECT_BINARY_DIR}/third_party/rapidjson")
if(NEARSHELF_SANITIZE MATCHES "undefined")
  # Its stack of no elements adds to a null pointer before it looks whether there is room.
  target_compile_options(rapidjson::rapidjson INTERFACE -fno-sanitize=pointer-overflow)
endif()

if(NOT EMSCRIPTEN)
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium>=1.0.18)
  pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl>=7.80)
endif()

if(NEARSHELF_BUILD_SERVER)
  find_package(Eigen3 3.4 REQUIRED NO_MODULE)
  find_package(CLI11 2.1 REQUIRED)
  find_package(nlohmann_json 3.10 REQUIRED)
  find_package(spdlog 1.9 REQUIRED)
  find_package(ZLIB REQUIRED)
  pkg_check_modules(BROTLI REQUIRED IMPORTED_TARGET libbrotlienc>=1.0)
  # The sync server. Boost (Asio, Beast) is used through its headers only.
  pkg_check_modules(BROTLI_DECODER REQUIRED IMPORTED_TARGET libbrotlidec>=1.0)
  find_package(Boost 1.81 REQUIRED)
  find_package(OpenSSL 3.0 REQUIRED)
  pkg_check_modules(TOMLPLUSPLUS REQUIRED IMPORTED_TARGET tomlplusplus>=3.0)
  pkg_check_modules(PROMETHEUS REQUIRED IMPORTED_TARGET prometheus-cpp-core>=1.0)
  pkg_check_modules(PQ REQUIRED IMPORTED_TARGET libpq>=14)
  pkg_check_modules(RDKAFKA REQUIRED IMPORTED_TARGET rdkafka>=1.8)
endif()
if(NEARSHELF_BUILD_TESTS)
  find_package(GTest 1.11 REQUIRED)
  find_package(nlohmann_json 3.10 REQUIRED)
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(CJSON REQUIRED IMPORTED_TARGET libcjson>=1.7.14)  # tests in plain C
  include(GoogleTest)
endif()
if(NEARSHELF_BUILD_FUZZERS)
  find_package(nlohmann_json 3.10 REQUIRED)
  find_package(Boost 1.81 REQUIRED)
  find_package(ZLIB REQUIRED)
  pkg_check_modules(BROTLI_DECODER REQUIRED IMPORTED_TARGET libbrotlidec>=1.0)
endif()
if(NEARSHELF_BUILD_BENCHMARKS)
  find_package(benchmark REQUIRED)
endif()
