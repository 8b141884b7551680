#include "sdk/ranking/kernels/scan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "sdk/model/aligned_bytes.h"
#include "sdk/ranking/kernels/cpu_features.h"

namespace nearshelf::ranking {
namespace {

using ::testing::Contains;
using ::testing::Not;

constexpr int32_t kUntouched = 0x5a5a5a5a;

// Rows and query of one scan. The buffers end where the data ends, so that a sanitizer sees a read past it.
struct Case {
  size_t row_count;
  size_t dim;
  model::AlignedBytes rows;
  std::vector<uint8_t> query;

  Case(size_t row_count_in, size_t dim_in)
      : row_count(row_count_in), dim(dim_in), rows(row_count_in * dim_in), query(dim_in) {}

  int8_t* row_data() { return reinterpret_cast<int8_t*>(rows.data()); }
  const int8_t* row_data() const { return reinterpret_cast<const int8_t*>(rows.data()); }
  void fill_rows(int8_t value) { std::fill_n(row_data(), row_count * dim, value); }
};

Case random_case(size_t row_count, size_t dim, uint32_t seed) {
  std::mt19937 random(seed);
  Case c(row_count, dim);
  for (size_t i = 0; i < row_count * dim; ++i)
    c.row_data()[i] = static_cast<int8_t>(static_cast<int>(random() % 255) - 127);
  for (uint8_t& value : c.query) value = static_cast<uint8_t>(random() % 128);
  return c;
}

std::vector<int32_t> expected_dots(const Case& c) {
  std::vector<int32_t> dots(c.row_count);
  for (size_t i = 0; i < c.row_count; ++i) {
    int64_t dot = 0;
    for (size_t d = 0; d < c.dim; ++d) dot += int64_t{c.row_data()[i * c.dim + d]} * c.query[d];
    dots[i] = static_cast<int32_t>(dot);
  }
  return dots;
}

void expect_all_kernels_agree(const Case& c) {
  const std::vector<int32_t> expected = expected_dots(c);
  for (const ScanKernel& kernel : available_scan_kernels()) {
    std::vector<int32_t> dots(c.row_count + 1, kUntouched);
    kernel.scan(c.row_data(), c.row_count, c.dim, c.query.data(), dots.data());
    EXPECT_EQ(dots.back(), kUntouched) << kernel.name << " wrote past the end";
    dots.pop_back();
    EXPECT_EQ(dots, expected) << kernel.name << ", " << c.row_count << " rows of " << c.dim;
  }
}

TEST(Scan, EveryDimAndRowCount) {
  for (size_t dim = 32; dim <= 1024; dim += 32) {
    for (const size_t row_count : {0, 1, 2, 3, 4, 5, 7, 8, 9, 31}) {
      expect_all_kernels_agree(random_case(row_count, dim, static_cast<uint32_t>(dim + row_count)));
    }
  }
}

TEST(Scan, ManyRowsOfTheUsualDim) { expect_all_kernels_agree(random_case(2003, 128, 7)); }

TEST(Scan, ExtremesNeitherSaturateNorOverflow) {
  for (const size_t dim : {32, 64, 96, 128, 1024}) {
    for (const int row_value : {-128, -127, 0, 127}) {
      for (const uint8_t query_value : {0, 1, 127}) {
        Case c(5, dim);
        c.fill_rows(static_cast<int8_t>(row_value));
        std::fill(c.query.begin(), c.query.end(), query_value);
        expect_all_kernels_agree(c);
      }
    }
  }
}

TEST(Scan, ExtremesOfMixedSign) {
  std::mt19937 random(11);
  for (const size_t dim : {32, 96, 128, 1024}) {
    Case c(13, dim);
    for (size_t i = 0; i < c.row_count * dim; ++i) c.row_data()[i] = random() % 2 == 0 ? 127 : -127;
    for (uint8_t& value : c.query) value = random() % 4 == 0 ? 0 : 127;
    expect_all_kernels_agree(c);
  }
}

TEST(Scan, EveryPositionCountsOnce) {
  constexpr size_t kDim = 160;
  Case c(6, kDim);
  for (size_t d = 0; d < kDim; ++d) c.query[d] = static_cast<uint8_t>(d % 127 + 1);
  for (size_t d = 0; d < kDim; ++d) {
    c.fill_rows(0);
    for (size_t i = 0; i < c.row_count; ++i) c.row_data()[i * kDim + d] = static_cast<int8_t>(i + 1);
    expect_all_kernels_agree(c);
  }
}

// A scan may be cut into chunks of rows, whose start is then only as aligned as dim is.
TEST(Scan, RowsMayStartAtAnyMultipleOfDim) {
  const Case c = random_case(12, 32, 3);
  const std::vector<int32_t> expected = expected_dots(c);
  for (const ScanKernel& kernel : available_scan_kernels()) {
    for (size_t begin = 0; begin < c.row_count; ++begin) {
      std::vector<int32_t> dots(c.row_count - begin);
      kernel.scan(c.row_data() + begin * c.dim, dots.size(), c.dim, c.query.data(), dots.data());
      EXPECT_TRUE(std::equal(dots.begin(), dots.end(), expected.begin() + static_cast<std::ptrdiff_t>(begin)))
          << kernel.name << " from row " << begin;
    }
  }
}

TEST(ScanKernels, AreWhatTheCpuCanRunSlowestFirst) {
  std::vector<std::string> names;
  for (const ScanKernel& kernel : available_scan_kernels()) names.emplace_back(kernel.name);
  const CpuFeatures& cpu = cpu_features();
  ASSERT_FALSE(names.empty());
  EXPECT_EQ(names.front(), "scalar");
  EXPECT_EQ(names.back(), best_scan_kernel().name);
  const auto expect_listed = [&](const std::string& name, bool listed) {
    if (listed) {
      EXPECT_THAT(names, Contains(name));
    } else {
      EXPECT_THAT(names, Not(Contains(name)));
    }
  };
  expect_listed("avx2", cpu.avx2);
  expect_listed("avx512vnni", cpu.avx512vnni);
  expect_listed("sdot", cpu.arm_dotprod);
#if defined(__aarch64__)
  expect_listed("neon", true);
#endif
  // script/test-arm64 names the kernel that each emulated CPU must choose.
  const char* expected = std::getenv("NEARSHELF_EXPECTED_SCAN_KERNEL");
  EXPECT_EQ(names.back(), expected != nullptr ? expected : names.back());
}

}  // namespace
}  // namespace nearshelf::ranking
