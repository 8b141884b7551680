#include "sdk/engine/import.h"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <string>
#include <utility>

#include "sdk/engine/export_format.h"
#include "sdk/engine/import_reader.h"

namespace nearshelf::engine {

Result<ImportedProfile> read_export(std::string_view json) {
  if (json.size() > kMaxImportBytes) return Status(Code::kLimit, "larger than 64 MiB", "export");
  // Iterative: the depth of what comes in must not be the depth of the stack. Full precision: prices come back as they
  // went out.
  constexpr unsigned kFlags =
      rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag | rapidjson::kParseFullPrecisionFlag;
  rapidjson::MemoryStream stream(json.data(), json.size());
  rapidjson::Reader reader;
  ImportReader handler;
  const rapidjson::ParseResult parsed = reader.Parse<kFlags>(stream, handler);
  if (!handler.status().ok()) return handler.status();
  if (parsed.IsError()) {
    return invalid_argument(rapidjson::GetParseError_En(parsed.Code()), "byte " + std::to_string(parsed.Offset()));
  }
  NEARSHELF_RETURN_IF_ERROR(handler.finish());
  return std::move(handler.profile());
}

Result<bool> take_up(const ImportedProfile& imported, store::Store& store) {
  std::map<int64_t, int64_t> new_ids;
  bool any = false;
  for (const store::RecordedEvent& recorded : imported.events) {
    NEARSHELF_ASSIGN_OR_RETURN(const auto present, store.events().find(recorded.event.event_id));
    if (present) continue;
    int64_t session_id = 0;
    if (recorded.session_id != 0) {
      const auto [known, is_new] = new_ids.try_emplace(recorded.session_id, 0);
      if (is_new) {
        NEARSHELF_ASSIGN_OR_RETURN(known->second, store.sessions().insert(imported.sessions.at(recorded.session_id)));
      }
      session_id = known->second;
    }
    NEARSHELF_RETURN_IF_ERROR(store.events().insert(recorded.event, session_id).status());
    any = true;
  }
  return any;
}

}  // namespace nearshelf::engine
