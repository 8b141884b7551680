#include "sdk/store/sealed/page_seal.h"

#include <algorithm>

#include "tests/unit/store/sealed/sealed_fixture.h"

namespace nearshelf::store {
namespace {

class PageSeal : public SealedFixture {
 protected:
  static Page make_page() {
    const Bytes bytes = page_of(0x41);
    Page page;
    std::copy(bytes.begin(), bytes.end(), page.begin());
    return page;
  }
};

TEST_F(PageSeal, OpensWhereItWasSealed) {
  const Page page = make_page();
  Page sealed = page;
  seal_page(*sealer_, seal_context('d', 7), sealed);
  EXPECT_FALSE(shows(Bytes(sealed.begin(), sealed.end()), 0x41));
  Page opened = sealed;
  EXPECT_TRUE(unseal_page(*sealer_, seal_context('d', 7), opened));
  EXPECT_EQ(opened, page);
}

TEST_F(PageSeal, OpensNowhereElse) {
  Page sealed = make_page();
  seal_page(*sealer_, seal_context('d', 7), sealed);
  for (const auto& context : {seal_context('d', 8), seal_context('j', 7), seal_context('d', 7 + (int64_t{1} << 40))}) {
    Page page = sealed;
    EXPECT_FALSE(unseal_page(*sealer_, context, page));
  }
  std::array<uint8_t, 32> other_key = kTestKey;
  other_key[31] = 1;
  const auto other = platform::host_platform().value().crypto->make_sealer(other_key);
  EXPECT_FALSE(unseal_page(*other, seal_context('d', 7), sealed));
}

TEST_F(PageSeal, NoBitOfItCanBeChanged) {
  Page sealed = make_page();
  seal_page(*sealer_, seal_context('d', 0), sealed);
  for (size_t i = 0; i < sealed.size(); i += 37) {
    Page page = sealed;
    page[i] ^= static_cast<uint8_t>(1 << (i % 8));
    EXPECT_FALSE(unseal_page(*sealer_, seal_context('d', 0), page)) << i;
  }
}

TEST_F(PageSeal, TheSamePageNeverLooksTheSame) {
  Page first = make_page();
  Page second = make_page();
  seal_page(*sealer_, seal_context('d', 0), first);
  seal_page(*sealer_, seal_context('d', 0), second);
  EXPECT_NE(first, second);
}

TEST_F(PageSeal, WhatWasNeverWrittenStaysZero) {
  Page page{};
  EXPECT_TRUE(unseal_page(*sealer_, seal_context('d', 3), page));
  EXPECT_EQ(page, Page{});
}

}  // namespace
}  // namespace nearshelf::store
