// A known-answer test of the kernels that this machine would use: for hosts that choose among builds of the library by
// what they believe of the machine, as a browser does.
#ifndef NEARSHELF_SDK_RANKING_KERNELS_SELF_TEST_H_
#define NEARSHELF_SDK_RANKING_KERNELS_SELF_TEST_H_

#include <cstdint>

namespace nearshelf::ranking {

// The bits of what the scan and every array function give for made-up inputs, folded into one number.
uint32_t kernel_fingerprint();

// kernel_fingerprint() is the one that every machine must have.
bool kernels_give_known_results();

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_SDK_RANKING_KERNELS_SELF_TEST_H_
