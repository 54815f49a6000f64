resource "azurerm_linux_virtual_machine" "scales" {
  name           = "scales"
  admin_username = "parcels"
  # ruleid: tf-password-login
  disable_password_authentication = false
}

resource "azurerm_linux_virtual_machine" "labels" {
  name           = "labels"
  admin_username = "parcels"
  # ok: tf-password-login
  disable_password_authentication = true
}
