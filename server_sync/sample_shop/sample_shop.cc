#include "server_sync/sample_shop/sample_shop.h"

#include <filesystem>
#include <system_error>
#include <vector>

#include "server_sync/data/time_text.h"
#include "server_sync/sample_shop/pictures.h"
#include "server_sync/sample_shop/products.h"
#include "server_sync/sample_shop/random.h"
#include "server_sync/sample_shop/sessions.h"
#include "server_sync/sample_shop/text_writer.h"
#include "server_sync/sample_shop/vocabulary.h"

namespace nearshelf::sample_shop {
namespace {

// What a real tracker does wrong now and then, so that the cleaning has something to find.
constexpr double kDuplicateShare = 0.002;
constexpr double kZonelessShare = 0.0002;
// As in the literature's splits: a test case only asks for what could have been learned.
constexpr uint32_t kLeastTrainViews = 5;

std::string two_decimals(int64_t cents) {
  const std::string fraction = std::to_string(cents % 100);
  return std::to_string(cents / 100) + "." + (fraction.size() < 2 ? "0" : "") + fraction;
}

Status write_items(const std::string& path, const Catalog& catalog) {
  TextWriter writer(path);
  writer.write("item\tcategory\tbrand\tprice\ttitle\turl\timage\n");
  for (uint32_t p = 0; p < catalog.products.size(); ++p) {
    const Product& product = catalog.products[p];
    writer.write(std::to_string(p + 1) + "\t" + category_path(product.category) + "\t" +
                 std::string(brand_names()[product.brand]) + "\t" + two_decimals(product.price_cents) + "\t" +
                 product.title + "\t" + product_url(catalog, p) + "\t" + product_image(p) + "\n");
  }
  return writer.finish();
}

// Hands training sessions to the event file and keeps the test sessions for when all of training is known.
class Split {
 public:
  Split(const std::string& events_path, size_t products, uint64_t seed)
      : events_(events_path), defects_(seed, Stream::kDefects), train_views_(products, 0) {
    events_.write("time,session,visitor,event,item\n");
  }

  void add(const Session& session) {
    if (session.day() + kTestDays < kDays) {
      add_train(session);
    } else if (!session.robot) {
      test_.emplace_back();
      for (const Event& event : session.events) {
        if (event.type == EventType::kView) test_.back().push_back(event.product);
      }
    }
  }

  Status finish_events() { return events_.finish(); }
  Status write_pairs(const std::string& path);
  const SampleShopReport& report() const { return report_; }

 private:
  void add_train(const Session& session);
  void write_event(const Session& session, const Event& event);

  TextWriter events_;
  Random defects_;
  std::vector<uint32_t> train_views_;
  std::vector<std::vector<uint32_t>> test_;
  SampleShopReport report_;
};

void Split::add_train(const Session& session) {
  ++report_.train_sessions;
  report_.robot_sessions += session.robot ? 1 : 0;
  for (const Event& event : session.events) {
    write_event(session, event);
    if (event.type == EventType::kView && !session.robot && session.events.size() > 1) ++train_views_[event.product];
  }
}

void Split::write_event(const Session& session, const Event& event) {
  std::string time = data::format_time(event.time);
  if (defects_.chance(kZonelessShare)) time.pop_back();
  const std::string row = time + ",s" + std::to_string(session.number) + ",v" + std::to_string(session.shopper + 1) +
                          "," + std::string(event_type_name(event.type)) + "," + std::to_string(event.product + 1) +
                          "\n";
  events_.write(row);
  ++report_.train_events;
  if (!defects_.chance(kDuplicateShare)) return;
  events_.write(row);
  ++report_.train_events;
}

// Every prefix of every test session with the view that follows it, as the data sets of the literature have them.
Status Split::write_pairs(const std::string& path) {
  TextWriter writer(path);
  for (std::vector<uint32_t>& views : test_) {
    std::erase_if(views, [this](uint32_t product) { return train_views_[product] < kLeastTrainViews; });
    if (views.size() < 2) continue;
    ++report_.test_sessions;
    std::string prefix;
    for (size_t i = 0; i + 1 < views.size(); ++i) {
      if (i > 0) prefix += ' ';
      prefix += std::to_string(views[i] + 1);
      writer.write(prefix + "\t" + std::to_string(views[i + 1] + 1) + "\n");
      ++report_.test_pairs;
    }
  }
  return writer.finish();
}

Status write_readme(const std::string& path, const SampleShopOptions& options, const SampleShopReport& report) {
  TextWriter writer(path);
  writer.write(
      "This shop is synthetic. `nearshelf sample-shop` made it from a seed; no product, person or click in it is "
      "real,\n"
      "and no figure measured on it says anything about a real shop. docs/sample-shop.md describes the model behind "
      "it.\n\n"
      "items.tsv          " +
      std::to_string(report.products) + " products\n" +
      (options.pictures ? "images/            a drawn picture of each\n" : "") + "events.csv.gz      " +
      std::to_string(report.train_events) + " events of " + std::to_string(report.train_sessions) +
      " sessions, 40 days from 2026-01-05 (UTC)\n"
      "test_pairs.txt.gz  " +
      std::to_string(report.test_pairs) + " test cases from " + std::to_string(report.test_sessions) +
      " sessions of the two days after that; none of them is in events.csv.gz\n\n"
      "Made with: nearshelf sample-shop --products " +
      std::to_string(options.products) + " --sessions " + std::to_string(options.sessions) + " --seed " +
      std::to_string(options.seed) + "\n");
  return writer.finish();
}

Status check(const SampleShopOptions& options) {
  const auto within = [](size_t value, size_t least, size_t most, const char* what) {
    if (value >= least && value <= most) return ok_status();
    return invalid_argument(std::string("the number of ") + what + " must be between " + std::to_string(least) +
                            " and " + std::to_string(most));
  };
  NEARSHELF_RETURN_IF_ERROR(within(options.products, kMinProducts, kMaxProducts, "products"));
  return within(options.sessions, kMinSessions, kMaxSessions, "sessions");
}

}  // namespace

Result<SampleShopReport> write_sample_shop(const std::string& directory, const SampleShopOptions& options) {
  NEARSHELF_RETURN_IF_ERROR(check(options));
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) return io_error("the directory cannot be made: " + error.message(), directory);
  const std::filesystem::path base(directory);
  const Catalog catalog = make_catalog(options.products, options.seed);
  NEARSHELF_RETURN_IF_ERROR(write_items((base / "items.tsv").string(), catalog));
  if (options.pictures) NEARSHELF_RETURN_IF_ERROR(write_pictures(directory, catalog, options.seed));
  Split split((base / "events.csv.gz").string(), options.products, options.seed);
  make_sessions(catalog, options.sessions, options.seed, [&split](const Session& session) { split.add(session); });
  NEARSHELF_RETURN_IF_ERROR(split.finish_events());
  NEARSHELF_RETURN_IF_ERROR(split.write_pairs((base / "test_pairs.txt.gz").string()));
  SampleShopReport report = split.report();
  report.products = catalog.products.size();
  NEARSHELF_RETURN_IF_ERROR(write_readme((base / "README.txt").string(), options, report));
  return report;
}

}  // namespace nearshelf::sample_shop
