#include "mobile/kotlin/native/recommendations.h"

#include <array>

namespace nearshelf::jni {
namespace {

// The items that reasons speak of come again and again. One that was written lately is only pointed at: the other side
// then makes no second strings of it.
class ReasonItems {
 public:
  explicit ReasonItems(WireWriter& out) : out_(out) {}

  void write(const nsh_reason& reason) {
    const std::string_view id(reason.item_id.data, reason.item_id.size);
    const std::string_view title(reason.item_title.data, reason.item_title.size);
    if (id.empty()) {
      out_.text(id);
      return;
    }
    for (uint32_t back = 1; back <= known_.size() && back <= next_; ++back) {
      const Item& known = known_[(next_ - back) % known_.size()];
      // Ids of a shop are often as long as each other, and begin alike.
      if (known.id.size() == id.size() && known.id.back() == id.back() && known.id == id && known.title == title) {
        out_.number<uint32_t>(kPointer | ((next_ - back) % known_.size()));
        return;
      }
    }
    known_[next_++ % known_.size()] = {id, title};
    out_.text(id);
    out_.text(title);
  }

 private:
  struct Item {
    std::string_view id;
    std::string_view title;
  };
  static constexpr uint32_t kPointer = 0x80000000;  // no text is that long

  WireWriter& out_;
  std::array<Item, 8> known_;
  uint32_t next_ = 0;
};

// The getters below fail only on a bug of this file. They get no error to write to until then: an error is 640 bytes,
// which every call would clear.
nsh_status write_reasons(const nsh_recommendations* recommendations, size_t index, size_t count, ReasonItems& items,
                         WireWriter& out, nsh_error* error) {
  nsh_reason reason;
  reason.struct_size = sizeof(reason);
  for (size_t i = 0; i < count; ++i) {
    if (nsh_recommendations_get_reason(recommendations, index, i, &reason, nullptr) != NSH_STATUS_OK) {
      return nsh_recommendations_get_reason(recommendations, index, i, &reason, error);
    }
    out.number<int32_t>(reason.kind);
    out.number<float>(reason.share);
    items.write(reason);
  }
  return NSH_STATUS_OK;
}

// What the model knows of an item comes as one piece, so that the other side can tell that it has read it before.
void write_attributes(const nsh_item& item, WireWriter& out) {
  const auto texts = {&item.id, &item.title, &item.category, &item.brand, &item.url, &item.image};
  size_t size = sizeof(item.price);
  for (const nsh_string* text : texts) size += sizeof(uint32_t) + text->size;
  uint8_t* to = out.grow(sizeof(uint32_t) + size);
  to = WireWriter::put(static_cast<uint32_t>(size), to);
  to = WireWriter::put(item.price, to);
  for (const nsh_string* text : texts) to = WireWriter::put(*text, to);
}

}  // namespace

ReadOptions::ReadOptions(WireReader& in) {
  nsh_recommend_options_init(&options);
  options.count = in.number<uint32_t>();
  options.rankers = in.number<uint32_t>();
  options.max_per_category = in.number<uint32_t>();
  options.exclude_session_items = in.number<int32_t>();
  options.exclude_purchased = in.number<int32_t>();
  options.with_reasons = in.number<int32_t>();
  options.min_price = in.number<float>();
  options.max_price = in.number<float>();
  categories = in.texts();
  brands = in.texts();
  excluded_items = in.texts();
  options.categories = categories.data();
  options.category_count = categories.size();
  options.brands = brands.data();
  options.brand_count = brands.size();
  options.excluded_items = excluded_items.data();
  options.excluded_item_count = excluded_items.size();
}

nsh_status write_recommendations(nsh_recommendations* recommendations, WireWriter& out, nsh_error* error) {
  const std::unique_ptr<nsh_recommendations, decltype(&nsh_recommendations_free)> owned(recommendations,
                                                                                        nsh_recommendations_free);
  ReasonItems items(out);
  const size_t count = nsh_recommendations_count(recommendations);
  out.number<int32_t>(nsh_recommendations_context(recommendations));
  out.number(static_cast<uint32_t>(count));
  nsh_item item;
  item.struct_size = sizeof(item);
  for (size_t i = 0; i < count; ++i) {
    if (nsh_recommendations_get_item(recommendations, i, &item, nullptr) != NSH_STATUS_OK) {
      return nsh_recommendations_get_item(recommendations, i, &item, error);
    }
    write_attributes(item, out);
    out.number<float>(item.score);
    out.number(static_cast<uint32_t>(item.reason_count));
    const nsh_status status = write_reasons(recommendations, i, item.reason_count, items, out, error);
    if (status != NSH_STATUS_OK) return status;
  }
  return NSH_STATUS_OK;
}

}  // namespace nearshelf::jni
