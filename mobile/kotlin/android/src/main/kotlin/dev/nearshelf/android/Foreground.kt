package dev.nearshelf.android

/** Counts the activities that are to be seen; called on the main thread alone. */
internal class Foreground(private val onLeft: () -> Unit, private val onBack: () -> Unit) {
    private var visible = 0
    private var left = false

    fun started() {
        visible += 1
        if (left) onBack()
        left = false
    }

    /** [comesBack]: the activity is made anew at once, because the device was turned. */
    fun stopped(comesBack: Boolean) {
        if (visible > 0) visible -= 1
        if (visible > 0 || comesBack || left) return
        left = true
        onLeft()
    }
}
