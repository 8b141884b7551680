package dev.nearshelf.internal

import java.nio.ByteBuffer

/** What a model knows of an item. */
internal class ItemAttributes(reader: WireReader) {
    val price: Float? = reader.float().let { if (it.isNaN()) null else it }
    val id: String = reader.text()
    val title: String? = reader.textOrNull()
    val category: String? = reader.textOrNull()
    val brand: String? = reader.textOrNull()
    val url: String? = reader.textOrNull()
    val image: String? = reader.textOrNull()
}

/**
 * Items that were read lately. A shop recommends the same ones again and again, and to make strings of their texts is
 * most of what an answer costs. An item is known by all of its bytes; threads may get in each other's way here, and then
 * read one twice.
 */
internal class KnownItems {
    private class Entry(val bytes: ByteBuffer, val attributes: ItemAttributes)

    private val entries = arrayOfNulls<Entry>(1 shl BITS)

    /** Reads the attributes at the position of [reader]. */
    fun read(reader: WireReader): ItemAttributes {
        val size = reader.int()
        // By the end of the id, which is where ids differ most: it follows the price and its own size.
        val slot = reader.hashBefore(8 + reader.intAt(4), BITS)
        val entry = entries[slot]
        if (entry != null && entry.bytes.capacity() == size && reader.isNext(entry.bytes)) {
            reader.skip(size)
            return entry.attributes
        }
        val bytes = reader.peek(size)
        return ItemAttributes(reader).also { entries[slot] = Entry(bytes, it) }
    }

    fun forget() = entries.fill(null)

    private companion object {
        const val BITS = 9
    }
}
