#include "server_sync/sample_shop/drawings.h"

#include <map>

#include "server_sync/sample_shop/vocabulary.h"

namespace nearshelf::sample_shop {
namespace {

std::map<std::string_view, std::string_view> by_kind() {
  std::map<std::string_view, std::string_view> map;
  for (const auto drawings : {kitchen_drawings(), table_drawings(), home_drawings(), living_drawings(),
                              garden_drawings(), outdoor_drawings(), sport_drawings(), family_drawings()}) {
    for (const Drawing& drawing : drawings) {
      for (const std::string_view kind : split_words(drawing.kinds)) map.emplace(kind, drawing.shapes);
    }
  }
  return map;
}

}  // namespace

std::string_view drawing_of(std::string_view kind) {
  static const std::map<std::string_view, std::string_view> kDrawings = by_kind();
  const auto found = kDrawings.find(kind);
  return found == kDrawings.end() ? std::string_view() : found->second;
}

}  // namespace nearshelf::sample_shop
