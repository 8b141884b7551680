package com.example.shop

import android.app.Application
import android.util.Log
import dev.nearshelf.Shelf
import dev.nearshelf.SyncOptions
import dev.nearshelf.android.ShelfLifecycle
import dev.nearshelf.android.open
import java.io.File
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.MainScope
import kotlinx.coroutines.async
import kotlinx.coroutines.withContext

/** Opens the shelf once, in the background; what needs it awaits it. */
class ShopApplication : Application() {
    private val scope: CoroutineScope = MainScope()
    lateinit var shelf: Deferred<Shelf>
        private set

    override fun onCreate() {
        super.onCreate()
        shelf = scope.async {
            val sync = Server.url.ifEmpty { null }?.let {
                SyncOptions(it, Server.deviceKey, manifest = "/v1/models/default/manifest.json")
            }
            val shelf = Shelf.open(this@ShopApplication, sync = sync) { level, message -> Log.i("nearshelf", "$level $message") }
            installBundledModel(shelf)
            ShelfLifecycle.attach(this@ShopApplication, shelf)
            if (sync != null) shelf.startSync()
            shelf
        }
        SyncJob.schedule(this)
    }

    /** The model that the app came with; a newer one that the sync fetched stays. */
    private suspend fun installBundledModel(shelf: Shelf) = withContext(Dispatchers.IO) {
        if (runCatching { shelf.model() }.onSuccess { it.close() }.isSuccess) return@withContext
        val file = File(cacheDir, "shop.nsm")
        assets.open("shop.nsm").use { from -> file.outputStream().use { from.copyTo(it) } }
        shelf.installModel(file)
        file.delete()
    }
}
