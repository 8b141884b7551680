package dev.nearshelf.android

import java.io.File
import java.io.FileOutputStream
import java.io.IOException
import java.security.SecureRandom

/** Seals a secret with a key that is kept elsewhere. */
internal interface KeySealer {
    fun seal(secret: ByteArray): ByteArray

    /** Null: what sealed it is gone, or it is not what was sealed. Throws when the answer may be another one later. */
    fun open(sealed: ByteArray): ByteArray?
}

/** A secret of 32 random bytes in a file, sealed. When it is lost, for whatever reason, a new one takes its place. */
internal class SealedKeyFile(
    private val file: File,
    private val sealer: KeySealer,
    private val random: SecureRandom = SecureRandom(),
) {
    @Synchronized
    fun load(): ByteArray = read() ?: make()

    private fun read(): ByteArray? {
        val sealed = try {
            file.readBytes()
        } catch (e: IOException) {
            if (file.exists()) throw e
            return null
        }
        return sealer.open(sealed)?.takeIf { it.size == SIZE }
    }

    private fun make(): ByteArray {
        val key = ByteArray(SIZE).also(random::nextBytes)
        val sealed = sealer.seal(key)
        file.parentFile?.mkdirs()
        // On the disk before a database is sealed with it, and whole or not at all.
        val made = File(file.path + ".new")
        FileOutputStream(made).use {
            it.write(sealed)
            it.fd.sync()
        }
        if (!made.renameTo(file)) throw IOException("$made cannot be renamed to $file")
        return key
    }

    private companion object {
        const val SIZE = 32
    }
}
