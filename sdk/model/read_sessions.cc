#include <algorithm>
#include <numeric>

#include "sdk/model/checks.h"
#include "sdk/model/packed_ints.h"
#include "sdk/model/readers.h"

namespace nearshelf::model {

namespace {

constexpr uint32_t kMaxSessionClicks = 255;
constexpr size_t kPriorLimit = 1u << 16;

// The codes of sdk/schema/model.fbs, table Neighbors.
Status read_session_lengths(const schema::Neighbors& neighbors, std::vector<uint8_t>& lengths) {
  const std::string field = "neighbors.length_codes";
  const schema::PackedInts* codes = neighbors.length_codes();
  if (!codes) return bad_field(field, "is missing");
  NEARSHELF_RETURN_IF_ERROR(check_range(field + ".bits", codes->bits(), 1, 8));
  const size_t stream_bytes = codes->bytes() ? codes->bytes()->size() : 0;
  const size_t most_codes = stream_bytes * 8 / codes->bits();
  const uint32_t session_count = neighbors.session_count();
  if (session_count == 0)
    return bad_field("neighbors.session_count", "is 0; a model without sessions has no neighbors");
  // Every session takes a code at least, so the memory for the lengths is bounded by the file.
  if (session_count > most_codes) {
    return bad_field("neighbors.session_count", "is " + std::to_string(session_count) + ", but there are only " +
                                                    std::to_string(most_codes) + " length codes");
  }
  const PackedInts stream(span_of(codes->bytes()), codes->bits(), most_codes);
  const uint32_t largest = (1u << codes->bits()) - 1;
  lengths.resize(session_count);
  size_t next = 0;
  for (uint32_t s = 0; s < session_count; ++s) {
    uint32_t clicks = 1;
    uint32_t code = largest;
    while (code == largest) {
      if (next == most_codes) return bad_field(field, "ends within session " + std::to_string(s));
      code = stream[next++];
      clicks += code;
      if (clicks > kMaxSessionClicks) {
        return bad_element(field, next - 1, "makes session " + std::to_string(s) + " longer than 255 clicks");
      }
    }
    lengths[s] = static_cast<uint8_t>(clicks);
  }
  // Nothing may stand behind the last code.
  const Result<PackedInts> exact = read_packed(field, *codes, next);
  return exact.ok() ? ok_status() : exact.status();
}

}  // namespace

Result<NeighborsView> read_neighbors(const schema::Neighbors& neighbors, uint32_t item_count,
                                     std::vector<uint8_t>& session_lengths) {
  NEARSHELF_RETURN_IF_ERROR(read_session_lengths(neighbors, session_lengths));
  NeighborsView view;
  view.session_lengths = session_lengths;
  view.click_count = std::accumulate(session_lengths.begin(), session_lengths.end(), size_t{0});
  if (!neighbors.items()) return bad_field("neighbors.items", "is missing");
  NEARSHELF_ASSIGN_OR_RETURN(const PackedInts items,
                             read_packed("neighbors.items", *neighbors.items(), view.click_count));
  NEARSHELF_RETURN_IF_ERROR(check_below("neighbors.items", items, item_count));
  view.items = items.bytes();
  view.bits_per_item = items.bits();
  return view;
}

Result<std::vector<uint16_t>> read_prior(std::string_view field, const schema::PackedInts* prior, uint32_t item_count) {
  std::vector<uint16_t> values;
  if (!prior) return values;
  NEARSHELF_ASSIGN_OR_RETURN(const PackedInts packed, read_packed(field, *prior, item_count));
  NEARSHELF_RETURN_IF_ERROR(check_below(field, packed, kPriorLimit));
  values.resize(item_count);
  for (uint32_t i = 0; i < item_count; ++i) values[i] = static_cast<uint16_t>(packed[i]);
  return values;
}

}  // namespace nearshelf::model
