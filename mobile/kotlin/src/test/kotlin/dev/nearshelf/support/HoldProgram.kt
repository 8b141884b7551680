package dev.nearshelf.support

import dev.nearshelf.ShelfOptions
import dev.nearshelf.ShopEvent
import dev.nearshelf.blocking.BlockingShelf

/** Holds a shelf and does what the lines of its input say: PATH. */
fun main(arguments: Array<String>) {
    val shelf = BlockingShelf.open(ShelfOptions(arguments[0]))
    shelf.setConsent(keepsProfile)
    println("held")
    System.out.flush()
    while (true) {
        when (readlnOrNull()) {
            "track" -> {
                shelf.track(ShopEvent.view("of-the-child"))
                println("tracked")
                System.out.flush()
            }
            else -> break
        }
    }
    shelf.close()
}
