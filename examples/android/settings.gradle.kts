pluginManagement {
    repositories {
        google()
        mavenCentral()
    }
}
dependencyResolutionManagement {
    repositories {
        google()
        mavenCentral()
    }
}
rootProject.name = "nearshelf-shop"
// dev.nearshelf:nearshelf-android, from its sources.
includeBuild("../../mobile/kotlin/android")
