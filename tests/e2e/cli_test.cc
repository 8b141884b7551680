// The command line from sessions to recommendations, on a small made-up shop.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/e2e/process.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::e2e {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::read_text;
using testing::TempDir;
using testing::write_text;

// The shop and its model, made once.
class CliTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    dir_ = new TempDir();
    const Outcome shop =
        nearshelf({"sample-shop", "--out", shop_file(""), "--products", "300", "--sessions", "4000", "--json"});
    ASSERT_EQ(shop.exit_code, 0) << shop.err;
    shop_report_ = json::parse(shop.out);
    const Outcome train =
        nearshelf({"train", "--sessions", shop_file("events.csv.gz"), "--items", shop_file("items.tsv"), "--out",
                   model(), "--epochs", "2", "--dim", "32", "--hidden-size", "32", "--json"});
    ASSERT_EQ(train.exit_code, 0) << train.err;
    train_report_ = json::parse(train.out);
  }
  static void TearDownTestSuite() { delete dir_; }

  static std::string file(const std::string& name) { return dir_->file(name); }
  static std::string shop_file(const std::string& name) { return dir_->file("shop/" + name); }
  static std::string model() { return dir_->file("shop.nsm"); }
  static double hit_rate(const std::string& ranker) {
    const Outcome outcome = nearshelf(
        {"evaluate", "--model", model(), "--pairs", shop_file("test_pairs.txt.gz"), "--only", ranker, "--json"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return json::parse(outcome.out)["hit_rate"].get<double>();
  }

  static inline TempDir* dir_ = nullptr;
  static inline json shop_report_;
  static inline json train_report_;
};

TEST_F(CliTest, SampleShopReportsWhatItMade) {
  EXPECT_EQ(shop_report_["products"], 300);
  EXPECT_EQ(shop_report_["synthetic"], true);
  EXPECT_GT(shop_report_["test_pairs"], 100);
  for (const char* name : {"items.tsv", "events.csv.gz", "test_pairs.txt.gz", "README.txt"}) {
    EXPECT_TRUE(std::filesystem::exists(shop_file(name))) << name;
  }
}

TEST_F(CliTest, TrainReportsDataTrainingValidationAndSizes) {
  EXPECT_EQ(train_report_["data"]["layout"], "table");
  EXPECT_GT(train_report_["data"]["kept"]["clicks"], 1000);
  EXPECT_EQ(train_report_["items"]["bad_prices"], 0);
  EXPECT_EQ(train_report_["training"]["preset"], "default");
  EXPECT_GT(train_report_["training"]["events_per_second"], 0);
  for (const char* ranker : {"popular", "gru_float32", "gru", "neighbors", "blended"}) {
    EXPECT_TRUE(train_report_["validation"]["rankers"].contains(ranker)) << ranker;
  }
  EXPECT_EQ(train_report_["artifact"]["file_bytes"], std::filesystem::file_size(model()));
  EXPECT_GT(train_report_["peak_memory_bytes"], 1 << 20);
  EXPECT_FALSE(std::filesystem::exists(model() + ".checkpoint")) << "deleted when all is done";
}

TEST_F(CliTest, EvaluateHasTheKeysOfTheProtocolAndTheBlendBeatsPopularity) {
  const Outcome outcome =
      nearshelf({"evaluate", "--model", model(), "--pairs", shop_file("test_pairs.txt.gz"), "-k", "10", "--json"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const json report = json::parse(outcome.out);
  for (const char* key : {"cases", "hit_rate", "mrr", "recall", "ndcg", "map", "ms_per_case"}) {
    EXPECT_TRUE(report.contains(key)) << key;
  }
  EXPECT_EQ(report["cases"], shop_report_["test_pairs"]);
  EXPECT_EQ(report["k"], 10);
  EXPECT_GT(hit_rate("all"), 1.5 * hit_rate("popular"));
  EXPECT_GT(hit_rate("neighbors"), hit_rate("popular"));
}

TEST_F(CliTest, EvaluateReadsPairsFromStandardInput) {
  const Outcome outcome =
      nearshelf({"evaluate", "--model", model(), "--pairs", "-", "--json"}, "1 2\t3\n4\tno-such-item\n");
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(json::parse(outcome.out)["cases"], 2);
  EXPECT_EQ(json::parse(outcome.out)["unknown_labels"], 1);
}

TEST_F(CliTest, RecommendGivesTheSameWithAndWithoutAStore) {
  const std::vector<std::string> command = {"recommend", "--model", model(), "--session",
                                            "12 7 33",   "-k",      "5",     "--json"};
  const Outcome stateless = nearshelf(command);
  ASSERT_EQ(stateless.exit_code, 0) << stateless.err;
  const json expected = json::parse(stateless.out);
  ASSERT_EQ(expected["items"].size(), 5u);
  EXPECT_EQ(expected["context"], "session");
  for (const json& item : expected["items"]) {
    EXPECT_FALSE(item["title"].get<std::string>().empty());
    EXPECT_GT(item["price"], 0);
    ASSERT_FALSE(item["reasons"].empty());
    double shares = 0;
    for (const json& reason : item["reasons"]) shares += reason["share"].get<double>();
    EXPECT_NEAR(shares, 1, 1e-3);
  }
  std::vector<std::string> with_store = command;
  with_store.insert(with_store.end(), {"--db", file("shopper.db")});
  for (int time = 0; time < 2; ++time) {
    const Outcome stored = nearshelf(with_store);
    ASSERT_EQ(stored.exit_code, 0) << stored.err;
    EXPECT_EQ(json::parse(stored.out)["items"], expected["items"]) << "run " << time;
  }
  // The store keeps the model and the session for the next time.
  const Outcome resumed = nearshelf({"recommend", "--db", file("shopper.db"), "-k", "5", "--json"});
  ASSERT_EQ(resumed.exit_code, 0) << resumed.err;
  EXPECT_EQ(json::parse(resumed.out)["items"], expected["items"]);
}

TEST_F(CliTest, RecommendFilters) {
  const Outcome outcome = nearshelf({"recommend", "--model", model(), "--session", "12 7 33", "--max-price", "30",
                                     "--exclude", "7", "--exclude-session", "--json"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  for (const json& item : json::parse(outcome.out)["items"]) {
    EXPECT_LE(item["price"], 30);
    EXPECT_NE(item["id"], "7");
    EXPECT_NE(item["id"], "12");
  }
}

TEST_F(CliTest, RecommendForNobodyIsPopular) {
  const Outcome outcome = nearshelf({"recommend", "--model", model(), "-k", "3"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("popular in the shop"));
  EXPECT_THAT(outcome.out, HasSubstr("By popularity"));
}

TEST_F(CliTest, InspectShowsTheModel) {
  const Outcome outcome = nearshelf({"inspect", model(), "--json"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const json report = json::parse(outcome.out);
  EXPECT_EQ(report["file_bytes"], std::filesystem::file_size(model()));
  EXPECT_EQ(report["provenance"]["model_id"], train_report_["model_id"]);
  EXPECT_TRUE(report["provenance"]["metrics"].contains("blended.hit_rate@20"));
  EXPECT_THAT(nearshelf({"inspect", model()}).out, HasSubstr("Catalog"));
}

TEST_F(CliTest, TheSmallestModelHasNoSessionModel) {
  const Outcome outcome = nearshelf({"train", "--sessions", shop_file("events.csv.gz"), "--out", file("small.nsm"),
                                     "--no-gru", "--max-size", "20KB", "--json", "-q"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_LE(std::filesystem::file_size(file("small.nsm")), 20'000u);
  EXPECT_TRUE(json::parse(outcome.out)["training"].is_null());
  EXPECT_THAT(outcome.err, IsEmpty());
}

TEST_F(CliTest, SwitchedOffRankersFindNothing) {
  const Outcome trained = nearshelf({"train", "--sessions", shop_file("events.csv.gz"), "--out", file("bare.nsm"),
                                     "--no-gru", "--no-neighbors", "--no-rules", "--no-own", "--json", "-q"});
  ASSERT_EQ(trained.exit_code, 0) << trained.err;
  const json rankers = json::parse(trained.out)["validation"]["rankers"];
  EXPECT_EQ(rankers["blended"]["hit_rate"], rankers["popular"]["hit_rate"]);
}

TEST_F(CliTest, Float32ModelsAreSavedAndMeasured) {
  const Outcome trained =
      nearshelf({"train", "--sessions", shop_file("events.csv.gz"), "--out", file("f.nsm"), "--epochs", "1", "--dim",
                 "32", "--hidden-size", "32", "--save-float32", file("f.f32"), "-q"});
  ASSERT_EQ(trained.exit_code, 0) << trained.err;
  const auto measure = [&](std::vector<std::string> flags) {
    std::vector<std::string> command = {"evaluate", "--model", file("f.nsm"), "--pairs", shop_file("test_pairs.txt.gz"),
                                        "--json"};
    command.insert(command.end(), flags.begin(), flags.end());
    return json::parse(nearshelf(command).out)["hit_rate"].get<double>();
  };
  EXPECT_NEAR(measure({"--float32", file("f.f32")}), measure({"--only", "gru"}), 1.5);
}

TEST_F(CliTest, WrongUseIsTwoAndSaysWhatIsWrong) {
  for (const std::vector<std::string>& command :
       std::vector<std::vector<std::string>>{{},
                                             {"frobnicate"},
                                             {"train"},
                                             {"train", "--sessions", "x", "--out", "y", "--preset", "nothing"},
                                             {"train", "--sessions", "x", "--out", "y", "--dim", "33"},
                                             {"evaluate", "--model", "x", "--pairs", "y", "--only", "luck"},
                                             {"recommend", "--session", "1"},
                                             {"recommend", "--model", "x", "-k", "0"},
                                             {"sample-shop", "--out", "x", "--products", "1"},
                                             {"inspect"}}) {
    const Outcome outcome = nearshelf(command);
    EXPECT_EQ(outcome.exit_code, 2) << ::testing::PrintToString(command);
    EXPECT_THAT(outcome.err, Not(IsEmpty())) << ::testing::PrintToString(command);
    EXPECT_THAT(outcome.out, IsEmpty());
  }
  EXPECT_EQ(nearshelf({"--version"}).exit_code, 0);
  EXPECT_THAT(nearshelf({"--help"}).out, HasSubstr("Exit codes"));
}

TEST_F(CliTest, BadInputIsOneNamesFileAndLineAndChangesNothing) {
  const std::string out = file("kept.nsm");
  write_text(out, "before");
  const auto train = [&](const std::string& text) {
    write_text(file("bad"), text);
    const Outcome outcome = nearshelf({"train", "--sessions", file("bad"), "--out", out, "--json"});
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_THAT(outcome.out, IsEmpty());
    EXPECT_EQ(read_text(out), "before");
    return outcome.err;
  };
  EXPECT_THAT(train("1 2\n3 4\t5\n"), HasSubstr(file("bad") + ":2: "));
  EXPECT_THAT(train("session,item,time\ns,1,1\ns,\"2,1\n"), HasSubstr(file("bad") + ":3: "));
  EXPECT_THAT(train("session,item,when it was\ns,1,1\n"), HasSubstr(file("bad") + ":1: no column for the time"));
  EXPECT_THAT(train(""), HasSubstr("empty"));
  const std::string packed = read_text(shop_file("events.csv.gz"));
  EXPECT_THAT(train(packed.substr(0, packed.size() / 2)), HasSubstr("cut short"));
  EXPECT_THAT(nearshelf({"train", "--sessions", file("none"), "--out", out}).err, HasSubstr("no such file"));
  EXPECT_THAT(nearshelf({"train", "--sessions", file("bad"), "--out", file("no/dir.nsm")}).err,
              HasSubstr("no such directory"));
  EXPECT_FALSE(std::filesystem::exists(out + ".checkpoint"));
}

TEST_F(CliTest, ABudgetThatCannotBeMetIsToldBeforeTheTraining) {
  const Outcome outcome =
      nearshelf({"train", "--sessions", shop_file("events.csv.gz"), "--out", file("tiny.nsm"), "--max-size", "100"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("100 bytes"));
  EXPECT_THAT(outcome.err, Not(HasSubstr("epoch")));
  EXPECT_FALSE(std::filesystem::exists(file("tiny.nsm.checkpoint")));
}

TEST_F(CliTest, ANetworkThatWillNotFitIsToldBeforeItsTraining) {
  const Outcome outcome =
      nearshelf({"train", "--sessions", shop_file("events.csv.gz"), "--out", file("narrow.nsm"), "--max-size", "20KB",
                 "--epochs", "1", "--dim", "128", "--hidden-size", "32", "--json"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const json report = json::parse(outcome.out);
  ASSERT_EQ(report["warnings"].size(), 1u);
  const std::string warning = report["warnings"][0];
  EXPECT_THAT(warning, HasSubstr("--max-size 20000 "));
  EXPECT_LT(outcome.err.find(warning), outcome.err.find("epoch 1")) << outcome.err;
  // The size that it names is enough.
  const size_t flag = warning.rfind("--max-size ") + 11;
  const std::string enough = warning.substr(flag, warning.find(',', flag) - flag);
  const Outcome wider =
      nearshelf({"train", "--sessions", shop_file("events.csv.gz"), "--out", file("narrow.nsm"), "--max-size", enough,
                 "--epochs", "1", "--dim", "128", "--hidden-size", "32", "--json", "-q"});
  ASSERT_EQ(wider.exit_code, 0) << wider.err;
  EXPECT_TRUE(json::parse(wider.out)["warnings"].empty());
}

TEST_F(CliTest, DamagedModelsAreRefusedByEveryCommand) {
  const std::string bytes = read_text(model());
  write_text(file("cut.nsm"), bytes.substr(0, bytes.size() - 100));
  for (const std::vector<std::string>& command :
       std::vector<std::vector<std::string>>{{"inspect", file("cut.nsm")},
                                             {"recommend", "--model", file("cut.nsm")},
                                             {"recommend", "--model", file("cut.nsm"), "--db", file("other.db")},
                                             {"evaluate", "--model", file("cut.nsm"), "--pairs", "-"}}) {
    const Outcome outcome = nearshelf(command);
    EXPECT_EQ(outcome.exit_code, 1) << ::testing::PrintToString(command);
    EXPECT_THAT(outcome.err, HasSubstr("nearshelf: "));
  }
}

TEST_F(CliTest, AReportThatDoesNotGetOutIsAFailure) {
  const Outcome outcome =
      Process({"/bin/sh", "-c", std::string(NEARSHELF_BINARY) + " inspect " + model() + " >/dev/full"}).wait();
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("could not be written"));
}

}  // namespace
}  // namespace nearshelf::e2e
