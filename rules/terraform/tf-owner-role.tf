resource "google_project_iam_member" "agent" {
  project = var.project
  # ruleid: tf-owner-role
  role   = "roles/editor"
  member = google_service_account.agent.member
}

resource "azurerm_role_assignment" "agent" {
  scope = data.azurerm_subscription.parcels.id
  # ruleid: tf-owner-role
  role_definition_name = "Owner"
  principal_id         = var.agent
}

resource "aws_iam_role_policy_attachment" "agent" {
  role = aws_iam_role.agent.name
  # ruleid: tf-owner-role
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "google_project_iam_member" "reader" {
  project = var.project
  # ok: tf-owner-role
  role   = "roles/storage.objectViewer"
  member = google_service_account.agent.member
}

resource "azurerm_role_assignment" "reader" {
  scope = azurerm_storage_account.invoices.id
  # ok: tf-owner-role
  role_definition_name = "Storage Blob Data Reader"
  principal_id         = var.agent
}
