import sqlite3

from sqlalchemy import text


def by_name(db, name):
    # ruleid: sql-built
    return db.execute(f"SELECT * FROM customer WHERE name = '{name}'").fetchall()


def rename(cursor, number, name):
    # ruleid: sql-built
    cursor.execute("UPDATE customer SET name = '%s' WHERE id = %d" % (name, number))


def delete(session, name):
    # ruleid: sql-built
    session.execute(text("DELETE FROM customer WHERE name = '" + name + "'"))


def by_name_bound(db, name):
    # ok: sql-built
    return db.execute("SELECT * FROM customer WHERE name = ?", (name,)).fetchall()


def count(db, table):
    # ok: sql-built
    return db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def quoted(db):
    # ok: sql-built
    return db.execute("SELECT * FROM customer WHERE town = 'Ulm'").fetchall()


def opened(path):
    # ok: sql-built
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)
