resource "google_storage_bucket_iam_member" "invoices" {
  bucket = google_storage_bucket.invoices.name
  role   = "roles/storage.objectViewer"
  # ruleid: tf-gcp-everyone
  member = "allUsers"
}

resource "google_project_iam_binding" "viewers" {
  role = "roles/viewer"
  # ruleid: tf-gcp-everyone
  members = ["group:parcels@parcels.example", "allAuthenticatedUsers"]
}

resource "google_storage_bucket_iam_member" "labels" {
  bucket = google_storage_bucket.labels.name
  role   = "roles/storage.objectViewer"
  # ok: tf-gcp-everyone
  member = "group:parcels@parcels.example"
}
