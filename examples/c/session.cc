// A shopper's visit in C++: the same program as session.c over the handles of nearshelf.hpp, which close themselves.
//   session_cpp MODEL.nsm ITEM...
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <nearshelf/nearshelf.hpp>
#include <vector>

namespace {

int failed(const char* what, const nearshelf::Error& error) {
  std::fprintf(stderr, "%s: %s\n", what, error.to_string().c_str());
  return 1;
}

const char* reason_text(nsh_reason_kind kind) {
  switch (kind) {
    case NSH_REASON_SESSION_CONTEXT: return "follows from this visit, lastly";
    case NSH_REASON_SIMILAR_SESSIONS: return "in visits like this one, with";
    case NSH_REASON_OFTEN_NEXT: return "often viewed after";
    case NSH_REASON_SEEN_BEFORE: return "seen before";
    case NSH_REASON_POPULAR: return "popular in the shop";
    case NSH_REASON_POPULAR_IN_CATEGORY: return "popular in this category";
    default: return "other";
  }
}

// Texts of the library end with a NUL, so that data() serves printf.
void print_recommendations(const nearshelf::Recommendations& list) {
  for (size_t i = 0; i < list.size(); ++i) {
    const nearshelf::Item item = list[i];
    std::printf("%2zu. %s  %s", i + 1, item.id.data(), item.title.data());
    if (!std::isnan(item.price)) std::printf("  %.2f", static_cast<double>(item.price));
    const std::vector<nearshelf::Reason> reasons = list.reasons(i);
    if (!reasons.empty()) {
      const nearshelf::Reason& first = reasons.front();
      std::printf("  (%s%s%s)", reason_text(first.kind), first.item_id.empty() ? "" : " ", first.item_id.data());
    }
    std::printf("\n");
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: %s MODEL.nsm ITEM...\n", argv[0]);
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  const std::vector<char> model((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());

  nearshelf::ShelfOptions shelf_options;  // no path: a shelf in memory
  auto shelf = nearshelf::Shelf::open(shelf_options);
  if (!shelf) return failed("open", shelf.error());
  if (auto installed = shelf->install_model(model.data(), model.size()); !installed) {
    return failed(argv[1], installed.error());
  }
  nearshelf::Consent consent;
  consent.granted = NSH_PURPOSE_PERSONALIZATION;
  consent.policy_version = "2024-05";
  if (auto decided = shelf->set_consent(consent); !decided) return failed("consent", decided.error());
  for (int i = 2; i < argc; ++i) {
    nearshelf::Event event;
    event.kind = NSH_EVENT_VIEW;
    event.item_id = argv[i];
    if (auto tracked = shelf->track(event); !tracked) return failed(argv[i], tracked.error());
  }

  nearshelf::RecommendOptions options;
  options.count = 5;
  options.exclude_session_items = true;
  auto list = shelf->recommend(options);
  if (!list) return failed("recommend", list.error());
  print_recommendations(*list);
  return 0;
}
