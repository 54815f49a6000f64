resource "aws_db_instance" "parcels" {
  engine = "postgres"
  # ruleid: tf-encryption-off
  storage_encrypted = false
}

resource "aws_instance" "scales" {
  ami = var.ami
  root_block_device {
    # ruleid: tf-encryption-off
    encrypted = false
  }
  metadata_options {
    http_tokens = "required"
  }
}

resource "aws_opensearch_domain" "search" {
  domain_name = "search"
  # ruleid: tf-encryption-off
  encrypt_at_rest {
    enabled = false
  }
}

resource "aws_ebs_volume" "data" {
  availability_zone = var.zone
  # ok: tf-encryption-off
  encrypted = true
}

resource "aws_opensearch_domain" "logs" {
  domain_name = "logs"
  # ok: tf-encryption-off
  encrypt_at_rest {
    enabled = true
  }
}
