<?php
class A { function f( { $x = ; } public
if ($a { foreach as $b => { "a {$b->
$c = <<<X
 {$d
<?= ?> match { 1 => , use \; new fn(