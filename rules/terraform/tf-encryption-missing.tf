# ruleid: tf-encryption-missing
resource "aws_db_instance" "parcels" {
  engine         = "postgres"
  instance_class = "db.t4g.small"
}

# ruleid: tf-encryption-missing
resource "aws_efs_file_system" "shared" {
  creation_token = "shared"
}

# ok: tf-encryption-missing
resource "aws_db_instance" "invoices" {
  engine            = "postgres"
  instance_class    = "db.t4g.small"
  storage_encrypted = var.encrypted
}

# ok: tf-encryption-missing
resource "aws_db_instance" "copy" {
  instance_class      = "db.t4g.small"
  replicate_source_db = aws_db_instance.invoices.identifier
}

# ok: tf-encryption-missing
resource "aws_rds_cluster" "labels" {
  engine            = "aurora-postgresql"
  storage_encrypted = true
}
