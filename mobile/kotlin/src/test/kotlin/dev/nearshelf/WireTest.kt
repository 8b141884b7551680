package dev.nearshelf

import dev.nearshelf.internal.Native
import dev.nearshelf.internal.NativeLibrary
import dev.nearshelf.internal.WireReader
import dev.nearshelf.internal.WireWriter
import dev.nearshelf.internal.answerOf
import dev.nearshelf.support.assertFails
import kotlin.random.Random
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class WireTest {
    @Test
    fun `what is written is read`() {
        val large = "größer-".repeat(1000)
        val bytes = WireWriter(4).int(-5).flag(true).long(Long.MIN_VALUE).float(1.5f).double(-0.0).text("é").text(null)
            .text("").text(large).texts(listOf("a", "b")).bytes(byteArrayOf(1, 2)).toArray()
        val reader = WireReader(bytes)
        assertEquals(-5, reader.int())
        assertTrue(reader.flag())
        assertEquals(Long.MIN_VALUE, reader.long())
        assertEquals(1.5f, reader.float())
        assertEquals(-0.0, reader.double())
        assertEquals("é", reader.text())
        assertEquals(null, reader.textOrNull())
        assertEquals("", reader.text())
        assertEquals(large, reader.text())
        assertEquals(listOf("a", "b"), List(reader.int()) { reader.text() })
        assertArrayEquals(byteArrayOf(1, 2), reader.bytes())
        assertEquals(0, reader.rest().size)
        // Little-endian, whatever the machine.
        assertArrayEquals(byteArrayOf(1, 2, 0, 0), WireWriter().int(0x201).toArray())
    }

    /** The native side reads within the request, whatever is in it. */
    @Test
    fun `a request that is damaged is refused, not followed`() {
        NativeLibrary.ensure()
        val shelf = answerOf(Native.shelfOpen(WireWriter().shelf().toArray(), null)).long()
        val good = WireWriter().int(1).int(-1).long(0).long(-1).long(0).double(Double.NaN).double(Double.NaN)
            .text("item").text(null).text(null).toArray()
        answerOf(Native.shelfTrack(shelf, good))
        for (size in good.indices) {
            assertFails(StatusCode.INTERNAL) { answerOf(Native.shelfTrack(shelf, good.copyOf(size))) }
        }
        assertFails(StatusCode.INTERNAL) { answerOf(Native.shelfTrack(shelf, good.copyOf(good.size + 1))) }
        val random = Random(7)
        repeat(20_000) {
            val bytes = random.nextBytes(random.nextInt(200))
            val call: () -> ByteArray? = when (it % 4) {
                0 -> { -> Native.shelfTrack(shelf, bytes) }
                1 -> { -> Native.shelfRecommend(shelf, bytes) }
                2 -> { -> Native.shelfSetConsent(shelf, bytes) }
                else -> { -> Native.shelfImport(shelf, bytes) }
            }
            assertTrue(runCatching { answerOf(call()) }.exceptionOrNull() is NearshelfException)
        }
        Native.shelfClose(shelf)
    }

    private fun WireWriter.shelf() =
        text(null).int(0).int(1000).int(0).int(7).int(1).int(0).int(0).int(0).int(0)
}
