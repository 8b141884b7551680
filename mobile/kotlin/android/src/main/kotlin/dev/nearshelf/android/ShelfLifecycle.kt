package dev.nearshelf.android

import android.app.Activity
import android.app.Application
import android.content.ComponentCallbacks2
import android.content.res.Configuration
import android.os.Bundle
import dev.nearshelf.NearshelfException
import dev.nearshelf.Shelf
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch

/**
 * Ties a shelf to the app's life: sends what waits when the last activity is left, looks for what is due when one comes
 * back, and gives memory back when the system asks for it. Needs no androidx; close it before the shelf.
 */
public class ShelfLifecycle private constructor(
    private val application: Application,
    private val shelf: Shelf,
) : AutoCloseable {
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
    private val foreground = Foreground(onLeft = { inBackground { shelf.syncBeforeLeaving() } }, onBack = shelf::wakeSync)

    private val activities = object : Application.ActivityLifecycleCallbacks {
        override fun onActivityStarted(activity: Activity) = foreground.started()

        override fun onActivityStopped(activity: Activity) = foreground.stopped(activity.isChangingConfigurations)

        override fun onActivityCreated(activity: Activity, savedInstanceState: Bundle?) = Unit

        override fun onActivityResumed(activity: Activity) = Unit

        override fun onActivityPaused(activity: Activity) = Unit

        override fun onActivitySaveInstanceState(activity: Activity, outState: Bundle) = Unit

        override fun onActivityDestroyed(activity: Activity) = Unit
    }

    private val memory = object : ComponentCallbacks2 {
        override fun onTrimMemory(level: Int) {
            if (level >= ComponentCallbacks2.TRIM_MEMORY_RUNNING_LOW) inBackground { shelf.trimMemory() }
        }

        @Deprecated("Said instead of the highest level by old systems")
        override fun onLowMemory() = inBackground { shelf.trimMemory() }

        override fun onConfigurationChanged(newConfig: Configuration) = Unit
    }

    override fun close() {
        application.unregisterActivityLifecycleCallbacks(activities)
        application.unregisterComponentCallbacks(memory)
        scope.cancel()
    }

    private fun inBackground(call: suspend () -> Unit) {
        scope.launch {
            try {
                call()
            } catch (_: NearshelfException) {
                // The shelf was closed, or has no server: its log has what else went wrong.
            }
        }
    }

    public companion object {
        /** Call it where the application begins, before an activity starts. */
        public fun attach(application: Application, shelf: Shelf): ShelfLifecycle =
            ShelfLifecycle(application, shelf).apply {
                application.registerActivityLifecycleCallbacks(activities)
                application.registerComponentCallbacks(memory)
            }
    }
}
