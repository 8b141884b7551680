import Foundation
import Nearshelf

// What tests need a process of its own for.
//   track <file> <first id>   opens the file and tracks events until it is killed; prints each id after it was acknowledged
//   hold <file>               opens the file, prints "open", and holds it until its standard input ends
let arguments = CommandLine.arguments
guard arguments.count >= 3 else { exit(2) }
func say(_ line: String) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) } // nothing waits in a buffer
do {
  let shelf = try BlockingShelf(ShelfOptions(path: arguments[2]))
  switch arguments[1] {
  case "track":
    try shelf.setConsent(ConsentDecision(granted: .personalization, policyVersion: "1"))
    for number in (Int(arguments[3]) ?? 0)... {
      let event = ShopEvent(.view, itemID: "sku-\(number % 60)", eventID: EventID("e-\(number)"))
      say("\(try shelf.track(event).eventID)")
    }
  case "hold":
    say("open")
    while readLine() != nil {}
    shelf.close()
  default:
    exit(2)
  }
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(1)
}
