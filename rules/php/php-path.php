<?php

function download(): void
{
	$name = $_GET['file'];
	// ruleid: php-path
	readfile("/srv/invoices/$name");
	// ruleid: php-path
	unlink('uploads/' . $_POST['old']);
	// ruleid: php-path
	$lines = file(__DIR__ . '/notes/' . $_REQUEST['note'] . '.txt');
}

function downloadSafely(PDO $db): void
{
	// ok: php-path
	readfile('/srv/invoices/' . basename($_GET['file']));
	$id = (int) $_GET['id'];
	// ok: php-path
	readfile("/srv/invoices/$id.pdf");
	// ok: php-path
	$body = file_get_contents('php://input');
	// ok: php-path
	file_put_contents('/var/log/shop/body.json', $body);
}
