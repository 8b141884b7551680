import CNearshelf
import Foundation

/// The C library without the binding, as a program in C would call it.
final class CShelf {
  private var shelf: OpaquePointer?
  private var error = nsh_error()

  init(model: Data) {
    check(nsh_shelf_open(nil, &shelf, &error))
    model.withUnsafeBytes { check(nsh_shelf_install_model(shelf, $0.baseAddress, $0.count, &error)) }
  }

  deinit { nsh_shelf_close(shelf) }

  private func check(_ status: nsh_status) {
    precondition(status == 0, "the C library says \(status)")
  }

  func session() {
    var info = nsh_session_info()
    info.struct_size = MemoryLayout<nsh_session_info>.size
    check(nsh_shelf_get_session(shelf, &info, &error))
  }

  func track(_ item: String) {
    var event = nsh_event()
    nsh_event_init(&event)
    event.kind = nsh_event_kind(NSH_EVENT_VIEW)
    var result = nsh_track_result()
    result.struct_size = MemoryLayout<nsh_track_result>.size
    var item = item
    item.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { text in
        event.item_id = nsh_string(data: text.baseAddress, size: text.count)
        check(nsh_shelf_track(shelf, &event, &result, &error))
      }
    }
  }

  /// Reads every field of every item and reason; gives a sum, so that nobody leaves the reading out.
  func recommend() -> Int {
    var list: OpaquePointer?
    check(nsh_shelf_recommend(shelf, nil, &list, &error))
    defer { nsh_recommendations_free(list) }
    var sum = Int(nsh_recommendations_context(list))
    for index in 0..<nsh_recommendations_count(list) {
      var item = nsh_item()
      item.struct_size = MemoryLayout<nsh_item>.size
      check(nsh_recommendations_get_item(list, index, &item, &error))
      sum &+= item.id.size &+ item.title.size &+ item.category.size &+ item.brand.size &+ item.url.size
      sum &+= item.image.size &+ Int(item.score.bitPattern & 1) &+ Int(item.price.bitPattern & 1)
      for reasonIndex in 0..<item.reason_count {
        var reason = nsh_reason()
        reason.struct_size = MemoryLayout<nsh_reason>.size
        check(nsh_recommendations_get_reason(list, index, reasonIndex, &reason, &error))
        sum &+= Int(reason.kind) &+ reason.item_id.size &+ reason.item_title.size
      }
    }
    return sum
  }
}
