<?php

$page = $_GET['page'];
// ruleid: php-include
include "pages/$page.php";
// ruleid: php-include
require_once __DIR__ . '/lang/' . $_COOKIE['lang'];

$pages = ['home' => 'pages/home.php', 'shop' => 'pages/shop.php'];
// ok: php-include
include $pages[$page] ?? 'pages/home.php';
// ok: php-include
require __DIR__ . '/pages/' . basename($page) . '.php';
// ok: php-include
require_once __DIR__ . '/vendor/autoload.php';
