import org.jetbrains.kotlin.gradle.dsl.JvmTarget

plugins {
    alias(libs.plugins.android.application)
    alias(libs.plugins.kotlin.android)
    alias(libs.plugins.kotlin.compose)
}

android {
    namespace = "com.example.shop"
    compileSdk = 36
    defaultConfig {
        applicationId = "com.example.shop"
        minSdk = 24
        targetSdk = 36
        versionCode = 1
        versionName = "1"
        ndk.abiFilters += listOf("arm64-v8a", "x86_64")
        // Of your sync server: gradle -Pshop.server=https://... -Pshop.key=...
        buildConfigField("String", "SERVER", "\"${findProperty("shop.server") ?: ""}\"")
        buildConfigField("String", "DEVICE_KEY", "\"${findProperty("shop.key") ?: ""}\"")
    }
    buildFeatures {
        buildConfig = true
        compose = true
    }
    buildTypes.getByName("release") {
        isMinifyEnabled = true
        proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"))
    }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_11
        targetCompatibility = JavaVersion.VERSION_11
    }
    // Compressing it would only make the first start slower.
    androidResources.noCompress += "nsm"
}

kotlin.compilerOptions.jvmTarget = JvmTarget.JVM_11

dependencies {
    implementation("dev.nearshelf:nearshelf-android:0.1.0")
    implementation(libs.activity.compose)
    implementation(platform(libs.compose.bom))
    implementation(libs.compose.material3)
}
