<?php

use Illuminate\Http\Request;
use Illuminate\Support\Facades\DB;

class Orders
{
	private const COLUMNS = ['date' => 'created_at', 'sum' => 'total'];

	public function __construct(private PDO $db) {}

	public function find(): array
	{
		$name = trim($_GET['name']);
		$sql = "SELECT id FROM orders WHERE name = '$name'";
		// ruleid: php-sql
		return $this->db->query($sql)->fetchAll();
	}

	public function remove(mysqli $link): void
	{
		$id = $_POST['id'] ?? '';
		// ruleid: php-sql
		mysqli_query($link, 'DELETE FROM orders WHERE id = ' . $id);
	}

	public function search(Request $request)
	{
		$order = $request->input('sort');
		// ruleid: php-sql
		$rows = DB::table('orders')->orderByRaw($order . ' DESC')->get();
		// ruleid: php-sql
		return DB::select(sprintf("SELECT * FROM orders WHERE state = '%s'", $request->query('state')));
	}

	public function findSafely(Request $request): array
	{
		// ok: php-sql
		$statement = $this->db->prepare('SELECT id FROM orders WHERE name = ?');
		$statement->execute([$_GET['name']]);
		$page = (int) $_GET['page'];
		// ok: php-sql
		$rows = $this->db->query('SELECT id FROM orders LIMIT 20 OFFSET ' . $page * 20);
		$column = self::COLUMNS[$request->input('sort')] ?? 'id';
		// ok: php-sql
		$sorted = DB::select('SELECT id FROM orders ORDER BY ' . $column);
		$by = match ($_GET['by']) { 'sum' => 'total', default => 'id' };
		// ok: php-sql
		$this->db->query("SELECT id FROM orders ORDER BY $by");
		return $statement->fetchAll();
	}
}
