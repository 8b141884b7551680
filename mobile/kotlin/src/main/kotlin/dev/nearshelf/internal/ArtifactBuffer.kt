package dev.nearshelf.internal

import dev.nearshelf.NearshelfException
import dev.nearshelf.StatusCode
import java.io.File
import java.io.IOException
import java.io.RandomAccessFile
import java.nio.ByteBuffer

/**
 * Puts an artifact into memory of the core, which then takes it over: the Java heap, which on a phone is small, never
 * holds a model.
 */
internal object ArtifactBuffer {
    /** [adopt] takes the buffer over, whatever becomes of the call. */
    fun <R> of(bytes: ByteArray, adopt: (Long) -> R): R = filled(bytes.size.toLong(), adopt) { it.put(bytes) }

    fun <R> of(file: File, adopt: (Long) -> R): R {
        if (!file.exists()) throw NearshelfException(StatusCode.NOT_FOUND, "there is no such file", file.path)
        try {
            RandomAccessFile(file, "r").use { from ->
                val channel = from.channel
                return filled(channel.size(), adopt) { view ->
                    while (view.hasRemaining()) if (channel.read(view) < 0) throw IOException("it became shorter")
                }
            }
        } catch (e: IOException) {
            throw NearshelfException(StatusCode.IO, "the file cannot be read: ${e.message}", file.path)
        }
    }

    private inline fun <R> filled(size: Long, adopt: (Long) -> R, fill: (ByteBuffer) -> Unit): R {
        if (size == 0L) throw NearshelfException(StatusCode.CORRUPT, "the artifact is empty", "model")
        val buffer = answerOf(Native.bufferCreate(size)).long()
        try {
            fill(checkNotNull(Native.bufferView(buffer, size)))
        } catch (e: Throwable) {
            Native.bufferFree(buffer)
            throw e
        }
        return adopt(buffer)
    }
}
