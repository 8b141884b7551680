// The array functions over vectors of kLanes floats: included by one file per instruction set, each with its own number
// of lanes. The order in which the values of one result meet does not depend on kLanes.
//
// Static, and free of std::, for the reason that elementary.h gives.
#ifndef NEARSHELF_SDK_RANKING_KERNELS_ARRAY_LANES_H_
#define NEARSHELF_SDK_RANKING_KERNELS_ARRAY_LANES_H_

#include "sdk/ranking/kernels/array_kernels.h"
#include "sdk/ranking/kernels/elementary.h"

namespace nearshelf::ranking {

// Sums and maxima are kept in this many partial results, however wide a vector is.
constexpr size_t kPartials = 16;

template <int kLanes>
struct ArrayLanes {
  using L = ManyLanes<kLanes>;
  using F = typename L::Float;
  typedef int32_t I __attribute__((vector_size(kLanes * sizeof(int32_t))));  // NOLINT(modernize-use-using)
  static constexpr size_t kVectors = kPartials / kLanes;

  template <class V, class T>
  static V load(const T* values) {
    V v;
    __builtin_memcpy(&v, values, sizeof(v));
    return v;
  }
  template <class V, class T>
  static void store(T* values, V v) {
    __builtin_memcpy(values, &v, sizeof(v));
  }
  static F broadcast(float value) { return all_lanes<L>(value); }

  // count < kLanes values, the other lanes being `rest`.
  static F load_some(const float* values, size_t count, float rest) {
    float lanes[kLanes];
    for (size_t i = 0; i < kLanes; ++i) lanes[i] = i < count ? values[i] : rest;
    return load<F>(lanes);
  }
  static void store_some(float* values, size_t count, F v) {
    float lanes[kLanes];
    store(lanes, v);
    for (size_t i = 0; i < count; ++i) values[i] = lanes[i];
  }

  template <class Operation>
  static void transform(float* values, size_t count, Operation operation) {
    size_t i = 0;
    for (; i + kLanes <= count; i += kLanes) store(values + i, operation(load<F>(values + i)));
    if (i < count) store_some(values + i, count - i, operation(load_some(values + i, count - i, 0.0f)));
  }

  // Folds values (each passed through operation, which may store it) into kPartials partial results.
  struct Partials {
    F parts[kVectors];
    template <class Combine>
    float combine(Combine combine_lanes) const {
      float lanes[kPartials];
      for (size_t v = 0; v < kVectors; ++v) store(lanes + v * kLanes, parts[v]);
      for (size_t half = kPartials / 2; half > 0; half /= 2) {
        for (size_t j = 0; j < half; ++j) lanes[j] = combine_lanes(lanes[j], lanes[j + half]);
      }
      return lanes[0];
    }
  };

  template <class Operation, class Combine>
  static float fold(const float* values, size_t count, float start, Operation operation, Combine combine) {
    Partials partials;
    for (size_t v = 0; v < kVectors; ++v) partials.parts[v] = broadcast(start);
    size_t i = 0;
    for (; i + kPartials <= count; i += kPartials) {
      for (size_t v = 0; v < kVectors; ++v) {
        const size_t at = i + v * kLanes;
        partials.parts[v] = combine(partials.parts[v], operation(at, load<F>(values + at), size_t{kLanes}));
      }
    }
    for (size_t v = 0; i < count; ++v, i += kLanes) {
      const size_t some = count - i < kLanes ? count - i : size_t{kLanes};
      const F value = operation(i, load_some(values + i, some, start), some);
      // Lanes past the end take no part: they are put back to where they stood.
      float before[kLanes], after[kLanes];
      store(before, partials.parts[v]);
      store(after, combine(partials.parts[v], value));
      for (size_t j = some; j < kLanes; ++j) after[j] = before[j];
      partials.parts[v] = load<F>(after);
    }
    return partials.combine(combine);
  }

  static constexpr auto kAdd = [](auto a, auto b) { return a + b; };
  static constexpr auto kLarger = [](auto a, auto b) { return b > a ? b : a; };

