package dev.nearshelf.android

import java.io.File
import java.io.IOException
import java.security.Security
import kotlin.concurrent.thread
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.io.TempDir

/** The key of a shelf, over a provider that has the Android Keystore's name. */
class SealedKeyFileTest {
    @TempDir lateinit var directory: File

    private val file get() = File(directory, "nearshelf/shelf.key")

    private fun load() = SealedKeyFile(file, KeystoreSealer("nearshelf.shelf")).load()

    @BeforeEach
    fun install() {
        FakeKeystore.reset()
        Security.addProvider(FakeKeystore)
    }

    @AfterEach
    fun remove() = Security.removeProvider(FakeKeystore.name)

    @Test
    fun `a key is made once, and is not in the file as it is`() {
        val key = load()
        assertEquals(32, key.size)
        assertTrue(key.any { it != 0.toByte() })
        assertArrayEquals(key, load())
        val stored = file.readBytes()
        assertEquals(1 + 12 + 32 + 16, stored.size)
        assertFalse((0..stored.size - 32).any { stored.copyOfRange(it, it + 32).contentEquals(key) })
        assertEquals(listOf("shelf.key"), file.parentFile.list()!!.toList())
    }

    @Test
    fun `a lost key is a new one`() {
        val losses = mapOf<String, () -> Unit>(
            "the file is gone" to { file.delete() },
            "the file is empty" to { file.writeBytes(ByteArray(0)) },
            "the file is cut" to { file.writeBytes(file.readBytes().copyOf(20)) },
            "the file was changed" to { file.writeBytes(file.readBytes().also { it[40] = (it[40] + 1).toByte() }) },
            "the file is of something else" to { file.writeBytes(ByteArray(61) { 1 }) },
            "the Keystore was reset" to { FakeKeystore.reset() },
            "the Keystore has another key" to { FakeKeystore.replaceKeys() },
            "the key was invalidated" to { FakeKeystore.unrecoverable = true },
        )
        for ((what, loss) in losses) {
            val before = load()
            loss()
            val after = load()
            assertFalse(before.contentEquals(after), what)
            FakeKeystore.unrecoverable = false
            assertArrayEquals(after, load(), what)
        }
    }

    @Test
    fun `a Keystore that does not answer loses nothing`() {
        val key = load()
        FakeKeystore.unavailable = true
        assertThrows<IOException> { load() }
        FakeKeystore.unavailable = false
        assertArrayEquals(key, load())
    }

    @Test
    fun `several threads get one key`() {
        val shared = SealedKeyFile(file, KeystoreSealer("nearshelf.shelf"))
        val keys = java.util.concurrent.ConcurrentLinkedQueue<List<Byte>>()
        List(8) { thread { keys += shared.load().toList() } }.forEach(Thread::join)
        assertEquals(1, keys.toSet().size)
    }
}
