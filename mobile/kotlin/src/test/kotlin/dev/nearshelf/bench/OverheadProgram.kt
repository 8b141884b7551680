package dev.nearshelf.bench

import dev.nearshelf.Recommendations
import dev.nearshelf.Shelf
import dev.nearshelf.ShopEvent
import dev.nearshelf.blocking.BlockingShelf
import dev.nearshelf.support.Places
import java.lang.management.ManagementFactory
import java.util.Locale
import kotlinx.coroutines.runBlocking

/**
 * Prints what a call costs from Kotlin beside the same call from C, in one process, in turns, as time of the CPU in the
 * calling thread.
 */
fun main() = OverheadProgram().run()

private class OverheadProgram {
    private var sink = 0L

    private class Case(val name: String, val count: Int, val c: (Int) -> Long, val kotlin: (Int) -> Unit)

    private val threads = ManagementFactory.getThreadMXBean()

    private fun nanos(call: () -> Unit): Long {
        val begin = threads.currentThreadCpuTime
        call()
        return threads.currentThreadCpuTime - begin
    }

    /** What a round took that others on this machine did not disturb: one in ten is faster. */
    private fun List<Double>.undisturbed() = sorted().let { it[it.size / 10] }

    /** Every property is looked at, as the C side looks at every field. */
    private fun readOut(result: Recommendations): Long {
        var sum = result.context.ordinal.toLong()
        for (item in result.items) {
            sum += item.id.length + (item.title?.length ?: 0) + (item.category?.length ?: 0) + (item.brand?.length ?: 0) +
                (item.url?.length ?: 0) + (item.image?.length ?: 0) + (item.score + (item.price ?: 0f)).toLong()
            for (reason in item.reasons) {
                sum += reason.kind.number + (reason.itemId?.length ?: 0) + (reason.itemTitle?.length ?: 0) +
                    reason.share.toLong()
            }
        }
        return sum
    }

    fun run() {
        val artifact = Places.model.readBytes()
        val item = "sku-000007"
        val c = CLoops.open(artifact)
        check(c != 0L)
        val kotlin = BlockingShelf.open().apply { installModel(artifact) }
        for (id in listOf("sku-000009", "sku-000012", item)) {
            check(CLoops.track(c, id.toByteArray(), 1) > 0)
            kotlin.track(ShopEvent.view(id))
        }
        check(kotlin.recommend().items.size == 20)
        val cases = listOf(
            Case("session()", 5000, { CLoops.session(c, it) }) { n -> repeat(n) { sink += kotlin.session().eventCount } },
            Case("recommend(), 20 items with reasons", 300, { CLoops.recommend(c, it) }) { n ->
                repeat(n) { sink += readOut(kotlin.recommend()) }
            },
            // The last, because it makes the session longer.
            Case("track(), in memory", 500, { CLoops.track(c, item.toByteArray(), it) }) { n ->
                repeat(n) { sink += kotlin.track(ShopEvent.view(item)).eventId.length }
            },
        )
        println("| call | from C, µs | from Kotlin, µs | more, µs |\n| --- | --- | --- | --- |")
        cases.forEach(::measure)
        val hop = measureHop()
        println("session() as a suspend function, on the shelf's thread and back, by the clock: %.1f µs".format(Locale.ROOT, hop))
        kotlin.close()
        CLoops.close(c)
    }

    private fun measure(case: Case) {
        // Until the virtual machine has compiled what it will, which takes its own threads some time on a busy machine.
        val warm = System.nanoTime() + 3_000_000_000
        while (System.nanoTime() < warm) {
            case.c(case.count)
            case.kotlin(case.count)
        }
        val fromC = mutableListOf<Double>()
        val fromKotlin = mutableListOf<Double>()
        repeat(100) {
            fromC += case.c(case.count).also { check(it > 0) } / 1000.0 / case.count
            fromKotlin += nanos { case.kotlin(case.count) } / 1000.0 / case.count
        }
        val c = fromC.undisturbed()
        val kotlin = fromKotlin.undisturbed()
        println("| %s | %.2f | %.2f | %.2f |".format(Locale.ROOT, case.name, c, kotlin, kotlin - c))
    }

    private fun measureHop(): Double = runBlocking {
        val shelf = Shelf.open()
        val rounds = List(60) {
            val begin = System.nanoTime()
            repeat(200) { sink += shelf.session().eventCount }
            val away = System.nanoTime() - begin
            away / 1000.0 / 200
        }
        shelf.closeAndWait()
        rounds.drop(20).undisturbed()
    }
}
