resource "aws_s3_bucket_acl" "invoices" {
  bucket = aws_s3_bucket.invoices.id
  # ruleid: tf-public-bucket
  acl = "public-read"
}

resource "aws_s3_bucket" "site" {
  bucket = "site"
  # ok: tf-public-bucket
  acl = "public-read"
  website {
    index_document = "index.html"
  }
}

resource "aws_s3_bucket_public_access_block" "invoices" {
  bucket = aws_s3_bucket.invoices.id
  # ruleid: tf-public-bucket
  block_public_acls = false
  # ok: tf-public-bucket
  block_public_policy = true
}

resource "azurerm_storage_container" "invoices" {
  name = "invoices"
  # ruleid: tf-public-bucket
  container_access_type = "blob"
}

resource "azurerm_storage_account" "invoices" {
  name = "invoices"
  # ruleid: tf-public-bucket
  allow_nested_items_to_be_public = true
}

resource "aws_s3_bucket_acl" "labels" {
  bucket = aws_s3_bucket.labels.id
  # ok: tf-public-bucket
  acl = "private"
}

resource "azurerm_storage_container" "labels" {
  name = "labels"
  # ok: tf-public-bucket
  container_access_type = "private"
}
