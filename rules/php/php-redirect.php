<?php

$next = $_GET['next'];
// ruleid: php-redirect
header('Location: ' . $next);
// ruleid: php-redirect
header("Location: $next", true, 303);
if ($done) {
	// ruleid: php-redirect
	return redirect($next);
}

// ok: php-redirect
header('Location: /orders?from=' . urlencode($next));
// ok: php-redirect
header('Content-Language: ' . $_GET['lang']);
// ok: php-redirect
return redirect('/orders/' . $next);
