package dev.nearshelf.internal

import dev.nearshelf.NearshelfException
import java.nio.ByteBuffer
import java.nio.ByteOrder

/**
 * Writes a request as mobile/kotlin/native/wire.h reads it: little-endian numbers, and texts as UTF-8 with their size
 * before them.
 */
internal class WireWriter(capacity: Int = 256) {
    private var buffer: ByteBuffer = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN)

    fun int(value: Int): WireWriter {
        room(4).putInt(value)
        return this
    }

    fun flag(value: Boolean): WireWriter = int(if (value) 1 else 0)

    fun long(value: Long): WireWriter {
        room(8).putLong(value)
        return this
    }

    fun float(value: Float): WireWriter {
        room(4).putFloat(value)
        return this
    }

    fun double(value: Double): WireWriter {
        room(8).putDouble(value)
        return this
    }

    fun bytes(value: ByteArray): WireWriter {
        room(4 + value.size).putInt(value.size).put(value)
        return this
    }

    /** Null is written as an empty text: not given. */
    fun text(value: String?): WireWriter = if (value == null) int(0) else bytes(value.toByteArray(Charsets.UTF_8))

    fun texts(values: Collection<String>): WireWriter {
        int(values.size)
        for (value in values) text(value)
        return this
    }

    fun toArray(): ByteArray = buffer.array().copyOf(buffer.position())

    /** Overwrites what was written: a request may have held a key. */
    fun wipe() = buffer.array().fill(0)

    private fun room(count: Int): ByteBuffer {
        if (buffer.remaining() < count) {
            val larger = ByteBuffer.allocate(maxOf(buffer.capacity() * 2, buffer.position() + count))
            val old = buffer
            buffer = larger.order(ByteOrder.LITTLE_ENDIAN).put(old.array(), 0, old.position())
            old.array().fill(0)
        }
        return buffer
    }
}

/** Reads an answer. */
internal class WireReader(private val bytes: ByteArray) {
    private val buffer: ByteBuffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)
    private var position = 0

    fun int(): Int = buffer.getInt(advance(4))

    fun flag(): Boolean = int() != 0

    fun long(): Long = buffer.getLong(advance(8))

    fun float(): Float = buffer.getFloat(advance(4))

    fun double(): Double = buffer.getDouble(advance(8))

    fun text(): String = text(int())

    /** Of a text whose size was read already. */
    fun text(size: Int): String = if (size == 0) "" else String(bytes, advance(size), size, Charsets.UTF_8)

    fun textOrNull(): String? = int().let { if (it == 0) null else text(it) }

    fun bytes(): ByteArray {
        val size = int()
        val from = advance(size)
        return bytes.copyOfRange(from, from + size)
    }

    /** The next bytes, which stay to be read. */
    fun peek(count: Int): ByteBuffer =
        ByteBuffer.wrap(bytes.copyOfRange(position, position + count)).order(ByteOrder.LITTLE_ENDIAN)

    fun skip(count: Int) {
        position += count
    }

    /** A hash, of so many bits, of the eight bytes that end [offset] bytes further on. */
    fun hashBefore(offset: Int, bits: Int): Int {
        // The highest bits of a product are the ones that all of the factor has a say in.
        val mixed = buffer.getLong(position + offset - 8) * -0x61c8864680b583ebL
        return (mixed ushr (64 - bits)).toInt()
    }

    fun intAt(offset: Int): Int = buffer.getInt(position + offset)

    /** The next bytes are these. */
    fun isNext(expected: ByteBuffer): Boolean {
        val count = expected.capacity()
        var at = 0
        while (at + 8 <= count) {
            if (expected.getLong(at) != buffer.getLong(position + at)) return false
            at += 8
        }
        while (at < count) {
            if (expected.get(at) != bytes[position + at]) return false
            at += 1
        }
        return true
    }

    /** What is left, as it is. */
    fun rest(): ByteArray = bytes.copyOfRange(advance(bytes.size - position), bytes.size)

    private fun advance(count: Int): Int {
        val from = position
        position = from + count
        return from
    }
}

/** The answer to a call that has something to say; throws what it says of a failure. */
internal fun answerOf(answer: ByteArray?): WireReader {
    val reader = WireReader(checkNotNull(answer) { "an answer of nearshelf is missing" })
    val status = reader.int()
    if (status != 0) throw NearshelfException(status, reason = reader.text(), place = reader.text())
    return reader
}

/** Of a call that says nothing when it succeeds. */
internal fun checkAnswer(answer: ByteArray?) {
    if (answer != null) answerOf(answer)
}
