provider "kubernetes" {
  host = var.cluster
  # ruleid: tf-tls-unverified
  insecure = true
}

provider "vsphere" {
  vsphere_server = var.server
  # ruleid: tf-tls-unverified
  allow_unverified_ssl = true
}

provider "helm" {
  kubernetes {
    host = var.cluster
    # ok: tf-tls-unverified
    cluster_ca_certificate = var.authority
    # ok: tf-tls-unverified
    insecure = false
  }
}
