<?php

// ruleid: php-unserialize
$cart = unserialize($_COOKIE['cart']);
$body = base64_decode($_POST['state']);
// ruleid: php-unserialize
$state = unserialize($body, ['max_depth' => 3]);

// ok: php-unserialize
$cart = json_decode($_COOKIE['cart'], true);
// ok: php-unserialize
$state = unserialize($body, ['allowed_classes' => false]);
// ok: php-unserialize
$state = unserialize($body, ['allowed_classes' => [DateTimeImmutable::class]]);
// ok: php-unserialize
$cached = unserialize(file_get_contents('/var/cache/shop/prices'));
