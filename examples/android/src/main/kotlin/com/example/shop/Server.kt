package com.example.shop

/** What the build was given; an empty address: nothing is ever sent. */
object Server {
    val url: String get() = BuildConfig.SERVER
    val deviceKey: String get() = BuildConfig.DEVICE_KEY
}
