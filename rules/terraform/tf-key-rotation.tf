# ruleid: tf-key-rotation
resource "aws_kms_key" "invoices" {
  description = "invoices"
}

resource "aws_kms_key" "labels" {
  description = "labels"
  # ruleid: tf-key-rotation
  enable_key_rotation = false
}

# ruleid: tf-key-rotation
resource "google_kms_crypto_key" "invoices" {
  name     = "invoices"
  key_ring = google_kms_key_ring.parcels.id
}

# ok: tf-key-rotation
resource "aws_kms_key" "scales" {
  description         = "scales"
  enable_key_rotation = true
}

# ok: tf-key-rotation
resource "aws_kms_key" "signing" {
  key_usage                = "SIGN_VERIFY"
  customer_master_key_spec = "ECC_NIST_P256"
}

# ok: tf-key-rotation
resource "google_kms_crypto_key" "labels" {
  name            = "labels"
  key_ring        = google_kms_key_ring.parcels.id
  rotation_period = "7776000s"
}
