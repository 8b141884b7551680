#include "server_sync/sample_shop/pictures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "server_sync/sample_shop/drawings.h"
#include "server_sync/sample_shop/vocabulary.h"
#include "tests/support/temp_dir.h"

namespace nearshelf::sample_shop {
namespace {

using nearshelf::testing::read_text;
using nearshelf::testing::TempDir;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string picture(const Product& product, uint64_t seed = 1) {
  Random random(seed, Stream::kPictures);
  return draw_picture(product, random);
}

// The names of the elements that are open at the end, or "wrong" at the first tag that closes another one.
std::vector<std::string> left_open(const std::string& svg) {
  std::vector<std::string> open;
  for (size_t at = svg.find('<'); at != std::string::npos; at = svg.find('<', at + 1)) {
    const size_t end = svg.find('>', at);
    const std::string tag = svg.substr(at + 1, end - at - 1);
    const std::string name = tag.substr(0, tag.find(' '));
    if (tag.ends_with('/')) continue;
    if (name[0] != '/') {
      open.push_back(name);
    } else if (open.empty() || "/" + open.back() != name) {
      return {"wrong", name};
    } else {
      open.pop_back();
    }
  }
  return open;
}

TEST(Drawings, ThereIsOneForEveryKindAndNoneForNothing) {
  std::set<std::string_view> kinds;
  for (const CategoryWords& words : category_words()) {
    for (const std::string_view kind : split_words(words.kinds)) {
      EXPECT_FALSE(drawing_of(kind).empty()) << kind;
      kinds.insert(kind);
    }
  }
  size_t drawn = 0;
  for (const auto drawings : {kitchen_drawings(), table_drawings(), home_drawings(), living_drawings(),
                              garden_drawings(), outdoor_drawings(), sport_drawings(), family_drawings()}) {
    for (const Drawing& drawing : drawings) drawn += split_words(drawing.kinds).size();
  }
  EXPECT_EQ(drawn, kinds.size()) << "a kind is drawn twice, or one is drawn that no category has";
  EXPECT_TRUE(drawing_of("Unicorn").empty());
}

TEST(Pictures, EveryKindIsASmallWellFormedDocumentThatRefersToNothingOutside) {
  for (uint32_t c = 0; c < category_words().size(); ++c) {
    const size_t kinds = split_words(category_words()[c].kinds).size();
    for (uint32_t kind = 0; kind < kinds; ++kind) {
      Product product;
      product.category = c;
      product.kind = kind;
      product.style = (c + kind) % kStyleCount;
      const std::string svg = picture(product);
      const std::string name(split_words(category_words()[c].kinds)[kind]);
      EXPECT_THAT(svg, StartsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=")) << name;
      EXPECT_THAT(left_open(svg), ::testing::IsEmpty()) << name;
      EXPECT_GT(svg.size(), 900u) << name;
      EXPECT_LT(svg.size(), 3000u) << name;
      for (const char* banned : {"href", "style", "script", "none\" d", "\"\"", "  "}) {
        EXPECT_THAT(svg, Not(HasSubstr(banned))) << name;
      }
      for (const char id : {'m', 'a', 's', 'o'}) {
        const bool used = svg.find(std::string("url(#") + id + ")") != std::string::npos;
        const bool defined = svg.find(std::string("id=\"") + id + "\"") != std::string::npos;
        EXPECT_EQ(used, defined) << name << " and gradient " << id;
      }
    }
  }
}

TEST(Pictures, TellStylesMaterialsAndKindsApart) {
  Product product;
  const std::string plain = picture(product);
  EXPECT_EQ(picture(product), plain);
  Product other = product;
  other.style = 3;
  EXPECT_NE(picture(other), plain);
  other = product;
  other.material = "Damascus";
  EXPECT_NE(picture(other), plain);
  other = product;
  other.kind = 5;
  EXPECT_NE(picture(other), plain);
}

TEST(Pictures, AreTheSameOnEveryPlatform) {
  TempDir dir;
  const Catalog catalog = make_catalog(300, 7);
  ASSERT_TRUE(write_pictures(dir.path(), catalog, 7).ok());
  std::string all;
  for (uint32_t p = 0; p < catalog.products.size(); ++p) all += read_text(dir.file(product_image(p)));
  EXPECT_LT(all.size() / catalog.products.size(), 2200u);
  EXPECT_EQ(crc32(0, reinterpret_cast<const Bytef*>(all.data()), static_cast<uInt>(all.size())), 2204151594u);
  EXPECT_FALSE(std::filesystem::exists(dir.file("images/301.svg")));
}

TEST(Pictures, APlaceThatCannotBeWrittenIsNamed) {
  TempDir dir;
  nearshelf::testing::write_text(dir.file("images"), "x");
  const Status status = write_pictures(dir.path(), make_catalog(100, 1), 1);
  EXPECT_EQ(status.code(), Code::kIo);
  EXPECT_THAT(status.place(), HasSubstr("images"));
}

}  // namespace
}  // namespace nearshelf::sample_shop
