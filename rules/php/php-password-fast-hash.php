<?php

// ruleid: php-password-fast-hash
$stored = md5($password);
// ruleid: php-password-fast-hash
$stored = hash('sha256', $salt . $_POST['password']);
// ruleid: php-password-fast-hash
$same = sha1($user->pwd) === $row['hash'];

// ok: php-password-fast-hash
$stored = password_hash($password, PASSWORD_DEFAULT);
// ok: php-password-fast-hash
$tag = md5($filename);
// ok: php-password-fast-hash
$etag = hash('sha256', $body);
