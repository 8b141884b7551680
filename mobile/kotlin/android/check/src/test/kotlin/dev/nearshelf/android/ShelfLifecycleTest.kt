package dev.nearshelf.android

import android.app.Activity
import android.app.Application
import android.content.ComponentCallbacks2
import dev.nearshelf.Consent
import dev.nearshelf.HttpRequest
import dev.nearshelf.HttpResponse
import dev.nearshelf.Purposes
import dev.nearshelf.Shelf
import dev.nearshelf.ShelfOptions
import dev.nearshelf.ShopEvent
import dev.nearshelf.SyncOptions
import dev.nearshelf.Transport
import java.io.IOException
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Test

class ShelfLifecycleTest {
    private val requests = LinkedBlockingQueue<HttpRequest>()
    private val transport = object : Transport {
        override suspend fun execute(request: HttpRequest): HttpResponse {
            requests += request
            throw IOException("offline")
        }
    }

    /** Its constructor wants a main thread with a message queue, which is native. */
    private fun activity(): Activity {
        val unsafe = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe").apply { isAccessible = true }.get(null)
        val allocate = unsafe.javaClass.getMethod("allocateInstance", Class::class.java)
        return allocate.invoke(unsafe, Activity::class.java) as Activity
    }

    private fun callbacksOf(application: Application): List<Application.ActivityLifecycleCallbacks> {
        val field = Application::class.java.getDeclaredField("mActivityLifecycleCallbacks").apply { isAccessible = true }
        @Suppress("UNCHECKED_CAST")
        return (field.get(application) as List<Application.ActivityLifecycleCallbacks>).toList()
    }

    @Test
    fun `what waits is sent when the app is left`() = runBlocking {
        val shelf = Shelf.open(ShelfOptions(sync = SyncOptions("https://x", "key", batchEvents = 50, transport = transport)))
        shelf.setConsent(Consent(Purposes.PERSONALIZATION + Purposes.MEASUREMENT, "1"))
        shelf.track(ShopEvent.view("a"))
        val application = Application()
        val lifecycle = ShelfLifecycle.attach(application, shelf)
        val callbacks = callbacksOf(application).single()
        val activity = activity()
        callbacks.onActivityStarted(activity)
        callbacks.onActivityStarted(activity)
        callbacks.onActivityStopped(activity)
        assertNull(requests.poll(200, TimeUnit.MILLISECONDS))
        callbacks.onActivityStopped(activity)
        assertNotNull(requests.poll(10, TimeUnit.SECONDS))
        application.onTrimMemory(ComponentCallbacks2.TRIM_MEMORY_COMPLETE)
        lifecycle.close()
        assertEquals(emptyList<Any>(), callbacksOf(application))
        shelf.closeAndWait()
        // Late calls find a closed shelf, and that is no crash.
        callbacks.onActivityStarted(activity)
        callbacks.onActivityStopped(activity)
    }

    @Test
    fun `turning the device is not leaving`() {
        val seen = mutableListOf<String>()
        val foreground = Foreground(onLeft = { seen += "left" }, onBack = { seen += "back" })
        foreground.stopped(comesBack = false)
        seen.clear()
        foreground.started()
        assertEquals(listOf("back"), seen)
        foreground.stopped(comesBack = true)
        foreground.started()
        assertEquals(listOf("back"), seen)
        foreground.started()
        foreground.stopped(comesBack = false)
        assertEquals(listOf("back"), seen)
        foreground.stopped(comesBack = false)
        foreground.stopped(comesBack = false)
        foreground.started()
        assertEquals(listOf("back", "left", "back"), seen)
    }
}
