package dev.nearshelf.support

import dev.nearshelf.NearshelfException
import dev.nearshelf.RecommendOptions
import dev.nearshelf.ShelfOptions
import dev.nearshelf.ShopEvent
import dev.nearshelf.SyncOptions
import dev.nearshelf.blocking.BlockingModel
import dev.nearshelf.blocking.BlockingShelf
import java.io.File

/**
 * Opens and closes, or calls, so many times and says how much the process grew in between, in KiB: open|call COUNT. The
 * Java heap has a fixed size, so that what grows is memory of the native side.
 */
fun main(arguments: Array<String>) {
    val count = arguments[1].toInt()
    val work: (Int) -> Unit = when (arguments[0]) {
        "open" -> ::openAndClose
        "call" -> Caller()::call
        else -> throw IllegalArgumentException(arguments[0])
    }
    val warmUp = maxOf(count / 5, 500)
    for (i in 0 until warmUp) work(i)
    System.gc()
    val before = residentKib()
    for (i in 0 until count) work(i)
    System.gc()
    println(residentKib() - before)
}

private fun residentKib(): Long =
    File("/proc/self/status").readLines().first { it.startsWith("VmRSS:") }.split(Regex("\\s+"))[1].toLong()

private val artifact = Places.model.readBytes()
private val sync = SyncOptions("https://sync.invalid", "key", batchEvents = 1)

private fun openAndClose(i: Int) {
    BlockingShelf.open(ShelfOptions(sync = sync, log = { _, _ -> }, clock = { 1_700_000_000_000L + i })).use { shelf ->
        shelf.installModel(artifact)
        shelf.setConsent(measured)
        shelf.track(ShopEvent.view("sku-000007"))
        shelf.model().use { it.recommend() }
        checkNotNull(shelf.nextTask().task) // left for close to free
    }
    BlockingModel.open(artifact).close()
}

private class Caller {
    private val shelf = BlockingShelf.open(ShelfOptions(maxEvents = 200, sync = sync)).apply { installModel(artifact) }

    fun call(i: Int) {
        when (i % 10) {
            0 -> shelf.track(ShopEvent.view("sku-0000%02d".format(i / 10 % 60)))
            1 -> shelf.session()
            2 -> shelf.events(maxCount = 20)
            3 -> shelf.info()
            4 -> shelf.consent()
            5 -> shelf.syncInfo()
            6 -> try {
                shelf.recommend(RecommendOptions(count = 0))
            } catch (_: NearshelfException) {
                // Errors must not leak either.
            }
            7 -> shelf.exportProfile()
            8 -> if (i % 1000 == 8) shelf.trimMemory() else shelf.nextTask()
            else -> shelf.recommend()
        }
    }
}
