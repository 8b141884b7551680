#include "server_sync/cli/recommend_report.h"

#include <gtest/gtest.h>

namespace nearshelf::cli {
namespace {

TEST(RecommendReport, TextIsCutBetweenCharacters) {
  EXPECT_EQ(shorten("knife", 5), "knife");
  EXPECT_EQ(shorten("knives", 5), "kniv\u2026");
  EXPECT_EQ(shorten("K\u00e4se\u00f6l", 4), "K\u00e4s\u2026");
  EXPECT_EQ(shorten("", 4), "");
  EXPECT_EQ(character_count("K\u00e4se"), 4u);
}

TEST(RecommendReport, ReasonsAreWords) {
  EXPECT_EQ(reason_text({NSH_REASON_OFTEN_NEXT, 1, "7", "Oak Tray"}), "often next after Oak Tray");
  EXPECT_EQ(reason_text({NSH_REASON_OFTEN_NEXT, 1, "7", ""}), "often next after 7");
  EXPECT_EQ(reason_text({NSH_REASON_SIMILAR_SESSIONS, 1, "", ""}), "in similar sessions");
  EXPECT_EQ(reason_text({NSH_REASON_SIMILAR_SESSIONS, 1, "7", ""}), "in sessions that share 7");
  EXPECT_EQ(reason_text({NSH_REASON_SESSION_CONTEXT, 1, "7", "Tray"}), "fits the session up to Tray");
  EXPECT_EQ(reason_text({NSH_REASON_SEEN_BEFORE, 1, "7", "Tray"}), "seen before");
  EXPECT_EQ(reason_text({NSH_REASON_POPULAR, 1, "", ""}), "popular in the shop");
  EXPECT_EQ(reason_text({NSH_REASON_POPULAR_IN_CATEGORY, 1, "", ""}), "popular in its category");
  EXPECT_EQ(reason_text({99, 1, "", ""}), "other") << "a kind of a newer library";
}

TEST(RecommendReport, AnEmptyResultSaysSo) {
  EXPECT_EQ(recommendations_text(Recommendations(), 1), "no item passes the filters\n");
}

}  // namespace
}  // namespace nearshelf::cli
