package dev.nearshelf

import dev.nearshelf.blocking.BlockingModel
import dev.nearshelf.blocking.BlockingShelf
import dev.nearshelf.support.Places
import java.io.File
import java.util.concurrent.CopyOnWriteArrayList
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

class BackstopTest {
    @TempDir lateinit var directory: File

    private val messages = CopyOnWriteArrayList<String>()

    private fun forget(path: String) {
        // Kept apart, so that no local variable holds on to it.
        val messages = messages
        BlockingShelf.open(ShelfOptions(path, log = { _, message -> messages += message })).info()
    }

    @Test
    fun `a shelf that was forgotten lets go of its file some time`() {
        val path = File(directory, "shelf.db").path
        forget(path)
        val deadline = System.nanoTime() + 30_000_000_000
        while (true) {
            System.gc()
            val opened = runCatching { BlockingShelf.open(ShelfOptions(path, busyTimeoutMs = 0)) }
            opened.onSuccess { it.close() }
            if (opened.isSuccess) break
            check(System.nanoTime() < deadline) { "it is still held: ${opened.exceptionOrNull()}" }
            Thread.sleep(20)
        }
        assertTrue(messages.any { "was not closed" in it && path in it }, messages.toString())
    }

    @Test
    fun `a collected owner never takes the memory from under a call`() {
        val artifact = Places.model.readBytes()
        // Each model is unreachable while its last call runs.
        repeat(300) {
            assert(BlockingModel.open(artifact).recommend().items.size == 20)
            if (it % 20 == 0) System.gc()
        }
    }
}
