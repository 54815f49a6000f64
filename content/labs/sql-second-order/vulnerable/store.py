"""The database: one file, a connection for each thread."""
import sqlite3
import threading

from trace import trace


class Store:
    def __init__(self, path):
        self.path = path
        self.local = threading.local()

    def connection(self):
        if not hasattr(self.local, "db"):
            self.local.db = sqlite3.connect(self.path, isolation_level=None)
        return self.local.db

    def run(self, sql, **values):
        """Changes something; gives the id of a new row."""
        return self.execute(sql, values).lastrowid

    def changed(self, sql, **values):
        """Changes something; says whether a row was there to change."""
        return self.execute(sql, values).rowcount > 0

    def all(self, sql, **values):
        return self.table(sql, **values)[1]

    def one(self, sql, **values):
        rows = self.all(sql, **values)
        return rows[0] if rows else None

    def table(self, sql, **values):
        """The headings and the rows."""
        cursor = self.execute(sql, values)
        return [d[0] for d in cursor.description], cursor.fetchall()

    def execute(self, sql, values):
        trace("store", f"{' '.join(sql.split())} {values}")
        return self.connection().execute(sql, values)
