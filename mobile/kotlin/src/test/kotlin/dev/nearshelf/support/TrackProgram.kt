package dev.nearshelf.support

import dev.nearshelf.EventKind
import dev.nearshelf.ShelfOptions
import dev.nearshelf.ShopEvent
import dev.nearshelf.blocking.BlockingShelf

/** Tracks for ever and says the id of each event once it is acknowledged: PATH PREFIX. */
fun main(arguments: Array<String>) {
    val shelf = BlockingShelf.open(ShelfOptions(arguments[0], busyTimeoutMs = 10_000))
    shelf.setConsent(keepsProfile)
    var i = 0
    while (true) {
        val id = "${arguments[1]}-${i++}"
        shelf.track(ShopEvent(EventKind.VIEW, "item-$i", eventId = id))
        println(id)
        System.out.flush()
    }
}
