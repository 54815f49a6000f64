<?php
declare(strict_types=1);

namespace Shop\Orders;

use Shop\{Money, Clock as Time};
use function Shop\tax;

#[Table('orders')]
final class Order extends Model implements \JsonSerializable, Countable
{
	use Dated, Named { Named::label as protected name; }

	public const STATES = ['new' => 1, 'paid' => 2];
	protected static ?int $count = null, $most = 3;

	public function __construct(private readonly Money $total, string|int ...$lines) {}

	abstract protected function price(array &$of, $rate = self::STATES['new']): ?Money;

	public static function find(int $id): static
	{
		[$a, 'b' => $b] = list($c, , $d) = static::$rows[$id];
		$sql = <<<SQL
		SELECT * FROM orders WHERE id = {$id} AND $a->b = '$c[key]'
		SQL;
		$raw = <<<'RAW'
		nothing $here
		RAW;
		try {
			$all = array_map(fn(Order $o) => $o?->total, [...$a, ...$b]);
			usort($all, function ($x, $y) use (&$sql): int { return $x <=> $y; });
		} catch (NotFound | Gone $e) {
			throw new \RuntimeException(message: "no $id", previous: $e);
		} finally {
			unset($all);
		}
		return match (true) {
			$id < 0, $id === PHP_INT_MAX => null,
			default => new static(new Money($id), ...$c),
		};
	}
}
