<?php
function &all($x) { static $n = 0, $m; global $db; goto end; end: yield $x => $n++; }
for ($i = 0, $j = 9; $i < $j; $i++, --$j) { continue 2; }
do { $a .= `ls -l $dir`; } while (!$done and $b <> 3 or $c xor 0x1F);
while (list($k, $v) = each($_GET)) $$k = ${'a' . $v} = (int) $v;
switch ($a) { case 1: case 'b': exit(1); default: die; }
print('a') && include_once __DIR__ . '/b.php'; echo $a, @$b["c"], -$d ?: ~$e;
$o = new class(1, 2) extends B { public $p = [1, 'k' => array(2)]; };
$o->{$p . 'q'}()[0]::$r['s']::T; $f = strlen(...); clone $o instanceof A\B ?? namespace\C;
enum Suit: string { case Hearts = 'H'; const Wild = self::Hearts; }
interface I extends J { function f(); } trait T { abstract function g(); }
namespace N { function h(): never { throw new X; } }
