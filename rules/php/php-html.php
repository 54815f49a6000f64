<?php
$name = $_GET['name'] ?? 'you';
// ruleid: php-html
echo "<h1>Hello, $name</h1>";
// ruleid: php-html
print '<a href="' . $_SERVER['PHP_SELF'] . '">again</a>';
if ($name === '') {
	// ruleid: php-html
	die('no such page: ' . $_REQUEST['page']);
}
// ok: php-html
echo '<p>', htmlspecialchars($name), '</p>';
// ok: php-html
echo json_encode(['name' => $name]);
// ok: php-html
printf('%d orders', (int) $_GET['count']);
// ok: php-html
echo $name === 'admin' ? 'yes' : 'no';
?>
<ul>
	<?php foreach ($_POST['lines'] as $line): ?>
	<?php // ruleid: php-html ?>
	<li><?= $line ?></li>
	<?php // ok: php-html ?>
	<li><?= htmlspecialchars($line) ?></li>
	<?php endforeach ?>
</ul>
