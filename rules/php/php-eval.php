<?php

// ruleid: php-eval
eval('$total = ' . $_POST['formula'] . ';');
// ruleid: php-eval
call_user_func($_GET['action'], 1);
$action = $_GET['do'];
// ruleid: php-eval
$action($cart);

$actions = ['add' => 'addToCart', 'drop' => 'dropFromCart'];
$wanted = $actions[$action] ?? 'showCart';
// ok: php-eval
$wanted($cart);
// ok: php-eval
call_user_func('showCart', $_GET['action']);
// ok: php-eval
$names = array_map('trim', $_POST['names']);
