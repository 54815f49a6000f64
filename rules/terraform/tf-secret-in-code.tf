resource "aws_db_instance" "parcels" {
  engine            = "postgres"
  storage_encrypted = true
  # ruleid: tf-secret-in-code
  password = "Zuckerhut-77"
}

provider "aws" {
  region = "eu-north-1"
  # ruleid: tf-secret-in-code
  secret_key = "k-31c0ffee7715"
}

resource "azurerm_mssql_server" "parcels" {
  name                = "parcels"
  administrator_login = "parcels"
  # ok: tf-secret-in-code
  administrator_login_password = var.password
}

resource "aws_db_instance" "invoices" {
  engine            = "postgres"
  storage_encrypted = true
  # ok: tf-secret-in-code
  password = random_password.invoices.result
}
