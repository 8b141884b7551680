#include <algorithm>
#include <cmath>

#include "sdk/model/checks.h"
#include "sdk/model/limits.h"
#include "sdk/model/readers.h"

namespace nearshelf::model {

namespace {

// Names and finite values of a vector of Metric or Parameter tables; names are unique and not empty.
template <typename Value, typename Table>
Result<std::vector<std::pair<std::string, Value>>> read_named_values(
    const std::string& field, const flatbuffers::Vector<flatbuffers::Offset<Table>>* tables, size_t most) {
  std::vector<std::pair<std::string, Value>> values;
  if (!tables) return values;
  NEARSHELF_RETURN_IF_ERROR(check_range(field + " count", tables->size(), 0, most));
  for (flatbuffers::uoffset_t i = 0; i < tables->size(); ++i) {
    const Table& table = *tables->Get(i);
    const std::string element = field + "[" + std::to_string(i) + "]";
    NEARSHELF_ASSIGN_OR_RETURN(std::string name, read_name(element + ".name", table.name()));
    if (name.empty()) return bad_field(element + ".name", "is empty");
    if (!std::isfinite(table.value())) return bad_field(element + ".value", "is not a finite number");
    const auto same =
        std::find_if(values.begin(), values.end(), [&](const auto& other) { return other.first == name; });
    if (same != values.end()) return bad_field(field, "has the name \"" + name + "\" more than once");
    values.emplace_back(std::move(name), table.value());
  }
  return values;
}

Status check_time(std::string_view field, TimeMs time) {
  if (time >= 0 && time <= kMaxTimeMs) return ok_status();
  return bad_field(field, "is " + std::to_string(time) + ", must be a time from 1970 to 9999");
}

}  // namespace

Result<Provenance> read_provenance(const schema::Provenance& provenance) {
  Provenance result;
  NEARSHELF_ASSIGN_OR_RETURN(result.model_id, read_name("provenance.model_id", provenance.model_id()));
  if (result.model_id.empty()) return bad_field("provenance.model_id", "is empty");
  NEARSHELF_ASSIGN_OR_RETURN(result.tool_version, read_name("provenance.tool_version", provenance.tool_version()));
  NEARSHELF_ASSIGN_OR_RETURN(result.preset, read_name("provenance.preset", provenance.preset()));
  result.version = provenance.version();
  result.created_at_ms = provenance.created_at_ms();
  result.seed = provenance.seed();
  result.train_sessions = provenance.train_sessions();
  result.train_clicks = provenance.train_clicks();
  result.window_begin_ms = provenance.window_begin_ms();
  result.window_end_ms = provenance.window_end_ms();
  NEARSHELF_RETURN_IF_ERROR(check_time("provenance.created_at_ms", result.created_at_ms));
  NEARSHELF_RETURN_IF_ERROR(check_time("provenance.window_begin_ms", result.window_begin_ms));
  NEARSHELF_RETURN_IF_ERROR(check_time("provenance.window_end_ms", result.window_end_ms));
  if (result.window_end_ms < result.window_begin_ms) {
    return bad_field("provenance.window_end_ms", "is before provenance.window_begin_ms");
  }
  NEARSHELF_ASSIGN_OR_RETURN(result.metrics,
                             read_named_values<double>("provenance.metrics", provenance.metrics(), kMaxMetrics));
  return result;
}

Result<Parameters> read_blend(const ParameterVector* blend) {
  return read_named_values<float>("blend", blend, kMaxParameters);
}

}  // namespace nearshelf::model
