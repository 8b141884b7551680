#include "mobile/kotlin/native/recommendations.h"

#include <array>

namespace nearshelf::jni {
namespace {

// Categories, brands and the items that reasons speak of come again and again. One that was written lately is only
// pointed at: the other side then makes no second string of it.
class RepeatedTexts {
 public:
  explicit RepeatedTexts(WireWriter& out) : out_(out) {}

  void write(const nsh_string& value) {
    const std::string_view text(value.data, value.size);
    if (text.empty()) {
      out_.text(text);
      return;
    }
    for (uint32_t back = 0; back < known_.size() && back < next_; ++back) {
      if (known_[(next_ - 1 - back) % known_.size()] == text) {
        out_.number<uint32_t>(kPointer | (next_ - 1 - back));
        return;
      }
    }
    known_[next_++ % known_.size()] = text;
    out_.text(text);
  }

 private:
  static constexpr uint32_t kPointer = 0x80000000;  // no text is that long

  WireWriter& out_;
  std::array<std::string_view, 8> known_;
  uint32_t next_ = 0;
};

nsh_status write_reasons(const nsh_recommendations* recommendations, size_t index, size_t count, RepeatedTexts& texts,
                         WireWriter& out, nsh_error* error) {
  nsh_reason reason;
  reason.struct_size = sizeof(reason);
  for (size_t i = 0; i < count; ++i) {
    const nsh_status status = nsh_recommendations_get_reason(recommendations, index, i, &reason, error);
    if (status != NSH_STATUS_OK) return status;
    out.number<int32_t>(reason.kind);
    out.number<float>(reason.share);
    texts.write(reason.item_id);
    texts.write(reason.item_title);
  }
  return NSH_STATUS_OK;
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
  RepeatedTexts texts(out);
  const size_t count = nsh_recommendations_count(recommendations);
  out.number<int32_t>(nsh_recommendations_context(recommendations));
  out.number(static_cast<uint32_t>(count));
  nsh_item item;
  item.struct_size = sizeof(item);
  for (size_t i = 0; i < count; ++i) {
    nsh_status status = nsh_recommendations_get_item(recommendations, i, &item, error);
    if (status != NSH_STATUS_OK) return status;
    out.number<float>(item.score);
    out.number<float>(item.price);
    out.text(item.id);
    out.text(item.title);
    out.text(item.url);
    out.text(item.image);
    texts.write(item.category);
    texts.write(item.brand);
    out.number(static_cast<uint32_t>(item.reason_count));
    status = write_reasons(recommendations, i, item.reason_count, texts, out, error);
    if (status != NSH_STATUS_OK) return status;
  }
  return NSH_STATUS_OK;
}

}  // namespace nearshelf::jni
