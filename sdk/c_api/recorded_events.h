// What stands behind nsh_events.
#ifndef NEARSHELF_SDK_C_API_RECORDED_EVENTS_H_
#define NEARSHELF_SDK_C_API_RECORDED_EVENTS_H_

#include <vector>

#include "nearshelf/nearshelf.h"
#include "sdk/store/event_table.h"

struct nsh_events {
  std::vector<nearshelf::store::RecordedEvent> value;
};

#endif  // NEARSHELF_SDK_C_API_RECORDED_EVENTS_H_
