# cmake -D INPUT=... -D OUTPUT=... -P embed_text.cmake: openapi.json as a C++ source.
file(READ "${INPUT}" hex HEX)
string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
file(WRITE "${OUTPUT}" "#include \"server_sync/protocol/openapi.h\"

namespace nearshelf::protocol {

std::string_view openapi_json() {
  static constexpr unsigned char kBytes[] = {
${bytes}};
  return {reinterpret_cast<const char*>(kBytes), sizeof(kBytes)};
}

}  // namespace nearshelf::protocol
")
