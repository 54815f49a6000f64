<?php

function lookup(): void
{
	$host = $_GET['host'];
	// ruleid: php-command
	system("ping -c 1 $host");
	// ruleid: php-command
	$out = `dig $host`;
	// ruleid: php-command
	exec('whois ' . trim($_POST['domain']), $lines);
	run('nslookup ' . $_REQUEST['name']);
}

function run(string $command): void
{
	// ruleid: php-command
	passthru($command);
}

function lookupSafely(): void
{
	// ok: php-command
	system('ping -c 1 ' . escapeshellarg($_GET['host']));
	$count = (int) $_GET['count'];
	// ok: php-command
	exec("uptime -n $count");
	// ok: php-command
	$out = `date`;
	$tools = ['ping' => 'ping -c 1 localhost', 'date' => 'date'];
	$tool = $_GET['tool'];
	// ok: php-command
	shell_exec($tools[$tool]);
}
