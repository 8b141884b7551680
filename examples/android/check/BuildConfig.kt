package com.example.shop

/** What Gradle makes in a build. */
object BuildConfig {
    const val SERVER: String = ""
    const val DEVICE_KEY: String = ""
}
