package dev.nearshelf.android

import android.content.Context
import java.io.File
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/**
 * The key that a shelf's file is sealed with: 32 random bytes in the app's directory that is not backed up, sealed with
 * a key of the Android Keystore. When either is lost (a restored device, a reset Keystore) there is a new one, and a shelf
 * that is opened with rebuildIfCorrupt begins anew.
 */
public class KeystoreKey(context: Context, name: String = "shelf") {
    private val file =
        SealedKeyFile(File(context.noBackupFilesDir, "nearshelf/$name.key"), KeystoreSealer("nearshelf.$name"))

    /**
     * The key, made when there is none. Throws when the Keystore does not answer: try again later, without a shelf until
     * then or with one in memory.
     */
    public suspend fun load(): ByteArray = withContext(Dispatchers.IO) { file.load() }
}
