<?php

$handle = curl_init('https://bank.example/');
// ruleid: php-tls-unverified
curl_setopt($handle, CURLOPT_SSL_VERIFYPEER, false);
curl_setopt_array($handle, [
	CURLOPT_RETURNTRANSFER => true,
	// ruleid: php-tls-unverified
	CURLOPT_SSL_VERIFYHOST => 0,
]);
// ruleid: php-tls-unverified
$context = stream_context_create(['ssl' => ['verify_peer' => false]]);
// ruleid: php-tls-unverified
$client = new Client(['base_uri' => 'https://bank.example', 'verify' => false]);
// ruleid: php-tls-unverified
$page = Http::withoutVerifying()->get('https://bank.example/');

// ok: php-tls-unverified
curl_setopt($handle, CURLOPT_SSL_VERIFYPEER, true);
// ok: php-tls-unverified
curl_setopt($handle, CURLOPT_SSL_VERIFYHOST, 2);
// ok: php-tls-unverified
$client = new Client(['verify' => '/etc/ssl/bank.pem']);
// ok: php-tls-unverified
curl_setopt($handle, CURLOPT_RETURNTRANSFER, false);
