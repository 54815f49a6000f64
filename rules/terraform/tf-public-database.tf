resource "aws_db_instance" "parcels" {
  engine            = "postgres"
  storage_encrypted = true
  # ruleid: tf-public-database
  publicly_accessible = true
}

resource "google_sql_database_instance" "parcels" {
  database_version = "POSTGRES_17"
  settings {
    tier = "db-g1-small"
    ip_configuration {
      authorized_networks {
        name = "everyone"
        # ruleid: tf-public-database
        value = "0.0.0.0/0"
      }
      authorized_networks {
        name = "office"
        # ok: tf-public-database
        value = "192.0.2.0/24"
      }
    }
  }
}

resource "azurerm_mssql_firewall_rule" "all" {
  name             = "all"
  server_id        = azurerm_mssql_server.parcels.id
  start_ip_address = "0.0.0.0"
  # ruleid: tf-public-database
  end_ip_address = "255.255.255.255"
}

resource "aws_db_instance" "invoices" {
  engine            = "postgres"
  storage_encrypted = true
  # ok: tf-public-database
  publicly_accessible = false
}
