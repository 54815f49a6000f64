<?php

// ruleid: php-digest-compare
if ($_SERVER['HTTP_X_SIGNATURE'] == hash_hmac('sha256', $body, $key)) {
	accept($body);
}
// ruleid: php-digest-compare
if ('sha256=' . hash_hmac('sha256', $body, $key) !== $signature) {
	exit(1);
}

// ok: php-digest-compare
if (hash_equals(hash_hmac('sha256', $body, $key), $signature)) {
	accept($body);
}
// ok: php-digest-compare
$same = md5_file($a) === md5_file($b);
