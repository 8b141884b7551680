#ifndef NEARSHELF_SDK_C_API_EVENT_H_
#define NEARSHELF_SDK_C_API_EVENT_H_

#include <optional>

#include "nearshelf/nearshelf.h"
#include "sdk/base/status.h"
#include "sdk/store/event.h"

namespace nearshelf::c_api {

struct InputEvent {
  store::Event event;
  std::optional<TimeMs> time_ms;  // empty = now
};

// Copies the caller's event; what its fields may hold is checked by whoever records it.
Result<InputEvent> read_event(const nsh_event* input);

}  // namespace nearshelf::c_api

#endif  // NEARSHELF_SDK_C_API_EVENT_H_