  static float exp_sum_in_place(float* values, size_t count, float shift, float scale) {
    const auto exp_and_store = [=](size_t at, F x, size_t some) {
      const F y = exp_lanes<L>((x - broadcast(shift)) * broadcast(scale));
      if (some == kLanes) {
        store(values + at, y);
      } else {
        store_some(values + at, some, y);
      }
      return y;
    };
    return fold(values, count, 0.0f, exp_and_store, kAdd);
  }
  static void sigmoid_in_place(float* values, size_t count) {
    transform(values, count, [](F x) { return sigmoid_lanes<L>(x); });
  }
  static void tanh_in_place(float* values, size_t count) {
    transform(values, count, [](F x) { return tanh_lanes<L>(x); });
  }
  static void multiply_in_place(float* values, size_t count, float factor) {
    transform(values, count, [=](F x) { return x * broadcast(factor); });
  }
  static void multiply(const float* values, float factor, float* out, size_t count) {
    size_t i = 0;
    for (; i + kLanes <= count; i += kLanes) store(out + i, broadcast(factor) * load<F>(values + i));
    for (; i < count; ++i) out[i] = factor * values[i];
  }
  static void add_multiple(const float* values, float factor, float* sums, size_t count) {
    size_t i = 0;
    for (; i + kLanes <= count; i += kLanes) {
      store(sums + i, load<F>(sums + i) + broadcast(factor) * load<F>(values + i));
    }
    for (; i < count; ++i) sums[i] = sums[i] + factor * values[i];
  }
  static float multiply_and_sum(float* values, const float* factors, size_t count) {
    const auto multiply_and_store = [=](size_t at, F x, size_t some) {
      F y;
      if (some == kLanes) {
        y = x * load<F>(factors + at);
        store(values + at, y);
      } else {
        y = x * load_some(factors + at, some, 0.0f);
        store_some(values + at, some, y);
      }
      return y;
    };
    return fold(values, count, 0.0f, multiply_and_store, kAdd);
  }
  static void subtract_in_place(int32_t* values, const int32_t* others, size_t count) {
    size_t i = 0;
    for (; i + kLanes <= count; i += kLanes) store(values + i, load<I>(values + i) - load<I>(others + i));
    for (; i < count; ++i) values[i] -= others[i];
  }
  static float sum(const float* values, size_t count) {
    return fold(
        values, count, 0.0f, [](size_t, F x, size_t) { return x; }, kAdd);
  }
  static float maximum(const float* values, size_t count) {
    return fold(
        values, count, -__builtin_inff(), [](size_t, F x, size_t) { return x; }, kLarger);
  }

  // kRun vectors of sums stay in registers while all inputs pass.
  template <size_t kRun>
  static void add_columns(const float* weights, const float* inputs, size_t input_count, float* sums,
                          size_t sum_count) {
    F run[kRun];
    for (size_t v = 0; v < kRun; ++v) run[v] = load<F>(sums + v * kLanes);
    for (size_t i = 0; i < input_count; ++i) {
      const F input = broadcast(inputs[i]);
      const float* row = weights + i * sum_count;
      for (size_t v = 0; v < kRun; ++v) run[v] = run[v] + load<F>(row + v * kLanes) * input;
    }
    for (size_t v = 0; v < kRun; ++v) store(sums + v * kLanes, run[v]);
  }
  static void add_matrix_product(const float* weights, const float* inputs, size_t input_count, float* sums,
                                 size_t sum_count) {
    size_t j = 0;
    constexpr size_t kRun = 8;
    for (; j + kRun * kLanes <= sum_count; j += kRun * kLanes) {
      add_columns<kRun>(weights + j, inputs, input_count, sums + j, sum_count);
    }
    for (; j + kLanes <= sum_count; j += kLanes) {
      add_columns<1>(weights + j, inputs, input_count, sums + j, sum_count);
    }
    for (; j < sum_count; ++j) {
      float run = sums[j];
      for (size_t i = 0; i < input_count; ++i) run = run + weights[i * sum_count + j] * inputs[i];
      sums[j] = run;
    }
  }

  static void scale_dots(const int32_t* dots, const float* scales, const float* bias, float factor, float* out,
                         size_t count) {
    size_t i = 0;
    for (; i + kLanes <= count; i += kLanes) {
      const F dot = __builtin_convertvector(load<I>(dots + i), F);
      F y = (load<F>(scales + i) * broadcast(factor)) * dot;
      if (bias != nullptr) y = y + load<F>(bias + i);
      store(out + i, y);
    }
    for (; i < count; ++i) {
      const float y = (scales[i] * factor) * static_cast<float>(dots[i]);
      out[i] = bias != nullptr ? y + bias[i] : y;
    }
  }

  static size_t next_above(const float* values, size_t begin, size_t count, float threshold) {
    constexpr size_t kBlock = 64;
    size_t i = begin;
    for (; i + kBlock <= count; i += kBlock) {
      I any{};
      for (size_t v = 0; v < kBlock; v += kLanes) any |= load<F>(values + i + v) > broadcast(threshold);
      int32_t lanes[kLanes];
      store(lanes, any);
      int32_t all = 0;
      for (int32_t lane : lanes) all |= lane;
      if (all != 0) break;
    }
    while (i < count && !(values[i] > threshold)) ++i;
    return i;
  }

  static constexpr ArrayKernels table(const char* name) {
    return {name,          exp_sum_in_place,   sigmoid_in_place,
            tanh_in_place, multiply_in_place,  multiply,
            add_multiple,  multiply_and_sum,   sum,
            maximum,       add_matrix_product, subtract_in_place,
            scale_dots,    next_above};
  }
};

}  // namespace nearshelf::ranking

#endif  // NEARSHELF_SDK_RANKING_KERNELS_ARRAY_LANES_H_
