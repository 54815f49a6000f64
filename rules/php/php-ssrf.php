<?php

$url = $_POST['feed'];
// ruleid: php-ssrf
$handle = curl_init($url);
// ruleid: php-ssrf
curl_setopt($handle, CURLOPT_URL, 'http://' . $_GET['host'] . '/status');
// ruleid: php-ssrf
$page = Http::get($url);

// ok: php-ssrf
curl_setopt($handle, CURLOPT_URL, 'https://rates.example/v1/' . urlencode($_GET['currency']));
// ok: php-ssrf
$page = Http::get('https://rates.example/v1/latest', ['base' => $_GET['base']]);
$feeds = ['news' => 'https://news.example/feed', 'jobs' => 'https://jobs.example/feed'];
$key = $_GET['key'];
// ok: php-ssrf
$handle = curl_init($feeds[$key]);
