package com.example.shop

import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.compose.BackHandler
import androidx.activity.compose.setContent
import com.example.shop.ui.ShopApp

class MainActivity : ComponentActivity() {
    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        val shelf = (application as ShopApplication).shelf
        setContent { ShopApp(shelf) { enabled, onBack -> BackHandler(enabled, onBack) } }
    }
}
