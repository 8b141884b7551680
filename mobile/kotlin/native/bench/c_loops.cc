// Loops over the C ABI for dev.nearshelf.bench.CLoops, each with the nanoseconds of CPU that it took: what the same
// calls from Kotlin are compared with.
#include <jni.h>
#include <time.h>

#include <cstdint>
#include <cstring>
#include <vector>

#include "nearshelf/nearshelf.h"

namespace {

// Of this thread alone: what else the machine does must not be taken for a cost of either side.
int64_t cpu_nanos() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * int64_t{1'000'000'000} + now.tv_nsec;
}

nsh_shelf* shelf_of(jlong handle) { return reinterpret_cast<nsh_shelf*>(static_cast<uintptr_t>(handle)); }

// Every field is looked at, as the other side looks at every property.
uint64_t read_out(const nsh_recommendations* list) {
  uint64_t sum = static_cast<uint64_t>(nsh_recommendations_context(list));
  nsh_item item;
  item.struct_size = sizeof(item);
  nsh_reason reason;
  reason.struct_size = sizeof(reason);
  for (size_t i = 0; i < nsh_recommendations_count(list); ++i) {
    nsh_recommendations_get_item(list, i, &item, nullptr);
    sum += item.id.size + item.title.size + item.category.size + item.brand.size + item.url.size + item.image.size +
           static_cast<uint64_t>(item.score + item.price);
    for (size_t k = 0; k < item.reason_count; ++k) {
      nsh_recommendations_get_reason(list, i, k, &reason, nullptr);
      sum += static_cast<uint64_t>(reason.kind) + reason.item_id.size + reason.item_title.size +
             static_cast<uint64_t>(reason.share);
    }
  }
  return sum;
}

volatile uint64_t sink;  // so that no loop is found to be useless

}  // namespace

extern "C" {

JNIEXPORT jlong JNICALL Java_dev_nearshelf_bench_CLoops_open(JNIEnv* env, jclass, jbyteArray model) {
  std::vector<jbyte> bytes(static_cast<size_t>(env->GetArrayLength(model)));
  env->GetByteArrayRegion(model, 0, static_cast<jsize>(bytes.size()), bytes.data());
  nsh_shelf* shelf = nullptr;
  if (nsh_shelf_open(nullptr, &shelf, nullptr) != NSH_STATUS_OK) return 0;
  if (nsh_shelf_install_model(shelf, bytes.data(), bytes.size(), nullptr) == NSH_STATUS_OK) {
    return static_cast<jlong>(reinterpret_cast<uintptr_t>(shelf));
  }
  nsh_shelf_close(shelf);
  return 0;
}

JNIEXPORT jlong JNICALL Java_dev_nearshelf_bench_CLoops_session(JNIEnv*, jclass, jlong shelf, jint count) {
  const int64_t begin = cpu_nanos();
  nsh_session_info info;
  info.struct_size = sizeof(info);
  for (jint i = 0; i < count; ++i) {
    if (nsh_shelf_get_session(shelf_of(shelf), &info, nullptr) != NSH_STATUS_OK) return -1;
    sink = sink + info.event_count;
  }
  return cpu_nanos() - begin;
}

JNIEXPORT jlong JNICALL Java_dev_nearshelf_bench_CLoops_track(JNIEnv* env, jclass, jlong shelf, jbyteArray item,
                                                              jint count) {
  char id[64];
  const jsize size = env->GetArrayLength(item);
  if (size > static_cast<jsize>(sizeof(id))) return -1;
  env->GetByteArrayRegion(item, 0, size, reinterpret_cast<jbyte*>(id));
  const int64_t begin = cpu_nanos();
  nsh_track_result result;
  result.struct_size = sizeof(result);
  for (jint i = 0; i < count; ++i) {
    nsh_event event;
    nsh_event_init(&event);
    event.kind = NSH_EVENT_VIEW;
    event.item_id = {id, static_cast<size_t>(size)};
    if (nsh_shelf_track(shelf_of(shelf), &event, &result, nullptr) != NSH_STATUS_OK) return -1;
    sink = sink + std::strlen(result.event_id);
  }
  return cpu_nanos() - begin;
}

JNIEXPORT jlong JNICALL Java_dev_nearshelf_bench_CLoops_recommend(JNIEnv*, jclass, jlong shelf, jint count) {
  const int64_t begin = cpu_nanos();
  for (jint i = 0; i < count; ++i) {
    nsh_recommendations* list = nullptr;
    if (nsh_shelf_recommend(shelf_of(shelf), nullptr, &list, nullptr) != NSH_STATUS_OK) return -1;
    sink = sink + read_out(list);
    nsh_recommendations_free(list);
  }
  return cpu_nanos() - begin;
}

JNIEXPORT void JNICALL Java_dev_nearshelf_bench_CLoops_close(JNIEnv*, jclass, jlong shelf) {
  nsh_shelf_close(shelf_of(shelf));
}

}  // extern "C"
