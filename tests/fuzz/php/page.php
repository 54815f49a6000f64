<!doctype html>
<html><body class="<?= $theme ?? 'light' ?>">
<?php if (count($items) > 0): ?>
  <ul>
  <?php foreach ($items as $key => $item): ?>
    <li><?= htmlspecialchars($item->title), $key ?></li>
  <?php endforeach; ?>
  </ul>
<?php elseif (isset($empty)): echo "none {$empty['text']} of $items[0]", PHP_EOL; else: ?>
  <p>?</p>
<?php endif ?>
