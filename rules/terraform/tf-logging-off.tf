resource "aws_cloudtrail" "parcels" {
  name           = "parcels"
  s3_bucket_name = aws_s3_bucket.trail.id
  # ruleid: tf-logging-off
  enable_logging = false
  # ok: tf-logging-off
  enable_log_file_validation = true
}

resource "google_container_cluster" "parcels" {
  name = "parcels"
  # ruleid: tf-logging-off
  logging_service = "none"
}

resource "google_sql_database_instance" "parcels" {
  database_version = "POSTGRES_17"
  settings {
    tier = "db-g1-small"
    database_flags {
      name = "log_connections"
      # ruleid: tf-logging-off
      value = "off"
    }
    database_flags {
      name = "log_disconnections"
      # ok: tf-logging-off
      value = "on"
    }
  }
}

resource "aws_guardduty_detector" "parcels" {
  # ok: tf-logging-off
  enable = true
}
