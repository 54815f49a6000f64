<?php

// ruleid: php-weak-random-token
$token = md5(uniqid(mt_rand(), true));
// ruleid: php-weak-random-token
$_SESSION['csrf'] = rand();
// ruleid: php-weak-random-token
$user->resetKey = str_shuffle('abcdefghijklmnopqrstuvwxyz');

// ok: php-weak-random-token
$token = bin2hex(random_bytes(32));
// ok: php-weak-random-token
$otp = random_int(100000, 999999);
// ok: php-weak-random-token
$colour = mt_rand(0, 255);
// ok: php-weak-random-token
$id = uniqid('row');
