package dev.nearshelf.android

import android.content.Context
import dev.nearshelf.LogLevel
import dev.nearshelf.Shelf
import dev.nearshelf.ShelfOptions
import dev.nearshelf.SyncOptions
import java.io.File
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/**
 * Opens the shelf of this app: a file that is not backed up, sealed with a key of the Keystore. One that cannot be read
 * any more, because it is damaged or its key is lost, is put aside and a new one begun. Once per process; a second one is
 * told that the file is busy.
 *
 * @param name several shelves of one app need one each: a-z 0-9 - _
 */
public suspend fun Shelf.Companion.open(
    context: Context,
    name: String = "shelf",
    sync: SyncOptions? = null,
    log: ((LogLevel, String) -> Unit)? = null,
): Shelf {
    val key = KeystoreKey(context, name).load()
    val file = withContext(Dispatchers.IO) {
        File(context.noBackupFilesDir, "nearshelf/$name.db").apply { parentFile?.mkdirs() }
    }
    return open(ShelfOptions(file.path, key, rebuildIfCorrupt = true, sync = sync, log = log))
}
