<?php

// ruleid: php-cookie-flags
setcookie('session', $id);
// ruleid: php-cookie-flags
setcookie('remember_token', $token, time() + 3600, '/');
// ruleid: php-cookie-flags
setcookie('auth', $token, ['httponly' => true, 'path' => '/']);
// ruleid: php-cookie-flags
setcookie('sid', $id, 0, '/', '', true, false);

// ok: php-cookie-flags
setcookie('session', $id, 0, '/', '', true, true);
// ok: php-cookie-flags
setcookie('auth', $token, ['secure' => true, 'httponly' => true, 'samesite' => 'Lax']);
// ok: php-cookie-flags
setcookie('theme', 'dark');
// ok: php-cookie-flags
setcookie('sid', $id, $options);
